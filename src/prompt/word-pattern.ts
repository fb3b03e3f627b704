/**
 * Patterns of words, compiled for the letters that nearly all texts are written with. `\p{L}` stands for 140,000 characters:
 * a pattern with a handful of it takes milliseconds to compile, with the classes below a tenth of that, and runs faster.
 */

/** `\p{L}` among the common characters. */
const LETTERS =
  'A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0400-\\u0481\\u048a-\\u052f\\u1e00-\\u1eff' +
  '\\u3005-\\u3006\\u3031-\\u3035\\u303b-\\u303c\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff' +
  '\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3';
/** `\p{N}` among the common characters. */
const NUMBERS = '0-9\\u00b2-\\u00b3\\u00b9\\u00bc-\\u00be\\u3007\\u3021-\\u3029\\u3038-\\u303a';
/**
 * Latin, Cyrillic, Chinese, Japanese and Korean letters with punctuation and signs. Not ſ, which is an s under the flag `u`
 * alone, nor its like (ẞ), and nothing of two code units.
 */
const RARE =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- ranges of code units, on purpose
  /[^\u0000-\u017e\u0180-\u024f\u0300-\u0344\u0346-\u036f\u0400-\u052f\u1e00-\u1e9d\u1e9f-\u1eff\u2000-\u206f\u20a0-\u20cf\u2190-\u23ff\u2500-\u2775\u2794-\u27bf\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\ufe00-\ufe0f\ufeff\uff01-\uff0f\uff1a-\uff20\ufffc\ufffd]/;

/** Many patterns are tried in turn on a few texts: the prompt, its prose, its opening. */
const RECENT = Array.from({ length: 4 }, () => ({ text: '', isCommon: true }));
let oldest = 0;

function isCommon(text: string): boolean {
  for (const recent of RECENT) if (recent.text === text) return recent.isCommon;
  const known = { text, isCommon: !RARE.test(text) };
  RECENT[oldest] = known;
  oldest = (oldest + 1) % RECENT.length;
  return known.isCommon;
}

type Flags = '' | 'i' | 'gi';

/** A regular expression with the flag `u` in which `\p{L}` and `\p{N}` cost little. */
export class WordPattern {
  readonly source: string;
  readonly #flags: Flags;
  #common: RegExp | undefined;
  #full: RegExp | undefined;

  constructor(source: string, flags: Flags = '') {
    this.source = source;
    this.#flags = flags;
  }

  test(text: string): boolean {
    return this.for(text).test(text);
  }

  exec(text: string): RegExpExecArray | null {
    return this.for(text).exec(text);
  }

  /** The expression for this text: what it matches in it is what the pattern matches. */
  for(text: string): RegExp {
    if (isCommon(text)) return (this.#common ??= new RegExp(commonSource(this.source), this.#flags));
    return (this.#full ??= new RegExp(this.source, `${this.#flags}u`));
  }
}

function commonSource(source: string): string {
  let inClass = false;
  return source.replace(/\\p\{([LN])\}|\\[^]|[[\]]/g, (token, property: string | undefined) => {
    if (property === undefined) {
      if (token.length === 1) inClass = token === '[';
      return token;
    }
    const characters = property === 'L' ? LETTERS : NUMBERS;
    return inClass ? characters : `[${characters}]`;
  });
}
