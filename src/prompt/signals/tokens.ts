/** Words, numbers and identifiers of a text. */

const TOKEN = /[\p{L}\p{M}\p{N}_]+(?:['’.:/@][\p{L}\p{M}\p{N}_]+)*(?:\(\))?/gu;

/** What each character of ASCII is in a token: 1 a letter, digit or `_`, 2 what may join two of them. */
const ROLES = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  return /\w/.test(char) ? 1 : "'.:/@".includes(char) ? 2 : 0;
});
const WORD = 1;
const JOINT = 2;

/** The matches of `TOKEN`, found by hand as far as the text is ASCII: starting the expression costs more than a short text. */
export function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  const { length } = text;
  for (let at = 0; at < length;) {
    const code = text.charCodeAt(at);
    if (code > 127) return text.match(TOKEN) ?? [];
    if (ROLES[code] !== WORD) {
      at++;
      continue;
    }
    const start = at;
    for (;;) {
      at++;
      const next = text.charCodeAt(at);
      if (next > 127) return text.match(TOKEN) ?? [];
      const role = ROLES[next];
      if (role === WORD) continue;
      if (role !== JOINT || ROLES[text.charCodeAt(at + 1)] !== WORD) break;
    }
    if (text.charCodeAt(at) === 40 && text.charCodeAt(at + 1) === 41) at += 2;
    tokens.push(text.slice(start, at));
  }
  return tokens;
}
