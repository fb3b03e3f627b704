import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from '../log/logger.ts';
import { LazyStore } from './lazy.ts';
import { openEmbeddedStore } from './embedded/embedded-store.ts';

const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

describe('LazyStore', () => {
  let folder: string;
  let dataDir: string;
  let nowMs: number;
  let openings: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'prompt-improver-test-'));
    dataDir = join(folder, 'data');
    nowMs = 0;
    openings = 0;
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function lazyStore(): LazyStore {
    const open = () => {
      openings += 1;
      return openEmbeddedStore(dataDir, logger, () => nowMs);
    };
    return new LazyStore(open, () => nowMs);
  }

  it('opens at the first use, once for all callers', async () => {
    await using lazy = lazyStore();
    expect(existsSync(dataDir)).toBe(false);
    const [first, second] = await Promise.all([lazy.get(), lazy.get()]);
    expect(first).toBe(second);
    expect(await lazy.get()).toBe(first);
    expect(openings).toBe(1);
  });

  it('refuses at once within a second of a failure, then tries again', async () => {
    writeFileSync(dataDir, 'a file in the way');
    await using lazy = lazyStore();
    await expect(lazy.get()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    rmSync(dataDir);
    nowMs = 999;
    await expect(lazy.get()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(openings).toBe(1);
    nowMs = 1_000;
    expect(await (await lazy.get()).health()).toMatchObject({ kind: 'embedded' });
    expect(openings).toBe(2);
  });

  it('tells the log once why it cannot be opened, and when it can', async () => {
    const told: unknown[] = [];
    const log = (message: string, fields: object = {}) => void told.push({ message, ...fields });
    const open = () => openEmbeddedStore(dataDir, logger, () => nowMs);
    await using lazy = new LazyStore(open, () => nowMs, { warn: log, info: log });
    writeFileSync(dataDir, 'a file in the way');
    for (nowMs = 0; nowMs < 5_000; nowMs += 1_000) await lazy.get().catch(() => {});
    const reason = expect.stringContaining(dataDir);
    expect(told).toEqual([{ message: 'the store cannot be opened', code: 'CONFIG_INVALID', reason }]);
    rmSync(dataDir);
    await lazy.get();
    expect(told.slice(1)).toEqual([{ message: 'the store is open' }]);
  });

  it('rejects with an AppError whatever the opening throws, even before it returns', async () => {
    await using lazy = new LazyStore(
      () => {
        throw new RangeError('thrown, not rejected');
      },
      () => nowMs,
    );
    await expect(lazy.get()).rejects.toMatchObject({ name: 'AppError', code: 'INTERNAL' });
  });

  it('waits for an opening under way when it closes, and closes what was opened', async () => {
    const lazy = lazyStore();
    const opening = lazy.get();
    await Promise.all([lazy.close(), lazy.close()]);
    await expect((await opening).health()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(lazy.get()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(openings).toBe(1);
  });

  it('closes without having opened', async () => {
    const lazy = lazyStore();
    await lazy.close();
    expect(openings).toBe(0);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('closes while an opening fails', async () => {
    writeFileSync(dataDir, 'a file in the way');
    const lazy = lazyStore();
    const opening = lazy.get();
    const closing = lazy.close();
    await expect(opening).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await closing;
    await expect(lazy.get()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});
