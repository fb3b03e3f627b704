import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../src/errors/app-error.ts';
import type { Store } from '../../src/store/store.ts';
import { openEmbeddedAt } from '../store/open-store.ts';

/** A store that can be taken away. */
export class Shared implements AsyncDisposable {
  readonly store: Store;
  readonly folder: string;
  isAway = false;

  private constructor(store: Store, folder: string) {
    this.store = store;
    this.folder = folder;
  }

  static async open(): Promise<Shared> {
    const folder = await mkdtemp(join(tmpdir(), 'prompt-improver-alerts-'));
    return new Shared(await openEmbeddedAt(folder), folder);
  }

  readonly get = async (): Promise<Store> => {
    if (this.isAway) throw new AppError('STORE_UNAVAILABLE', 'It is away.');
    return this.store;
  };

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
