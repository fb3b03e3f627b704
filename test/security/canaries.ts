/** Secrets to look for afterwards, one of each sort. Put together at run time, so that no scanner reports this repository. */
const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

let state = 20_260_731;
function random(length: number, alphabet = ALPHANUMERIC): string {
  let text = '';
  while (text.length < length) {
    state = (state * 48_271) % 0x7fff_ffff;
    text += alphabet.charAt((state >> 4) % alphabet.length);
  }
  return text;
}

interface Canary {
  readonly name: string;
  /** As somebody would write it in a prompt. */
  readonly text: string;
  /** A part of the secret that stands nowhere else: if it is seen, the secret has leaked, even clipped. */
  readonly mark: string;
}

const PEM_LINES = Array.from({ length: 4 }, () => random(64));

export const CANARIES: readonly Canary[] = [
  canary('GitHub token', 'deploy with @', ['gh', 'p_', random(36)]),
  canary('AWS key', 'aws_access_key_id = @', ['AK', 'IA', random(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')]),
  canary('Anthropic key', 'ANTHROPIC_API_KEY=@', ['sk', '-ant-api03-', random(93), 'AA']),
  canary('JWT', 'the cookie was @ then', ['ey', `J${random(30)}.eyJ${random(60)}.`, random(43)]),
  canary('bearer token', 'curl -H "Authorization: Bearer @" https://api.shop.test', [random(40)]),
  canary('assigned key', 'payment_api_key: "@"', [random(32)]),
  canary('password in a URL', 'postgres://app:@@db.internal:5432/shop', [random(16)]),
  canary('password', 'My password is @ and it does not work.', ['Q7!', random(9), '4z']),
  {
    name: 'private key',
    text: ['-----BEG', 'IN PRIVATE KEY-----\n', PEM_LINES.join('\n'), '\n-----E', 'ND PRIVATE KEY-----'].join(''),
    mark: (PEM_LINES[1] ?? '').slice(20, 40),
  },
];

/** The first `@` is the place of the secret. */
function canary(name: string, around: string, parts: readonly string[]): Canary {
  const secret = parts.join('');
  const middle = Math.floor(secret.length / 2);
  return { name, text: around.replace('@', () => secret), mark: secret.slice(middle - 5, middle + 5) };
}

/** A token that every argument can hold: an id, a name, an address. */
export const TOKEN = CANARIES[0]?.text.split(' ').at(-1) ?? '';

export const EVERYTHING = CANARIES.map(({ text }) => text).join('\n\n');

/** Names of the canaries that a text shows. */
export const leaksIn = (text: string): readonly string[] =>
  CANARIES.filter(({ mark }) => text.includes(mark)).map(({ name }) => name);
