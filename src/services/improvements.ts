/**
 * Improve and analyse. The improvement itself needs nothing but the prompt; the store is asked for the rules' settings
 * and the session before, and given the record after. A store that fails costs the record, never the improvement.
 */
import { v7 as uuidv7 } from 'uuid';
import { AppError, toAppError } from '../errors/app-error.ts';
import type { ImproveInput, Improvement, PromptContext, Target } from '../prompt/types.ts';
import type { ImprovementRecord } from '../store/store.ts';
import type { CachedComputation, CachedComputing } from './computing/cached-computing.ts';
import { settledWithin } from './settled-within.ts';
import type { StoredRuleSettings } from './rules/stored-settings.ts';
import type { AnalyzeResult, Caller, ImproveRequest, ImproveResult, ImproveService, SessionService } from './types.ts';
import { validateImprove } from './validate.ts';

const MODES: readonly unknown[] = ['agent', 'chat'];
const TARGETS: readonly unknown[] = ['claude', 'gpt', 'gemini', 'open', 'unknown'];

export interface ImproverOptions {
  /** Resolves when the record is committed. */
  readonly write: (record: ImprovementRecord) => Promise<void>;
  readonly sessions: Pick<SessionService, 'get'>;
  readonly ruleSettings: Pick<StoredRuleSettings, 'current'>;
  readonly computing: Pick<CachedComputing, 'run'>;
  readonly record: 'full' | 'metadata' | 'off';
  readonly targetMs: number;
  /** How long an answer waits for its record to be committed, in milliseconds. */
  readonly storeWaitMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
}

type Stored = Pick<ImproveResult, 'improvementId' | 'stored' | 'storeError'>;

export class Improver implements ImproveService {
  readonly #options: ImproverOptions;
  /** A record is under way that the store did not confirm in time: until it is settled, nobody waits for another. */
  #stalled = false;
  #notStored = 0;

  constructor(options: ImproverOptions) {
    this.#options = options;
  }

  /** Improvements whose record is not known to be committed, although storing is on. */
  get notStored(): number {
    return this.#notStored;
  }

  async improve(caller: Caller, request: ImproveRequest): Promise<ImproveResult> {
    // The caller has waited since its request arrived.
    const startedMs = caller.span?.startedMs ?? this.#options.monotonic();
    const promptBytes = validateImprove(request);
    const { settings, ...input } = await this.#input(caller, request);
    caller.signal?.throwIfAborted();
    const { computing, record } = this.#options;
    const job = { kind: 'improve', job: { input, mask: record === 'full' }, settings } as const;
    const sizeBytes = promptBytes + answersSize(request);
    const computation = await computing.run(caller, job, sizeBytes);
    // Nobody wants its record any more.
    caller.signal?.throwIfAborted();
    const computedMs = this.#options.monotonic() - startedMs;
    const stored = await this.#store(caller, request, input, computation, promptBytes, computedMs);
    const durationMs = this.#options.monotonic() - startedMs;
    return {
      ...computation.improvement,
      ...stored,
      durationMs,
      performanceTargetMs: this.#options.targetMs,
      performanceTargetMet: durationMs <= this.#options.targetMs,
      cacheLevel: computation.cacheLevel,
    };
  }

  async analyze(caller: Caller, request: ImproveRequest): Promise<AnalyzeResult> {
    const startedMs = this.#options.monotonic();
    const promptBytes = validateImprove(request);
    const { settings, ...input } = await this.#input(caller, request);
    const job = { kind: 'improve', job: { input, mask: false }, settings } as const;
    const { improvement } = await this.#options.computing.run(caller, job, promptBytes);
    const { score, findings, questions, constraints, language, task, verdict, summary, rulesetHash } = improvement;
    const durationMs = this.#options.monotonic() - startedMs;
    return { score, findings, questions, constraints, language, task, verdict, summary, rulesetHash, durationMs };
  }

