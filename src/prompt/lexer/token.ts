/** Spans that are one run of ASCII characters without blanks: links, addresses, paths, mentions, numbers with their unit. */
import { isAsciiLetter, isCjk, isDigit, isSpace, isWord } from './chars.ts';
import type { ProtectedKind, ProtectedSpan } from './protected-span.ts';

const FILE_TYPES = new Set(
  (
    'py pyi ipynb js mjs cjs jsx ts tsx java kt go rs rb php swift scala c h cc cpp hpp cs sh ps1 bat sql json jsonl yaml yml toml ini ' +
    'cfg conf env lock md rst txt csv tsv xls xlsx doc docx ppt pptx pdf htm html css scss xml svg png jpg jpeg gif mp3 mp4 wav zip tar gz log'
  ).split(' '),
);

const DIGIT = 1;
const SLASH = 2;
const DOT = 4;
const AT = 8;
const END = 16;
/** What each ASCII character says of the token it stands in. */
const ROLES = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code < 33 || code > 126 || '"\'<>`'.includes(String.fromCharCode(code))) return END;
  if (isDigit(code)) return DIGIT;
  if (code === 47 || code === 92) return SLASH;
  return code === 46 ? DOT : code === 64 ? AT : 0;
});
const TRAILING = '.,;:!?)]}';
const LEADING = '([{,;:!?*#=|&';
const MAX_UNIT_LETTERS = 12;

export interface Token {
  readonly span: ProtectedSpan | undefined;
  /** Where the token ends; without a span there is none in the rest of it either. */
  readonly end: number;
}

/** The token that starts at `at`. Reads no further than the token and a unit behind it. */
export function readToken(text: string, at: number, to: number): Token {
  if (LEADING.includes(text.charAt(at))) return { span: undefined, end: at + 1 };
  let end = at;
  let roles = 0;
  for (; end < to; end++) {
    const code = text.charCodeAt(end);
    const role = code < 128 ? (ROLES[code] ?? END) : END;
    if (role === END) break;
    roles |= role;
  }
  const tokenEnd = end;
  while (end > at && TRAILING.includes(text.charAt(end - 1))) end--;
  const kind = roles !== 0 && end > at ? kindOf(text.slice(at, end), roles) : undefined;
  if (!kind) return { span: undefined, end: tokenEnd };
  return { span: { kind, start: at, end: kind === 'number' ? withUnit(text, end, to) : end }, end: tokenEnd };
}

function kindOf(token: string, roles: number): ProtectedKind | undefined {
  const slash = (roles & SLASH) !== 0;
  if ((slash && token.includes('://')) || ((roles & DOT) !== 0 && /^www\./i.test(token))) return 'url';
  if ((roles & AT) !== 0) return token.startsWith('@') ? 'mention' : 'email';
  if (slash && hasLetter(token)) return 'path';
  if ((roles & DOT) !== 0 && isFileName(token)) return 'path';
  return (roles & DIGIT) !== 0 ? 'number' : undefined;
}

function hasLetter(token: string): boolean {
  for (let i = 0; i < token.length; i++) if (isAsciiLetter(token.charCodeAt(i))) return true;
  return false;
}

function isFileName(token: string): boolean {
  for (const part of token.split(/[^\w.-]/)) {
    const dot = part.lastIndexOf('.');
    if (dot !== -1 && dot < part.length - 1 && FILE_TYPES.has(part.slice(dot + 1).toLowerCase())) return true;
  }
  return false;
}

/** `manage.py` behind a number is a file, not a unit. */
function startsLongerToken(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return '/\\@:-_'.includes(text.charAt(at)) || isDigit(code) || (code === 46 && isWord(text.charCodeAt(at + 1)));
}

function withUnit(text: string, end: number, to: number): number {
  let at = end;
  if (isCjk(text.charCodeAt(at))) {
    while (at < to && at < end + 2 && isCjk(text.charCodeAt(at))) at++;
    return at;
  }
  if (at < to && isSpace(text.charCodeAt(at))) at++;
  const unit = at;
  while (at < to && at - unit <= MAX_UNIT_LETTERS && isAsciiLetter(text.charCodeAt(at))) at++;
  if (at < to && startsLongerToken(text, at)) return end;
  if (at === unit) return '%‰°€£¥₹'.includes(text.charAt(at)) && at < to ? at + 1 : end;
  return at - unit > MAX_UNIT_LETTERS ? end : at;
}
