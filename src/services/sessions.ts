/** Sessions: a caller's own JSON object with a version and an expiry, and the improvements made with it. */
import { v7 as uuidv7 } from 'uuid';
import { AppError } from '../errors/app-error.ts';
import { named } from '../errors/named.ts';
import { inPhase } from '../performance/span.ts';
import type { ImprovementRecord, Session, SessionKey, Store } from '../store/store.ts';
import { LIMITS } from './limits.ts';
import type { SizedSessionWrite } from './record-writer.ts';
import type { SessionCache } from './session-cache.ts';
import type { Caller, SessionService, SetSessionRequest } from './types.ts';
import { validateInteger, validateSessionData, validateSessionId } from './validate.ts';

export interface SessionsOptions {
  readonly store: () => Promise<Store>;
  readonly cached: SessionCache;
  /** As `RecordWriter.writeSession`. */
  readonly write: (write: SizedSessionWrite) => Promise<Session>;
  readonly ttlSeconds: number;
  readonly maxPerOwner: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
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
    const key = await keyOf(caller, sessionId);
    validateTtl(ttlSeconds);
    if (expectedVersion !== undefined) validateInteger('expected_version', expectedVersion, 0, Number.MAX_SAFE_INTEGER);
    const json = validateSessionData(data);
    await refuseSecrets('data', json);
    const write = {
      ...key,
      data,
      dataBytes: json.length,
      ttlSeconds,
      maxSessions: this.#options.maxPerOwner,
      ...(expectedVersion !== undefined && { expectedVersion }),
      signal: caller.signal,
    };
    return this.#options.cached.write(key, caller.span, () =>
      this.#options.write({ ...write, nowMs: this.#options.now() }),
    );
  }

  async touch(caller: Caller, sessionId: string, ttlSeconds?: number): Promise<Session> {
    const key = await keyOf(caller, sessionId);
    if (ttlSeconds !== undefined) validateTtl(ttlSeconds);
    const session = await this.#options.cached.write(key, caller.span, (sessions) =>
      sessions.touch(key, this.#options.now(), ttlSeconds, caller.signal),
    );
    return session ?? notFound(sessionId);
  }

  async delete(caller: Caller, sessionId: string): Promise<void> {
    const key = await keyOf(caller, sessionId);
    const deleted = await this.#options.cached.write(key, caller.span, (sessions) =>
      sessions.delete(key, this.#options.now(), caller.signal),
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
}

async function keyOf(caller: Caller, sessionId: string): Promise<SessionKey> {
  validateSessionId(sessionId);
  // It would be stored as a key, and a database that logs its statements logs what is only looked for as well.
  await refuseSecrets('session_id', sessionId);
  return { owner: caller.owner, id: sessionId };
}

function validateTtl(ttlSeconds: number): void {
  validateInteger('ttl_seconds', ttlSeconds, LIMITS.sessionTtlSecondsMin, LIMITS.sessionTtlSecondsMax);
}

async function refuseSecrets(field: string, text: string): Promise<void> {
  const { findSecrets } = await import('./engine.ts');
  const [secret] = findSecrets(text);
  if (!secret) return;
  throw new AppError(
    'SECRET_REFUSED',
    `${field}: holds what looks like a secret (${secret.kind}); secrets are never stored.`,
    { field },
  );
}

function notFound(sessionId: string): never {
  throw new AppError('SESSION_NOT_FOUND', `There is no session "${named(sessionId)}".`, { field: 'session_id' });
}
