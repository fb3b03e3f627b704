/**
 * The last hour by the second, of each operation and of all together, in fixed memory.
 *
 * What is under way is counted in arrays. A second or minute that has ended becomes a block of bytes in one of two rings.
 * A window is put together from whole minutes and, where it begins within one, from seconds. Under a load that fills the
 * ring of seconds before the hour is over, older windows begin with a whole minute; their figures say when.
 */
import type { FinishedOperation, OperationSink } from '../operation.ts';
import type { LiveWindows, WindowFigures } from '../window.ts';
import { BlockWriter, entriesOf } from './block.ts';
import { ByteRing, type Piece } from './byte-ring.ts';
import { ALL, OperationNames } from './operation-names.ts';
import { Tally } from './tally.ts';
import { type Clocks, SECOND_MS, Timeline } from './timeline.ts';

export const HOUR_SECONDS = 3_600;
const MINUTE_MS = 60_000;
/** Enough for an hour of 1,000 calls a second. */
const SECONDS_BYTES = 10 * 1_048_576;
const MINUTES_BYTES = 4 * 1_048_576;
/** More than 60 when the clock on the wall is set, which ends a minute early. */
const MAX_MINUTES = 240;
const MAX_OPERATIONS = 200;

/** The figures of a minute, or of the part of it that this process saw. */
export interface MeasuredMinute {
  /** One more with each minute that is told of; a minute under way has the number that it will have when it is over. */
  readonly part: number;
  /** Milliseconds since 1970; the start inclusive, the end exclusive, both whole seconds of one minute. */
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Encoded tallies: of all operations together, and by the name of the operation. */
  readonly total: Uint8Array;
  readonly operations: ReadonlyMap<string, Uint8Array>;
}

export interface MonitorOptions extends Clocks {
  /** Told of each minute in which an operation ended, once it is over; must neither throw nor wait. */
  readonly onMinute?: (minute: MeasuredMinute) => void;
  /** Operations that are told apart; the rest is counted as `other`. */
  readonly maxOperations?: number;
  readonly secondsBytes?: number;
  readonly minutesBytes?: number;
}

interface UnderWay {
  readonly second: Tally;
  readonly minute: Tally;
  /** Something was recorded in the second, or in the minute. */
  inSecond: boolean;
  inMinute: boolean;
}

/** Of whole seconds, by their numbers; the end exclusive. */
interface Minute {
  readonly first: number;
  readonly end: number;
  readonly piece: Piece;
}

interface Reader {
  add(block: Uint8Array): void;
  /** The whole seconds of the minute under way. */
  addUnderWay(): void;
}

export class Monitor implements OperationSink, LiveWindows {
  readonly #timeline: Timeline;
  readonly #names: OperationNames;
  readonly #onMinute: MonitorOptions['onMinute'];
  /** By the number of the operation. */
  readonly #underWay: UnderWay[] = [newUnderWay()];
  /** By the number of the second, modulo their number; a second in which nothing ended has none. */
  readonly #seconds: ({ readonly number: number; readonly piece: Piece } | undefined)[] = [];
  readonly #secondBytes: ByteRing;
  readonly #minuteBytes: ByteRing;
  readonly #writer = new BlockWriter();
  /** Oldest first. */
  #minutes: Minute[] = [];
  /** Of the second under way. */
  #startMs: number;
  /** The first second of the minute under way. */
  #minuteFirst = 0;
  #minuteSinceMs: number;
  #minutesTold = 0;

  constructor({
    onMinute,
    maxOperations = MAX_OPERATIONS,
    secondsBytes = SECONDS_BYTES,
    minutesBytes = MINUTES_BYTES,
    ...clocks
  }: MonitorOptions) {
    this.#timeline = new Timeline(clocks);
    this.#names = new OperationNames(maxOperations);
    this.#onMinute = onMinute;
    this.#secondBytes = new ByteRing(secondsBytes);
    this.#minuteBytes = new ByteRing(minutesBytes);
    this.#startMs = this.#timeline.second.startMs;
    this.#minuteSinceMs = this.#startMs;
  }

  record(operation: FinishedOperation): void {
    // The clocks are asked only when the second may be over, or the clock on the wall was set.
    const { endedAtMs } = operation;
    if (endedAtMs >= this.#startMs + SECOND_MS || endedAtMs < this.#startMs) this.tick();
    const number = this.#names.numberOf(operation);
    const underWay = (this.#underWay[number] ??= newUnderWay());
    underWay.inSecond = true;
    underWay.second.record(operation.outcome, operation.durationMs);
  }

  /** Ends the second and the minute that are over. To be called about once a second, or minutes would be told late. */
  tick(): void {
    const before = this.#timeline.second;
    const { second, wasSet } = this.#timeline.look();
    if (second === before) return;
    this.#endSecond(before.number);
    if (wasSet || minuteOf(second.startMs) !== minuteOf(before.startMs)) {
      this.#endMinute(before.number + 1, before.startMs + SECOND_MS);
      this.#minuteFirst = second.number;
      this.#minuteSinceMs = second.startMs;
    }
    this.#startMs = second.startMs;
  }

  /** Tells of the minute under way as far as it has come, the second under way included. For the end of the process. */
  flush(): void {
    this.tick();
    const { number, startMs } = this.#timeline.second;
    this.#endSecond(number);
    this.#endMinute(number + 1, startMs + SECOND_MS);
    this.#minuteFirst = number;
    this.#minuteSinceMs = startMs;
  }

  /** The minute under way, as far as its whole seconds; undefined when nothing ended in them. */
  minuteUnderWay(): MeasuredMinute | undefined {
    this.tick();
    const block = this.#encodeMinute();
    return block && this.#measured(block, this.#startMs);
  }

  window(seconds: number, operation?: string): WindowFigures {
    const number = operation === undefined ? ALL : this.#names.find(operation);
    const tally = new Tally();
    const span = this.#read(seconds, {
      add: (block) => {
        for (const entry of entriesOf(block)) {
          if (entry.operation === number) return tally.mergeBytes(entry.bytes);
        }
      },
      addUnderWay: () => {
        const underWay = number === undefined ? undefined : this.#underWay[number];
        if (underWay !== undefined) tally.merge(underWay.minute);
      },
    });
    return tally.figures(span.sinceMs, span.untilMs);
  }

