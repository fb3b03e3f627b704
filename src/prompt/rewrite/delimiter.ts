/** Names for the tags around text that is not to be trusted: the same for the same text, and nowhere in it. */

/**
 * Sixteen hexadecimal digits that no text holds, whatever their case and whatever stands between them. They are a hash of
 * the texts, so a text that was written to close the tags around it would have to hold its own hash.
 */
export function delimiterId(texts: readonly string[]): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x5bd1e995);
      b ^= b >>> 15;
    }
    a = Math.imul(a ^ 0x10000, 0x01000193);
  }
  const squeezed = texts.map((text) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^0-9a-f]+/g, ''),
  );
  for (;;) {
    const id = hex(a) + hex(b);
    if (!squeezed.some((text) => text.includes(id))) return id;
    a = Math.imul(a, 0x01000193) + 1;
  }
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
