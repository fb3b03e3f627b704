const SENTENCE = 'Name the file, the error text and what you expected to see instead. ';

/** A value of about this many bytes of JSON, in the shape of an improvement: a long text, and a list of small objects. */
export function valueOf(jsonBytes: number, id = 0): Record<string, unknown> {
  const edits = Array.from({ length: Math.floor(jsonBytes / 1_000) }, (_, i) => ({
    rule: `T0${i % 5}`,
    start: i * 40,
    end: i * 40 + 12,
    text: 'a short replacement',
    reason: 'The same sentence stands earlier in the prompt.',
  }));
  const rest = Math.max(0, jsonBytes - JSON.stringify({ id, edits, text: '' }).length);
  return { id, edits, text: SENTENCE.repeat(Math.ceil(rest / SENTENCE.length)).slice(0, rest) };
}
