import { EMBEDDED_MIGRATIONS } from '../../src/store/embedded/migrations/all.ts';
import { POSTGRES_MIGRATIONS } from '../../src/store/postgres/migrations/all.ts';

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

/** Version of the schema once every migration is applied. */
export const SCHEMA_VERSION = { embedded: EMBEDDED_MIGRATIONS.length, postgres: POSTGRES_MIGRATIONS.length } as const;

/** What the table of migrations holds then. */
export function appliedVersions(kind: keyof typeof SCHEMA_VERSION): readonly { readonly version: number }[] {
  return Array.from({ length: SCHEMA_VERSION[kind] }, (_, index) => ({ version: index + 1 }));
}
