import { hash } from 'node:crypto';

declare const brand: unique symbol;

/** Names one value of one owner inside a space. Made by `keyOf` only. */
export type CacheKey = string & { readonly [brand]: true };

export type KeyPart = string | number | boolean;

/** Longer keys are replaced by their digest, so that a key costs little memory whatever it is made of. */
const LONGEST_PLAIN_KEY = 256;

/**
 * The key of `owner` and `parts`. No two different tuples have the same key: each part is written with its kind and its
 * length before it, so that no part can pass for the end of another, and the digest of long keys takes a form that no plain key has.
 */
export function keyOf(owner: string, parts: readonly KeyPart[]): CacheKey {
  let key = `s${owner.length}:${owner}`;
  for (const part of parts) {
    const text = String(Object.is(part, -0) ? '-0' : part);
    key += `${typeof part === 'string' ? 's' : typeof part === 'number' ? 'n' : 'b'}${text.length}:${text}`;
  }
  // The only place where a string becomes a key.
  return (key.length > LONGEST_PLAIN_KEY ? `#${digest(key)}` : key) as CacheKey;
}

/** 43 or 44 characters that tell nothing of `text`. UTF-8 is quicker to make, but has one form for all lone surrogates. */
export function digest(text: string): string {
  return text.isWellFormed()
    ? hash('sha256', text, 'base64url')
    : `~${hash('sha256', Buffer.from(text, 'utf16le'), 'base64url')}`;
}
