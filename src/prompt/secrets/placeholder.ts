/** Parts that only a made-up value has. Long enough that a random value does not hold one by chance. */
const MADE_UP =
  /example|placeholder|changeme|change[_-]me|dummy|redacted|insert[_-]|replace[_-]|your[_-]|[_-]here|my[_-]?secret|xxxxx|abcdefg|0123456|1234567|\*{3}|\.{3}|deadbeef|([x0._-])\1{6}/i;

/** Values that documentation prints so often that they are nobody's secret. */
const DOCUMENTED = [
  // jwt.io: {"sub":"1234567890","name":"John Doe",...}
  'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6Ikpv',
  // RFC 5849, OAuth 1.0
  '0685bd9184jfhq22',
  'ad180jjd733klru7',
  // RFC 6749, OAuth 2.0
  '2YotnFZFEjr1zCsicMWpAA',
  'tGzv3JOkF0XG5Qx2TlKWIA',
  'czZCaGRSa3F0MzpnWDFmQmF0M2JW',
  // RFC 7617, `Aladdin:open sesame`; RFC 6455, `the sample nonce`; `user:pass`, `username:password`
  'QWxhZGRpbjpvcGVuIHNlc2FtZQ',
  'dGhlIHNhbXBsZSBub25jZQ',
  'dXNlcjpwYXNz',
  'dXNlcm5hbWU6cGFzc3dvcmQ',
];

/** A value that stands for a secret in documentation, such as a key that ends in `EXAMPLE` or one of all `x`. */
export const isPlaceholder = (value: string): boolean =>
  MADE_UP.test(value) || DOCUMENTED.some((known) => value.includes(known));

/** What people write when they need some password, and what is filled in later: `${PASSWORD}`, `<password>`, `%s`, `getPassword()`. */
const STAND_IN =
  /pass|pwd|admin|test|user|demo|sample|secret|qwerty|1234|letmein|welcome|default|change|your|enter|^hunter2$|^(?:[a-z]+|[a-z]+\d{1,4}|\d+|\W+)$|^[$%[{<\s]|\$\{|\{\{|\(\)/i;

/** A chosen password that protects nothing, or none at all. Meant for values of a few characters. */
export const isStandIn = (password: string): boolean => STAND_IN.test(password) || isPlaceholder(password);
