/** Midnight of a day, in milliseconds since 1970. */
export const T0 = Date.UTC(2026, 0, 1);

let counter = 0;

export function newId(): string {
  return `id-${(counter += 1)}`;
}

/** A new owner for each test: tests share the store. */
export function newOwner(): string {
  return `owner-${(counter += 1)}`;
}
