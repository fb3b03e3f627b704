const DIGIT = 1;
const LOWER = 2;
const UPPER = 4;
/** `_ - .`, which join the parts of a token. */
const JOINT = 8;
/** The other characters of keys and base64: `+ / = % ~`. */
const OTHER = 16;

/** What each UTF-16 code unit may be in a secret; 0 ends a run. */
const CLASSES = new Uint8Array(1 << 16);
for (let code = 0; code < 128; code++) CLASSES[code] = classOf(String.fromCharCode(code));

function classOf(char: string): number {
  if (/[0-9]/.test(char)) return DIGIT;
  if (/[a-z]/.test(char)) return LOWER;
  if (/[A-Z]/.test(char)) return UPPER;
  if (/[_.-]/.test(char)) return JOINT;
  return /[+/=%~]/.test(char) ? OTHER : 0;
}

/** Shorter runs hold no secret that could be told from a word. */
const MIN_RUN_LENGTH = 8;
/** The same for a run without a digit, such as `hf_…`. */
const MIN_DIGITLESS_LENGTH = 13;

/** An unbroken range of characters that secrets are made of. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** The next run from an offset on that may hold a secret: with a digit, or long and joined or with capitals. Ordinary words are passed over. */
export function nextRun(text: string, from: number): Run | undefined {
  let start = from;
  let seen = 0;
  for (let i = from; i < text.length; i++) {
    const kind = CLASSES[text.charCodeAt(i)] ?? 0;
    if (kind) {
      seen |= kind;
      continue;
    }
    if (mayHoldSecret(i - start, seen)) return { start, end: i };
    start = i + 1;
    seen = 0;
  }
  return mayHoldSecret(text.length - start, seen) ? { start, end: text.length } : undefined;
}

function mayHoldSecret(length: number, seen: number): boolean {
  if (length < MIN_RUN_LENGTH) return false;
  if (seen & DIGIT) return true;
  return length >= MIN_DIGITLESS_LENGTH && (seen & (JOINT | UPPER)) !== 0;
}

export const isAlphanumeric = (code: number): boolean => ((CLASSES[code] ?? 0) & (DIGIT | LOWER | UPPER)) !== 0;
