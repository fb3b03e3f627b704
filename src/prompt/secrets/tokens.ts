import { TOKEN_FORMATS } from './formats/all.ts';
import type { TokenFormat } from './format.ts';
import { isPlaceholder } from './placeholder.ts';
import { entropyBits } from './randomness.ts';
import { isAlphanumeric, type Run } from './runs.ts';
import type { SecretSpan } from './span.ts';

const lowered = (code: number): number => (code >= 0x41 && code <= 0x5a ? code | 0x20 : code);

/** Formats by the first two characters of their mark, in lower case. */
const BY_MARK: (readonly TokenFormat[] | undefined)[] = Array.from({ length: 1 << 14 });
for (const format of TOKEN_FORMATS) {
  const key = (lowered(format.prefix.charCodeAt(0)) << 7) | lowered(format.prefix.charCodeAt(1));
  BY_MARK[key] = [...(BY_MARK[key] ?? []), format];
}

const isTokenCharacter = (code: number): boolean => code === 0x5f || code === 0x2d || isAlphanumeric(code);

/** The least entropy of a key; below it, it is a row of the same few characters. */
const MIN_ENTROPY_BITS = 2.2;

/** Adds the tokens in a run that carry their own mark. */
export function findTokens(text: string, run: Run, found: SecretSpan[]): void {
  let previous = lowered(text.charCodeAt(run.start));
  for (let at = run.start; at + 1 < run.end; at++) {
    const next = lowered(text.charCodeAt(at + 1));
    const formats = BY_MARK[(previous << 7) | next];
    previous = next;
    if (!formats) continue;
    for (const format of formats) {
      const span = matchToken(text, at, format);
      if (!span) continue;
      found.push(span);
      at = span.end - 1;
      previous = lowered(text.charCodeAt(at + 1));
      break;
    }
  }
}

function matchToken(text: string, at: number, format: TokenFormat): SecretSpan | undefined {
  const { prefix, rest, before, kind } = format;
  if (!format.inside && at > 0 && isAlphanumeric(text.charCodeAt(at - 1))) return undefined;
  const from = at + prefix.length;
  if (format.ignoreCase ? text.slice(at, from).toLowerCase() !== prefix.toLowerCase() : !text.startsWith(prefix, at))
    return undefined;
  rest.lastIndex = from;
  if (!rest.test(text)) return undefined;
  let end = rest.lastIndex;
  let start = at;
  if (before) {
    const ahead = before.pattern.exec(text.slice(Math.max(0, at - before.maxLength - 1), at));
    if (!ahead) return undefined;
    start = at - ahead[0].length;
  }
  const value = text.slice(start, end);
  if (isPlaceholder(value) || entropyBits(value) < MIN_ENTROPY_BITS) return undefined;
  // A provider may make its tokens longer; what is left over would give the secret away.
  while (isTokenCharacter(text.charCodeAt(end))) end++;
  return { kind, start, end };
}
