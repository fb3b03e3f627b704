/** Callers that keep several replicas busy with what is stored, and remember what they were told. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Replica } from '../replicas/server.ts';
import type { Store } from '../../src/store/store.ts';

const PAUSE_MS = 10;

export interface Told {
  readonly atMs: number;
  readonly durationMs: number;
  readonly answer: Answer;
}

export class Load {
  readonly improved: Told[] = [];
  readonly set: Told[] = [];
  readonly #versions = new Map<string, number>();
  readonly #callers: readonly Promise<void>[];
  #isOver = false;

  constructor(replicas: readonly Replica[], callersEach: number) {
    this.#callers = replicas.flatMap((replica, of) =>
      Array.from({ length: callersEach }, (_, n) => this.#keepCalling(replica, `session-${of}-${n}`)),
    );
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#callers);
  }

  /** What was acknowledged and is not in the store. */
  async lostIn(store: Store): Promise<readonly string[]> {
    const lost: string[] = [];
    for (const { answer } of this.improved.filter(isStored)) {
      const id = String(answer.result['improvement_id']);
      if ((await store.improvements.get('local', id)) === undefined) lost.push(`improvement ${id}`);
    }
    for (const [id, version] of this.#versions) {
      const session = await store.sessions.get({ owner: 'local', id }, Date.now());
      if (session === undefined || session.version < version) lost.push(`session ${id} version ${version}`);
    }
    return lost;
  }

  async #keepCalling(replica: Replica, session_id: string): Promise<void> {
    while (!this.#isOver) {
      await this.#tell(this.improved, () => replica.call('improve_prompt', { prompt: 'Fix the login form.' }));
      const set = await this.#tell(this.set, () =>
        replica.call('set_session', { session_id, data: { topic: 'rivers' } }),
      );
      if (!set.isError) this.#versions.set(session_id, Number(set.result['version']));
      await delay(PAUSE_MS);
    }
  }

  async #tell(told: Told[], call: () => Promise<Answer>): Promise<Answer> {
    const startedMs = performance.now();
    const answer = await call();
    const atMs = performance.now();
    told.push({ atMs, durationMs: atMs - startedMs, answer });
    return answer;
  }
}

export function isStored({ answer }: Told): boolean {
  return answer.result['stored'] === true;
}
