/**
 * Kinds of setting as data, so that what only names settings (the options of commands) loads no validator: how a value is
 * read from text (flags and the environment hold only text), and the sentence that tells a person what is allowed.
 * `kind-schema.ts` checks values.
 */
export type Kind =
  | { readonly type: 'whole-number'; readonly min: number; readonly max: number }
  | { readonly type: 'one-of'; readonly values: readonly string[] }
  | { readonly type: 'text'; readonly pattern: RegExp; readonly allowed: string }
  | { readonly type: 'list'; readonly item: { readonly pattern: RegExp; readonly allowed: string } };

export const LIST_ITEMS = 100;

/** Completes "it must be …". */
export function allowedBy(kind: Kind): string {
  switch (kind.type) {
    case 'whole-number':
      return `a whole number from ${kind.min} to ${kind.max}`;
    case 'one-of':
      return `one of ${kind.values.join(', ')}`;
    case 'text':
      return kind.allowed;
    case 'list':
      return `at most ${LIST_ITEMS} items, each ${kind.item.allowed}`;
  }
}

/** The value that a text stands for; text that stands for none is passed on, to be refused. Commas separate items. */
export function fromText(kind: Kind, text: string): unknown {
  switch (kind.type) {
    case 'whole-number':
      return /^[+-]?\d+$/.test(text.trim()) ? Number(text) : text;
    case 'one-of':
    case 'text':
      return text.trim();
    case 'list':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
  }
}
