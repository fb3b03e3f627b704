/** The embedded store when the disk, the folder or the file is not as it should be. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolder } from './data-folder.ts';
import { SCHEMA_VERSION } from './contract-data.ts';
import { idsOf, WorkerProcess } from './worker-process.ts';

const NOBODY = 65_534;
const SESSION = { owner: 'o', id: 's', data: {}, ttlSeconds: 60, maxSessions: 10 };

let data: DataFolder;

beforeEach(() => {
  data = new DataFolder();
});

afterEach(() => data.remove());

describe('the disk', () => {
  /** A file system of 2 MB, where this process may mount one. */
  function mountSmallDisk(): boolean {
    try {
      mkdirSync(data.path);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', data.path], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }

  it('being full is STORE_FULL; nothing is half written, reading works, and so does writing once there is space', async (context) => {
    if (!mountSmallDisk()) context.skip('no right to mount a small file system');
    try {
      await using store = await data.open();
      await store.sessions.set(SESSION, 0);
      writeFileSync(join(data.path, 'ballast'), '');
      const fill = () => {
        try {
          for (;;) writeFileSync(join(data.path, 'ballast'), Buffer.alloc(4_096), { flag: 'a' });
        } catch {
          // Full, as wanted.
        }
      };
      fill();
      const large = { ...SESSION, data: { text: 'x'.repeat(200_000) } };
      for (let attempt = 0; attempt < 3; attempt++) {
        await expect(store.sessions.set(large, 0)).rejects.toMatchObject({
          code: 'STORE_FULL',
          retryable: true,
        });
      }
      expect(await store.sessions.get(SESSION, 0)).toMatchObject({ version: 1, data: {} });
      rmSync(join(data.path, 'ballast'));
      expect(await store.sessions.set(large, 0)).toMatchObject({ version: 2 });
      expect(await store.sessions.get(SESSION, 0)).toMatchObject({ version: 2, data: large.data });
      expect(data.integrity()).toBe('ok');
    } finally {
      execFileSync('umount', ['-l', data.path]);
    }
  });

  it('being full from the start is STORE_FULL, and the store opens once there is space', async (context) => {
    if (!mountSmallDisk()) context.skip('no right to mount a small file system');
    try {
      writeFileSync(join(data.path, 'ballast'), Buffer.alloc(2 * 1024 * 1024 - 4_096));
      await expect(data.open()).rejects.toMatchObject({ code: 'STORE_FULL' });
      rmSync(join(data.path, 'ballast'));
      await using store = await data.open();
      expect(await store.sessions.set(SESSION, 0)).toMatchObject({ version: 1 });
    } finally {
      execFileSync('umount', ['-l', data.path]);
    }
  });

  it.runIf(process.platform === 'linux')(
    'not letting the file grow is STORE_FULL, and the process lives and works once it may',
    async () => {
      // Units of 512 bytes: 1 MB.
      const worker = new WorkerProcess(
        { dataDir: data.path, inserts: 1_000, promptBytes: 50_000, retry: true },
        'ulimit -S -f 2000',
      );
      await worker.until((said) => said.some(({ failed }) => failed !== undefined));
      const pid = worker.child.pid ?? 0;
      const stored = data.improvementIds();
      expect(new Set(idsOf(worker.said))).toEqual(stored);
      execFileSync('prlimit', ['--pid', String(pid), '--fsize=unlimited:']);
      worker.child.stdin.write('again\n');
      const said = await worker.end();
      expect(said.flatMap(({ failed }) => failed ?? [])).toEqual(['STORE_FULL']);
      expect(said.at(-1)).toEqual({ done: true });
      expect(data.improvementIds()).toEqual(new Set(idsOf(said)));
      expect(data.improvementIds().size).toBe(stored.size + 1);
      expect(data.integrity()).toBe('ok');
    },
  );
});

