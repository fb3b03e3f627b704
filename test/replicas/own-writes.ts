/**
 * Random writes and reads of sessions over several replicas, and whether each read could have seen what it saw.
 *
 * Each session has one writer, whose calls follow one another, so the order of its versions is known. A read must not return
 * a version newer than the last one begun when it ended; nor one older than the last one that was acknowledged when it began:
 * strictly when the same replica acknowledged it, and otherwise with as much time in between as `boundMs`.
 */
import type { Replica } from './server.ts';

export interface Checked {
  readonly writes: number;
  readonly reads: number;
  /** Reads through another replica than the one that took the last write. */
  readonly readsElsewhere: number;
  /** Of those, within the bound but older than what was acknowledged when they began. */
  readonly lateReads: number;
  /** Milliseconds from the acknowledgement to the beginning of the latest of them. */
  readonly latestMs: number;
  /** Reads that nothing allows. */
  readonly violations: readonly string[];
}

export interface CheckOptions {
  readonly operations: number;
  readonly writers: number;
  readonly boundMs: number;
  /** 0 to 1. */
  readonly random: () => number;
}

interface Write {
  readonly version: number;
  readonly by: number;
  readonly ackedAtMs: number;
}

export async function checkOwnWrites(replicas: readonly Replica[], options: CheckOptions): Promise<Checked> {
  const { operations, writers, boundMs, random } = options;
  const counts = { writes: 0, reads: 0, readsElsewhere: 0, lateReads: 0, latestMs: 0 };
  const violations: string[] = [];
  let left = operations;

  async function write(sessionId: string, version: number): Promise<Write> {
    const by = Math.floor(random() * replicas.length);
    counts.writes += 1;
    await replicas[by]?.ok('set_session', { session_id: sessionId, data: { n: version } });
    return { version, by, ackedAtMs: performance.now() };
  }

  async function read(sessionId: string, acked: readonly Write[]): Promise<void> {
    const from = Math.floor(random() * replicas.length);
    const beganMs = performance.now();
    const { version } = (await replicas[from]?.ok('get_session', { session_id: sessionId })) ?? {};
    const seen = Number(version);
    const last = acked.at(-1);
    if (last === undefined) return;
    counts.reads += 1;
    if (last.by !== from) counts.readsElsewhere += 1;
    if (seen === last.version) return;
    // The writes that the reader has missed although they were acknowledged before it began.
    const missed = acked.filter((one) => one.version > seen);
    const strict = missed.find((one) => one.by === from);
    const oldestMs = Math.max(...missed.map((one) => beganMs - one.ackedAtMs));
    const story = `${sessionId}: version ${seen} read from replica ${from}, ${last.version} acknowledged by ${last.by}`;
    if (seen > last.version) violations.push(`${story}: from the future`);
    else if (strict !== undefined) violations.push(`${story}: it had acknowledged ${strict.version} itself`);
    else if (oldestMs > boundMs) violations.push(`${story}: ${oldestMs.toFixed(0)} ms before`);
    else {
      counts.lateReads += 1;
      counts.latestMs = Math.max(counts.latestMs, oldestMs);
    }
  }

  async function writer(index: number): Promise<void> {
    const sessionId = `own-writes-${index}`;
    const acked = [await write(sessionId, 1)];
    while (left > 0) {
      left -= 1;
      if (random() < 0.3) acked.push(await write(sessionId, acked.length + 1));
      else await read(sessionId, acked);
    }
  }

  await Promise.all(Array.from({ length: writers }, (_, index) => writer(index)));
  return { ...counts, violations };
}
