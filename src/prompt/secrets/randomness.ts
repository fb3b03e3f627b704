/** Shannon entropy of the UTF-16 code units, in bits per unit. */
export function entropyBits(text: string): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

type CharacterClass = 'digit' | 'letter' | 'other';

function classOf(code: number): CharacterClass {
  if (code >= 0x30 && code <= 0x39) return 'digit';
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a ? 'letter' : 'other';
}

/** How often a digit stands next to a letter: all the time in random text, seldom in names and versions. */
export function digitLetterChanges(text: string): number {
  let changes = 0;
  let previous: CharacterClass = 'other';
  for (let i = 0; i < text.length; i++) {
    const current = classOf(text.charCodeAt(i));
    if (current !== previous && current !== 'other' && previous !== 'other') changes++;
    previous = current;
  }
  return changes;
}

/** Names of algorithms, encodings and products that hold digits. */
const TERMS =
  /ed25519|ed448|curve25519|x25519|x448|sha-?[1235]\d{0,2}|(?:nist|sec)p\d{3}(?:[rk]1)?|prime\d{3}v1|md[245]|hs256|rs256|es256k?|aes-?\d{3}|rsa-?\d{4}|pbkdf2|argon2(?:id|i|d)?|pkcs\d{1,2}|x509|p12|asn1|base\d\d|b(?:16|32|64|85)|utf-?(?:8|16|32)|oauth[12]|u2f|http[23]|win(?:32|64)|(?:u?int|float|[iuf])(?:8|16|32|64)|ipv[46]|web[23]|k8s|s3|ec2|i18n|l10n|a11y|e2e|v\d{1,2}/gi;

export const withoutTerms = (text: string): string => text.replaceAll(TERMS, ' ');

/** How often a digit stands next to a letter when names such as `sha256` and `Ed25519` are left out. */
export function randomChanges(text: string): number {
  const changes = digitLetterChanges(text);
  return changes === 0 || changes > text.length / 3 ? changes : digitLetterChanges(withoutTerms(text));
}

/** Words joined as in programs: `toStringMethod`, `linked.entities`. */
const WORDS = /^(?:[A-Z]?[a-z]{2,}[._-]?)+$/;

export const isWords = (text: string): boolean => WORDS.test(text);
