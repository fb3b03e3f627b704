import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Store } from '../../src/store/store.ts';
import { openEmbeddedAt } from './open-store.ts';

/** A data folder, not made yet, in a temporary one, and a look into its database past the store. */
export class DataFolder {
  /** Exists, and everyone may enter it. */
  readonly parent = mkdtempSync(join(tmpdir(), 'prompt-improver-test-'));
  readonly path = join(this.parent, 'data');
  readonly file = join(this.path, 'prompt-improver.db');

  constructor() {
    chmodSync(this.parent, 0o755);
  }

  open(dataDir = this.path): Promise<Store> {
    return openEmbeddedAt(dataDir);
  }

  query(sql: string): readonly Record<string, unknown>[] {
    const db = new DatabaseSync(this.file);
    try {
      return db.prepare(sql).all();
    } finally {
      db.close();
    }
  }

  improvementIds(): ReadonlySet<unknown> {
    return new Set(this.query('SELECT id FROM improvements').map(({ id }) => id));
  }

  /** 'ok', or what is damaged. */
  integrity(): unknown {
    return this.query('PRAGMA integrity_check')[0]?.['integrity_check'];
  }

  remove(): void {
    // A test may have made them read-only.
    for (const path of [this.parent, this.path]) if (existsSync(path)) chmodSync(path, 0o755);
    rmSync(this.parent, { recursive: true, force: true });
  }
}
