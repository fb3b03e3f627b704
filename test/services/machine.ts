/** What the machine offers: programs, an unprivileged account, free ports. */
import { execFile } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execFileAsync = promisify(execFile);

/** Holds what was fetched; git ignores it. */
export const CACHE_FOLDER = fileURLToPath(new URL('../../.cache/services', import.meta.url));

/** `TEST_SERVICES=fetch` passes over the programs of the machine, to test the fetching itself. */
export const FETCH_ONLY = process.env['TEST_SERVICES'] === 'fetch';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Who runs a server that refuses to run as root; undefined when we are not root. */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const wanted of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${wanted}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: 65_534, gid: 65_534 };
}

/** Every folder above `path` lets everyone through. */
export function isOpenToAll(path: string): boolean {
  const folder = dirname(path);
  return folder === path || ((statSync(folder).mode & 0o001) !== 0 && isOpenToAll(folder));
}

/** The first program of these names in PATH. */
export function findOnPath(...names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface RunOptions {
  readonly cwd?: string;
  readonly account?: Account | undefined;
}

/** @returns what the program printed on standard output; rejects, with what it said, when it fails */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { stdout } = await execFileAsync(program, args, {
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...options.account,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/**
 * Not one of those that the system gives to whoever asks for any: it might give it away before its server listens, or while
 * that is down. Those of Redis Cluster are 10,000 above.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(10_000 * Math.random());
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
