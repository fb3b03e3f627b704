import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EMBEDDED_MIGRATIONS } from '../embedded/migrations/all.ts';
import { POSTGRES_MIGRATIONS } from '../postgres/migrations/all.ts';
import { type Migration, pendingMigrations } from './migrations.ts';

const MIGRATIONS: readonly Migration[] = ['first', 'second', 'third'].map((name) => ({ name, sql: `-- ${name}` }));

function applied(...versions: readonly number[]) {
  return versions.map((version) => ({
    version,
    checksum: createHash('sha256')
      .update(MIGRATIONS[version - 1]?.sql ?? '')
      .digest('hex'),
  }));
}

describe('pendingMigrations', () => {
  it.each([
    [[], [1, 2, 3]],
    [[1], [2, 3]],
    [[2, 1, 3], []],
  ])('after %j gives %j, in order', (done, pending) => {
    expect(pendingMigrations(MIGRATIONS, applied(...done)).map(({ version }) => version)).toEqual(pending);
  });

  it('refuses a store that a newer version has migrated', () => {
    expect(() => pendingMigrations(MIGRATIONS, applied(1, 2, 3, 4))).toThrow(
      expect.objectContaining({ code: 'STORE_TOO_NEW', message: expect.stringContaining('4') }),
    );
  });

  it('refuses a store with a gap', () => {
    expect(() => pendingMigrations(MIGRATIONS, applied(1, 3))).toThrow(
      expect.objectContaining({ code: 'STORE_CORRUPT' }),
    );
  });

  it('refuses a store to which another text of a migration was applied', () => {
    expect(() => pendingMigrations(MIGRATIONS, [{ version: 1, checksum: 'other' }])).toThrow(
      expect.objectContaining({ code: 'STORE_CORRUPT', message: expect.stringContaining('first') }),
    );
  });
});

describe('a released migration', () => {
  // A change of these texts would shut every existing store out: add a migration instead.
  it.each([
    [
      'embedded',
      EMBEDDED_MIGRATIONS,
      [
        'bcea6ab500cb520c',
        '0284a030e993d7b1',
        'be5bd19cafd7cbda',
        '56f898be402a1f50',
        '92e24022197044e0',
        '9f51027a2fe1c607',
      ],
    ],
    [
      'postgres',
      POSTGRES_MIGRATIONS,
      [
        '1ebc7b9e531fafae',
        'e20460fcd88059aa',
        'c43b73c040e30cc4',
        '763885ab93316979',
        '0f10eec41142c68f',
        '77d06269aa21e422',
        '74eab7fdfb46aae5',
      ],
    ],
  ])('of %s keeps its text', (_dialect, migrations, checksums) => {
    expect(pendingMigrations(migrations, []).map(({ checksum }) => checksum.slice(0, 16))).toEqual(checksums);
  });
});
