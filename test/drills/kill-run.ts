/** One run of the `kill -9` drill: callers keep a replica busy, it is killed in the middle, and the store is asked. */
import type { Store } from '../../src/store/store.ts';
import { Replica } from './replica.ts';

const CALLERS = 16;
/** The first calls open the store. */
const WARM_AFTER = 10;

export interface KillTarget {
  readonly replica: Parameters<typeof Replica.start>[0];
  /** Opens the store past the replica. */
  readonly open: () => Promise<Store>;
}

export interface KillResult {
  /** Writes that a caller was told are stored. */
  readonly acknowledged: number;
  /** Those of them that are not there. */
  readonly lost: readonly string[];
  /** Calls that the replica took with it. */
  readonly unanswered: number;
}

/** @param killAfterMs from the moment on at which the replica is warm */
export async function killRun(
  { replica: where, open }: KillTarget,
  name: string,
  killAfterMs: number,
): Promise<KillResult> {
  await using replica = await Replica.start(where);
  const improvements: string[] = [];
  const versions = new Map<string, number>();
  let unanswered = 0;
  const warm = Promise.withResolvers<void>();

  const callOnce = async (caller: number): Promise<void> => {
    const improved = await replica.call('improve_prompt', { prompt: `Fix the flaky test ${name}.` });
    const { stored, improvement_id } = improved.structuredContent ?? {};
    if (stored === true) improvements.push(String(improvement_id));
    if (improvements.length >= WARM_AFTER) warm.resolve();
    const session_id = `${name}-${caller}`;
    const set = await replica.call('set_session', { session_id, data: { name } });
    if (set.isError !== true) versions.set(session_id, Number(set.structuredContent?.['version']));
  };
  const keepCalling = async (caller: number): Promise<void> => {
    try {
      for (;;) await callOnce(caller);
    } catch {
      unanswered += 1;
    }
  };

  const callers = Array.from({ length: CALLERS }, (_, caller) => keepCalling(caller));
  await warm.promise;
  await new Promise((resolve) => setTimeout(resolve, killAfterMs));
  await replica.kill();
  await Promise.all(callers);

  await using store = await open();
  const lost: string[] = [];
  for (const id of improvements) {
    if ((await store.improvements.get('local', id)) === undefined) lost.push(`improvement ${id}`);
  }
  for (const [id, version] of versions) {
    const session = await store.sessions.get({ owner: 'local', id }, Date.now());
    if (session === undefined || session.version < version) lost.push(`session ${id} version ${version}`);
  }
  return { acknowledged: improvements.length + versions.size, lost, unanswered };
}
