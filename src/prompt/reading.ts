/** The prompt and all that is known about it, worked out once and shared by the rules. */
import { findConstraints } from './constraints/find.ts';
import { detectLanguage } from './language.ts';
import { lex, type Lexed } from './lexer/index.ts';
import type { RuleParam } from './rule-param.ts';
import type { RuleSettings } from './rule-settings.ts';
import { assess, type Assessment, type Evidence, evidenceOf } from './score/assess.ts';
import { findSecrets, type SecretSpan } from './secrets/find.ts';
import { detectTask } from './task.ts';
import type { Constraint, Facet, Language, PromptContext, Target, Task } from './types.ts';

/** Characters of an instruction: what is longer is pasted material, and the request stands at its start or end. */
const INSTRUCTION_HEAD = 4_000;
const INSTRUCTION_TAIL = 2_000;

/** Tasks that work on material: where it is supplied, it and not the circumstances of the author decides the answer. */
const ON_MATERIAL: ReadonlySet<Task> = new Set(['transform', 'explain', 'question', 'research', 'other']);
/** Material in the prompt itself: something of length after a colon or on lines of its own. */
const MATERIAL = /[:：][ \t]*\S[^\n]{11}|\n[ \t]*\S[^\n]{11}/u;

export interface ReadingOptions {
  readonly context?: PromptContext | undefined;
  readonly target?: Target | undefined;
  readonly settings?: RuleSettings | undefined;
  /** Facets that the author has answered beside the prompt. */
  readonly answered?: readonly Facet[];
}

export class Reading implements Lexed {
  readonly prompt: string;
  readonly options: ReadingOptions;
  readonly context: PromptContext;
  readonly target: Target;
  readonly spans: Lexed['spans'];
  readonly fences: Lexed['fences'];
  readonly prose: string;
  readonly sentences: Lexed['sentences'];
  readonly language: Language;
  readonly task: Task;
  #assessment: Assessment | undefined;
  #evidence: Evidence | undefined;
  #constraints: readonly Constraint[] | undefined;
  #secrets: readonly SecretSpan[] | undefined;
  #instruction: string | undefined;
  readonly #known = new Map<(reading: Reading) => unknown, unknown>();

  constructor(prompt: string, options: ReadingOptions = {}) {
    const { spans, fences, prose, sentences } = lex(prompt);
    this.prompt = prompt;
    const context = options.context ?? {};
    this.options = options;
    this.context = context;
    this.target = options.target ?? 'unknown';
    this.spans = spans;
    this.fences = fences;
    this.prose = prose;
    this.sentences = sentences;
    this.language = detectLanguage(prose);
    this.task = detectTask({ prose, language: this.language, context });
  }

  /** The value of a rule's parameter. */
  param(rule: string, param: RuleParam): number {
    return this.options.settings?.valueOf(rule, param) ?? param.default;
  }

  get agent(): boolean {
    return this.context.mode === 'agent';
  }

  get assessment(): Assessment {
    this.#assessment ??= this.assessWith(this.options.answered ?? []);
    return this.#assessment;
  }

  /** The assessment if these facets were answered beside the prompt. */
  assessWith(answered: readonly Facet[]): Assessment {
    const { prompt, language, task } = this;
    const { mode } = this.context;
    this.#evidence ??= evidenceOf(prompt, mode);
    return assess({ prompt, mode, language, task, answered }, this.#evidence);
  }

  /** The same kind of reading of another text. */
  of(prompt: string, answered: readonly Facet[] = this.options.answered ?? []): Reading {
    return new Reading(prompt, { ...this.options, answered });
  }

  get constraints(): readonly Constraint[] {
    this.#constraints ??= findConstraints(this.prompt);
    return this.#constraints;
  }

  get secrets(): readonly SecretSpan[] {
    this.#secrets ??= findSecrets(this.prompt);
    return this.#secrets;
  }

  /** What `work` finds in this reading, worked out once however many rules and actions ask. `work` must be a named function. */
  once<T>(work: (reading: Reading) => T): T {
    // The map holds for each function what that function returned.
    if (this.#known.has(work)) return this.#known.get(work) as T;
    const result = work(this);
    this.#known.set(work, result);
    return result;
  }

  /** What the author says rather than supplies: the start and the end of the prose, lower case. Offsets do not carry over. */
  get instruction(): string {
    if (this.#instruction === undefined) {
      const { prose } = this;
      const whole = prose.length <= INSTRUCTION_HEAD + INSTRUCTION_TAIL;
      const text = whole ? prose : `${prose.slice(0, INSTRUCTION_HEAD)}\n${prose.slice(-INSTRUCTION_TAIL)}`;
      this.#instruction = text.toLowerCase();
    }
    return this.#instruction;
  }

  /** Material beside the instruction: code, quotations, links, files, or text from the context. */
  get supplied(): boolean {
    const { text, files } = this.context;
    if ((text !== undefined && text.trim() !== '') || (files !== undefined && files.length > 0)) return true;
    return this.spans.some((span) => SUPPLIES.has(span.kind));
  }

  /** The request is about material that is supplied: that, and not the author's circumstances, decides the answer. */
  get worksOnMaterial(): boolean {
    return ON_MATERIAL.has(this.task) && (this.#bringsMaterial || MATERIAL.test(this.prompt));
  }

  /** Like `supplied`, but for short quotations: unless a text is to be transformed, they name a title or a term. */
  get #bringsMaterial(): boolean {
    if (!this.supplied) return false;
    const { text, files } = this.context;
    const beside = (text !== undefined && text.trim() !== '') || (files !== undefined && files.length > 0);
    return (
      beside ||
      this.spans.some(
        ({ kind, start, end }) =>
          SUPPLIES.has(kind) && (kind !== 'quote' || this.task === 'transform' || end - start > TITLE_CHARS),
      )
    );
  }

  get newline(): '\n' | '\r\n' {
    const first = this.prompt.indexOf('\n');
    return first > 0 && this.prompt.charCodeAt(first - 1) === 13 ? '\r\n' : '\n';
  }
}

/** A quotation up to this length is a name rather than material. */
const TITLE_CHARS = 50;

const SUPPLIES: ReadonlySet<string> = new Set(['fence', 'block', 'code', 'url', 'path', 'quote']);
