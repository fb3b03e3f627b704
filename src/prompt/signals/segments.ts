/** A sentence or line of a prompt, in order. */
export interface Segment {
  readonly kind: 'prose' | 'code' | 'heading';
  readonly text: string;
}

const FENCE = /^\s{0,3}(?:```|~~~)/;
const HEADING = /^\s{0,3}#{1,6}\s/;
const TAG_LINE = /^\s*<\/?[A-Za-z][\w:.-]*(?:\s[^<>]{0,200})?\/?>\s*$/;
const LIST_MARK = /^\s*(?:[-*+•]|\d{1,3}[.)]|\[[ xX]?\])\s+/;
/** An author who adds a trigger to a finished prompt often leaves out the full stop before it. */
const TRIGGER_START =
  /\s(?=[Ll]et(?:['’]?s| us) (?:think|work|reason|go|approach|solve|break)\b|Please\b|Thanks?\b|Make sure\b|Take (?:a|your)\b|Remember\b|You are an?\b)/g;

const CODE_START =
  /^\s*(?:>>>|\.\.\. |\$ |File "|Traceback|import \w|from [\w.]+ import|def \w+\(|class \w+[(:]|#include)|^\s+at \w/;
const CODE_MARKS =
  /[\w)\]] ?\{\s*$|^\s*[}\])]+[;,]*\s*$|^\s*[{[]\s*["'\w].*[}\]],?\s*$|[)\]"'];\s*$|^\s+[\w.]+\(.*\)|^\s*\w+ ?= ?\S+[([{"']/;
/** Without one of these a line has none of the marks above. */
const ANY_MARK = /[{}()\];=]/;
const CODE_LINE_CHARS = 400;

function isCode(line: string): boolean {
  const start = line.slice(0, CODE_LINE_CHARS);
  return CODE_START.test(start) || (ANY_MARK.test(start) && CODE_MARKS.test(start));
}

const FULL_STOPS: ReadonlySet<number> = new Set([...'.!?'].map((mark) => mark.charCodeAt(0)));
const WIDE_STOPS: ReadonlySet<number> = new Set([...'。！？；'].map((mark) => mark.charCodeAt(0)));
const TAB = 9;
const SPACE = 32;

/** A hand-written scan: a pattern with two repeats would need quadratic time on a line of full stops. */
function splitSentences(line: string, out: Segment[]): void {
  let from = 0;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    // Most characters are letters and blanks.
    if (code === SPACE || (code > 63 && code < 0x3002)) continue;
    const next = line.charCodeAt(at + 1);
    if (WIDE_STOPS.has(code) || (FULL_STOPS.has(code) && (next === SPACE || next === TAB))) {
      if (at > from) out.push({ kind: 'prose', text: line.slice(from, at + 1) });
      from = at + 1;
    }
  }
  if (from < line.length) out.push({ kind: 'prose', text: line.slice(from) });
}

/** Cuts a prompt into sentences and lines. Lines that hold a fence or a lone tag are structure and left out. */
export function segments(prompt: string): Segment[] {
  const out: Segment[] = [];
  let fenced = false;
  for (const line of prompt.split('\n')) {
    // The first character tells which of the patterns can match at all.
    const first = line.trimStart().charAt(0);
    if ((first === '`' || first === '~') && FENCE.test(line)) {
      fenced = !fenced;
    } else if (first === '' || (first === '<' && TAG_LINE.test(line))) {
      continue;
    } else if (fenced || isCode(line)) {
      out.push({ kind: 'code', text: line });
    } else if (first === '#' && HEADING.test(line)) {
      out.push({ kind: 'heading', text: line.replace(HEADING, '') });
    } else {
      for (const piece of line.replace(LIST_MARK, '').split(TRIGGER_START)) splitSentences(piece, out);
    }
  }
  return out;
}
