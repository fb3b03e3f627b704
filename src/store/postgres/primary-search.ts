import { Client, type ClientConfig } from 'pg';
import { AppError } from '../../errors/app-error.ts';
import type { Target } from './connection.ts';
import { READ_ONLY, toStoreError } from './postgres-error.ts';

/** For one server of several to take a connection, and to answer: another may be there. */
const ANSWER_TIMEOUT_MS = 3_000;

interface Found {
  readonly target: Target;
  readonly isReadOnly: boolean;
}

/** Which of several servers is the primary. All are asked at once, so one that is silent keeps nobody waiting. */
export class PrimarySearch {
  readonly #targets: readonly Target[];
  #found: Target | undefined;
  #isSure = false;
  #searching: Promise<void> | undefined;

  constructor(targets: readonly Target[]) {
    this.#targets = targets;
  }

  /** To connect with. Of the first server before one was found. */
  get config(): ClientConfig {
    return { ...this.#found?.config, connectionTimeoutMillis: ANSWER_TIMEOUT_MS };
  }

  /** `host:port/database` of the one that was found. */
  get location(): string {
    return this.#found?.location ?? '';
  }

  get isSure(): boolean {
    return this.#isSure;
  }

  /** The one that was found may not be it any more. */
  doubt(): void {
    this.#isSure = false;
  }

  /** @throws AppError that says of each server why it is not to be used */
  search(): Promise<void> {
    this.#searching ??= this.#search().finally(() => (this.#searching = undefined));
    return this.#searching;
  }

  async #search(): Promise<void> {
    this.#found = await this.#firstPrimary();
    this.#isSure = true;
  }

  async #firstPrimary(): Promise<Target> {
    const asked = this.#targets.map((target) => ask(target));
    try {
      return await Promise.any(asked.map((answer) => answer.then(unlessReadOnly)));
    } catch {
      const answers = await Promise.allSettled(asked);
      // It can be read, at least.
      const readable = answers.find((answer) => answer.status === 'fulfilled');
      if (readable === undefined)
        throw noPrimary(answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : [])));
      return readable.value.target;
    }
  }
}

async function ask(target: Target): Promise<Found> {
  const { config, location } = target;
  const client = new Client({
    ...config,
    connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
  });
  // Every query reports a broken connection itself.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ readonly is_standby: boolean; readonly is_read_only: boolean }>(ASK);
    if (rows[0]?.is_standby)
      throw new AppError('STORE_READ_ONLY', `PostgreSQL at ${location} is a standby.`, READ_ONLY);
    return { target, isReadOnly: rows[0]?.is_read_only === true };
  } catch (thrown) {
    throw toStoreError(thrown, location);
  } finally {
    client.end().catch(() => {});
  }
}

const ASK = "SELECT pg_is_in_recovery() AS is_standby, current_setting('transaction_read_only') = 'on' AS is_read_only";

function unlessReadOnly({ target, isReadOnly }: Found): Target {
  if (isReadOnly) throw new AppError('STORE_READ_ONLY', `PostgreSQL at ${target.location} is read-only.`, READ_ONLY);
  return target;
}

/** One that may come back is what is waited for; that a setting is wrong is said when there is none. */
function noPrimary(reasons: readonly AppError[]): AppError {
  const of = (code: AppError['code']) => reasons.find((reason) => reason.code === code);
  const telling = of('STORE_UNAVAILABLE') ?? of('STORE_READ_ONLY') ?? reasons[0];
  const messages = reasons.map(({ message }) => message).join(' ');
  return new AppError(telling?.code ?? 'STORE_UNAVAILABLE', `DATABASE_URL leads to no primary. ${messages}`, {
    ...(telling?.hint !== undefined && { hint: telling.hint }),
    ...(telling?.field !== undefined && { field: telling.field }),
    ...(telling?.retryable !== undefined && { retryable: telling.retryable }),
    cause: telling,
  });
}
