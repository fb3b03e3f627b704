/** Callers of several replicas, which come and go: each writes a session of its own and reads it back, improves and gives feedback. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Replica } from '../../test/replicas/server.ts';
import { Ledger } from './ledger.ts';

const PAUSE_MS = 5;

export interface NamedReplica {
  readonly name: string;
  readonly replica: Replica;
}

export interface CallersOptions {
  /** Those that run now. */
  readonly replicas: () => readonly NamedReplica[];
  readonly boundMs: number;
  /** 0 to 1. */
  readonly random: () => number;
}

type Ask = (tool: string, args: object) => Promise<Answer | undefined>;

export class Callers {
  readonly ledgers: readonly Ledger[];
  /** Ids of what was reported as stored. */
  readonly improvements: string[] = [];
  readonly feedback: string[] = [];
  readonly improveMs: number[] = [];
  readonly violations: string[] = [];
  improved = 0;
  cutOff = 0;
  readonly #options: CallersOptions;
  readonly #running: readonly Promise<void>[];
  #isOver = false;

  constructor(callers: number, options: CallersOptions) {
    this.#options = options;
    this.ledgers = Array.from({ length: callers }, (_, index) => new Ledger(`chaos-${index}`));
    this.#running = this.ledgers.map((ledger, index) => this.#keepCalling(ledger, index % 2 === 0));
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#running);
  }

  /** @param isVersioned writes name the version that they replace */
  async #keepCalling(ledger: Ledger, isVersioned: boolean): Promise<void> {
    let version: number | undefined;
    while (!this.#isOver) {
      await delay(PAUSE_MS);
      const what = this.#options.random();
      const { name, replica } = this.#pick();
      const ask: Ask = (tool, args) => replica.call(tool, args).catch(() => this.#died(replica));
      if (what < 0.3) version = await this.#write(ledger, name, ask, isVersioned ? version : undefined);
      else if (what < 0.7) version = (await this.#read(ledger, name, ask)) ?? version;
      else await this.#improve(ledger, ask, what > 0.9);
    }
  }

  #pick(): NamedReplica {
    const replicas = this.#options.replicas();
    const picked = replicas[Math.floor(this.#options.random() * replicas.length)];
    if (picked === undefined) throw new Error('no replica runs');
    return picked;
  }

  #died(replica: Replica): undefined {
    this.cutOff += 1;
    if (this.#options.replicas().some((one) => one.replica === replica))
      this.violations.push('a replica that runs gave no answer');
  }

  async #write(ledger: Ledger, by: string, ask: Ask, version: number | undefined): Promise<number | undefined> {
    const n = ledger.begin();
    const expected = version === undefined ? {} : { expected_version: version };
    const answer = await ask('set_session', { session_id: ledger.sessionId, data: { n }, ...expected });
    if (answer === undefined || answer.isError) {
      ledger.failed(answer?.error?.['code'], answer?.text ?? '');
      return version;
    }
    ledger.acknowledge(n, by, version !== undefined);
    return Number(answer.result['version']);
  }

  async #read(ledger: Ledger, from: string, ask: Ask): Promise<number | undefined> {
    const beganMs = performance.now();
    const answer = await ask('get_session', { session_id: ledger.sessionId });
    if (answer?.isError === false) {
      const { data, version } = answer.result;
      // As `#write` has made it.
      ledger.seen((data as { readonly n: number }).n, from, beganMs, this.#options.boundMs);
      return Number(version);
    }
    const isNotThereYet = answer?.error?.['code'] === 'SESSION_NOT_FOUND' && ledger.acknowledged === 0;
    if (answer !== undefined && !isNotThereYet) ledger.failed(answer.error?.['code'], answer.text);
    return undefined;
  }

  async #improve(ledger: Ledger, ask: Ask, isRated: boolean): Promise<void> {
    const prompt = `Fix the login form, it fails for ${Math.floor(this.#options.random() * 200)} users.`;
    const startedMs = performance.now();
    const answer = await ask('improve_prompt', { prompt });
    if (answer === undefined) return;
    this.improveMs.push(performance.now() - startedMs);
    this.improved += 1;
    if (answer.isError) this.violations.push(`${ledger.sessionId}: improve_prompt failed: ${answer.text}`);
    if (answer.result['stored'] !== true) return;
    const id = String(answer.result['improvement_id']);
    this.improvements.push(id);
    if (!isRated) return;
    const rated = await ask('record_feedback', { improvement_id: id, rating: 4 });
    if (rated?.isError === false) this.feedback.push(String(rated.result['feedback_id']));
    else if (rated !== undefined) ledger.failed(rated.error?.['code'], rated.text);
  }
}