describe('the folder', () => {
  /** Root may write anywhere, so the worker gives root up. */
  const uid = process.getuid?.() === 0 ? { uid: NOBODY } : {};

  async function codesIn(order: { readonly inserts?: number }): Promise<readonly string[]> {
    const said = await new WorkerProcess({ dataDir: data.path, ...uid, ...order }).end();
    return said.flatMap(({ failed }) => failed ?? []);
  }

  it('is made for the user alone, and so are the files', async () => {
    const path = join(data.parent, 'not', 'there');
    await using store = await data.open(path);
    await store.sessions.set(SESSION, 0);
    const modeOf = (name: string) => (statSync(join(path, name)).mode & 0o777).toString(8);
    expect([modeOf('..'), modeOf('.')]).toEqual(['700', '700']);
    expect(readdirSync(path).map(modeOf)).toEqual(['600', '600', '600']);
  });

  it('that cannot be made is STORE_READ_ONLY', async () => {
    chmodSync(data.parent, 0o555);
    expect(await codesIn({})).toEqual(['STORE_READ_ONLY']);
    expect(existsSync(data.path)).toBe(false);
  });

  it('that is read-only is STORE_READ_ONLY', async () => {
    mkdirSync(data.path, { mode: 0o555 });
    expect(await codesIn({})).toEqual(['STORE_READ_ONLY']);
    expect(readdirSync(data.path)).toEqual([]);
  });

  it.each([0o444, 0o666])('that is read-only around a database (mode %i) is STORE_READ_ONLY', async (mode) => {
    await (await data.open()).close();
    chmodSync(data.file, mode);
    chmodSync(data.path, 0o555);
    expect(await codesIn({ inserts: 1 })).toEqual(['STORE_READ_ONLY']);
  });

  it('that is a file, or lies below one, is CONFIG_INVALID', async () => {
    writeFileSync(data.path, '');
    await expect(data.open()).rejects.toMatchObject({ code: 'CONFIG_INVALID', field: 'dataDir' });
    await expect(data.open(join(data.path, 'below'))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      field: 'dataDir',
    });
  });

  it('with a folder in the place of the database is STORE_UNAVAILABLE', async () => {
    mkdirSync(data.file, { recursive: true });
    await expect(data.open()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

describe('a database file', () => {
  it('that is something else is STORE_CORRUPT, and stays as it is', async () => {
    mkdirSync(data.path);
    writeFileSync(data.file, 'These are notes, not a database. '.repeat(200));
    const size = statSync(data.file).size;
    await expect(data.open()).rejects.toMatchObject({ code: 'STORE_CORRUPT', retryable: false });
    expect(statSync(data.file).size).toBe(size);
  });

  it('that has lost its end is STORE_CORRUPT', async () => {
    const store = await data.open();
    await store.sessions.set({ ...SESSION, data: { text: 'x'.repeat(100_000) } }, 0);
    await store.close();
    truncateSync(data.file, 8_192);
    const read = async () => {
      await using opened = await data.open();
      await opened.sessions.get(SESSION, 0);
    };
    await expect(read()).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });

  it('that is empty is taken as new', async () => {
    mkdirSync(data.path);
    writeFileSync(data.file, '');
    await using store = await data.open();
    expect(await store.health()).toMatchObject({ schemaVersion: SCHEMA_VERSION.embedded, location: data.file });
  });

  it('of a newer version is STORE_TOO_NEW, and stays as it is', async () => {
    await (await data.open()).close();
    const later = SCHEMA_VERSION.embedded + 1;
    data.query(`INSERT INTO prompt_improver_migrations VALUES (${later}, 'later', 'x', 0)`);
    await expect(data.open()).rejects.toMatchObject({ code: 'STORE_TOO_NEW' });
    expect(data.query('SELECT max(version) AS version FROM prompt_improver_migrations')).toEqual([{ version: later }]);
  });

  it('made by other migrations than the released ones is refused', async () => {
    await (await data.open()).close();
    data.query("UPDATE prompt_improver_migrations SET checksum = 'x'");
    await expect(data.open()).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });

  it('moved away while open is not written any more: a new one takes its place', async () => {
    await using store = await data.open();
    await store.sessions.set(SESSION, 0);
    for (const name of readdirSync(data.path)) renameSync(join(data.path, name), join(data.parent, name));
    expect(await store.sessions.get(SESSION, 0)).toBeUndefined();
    await Promise.all(['a', 'b'].map((id) => store.sessions.set({ ...SESSION, id }, 0)));
    expect(data.query('SELECT id FROM sessions ORDER BY id')).toEqual([{ id: 'a' }, { id: 'b' }]);
  });
});

describe('a process on the embedded store', () => {
  it('says nothing on standard error and loads no PostgreSQL client', async () => {
    const worker = new WorkerProcess({ dataDir: data.path, inserts: 1 });
    const said = await worker.end();
    expect(said[0]).toEqual({ opened: true, hasLoadedPg: false });
    expect(worker.errorOutput).toBe('');
  });
});
