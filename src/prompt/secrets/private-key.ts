import type { SecretSpan } from './span.ts';

const HEADER = /-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----/gi;
const FOOTER = /KEY(?: BLOCK)?-----/gi;
/** The body of a key whose end was cut off: lines of base64. */
const CUT_BODY = /(?:(?:\s|\\[nr]){0,4}[A-Za-z0-9+/=]{16,200}){1,400}/y;
/** A shorter body is an illustration. */
const MIN_BODY_LENGTH = 64;
const ILLUSTRATION = /\.{3}|…|your[ _-]|example|xxxxx|<(?:base64|key|private|insert)/i;
const BASE64_RUN = /[A-Za-z0-9+/]{32}/;

/** Private key blocks in PEM or PGP form, complete or cut off. */
export function findPrivateKeys(text: string, found: SecretSpan[]): void {
  let footerMayFollow = true;
  HEADER.lastIndex = 0;
  for (let header = HEADER.exec(text); header; header = HEADER.exec(text)) {
    const bodyStart = HEADER.lastIndex;
    let end = -1;
    if (footerMayFollow) {
      FOOTER.lastIndex = bodyStart + MIN_BODY_LENGTH;
      footerMayFollow = FOOTER.test(text);
      if (footerMayFollow) end = FOOTER.lastIndex;
    }
    if (end < 0) {
      CUT_BODY.lastIndex = bodyStart;
      if (!CUT_BODY.test(text)) continue;
      end = CUT_BODY.lastIndex;
    }
    const body = text.slice(bodyStart, Math.min(end, bodyStart + 4000));
    // Both marks side by side, as a program that reads keys has them.
    const isPair = body.slice(0, MIN_BODY_LENGTH).includes('-----END');
    if (isPair || body.length < MIN_BODY_LENGTH || (ILLUSTRATION.test(body) && !BASE64_RUN.test(body))) continue;
    found.push({ kind: 'private-key', start: header.index, end });
    HEADER.lastIndex = end;
  }
}
