import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecrets } from './find.ts';
import { maskSecrets } from './mask.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
const HEX = `${DIGITS}abcdef`;
const ALPHANUMERIC = LOWER + UPPER + DIGITS;
const BASE64 = `${ALPHANUMERIC}+/`;

/** Secrets are made up at run time, so that the repository holds none that a scanner would report. */
let state = 1;
function random(length: number, alphabet: string): string {
  let text = '';
  while (text.length < length) {
    state = (state * 48_271) % 0x7fff_ffff;
    text += alphabet.charAt((state >> 4) % alphabet.length);
  }
  return text;
}
const join = (...parts: readonly string[]): string => parts.join('');
const uuid = (): string => [8, 4, 4, 4, 12].map((length) => random(length, HEX)).join('-');
const begin = (kind: string): string => join('-----BEG', 'IN ', kind, '-----');
const end = (kind: string): string => join('-----E', 'ND ', kind, '-----');
const lines = (count: number): string => Array.from({ length: count }, () => random(64, BASE64)).join('\n');

/** kind, secret, text around it with `@` in its place. */
const SECRETS: readonly (readonly [string, string, string])[] = [
  ['openai-key', join('sk', '-', random(48, ALPHANUMERIC)), 'my key is @ and it fails'],
  ['openai-key', join('sk', '-proj-', random(90, ALPHANUMERIC)), 'OPENAI_API_KEY=@'],
  ['openai-key', join('sk', '-', random(48, ALPHANUMERIC)), '密钥：@'],
  ['anthropic-key', join('sk', '-ant-', 'api03-', random(93, ALPHANUMERIC), 'AA'), '"@"'],
  ['huggingface-token', join('hf', '_', random(34, LOWER + UPPER)), 'login(token="@")'],
  ['github-token', join('gh', 'p_', random(36, ALPHANUMERIC)), 'git clone https://@@github.com/a/b'],
  ['github-token', join('github', '_pat_', random(82, ALPHANUMERIC)), '@.'],
  ['gitlab-token', join('gl', 'pat-', random(20, ALPHANUMERIC)), 'token: @'],
  ['npm-token', join('npm', '_', random(36, LOWER + DIGITS)), '//registry.npmjs.org/:_authToken=@'],
  ['aws-access-key', join('AK', 'IA', random(16, `${UPPER}234567`)), 'aws_access_key_id = @'],
  ['google-api-key', join('AI', 'za', random(35, ALPHANUMERIC)), '?key=@&q=x'],
  ['azure-client-secret', join(random(3, ALPHANUMERIC), '8', 'Q~', random(34, ALPHANUMERIC)), 'secret "@"'],
  ['terraform-token', join(random(14, ALPHANUMERIC), '.atlas', 'v1.', random(64, ALPHANUMERIC)), 'use @'],
  ['slack-token', join('xo', 'xb-', random(12, DIGITS), '-', random(12, DIGITS), '-', random(24, ALPHANUMERIC)), '@'],
  ['slack-webhook', join('hooks', '.slack.com/services/', random(44, ALPHANUMERIC)), 'https://@'],
  ['telegram-token', join(random(10, '123456789'), ':', 'AA', random(33, ALPHANUMERIC)), 'bot @'],
  ['stripe-key', join('sk', '_live_', random(24, ALPHANUMERIC)), "stripe('@')"],
  ['sendgrid-key', join('SG', '.', random(22, ALPHANUMERIC), '.', random(43, ALPHANUMERIC)), '@'],
  ['vault-token', join('hv', 's.', random(95, ALPHANUMERIC)), '@'],
  [
    'jwt',
    join('ey', 'J', random(30, ALPHANUMERIC), '.ey', 'J', random(60, ALPHANUMERIC), '.', random(43, ALPHANUMERIC)),
    '@',
  ],
  ['datadog-token', random(40, HEX), 'DATADOG_API_KEY: "@"'],
  ['heroku-key', uuid(), 'heroku key => @'],
  ['private-key', join(begin('RSA PRIVATE KEY'), '\n', lines(4), '\n', end('RSA PRIVATE KEY')), 'see\n@\nbye'],
  ['private-key', join(begin('OPENSSH PRIVATE KEY'), '\n', lines(3)), 'it was cut off:\n@'],
  ['private-key', join(begin('PGP PRIVATE KEY BLOCK'), '\n\n', lines(3), '\n', end('PGP PRIVATE KEY BLOCK')), '@'],
  ['url-password', random(14, ALPHANUMERIC), 'postgres://app:@@db.internal:5432/shop'],
  ['url-password', join('S3c', '!', random(9, ALPHANUMERIC)), 'mongodb+srv://bob:@@cluster0.mongodb.net/?w=1'],
  ['assigned-secret', random(40, BASE64.replace('/', '')), 'aws_secret_access_key = @'],
  ['assigned-secret', random(32, HEX), '"api_key": "@",'],
  ['assigned-secret', uuid(), 'client_secret: @'],
  ['assigned-secret', random(30, ALPHANUMERIC), 'client.setApiKey("@")'],
  ['assigned-secret', random(32, ALPHANUMERIC), 'the token is @, what is in it?'],
  ['assigned-secret', join('dj', random(20, ALPHANUMERIC), '@#%', random(10, ALPHANUMERIC)), "SECRET_KEY = '@'"],
  ['password', join('V7!', random(4, LOWER), '0q#z'), 'password: "@"'],
  ['password', join('Tr0ub', '4dor&3x'), 'My password is @.'],
  ['password', join('HP3', random(9, ALPHANUMERIC)), '密码是 @，请检查'],
  ['assigned-secret', random(32, ALPHANUMERIC), '{"log": "payment_api_key: \\"@\\""}'],
  ['password', join('V7!', random(4, LOWER), '0q#z'), '{"log": "\\"password\\": \\"@\\""}'],
  ['credentials', random(40, ALPHANUMERIC), 'Authorization: Bearer @'],
  ['credentials', random(12, ALPHANUMERIC), join('curl -u adm', 'in:@ https://shop.test')],
  ['credentials', random(24, ALPHANUMERIC), 'curl -H "X-Shop-Auth: 1" -H "Authorization: Basic @"'],
  ['password', random(12, ALPHANUMERIC), '<add key="ClearTextPassword" value="@" />'],
  ['password', join('k7%', random(9, LOWER), ' &%"]'), '<add key="Password" value="@"\n/>'],
  ['password', join('k7Q2-', random(4, LOWER)), 'set("administrator_login_password", "@")'],
  ['password', join('sk', '_', random(20, LOWER), '\'"$[;,|?}'), "'secret_key' => '@',"],
  ['slack-token', join('xo', 'xp-1-', random(164, UPPER)), 'xoxe.@'],
  ['jwt', join('ZX', 'lKaGJHY2lPaU', random(30, LOWER), '\n', random(30, LOWER)), 'token:\n@ '],
];