  async #input(caller: Caller, request: ImproveRequest): Promise<ImproveInput> {
    const { sessionId, ...own } = request;
    const settings = await this.#options.ruleSettings.current();
    const ruled = { ...own, ...(settings && { settings }) };
    if (sessionId === undefined) return ruled;
    const { data } = await this.#options.sessions.get(caller, sessionId);
    return { ...sessionDefaults(data), ...ruled };
  }

  async #store(
    caller: Caller,
    request: ImproveRequest,
    input: ImproveInput,
    { improvement, masked }: CachedComputation,
    promptBytes: number,
    durationMs: number,
  ): Promise<Stored> {
    const { record, storeWaitMs, now } = this.#options;
    if (record === 'off')
      return { stored: false, storeError: { code: 'STORING_OFF', message: 'Storing is switched off.' } };
    const wasStalled = this.#stalled;
    const createdAtMs = now();
    const improvementRecord: ImprovementRecord = {
      // By itself the library goes on from the latest time that it has seen, also when the clock was set back: retention and
      // export go by the time of the id.
      id: uuidv7({ msecs: createdAtMs }),
      owner: caller.owner,
      ...(request.sessionId !== undefined && { sessionId: request.sessionId }),
      createdAtMs,
      ...masked,
      promptBytes,
      changed: improvement.changed,
      verdict: improvement.verdict,
      language: improvement.language,
      task: improvement.task,
      target: input.target ?? 'unknown',
      scoreBefore: improvement.score.before,
      scoreAfter: improvement.score.after,
      scorePotential: improvement.score.potential,
      rules: rulesOf(improvement),
      questions: improvement.questions.length,
      rulesetHash: improvement.rulesetHash,
      durationMs,
    };
    let failure: AppError | undefined;
    const write = this.#options
      .write(improvementRecord)
      .catch((error: unknown) => {
        failure = toAppError(error);
      })
      .finally(() => {
        this.#stalled = false;
      });
    if (wasStalled) return this.#shed(new AppError('STORE_UNAVAILABLE', 'The store does not answer.'));
    const sinceMs = caller.span?.now() ?? 0;
    const settled = await settledWithin(write, storeWaitMs);
    caller.span?.addSince('store', sinceMs);
    if (failure) return this.#shed(failure);
    if (!settled) {
      this.#stalled = true;
      return this.#shed(
        new AppError('STORE_UNAVAILABLE', `The store did not confirm the record within ${storeWaitMs} ms.`),
      );
    }
    return { improvementId: improvementRecord.id, stored: true };
  }

  #shed({ code, message }: AppError): Stored {
    this.#notStored += 1;
    return { stored: false, storeError: { code, message } };
  }
}

/** `context` and `target` of the session, as far as they have the shape of one; the request's own come first. */
function sessionDefaults(data: Readonly<Record<string, unknown>>): Pick<ImproveInput, 'context' | 'target'> {
  const { context, target } = data;
  return {
    ...(typeof context === 'object' && context !== null && { context: sessionContext(context) }),
    // Checked against the list of targets.
    ...(TARGETS.includes(target) && { target: target as Target }),
  };
}

function sessionContext(context: object): PromptContext {
  // An object read from JSON; each value is checked below.
  const given = context as Readonly<Record<string, unknown>>;
  const { mode, files, text, code_language: codeLanguage, test_command: testCommand } = given;
  return {
    ...(MODES.includes(mode) && { mode: mode as 'agent' | 'chat' }),
    ...(Array.isArray(files) && { files: files.filter((file) => typeof file === 'string') }),
    ...(typeof text === 'string' && { text }),
    ...(typeof codeLanguage === 'string' && { codeLanguage }),
    ...(typeof testCommand === 'string' && { testCommand }),
  };
}

/** Characters that are folded into the prompt. */
function answersSize({ answers = {} }: ImproveRequest): number {
  return Object.values(answers).reduce((size, answer) => size + answer.length, 0);
}

function rulesOf({ edits, questions, findings }: Improvement): readonly string[] {
  return [...new Set([...edits, ...findings, ...questions].map(({ rule }) => rule))];
}