  /** As `window` of every operation that ended in it, by its name, in one go. */
  windows(seconds: number): ReadonlyMap<string, WindowFigures> {
    const tallies = new Map<number, Tally>();
    const tallyOf = (operation: number): Tally => {
      let tally = tallies.get(operation);
      if (tally === undefined) tallies.set(operation, (tally = new Tally()));
      return tally;
    };
    const span = this.#read(seconds, {
      add: (block) => {
        for (const { operation, bytes } of entriesOf(block))
          if (operation !== ALL) tallyOf(operation).mergeBytes(bytes);
      },
      addUnderWay: () =>
        this.#underWay.forEach(({ minute, inMinute }, operation) => {
          if (inMinute && operation !== ALL) tallyOf(operation).merge(minute);
        }),
    });
    return new Map(
      [...tallies].map(([operation, tally]) => [
        this.#names.nameOf(operation),
        tally.figures(span.sinceMs, span.untilMs),
      ]),
    );
  }

  /** Hands out what was measured in the last seconds, and says when it really begins. */
  #read(seconds: number, reader: Reader): { readonly sinceMs: number; readonly untilMs: number } {
    if (!(Number.isInteger(seconds) && seconds >= 1 && seconds <= HOUR_SECONDS))
      throw new RangeError(`A window has 1 to ${HOUR_SECONDS} seconds, not ${seconds}.`);
    this.tick();
    const { number: end, startMs: untilMs } = this.#timeline.second;
    const first = this.#readFrom(Math.max(0, end - seconds), end, reader);
    return { sinceMs: untilMs - (end - first) * SECOND_MS, untilMs };
  }

  /** @returns the second it really begins with */
  #readFrom(from: number, end: number, reader: Reader): number {
    let first = from;
    const addWhole = (minute: Minute) => {
      const block = this.#minuteBytes.read(minute.piece);
      if (block === undefined) first = minute.end;
      else reader.add(block);
    };
    for (const minute of this.#minutes) {
      if (minute.end <= from) continue;
      if (minute.first >= from) addWhole(minute);
      else if (!this.#addSeconds(reader, from, minute.end)) {
        first = minute.first;
        addWhole(minute);
      }
    }
    if (this.#minuteFirst < from && this.#addSeconds(reader, from, end)) return first;
    reader.addUnderWay();
    return Math.min(first, this.#minuteFirst);
  }

  /** @returns false, with nothing added, when one of the seconds was overwritten */
  #addSeconds(reader: Reader, from: number, end: number): boolean {
    const blocks: Uint8Array[] = [];
    for (let number = from; number < end; number++) {
      const second = this.#seconds[number % HOUR_SECONDS];
      if (second?.number !== number) continue;
      const block = this.#secondBytes.read(second.piece);
      if (block === undefined) return false;
      blocks.push(block);
    }
    for (const block of blocks) reader.add(block);
    return true;
  }

  #endSecond(number: number): void {
    const [all, ...operations] = this.#underWay;
    const ended = operations.filter(({ inSecond }) => inSecond);
    if (all === undefined || ended.length === 0) return;
    for (const { second } of ended) all.second.merge(second);
    this.#underWay.forEach((underWay, operation) => {
      if (operation !== ALL && !underWay.inSecond) return;
      this.#writer.add(operation, underWay.second);
      underWay.minute.merge(underWay.second);
      underWay.second.clear();
      underWay.inSecond = false;
      underWay.inMinute = true;
    });
    this.#seconds[number % HOUR_SECONDS] = { number, piece: this.#secondBytes.append(this.#writer.take()) };
  }

  #endMinute(end: number, untilMs: number): void {
    const block = this.#encodeMinute();
    if (block === undefined) return;
    for (const underWay of this.#underWay) {
      if (underWay.inMinute) underWay.minute.clear();
      underWay.inMinute = false;
    }
    const first = this.#minuteFirst;
    this.#minutes = this.#minutes.filter((minute) => minute.end > end - HOUR_SECONDS).slice(1 - MAX_MINUTES);
    this.#minutes.push({ first, end, piece: this.#minuteBytes.append(block) });
    this.#onMinute?.(this.#measured(block, untilMs));
    this.#minutesTold += 1;
  }

  #encodeMinute(): Uint8Array | undefined {
    this.#underWay.forEach(({ minute, inMinute }, operation) => {
      if (inMinute) this.#writer.add(operation, minute);
    });
    const block = this.#writer.take();
    return block.length === 0 ? undefined : block;
  }

  #measured(block: Uint8Array, untilMs: number): MeasuredMinute {
    const [total, ...operations] = [...entriesOf(block.slice())];
    if (total === undefined) throw new RangeError('A minute without figures.');
    return {
      part: this.#minutesTold,
      sinceMs: this.#minuteSinceMs,
      untilMs,
      total: total.bytes,
      operations: new Map(operations.map(({ operation, bytes }) => [this.#names.nameOf(operation), bytes])),
    };
  }
}

function newUnderWay(): UnderWay {
  return { second: new Tally(), minute: new Tally(), inSecond: false, inMinute: false };
}

function minuteOf(ms: number): number {
  return Math.floor(ms / MINUTE_MS);
}