/** Puts the secret in the place of the first `@`; a second one is part of the text. */
const place = (secret: string, around: string): { readonly text: string; readonly start: number } => {
  const start = around.indexOf('@');
  return { text: around.slice(0, start) + secret + around.slice(start + 1), start };
};

describe('findSecrets', () => {
  it.each(SECRETS.map(([kind, secret, around]) => ({ kind, secret, around })))(
    'finds a $kind in "$around"',
    ({ kind, secret, around }) => {
      const { text, start } = place(secret, around);
      expect(findSecrets(text)).toEqual([{ kind, start, end: start + secret.length }]);
    },
  );

  it('finds the values of a Kubernetes Secret and leaves its metadata', () => {
    const value = join(random(19, ALPHANUMERIC), 'A=');
    const text = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: database\ndata:\n  dsn: ${value}\ntype: kubernetes.io/basic\n`;
    expect(findSecrets(text).map((span) => text.slice(span.start, span.end))).toEqual([value]);
  });

  it('covers all of a token that is longer than its format says', () => {
    const token = join('gh', 'p_', random(60, ALPHANUMERIC));
    expect(findSecrets(token)).toEqual([{ kind: 'github-token', start: 0, end: token.length }]);
  });

  it('finds nothing any more in a text that was masked', () => {
    for (const [, secret, around] of SECRETS) {
      const { text } = place(secret, around);
      const masked = maskSecrets(text, findSecrets(text));
      expect(findSecrets(masked)).toEqual([]);
    }
  });

  it('reports several secrets in order', () => {
    const first = join('gh', 'p_', random(36, ALPHANUMERIC));
    const second = join('AK', 'IA', random(16, UPPER));
    const spans = findSecrets(`password: "V7!kdP0q#z"\n${first}\n${second}`);
    expect(spans.map(({ kind }) => kind)).toEqual(['password', 'github-token', 'aws-access-key']);
  });

  it.each(
    [
      join('AK', 'IAIOSFODNN7', 'EXAMPLE'),
      join('aws_secret_access_key', ' = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
      join('sk', '-', 'x'.repeat(48)),
      'export OPENAI_API_KEY=sk-...',
      'OPENAI_API_KEY=sk-your-key-here',
      'api_key="<your-key>"',
      'API_KEY=YOUR_API_KEY',
      join('pass', 'word = "changeme"'),
      'my password is password123',
      'secret=test1234abcd',
      'token: ${TOKEN}',
      'token: ${{ secrets.GITHUB_TOKEN }}',
      'password = os.environ["DB_PASSWORD_2"]',
      'const password = req.body.passwordAgain1',
      '<input type="password" name="password1" id="pw2">',
      'Authorization: Bearer <token>',
      'Authorization: Bearer $TOKEN',
      'curl -u user:password https://shop.test',
      'postgres://postgres:postgres@localhost/db',
      'mysql://user:password@host/db',
      'https://user:${PASSWORD}@host/',
      `request id ${uuid()}`,
      `fixed in commit ${random(40, HEX)}`,
      `"integrity": "sha512-${random(86, ALPHANUMERIC)}=="`,
      `image@sha256:${random(64, HEX)}`,
      `data:image/png;base64,${random(4000, BASE64)}`,
      `ssh-ed25519 ${random(68, BASE64)} me@laptop`,
      join(begin('PUBLIC KEY'), '\n', lines(3), '\n', end('PUBLIC KEY')),
      join(begin('PRIVATE KEY'), '\n...\n', end('PRIVATE KEY')),
      join(
        'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.',
        'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0.',
        random(43, ALPHANUMERIC),
      ),
      'tokenizer = load("bert-base-uncased-v2")',
      'isinstance(private_key, ed25519.Ed25519PrivateKey, ed448.Ed448PrivateKey)',
      'const key = pbkdf2Sync(secret, salt, 100000, 64, "sha512");',
      'credentials = base64.b64encode(pair)',
      'key = winreg32.OpenKeyEx2(parent)',
      'password_encryption = scram-sha-256',
      'const linkedInstance = linkedEntities[index]; define(linkedInstance, toStringMethod);',
      'dsdk.looker.operations_util:LogCanceledOperation',
      `"src/http/tokens.ts": "${random(40, HEX)}",`,
      `jo@keybase.io>> ${'`'}${random(40, `${DIGITS}ABCDEF`)}${'`'}`,
      `Public key ping-sha256: ${random(43, BASE64)}=`,
      `api_key_sha256: ${random(64, HEX)}`,
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '{"access_token": "2YotnFZFEjr1zCsicMWpAA", "refresh_token": "tGzv3JOkF0XG5Qx2TlKWIA"}',
      'expect(token.id, "vpc-1a2b3c4d5e6f")',
      join("markers = ('", begin('PRIVATE KEY'), "', '", end('PRIVATE KEY'), "')\n", lines(3), end('PRIVATE KEY')),
      '<add key="Password" value="%FEED_PASSWORD_2%" />',
      'for field in ["name", "password", "address_line_1"]:',
      'OPENAI_API_KEY=<YOUR_API_KEY_1>',
      'openai.api_key = "sk-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX1234"',
      'password: {{ vault.db_password_2 }}',
      '"resolved": "https://registry.npmjs.org/a/-/a-1.2.3.tgz#9f1c2d3e4b5a69788796a5b4c3d2e1f0a9b8c7d6"',
      'golang.org/x/crypto v0.17.0 h1:r8bRNjWL3GshPW3gkd+RpvzWrZAwPS49OmTGEBPVMlY=',
      `rev = "${random(40, HEX)}"  # pinned`,
      `background: url(data:font/woff2;base64,${random(2000, BASE64)})`,
      `0x${random(40, HEX)} holds the tokens, transaction 0x${random(64, HEX)}`,
      'max_tokens=4096, top_p=0.95, model="gpt-4o-2024-08-06"',
      'primary_key=a1b2c3d4e5f6',
      'cache_key = "user:1234:v2:profile9"',
      'The access token expires at 2024-11-05T12:33:44Z',
      'How do I store a secret key for JWT in Node 22?',
    ].map((text) => ({ name: text.slice(0, 60).replaceAll('\n', ' '), text })),
  )('leaves $name alone', ({ text }) => {
    expect(findSecrets(text)).toEqual([]);
  });

  it('gives spans in order, without overlap, inside any text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ...SECRETS.map(([, secret, around]) => place(secret, around).text),
        '://',
        'password=',
        '"',
        '-----BEGIN',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        let at = 0;
        for (const span of findSecrets(text)) {
          expect(span.start).toBeGreaterThanOrEqual(at);
          expect(span.end).toBeGreaterThan(span.start);
          at = span.end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it.each([
    ['one letter', 'x'],
    ['digits', '0918273645'],
    ['assignments', 'a='],
    ['quotes', '"'],
    ['named assignments', 'api_key=a1b2c3d4 '],
    ['unfinished tokens', join('-gh', 'p_', 'x'.repeat(36))],
    ['unfinished keys', begin('PRIVATE KEY')],
    ['unfinished URLs', '://a:aaaa'],
    ['unfinished JWTs', 'eyaaaaaaaaaaaaaaaaaaa.'],
    ['manifests without end', 'kind: secret data: '],
    ['commands without end', 'curl -H "x-key: -u a'],
  ])('reads a megabyte of %s in linear time', (_, piece) => {
    // Quadratic work would take minutes: the time limit of a test is what fails.
    expect(() => findSecrets(piece.repeat(1_000_000 / piece.length))).not.toThrow();
  });
});
