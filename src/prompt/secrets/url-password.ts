import { isStandIn } from './placeholder.ts';
import type { SecretSpan } from './span.ts';

const CREDENTIALS = /([^\s:@/'"`<>|\\]{0,100}):([^\s@/'"`<>|\\]{3,200})@[\w[%.-]/y;

/** Names that products and tutorials use for the password of a fresh installation. */
const SHIPPED = /^(?:root|guest|postgres|mysql|mongo|redis|rabbitmq|token|key|my[-_]?\w*|some\w*)$/i;

/** The password in `scheme://user:password@host`. */
export function findUrlPasswords(text: string, found: SecretSpan[]): void {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    CREDENTIALS.lastIndex = at + 3;
    const match = CREDENTIALS.exec(text);
    if (!match) continue;
    const [, user = '', password = ''] = match;
    if (isStandIn(password) || SHIPPED.test(password) || password === user) continue;
    const start = at + 3 + user.length + 1;
    found.push({ kind: 'url-password', start, end: start + password.length });
  }
}
