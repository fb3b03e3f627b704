/** Sessions: a caller's own JSON object with a version and an expiry, and the improvements made with it. */
import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../errors/app-error.ts';
import { named } from '../errors/named.ts';
import { inPhase } from '../performance/span.ts';
import type { ImprovementRecord, Session, SessionChange, SessionKey, Store } from '../store/store.ts';
import { LIMITS } from './limits.ts';
import { loadEngine } from './computing/load-engine.ts';
import type { RecordWriter } from './record-writer.ts';
import type { SessionCache } from './session-cache.ts';
import type { Caller, SessionService, SetSessionRequest } from './types.ts';
import { validateInteger, validateSessionData, validateSessionId } from './validate.ts';

export interface SessionsOptions {
  readonly store: () => Promise<Store>;
  readonly cached: SessionCache;
  readonly writer: Pick<RecordWriter, 'changeSession'>;
  readonly ttlSeconds: number;
  readonly maxPerOwner: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a caller wrote, by the name of the field. */
interface ChangedTexts {
  readonly session_id: string;
  readonly data?: string;
}

export class Sessions implements SessionService {
  readonly #options: SessionsOptions;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  async get(caller: Caller, sessionId: string): Promise<Session> {
    const key = await keyOf(caller, sessionId);
    const session = await this.#options.cached.get(key, caller);
    return session ?? notFound(sessionId);
  }

  async set(caller: Caller, request: SetSessionRequest): Promise<Session> {
    const { sessionId = uuidv7(), data, expectedVersion, ttlSeconds = this.#options.ttlSeconds } = request;
    validateSessionId(sessionId);
    validateTtl(ttlSeconds);
    if (expectedVersion !== undefined) validateInteger('expected_version', expectedVersion, 0, Number.MAX_SAFE_INTEGER);
    const json = validateSessionData(data);
    const write = {
      data,
      dataBytes: json.length,
      ttlSeconds,
      maxSessions: this.#options.maxPerOwner,
      ...(expectedVersion !== undefined && { expectedVersion }),
    };
    return this.#write(caller, { session_id: sessionId, data: json }, (key) =>
      this.#options.writer.changeSession({ kind: 'set', ...write, ...key }),
    );
  }

  async touch(caller: Caller, sessionId: string, ttlSeconds?: number): Promise<Session> {
    validateSessionId(sessionId);
    if (ttlSeconds !== undefined) validateTtl(ttlSeconds);
    const session = await this.#write(caller, { session_id: sessionId }, (key) =>
      this.#options.writer.changeSession({ kind: 'touch', ...key, ...(ttlSeconds !== undefined && { ttlSeconds }) }),
    );
    return session ?? notFound(sessionId);
  }

  async delete(caller: Caller, sessionId: string): Promise<void> {
    validateSessionId(sessionId);
    const deleted = await this.#write(caller, { session_id: sessionId }, (key) =>
      this.#options.writer.changeSession({ kind: 'delete', ...key }),
    );
    if (!deleted) notFound(sessionId);
  }

  async history(caller: Caller, sessionId: string): Promise<readonly ImprovementRecord[]> {
    const key = await keyOf(caller, sessionId);
    const { createdAtMs } = await this.get(caller, sessionId);
    const { historyItems, historyTextBytes } = LIMITS;
    const store = await this.#options.store();
    const improvements = await inPhase(caller.span, 'store', () =>
      store.improvements.listBySession(key, historyItems, historyTextBytes, caller.signal),
    );
    // Improvements outlive their session; those of an earlier session of this name are not this one's.
    return improvements.filter((improvement) => improvement.createdAtMs >= createdAtMs);
  }

  /** Changes of all kinds go this one way, so that calls for one session come to the writer in their order. */
  async #write<T>(
    { owner, span, signal }: Caller,
    texts: ChangedTexts,
    change: (key: Pick<SessionChange, 'owner' | 'id' | 'nowMs' | 'signal'>) => Promise<T>,
  ): Promise<T> {
    await refuseSecrets(texts);
    const { cached, now } = this.#options;
    const key = { owner, id: texts.session_id };
    return cached.write(key, span, () => change({ ...key, nowMs: now(), signal }));
  }
}

async function keyOf(caller: Caller, sessionId: string): Promise<SessionKey> {
  validateSessionId(sessionId);
  await refuseSecrets({ session_id: sessionId });
  return { owner: caller.owner, id: sessionId };
}

function validateTtl(ttlSeconds: number): void {
  validateInteger('ttl_seconds', ttlSeconds, LIMITS.sessionTtlSecondsMin, LIMITS.sessionTtlSecondsMax);
}

/** The id as well: it would be stored as a key, and a database that logs its statements logs what is only looked for. */
async function refuseSecrets(texts: ChangedTexts): Promise<void> {
  const { findSecrets } = await loadEngine();
  for (const [field, text] of Object.entries(texts)) {
    const [secret] = findSecrets(text);
    if (secret === undefined) continue;
    throw new AppError(
      'SECRET_REFUSED',
      `${field}: holds what looks like a secret (${secret.kind}); secrets are never stored.`,
      { field },
    );
  }
}

function notFound(sessionId: string): never {
  throw new AppError('SESSION_NOT_FOUND', `There is no session "${named(sessionId)}".`, { field: 'session_id' });
}
