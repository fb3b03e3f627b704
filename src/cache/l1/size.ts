/** Rough costs in V8, on the safe side: a string's characters may take two bytes each. */
const VALUE_BYTES = 8;
const STRING_BYTES = 16;
const CHARACTER_BYTES = 2;
const OBJECT_BYTES = 32;
const PROPERTY_BYTES = 8;
/** A value with more parts than this (or with a circle) counts as infinitely large. */
const MOST_PARTS = 200_000;

/**
 * Freezes a plain JSON value all through, so that no caller can change what others share, and estimates the memory it holds.
 * One walk for both, without a list of each object's values: that costs more than the freezing. Names of properties are shared
 * between objects of one shape and not counted.
 *
 * @returns bytes; infinite for what is too large to walk
 */
export function freeze(value: unknown): number {
  if (typeof value !== 'object' || value === null) return flatBytes(value);
  let bytes = 0;
  let parts = 0;
  const open: object[] = [value];
  const take = (part: unknown): void => {
    if (typeof part === 'object' && part !== null) open.push(part);
    else bytes += flatBytes(part);
    parts += 1;
  };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    Object.freeze(next);
    bytes += OBJECT_BYTES;
    const before = parts;
    if (Array.isArray(next)) for (const part of next) take(part);
    else for (const name in next) take(next[name as keyof typeof next]);
    bytes += (parts - before) * PROPERTY_BYTES;
    if (parts > MOST_PARTS) return Number.POSITIVE_INFINITY;
  }
  return bytes;
}

function flatBytes(value: unknown): number {
  return typeof value === 'string' ? STRING_BYTES + value.length * CHARACTER_BYTES : VALUE_BYTES;
}
