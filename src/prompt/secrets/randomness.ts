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
