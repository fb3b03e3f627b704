import { isPlaceholder } from './placeholder.ts';
import type { SecretSpan } from './span.ts';

const SECRET_KIND = /\bkind:[ \t]*["']?secret\b/gi;
const DATA = /\bdata:/gi;
const ENTRY = /[\w.-]{1,100}:(?:[ \t]{0,40}(?:\||>[-+]?)\s{1,40})?[ \t]{0,40}["']?([a-z0-9+/]{10,2000}={0,3})/gi;
/** How far `data:` may be from `kind: Secret`, and how far its entries reach. */
const REACH = 480;

/** The values of a Kubernetes Secret. */
export function findManifestSecrets(text: string, found: SecretSpan[]): void {
  SECRET_KIND.lastIndex = 0;
  for (let kind = SECRET_KIND.exec(text); kind; kind = SECRET_KIND.exec(text)) {
    const from = Math.max(0, kind.index - REACH);
    const window = text.slice(from, kind.index + REACH * 2);
    DATA.lastIndex = 0;
    // The next one is looked for behind this one's reach, so that each character is read a few times at most.
    SECRET_KIND.lastIndex = kind.index + REACH;
    if (!DATA.test(window)) continue;
    ENTRY.lastIndex = DATA.lastIndex;
    for (let entry = ENTRY.exec(window); entry; entry = ENTRY.exec(window)) {
      // Base64 has capitals or digits; `namespace: production` has not.
      if (!/[A-Z0-9]/.test(entry[1] ?? '')) continue;
      const end = from + ENTRY.lastIndex;
      found.push({ kind: 'kubernetes-secret', start: end - (entry[1]?.length ?? 0), end });
    }
  }
}

const NUGET_PASSWORD = /<add key="(?:ClearText)?Password"\s{0,50}value="([^\n]{8,200}?)"\s{0,50}\/>/gi;
/** `%NAME%` is read from the environment. */
const VARIABLE = /^%\w+%$/;

/** Passwords in `nuget.config`. */
export function findNugetPasswords(text: string, found: SecretSpan[]): void {
  NUGET_PASSWORD.lastIndex = 0;
  for (let match = NUGET_PASSWORD.exec(text); match; match = NUGET_PASSWORD.exec(text)) {
    const value = match[1] ?? '';
    if (isPlaceholder(value) || VARIABLE.test(value)) continue;
    const end = match.index + match[0].lastIndexOf('"');
    found.push({ kind: 'password', start: end - value.length, end });
  }
}
