import { UUID } from './format.ts';
import { secrecyOf, vendorFormats } from './names.ts';
import { isPlaceholder, isStandIn } from './placeholder.ts';
import { entropyBits, isWords, randomChanges } from './randomness.ts';
import type { Run } from './runs.ts';
import type { SecretSpan } from './span.ts';

/** Longest value looked at; a longer run is data. */
const MAX_VALUE_LENGTH = 200;
const MIN_VALUE_LENGTH = 8;
/** Reach to the left of a value: the name, the rest of the name, operator and quotes. */
const MAX_NAME_LENGTH = 100;

/** `API_KEY = "`, `'token' => `, `\"key\": \"`, `password is `: what stands between a name and its value, right before the value. */
const OPERATOR = /[\s'"`\\]{0,3}(?:[=:?|>,]{1,4}|\(|\sis\b)[`'"\s=\\]{0,5}$/;
const EQUALS = 0x3d;

const PATH = /^(?:\w{0,5}:)?\/\/|^\.{0,2}\/[a-z]{2,}[\w-]*\//i;
const MIN_ENTROPY_BITS = 3.3;
const MIN_VENDOR_ENTROPY_BITS = 2;

/** An app id or bot number in front of the value proper. */
const PAIR_START = /(?:[0-9a-f]{5,16}:|\d{15,16}\|)$/i;
const FACEBOOK_TOKEN = /^\d{15,16}[|%][\w-]{27,40}$/;

/** Adds the first value in a run that is assigned to the name of a provider or of a secret. */
export function findAssigned(text: string, run: Run, found: SecretSpan[]): void {
  const first = Math.max(run.start, run.end - MAX_VALUE_LENGTH);
  for (let start = first; start <= run.end - MIN_VALUE_LENGTH; start++) {
    const isValueStart = start === run.start || text.charCodeAt(start - 1) === EQUALS;
    if (!isValueStart || text.charCodeAt(start) === EQUALS) continue;
    const span = assignedSpan(text, start, run.end);
    if (span) {
      found.push(span);
      return;
    }
  }
}

function assignedSpan(text: string, from: number, end: number): SecretSpan | undefined {
  let left = text.slice(Math.max(0, from - MAX_NAME_LENGTH), from);
  const pair = PAIR_START.exec(left);
  if (pair) left = left.slice(0, pair.index);
  const start = pair ? from - pair[0].length : from;
  const value = text.slice(start, end);
  if (FACEBOOK_TOKEN.test(value)) return { kind: 'facebook-token', start, end };
  const operator = mayEndInOperator(left) ? OPERATOR.exec(left) : null;
  if (!operator) return undefined;
  const name = left.slice(0, operator.index);
  const isCall = text.charAt(end) === '(';
  const kind = vendorKind(name, value) ?? (!isCall && isGenericSecret(name, value) ? 'assigned-secret' : undefined);
  return kind === undefined ? undefined : { kind, start, end: endOfQuoted(text, start, end) };
}

/** A value in quotes ends at its quote, even when it holds characters that end a run. */
function endOfQuoted(text: string, start: number, end: number): number {
  const quote = text.charAt(start - 1);
  if (!'"\'`'.includes(quote)) return end;
  const rest = text.slice(end, end + MAX_VALUE_LENGTH);
  const length = rest.search(/["'`\s\\]/);
  return length > 0 && rest.charAt(length) === quote ? end + length : end;
}

/** A cheap look at the last character that is no quote or blank, since most values follow an ordinary word. */
function mayEndInOperator(left: string): boolean {
  for (let i = left.length - 1; i >= Math.max(0, left.length - 6); i--) {
    const char = left.charAt(i);
    if ('=:>|,(?'.includes(char)) return true;
    if (!'`\'"\\ \t\r\n'.includes(char)) return char === 's';
  }
  return false;
}

function vendorKind(name: string, value: string): string | undefined {
  const formats = vendorFormats(name);
  if (formats.length === 0 || isPlaceholder(value) || isWords(value) || entropyBits(value) < MIN_VENDOR_ENTROPY_BITS)
    return undefined;
  const trimmed = value.replace(/[.,]$/, '');
  return formats.find((format) => format.value.test(value) || format.value.test(trimmed))?.kind;
}

function isGenericSecret(name: string, value: string): boolean {
  if (value.length < 10 || value.length > 150) return false;
  const changes = randomChanges(value);
  if (changes < 2 || changes < value.length / 10) return false;
  const secrecy = secrecyOf(name);
  if (secrecy === 'none' || (secrecy === 'weak' && UUID.test(value)) || PATH.test(value)) return false;
  const isMadeUp = value.length < 20 ? isStandIn(value) : isPlaceholder(value);
  return !isMadeUp && entropyBits(value) >= MIN_ENTROPY_BITS;
}
