/** Whether two prompts are about one thing: by the words of theirs that carry a topic. */
import { isGeneric, WIDE } from './signals/word-kind.ts';

/** Read of each end of a prompt. */
const END_CHARS = 8_000;
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
/** Letters that words of one stem share: calculate, calculating, calculation. */
const STEM_CHARS = 5;

/** Stems of the words that are not grammar or talk about the answer; pairs of characters where words are not separated. */
export function topicOf(prompt: string): ReadonlySet<string> {
  const text = prompt.length <= 2 * END_CHARS ? prompt : `${prompt.slice(0, END_CHARS)}\n${prompt.slice(-END_CHARS)}`;
  const topic = new Set<string>();
  for (const word of text.toLowerCase().match(WORD) ?? []) {
    if (WIDE.test(word)) for (let at = 0; at + 1 < word.length; at++) topic.add(word.slice(at, at + 2));
    else if (word.length > 2 && !isGeneric(word)) topic.add(word.slice(0, STEM_CHARS));
  }
  return topic;
}

/** Share of the smaller topic that the larger one holds, 0 to 1; undefined when one says too little to tell. */
export function sharedTopic(a: ReadonlySet<string>, b: ReadonlySet<string>): number | undefined {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size < 2) return undefined;
  let shared = 0;
  for (const stem of small) if (large.has(stem)) shared += 1;
  return shared / small.size;
}
