/** PostgreSQL when its disk is full: a database in a tablespace on a small file system. */
import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { databaseUrlOf } from '../services/database-url.ts';
import { unprivilegedAccount } from '../services/machine.ts';
import { startPostgres, withClient } from '../services/postgres.ts';
import { startApp } from '../use-cases/app.ts';

const caller = { owner: 'local' };

class SmallDisk implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'prompt-improver-disk-'));
  readonly tablespace = join(this.path, 'tablespace');
  readonly #ballast = join(this.path, 'ballast');
  #isMounted = false;

  /** False where this process may not mount a file system. */
  mount(): boolean {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', this.path], { stdio: 'ignore' });
    } catch {
      return false;
    }
    this.#isMounted = true;
    mkdirSync(this.tablespace);
    const account = unprivilegedAccount();
    if (account !== undefined)
      for (const path of [this.path, this.tablespace]) chownSync(path, account.uid, account.gid);
    return true;
  }

  fill(): void {
    try {
      for (;;) writeFileSync(this.#ballast, Buffer.alloc(4_096), { flag: 'a' });
    } catch {
      // Full, as wanted.
    }
  }

  empty(): void {
    rmSync(this.#ballast);
  }

  [Symbol.dispose](): void {
    if (this.#isMounted) execFileSync('umount', ['-l', this.path]);
    rmSync(this.path, { recursive: true, force: true });
  }
}

describe.skipIf(!inject('postgresBinaries'))('PostgreSQL with a full disk', () => {
  it('is STORE_FULL for what is to be written; reading and improving go on, and writing does once there is space', async (context) => {
    const binaries = inject('postgresBinaries');
    using disk = new SmallDisk();
    if (binaries === undefined || !disk.mount()) return context.skip('no right to mount a small file system');
    await using server = await startPostgres(binaries);
    await withClient(server.url, async (client) => {
      await client.query(`CREATE TABLESPACE small LOCATION '${disk.tablespace}'`);
      await client.query('CREATE DATABASE small TABLESPACE small');
    });
    const store = { databaseUrl: databaseUrlOf(server.url, 'small') };
    await using started = await startApp({ store, sessions: { maxPerOwner: 1_000 } });
    const { improvements, sessions, status } = started.app.services;
    const large = (n: number) => ({ sessionId: `large-${n}`, data: { text: randomText() } });
    await sessions.set(caller, { sessionId: 'kept', data: { topic: 'rivers' } });
    disk.fill();

    const acknowledged: string[] = [];
    const fillUp = async () => {
      for (let n = 0; n < 500; n++) acknowledged.push((await sessions.set(caller, large(n))).id);
    };
    await expect(fillUp()).rejects.toMatchObject({ code: 'STORE_FULL', retryable: true });
    const improved = await improvements.improve(caller, { prompt: `Shorten this text.\n\n${randomText()}` });
    expect(improved).toMatchObject({ stored: false, storeError: { code: 'STORE_FULL' } });
    for (const id of ['kept', ...acknowledged]) expect(await sessions.get(caller, id)).toMatchObject({ id });
    expect(await status.status()).toMatchObject({ store: { state: 'ok' } });

    disk.empty();
    expect(await sessions.set(caller, large(500))).toMatchObject({ version: 1 });
    expect(await improvements.improve(caller, { prompt: 'Shorten it.' })).toMatchObject({ stored: true });
  });
});

/** 150 KB that the server cannot compress, in words so short that nothing in them is taken for a secret. */
function randomText(): string {
  const letter = () => String.fromCharCode(97 + Math.floor(Math.random() * 26));
  return Array.from({ length: 37_500 }, () => letter() + letter() + letter()).join(' ');
}
