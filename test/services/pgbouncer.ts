/** PgBouncer in transaction mode: what stands between many production servers and their PostgreSQL. */
import { chmodSync, chownSync, copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FetchedProgram, findProgram } from './debian-packages.ts';
import { freePort, unprivilegedAccount } from './machine.ts';
import { withClient } from './postgres.ts';
import { ServerProcess } from './server-process.ts';

export function findPgBouncer(): Promise<FetchedProgram> {
  return findProgram({ programs: ['pgbouncer'], debianPackage: 'pgbouncer', path: 'usr/sbin/pgbouncer' });
}

export interface PgBouncer extends AsyncDisposable {
  /** The database at `databaseUrl` through the pooler. */
  readonly url: string;
}

/** A pooler of its own in front of the database at `databaseUrl`, with `poolSize` connections to it. */
export async function startPgBouncer(
  { program, libraryPath }: FetchedProgram,
  databaseUrl: string,
  poolSize: number,
): Promise<PgBouncer> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const folder = mkdtempSync(join(tmpdir(), 'prompt-improver-pgbouncer-'));
  const listenPort = await freePort();
  const config = `[databases]
* = host=${hostname} port=${port} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listenPort}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
`;
  writeFileSync(join(folder, 'pgbouncer.ini'), config);
  const account = unprivilegedAccount();
  // The account may not enter the folder of the repository.
  const copies = [program, ...libraryPath.split(':').filter(Boolean).flatMap(libraries)];
  for (const file of copies) copyFileSync(file, join(folder, file.split('/').at(-1) ?? ''));
  chmodSync(folder, 0o755);
  if (account) chownSync(folder, account.uid, account.gid);
  const url = `postgres://${username}@127.0.0.1:${listenPort}${pathname}`;
  const process = new ServerProcess({
    program: join(folder, program.split('/').at(-1) ?? ''),
    args: [join(folder, 'pgbouncer.ini')],
    folder,
    logFile: join(folder, 'log'),
    account,
    env: { LD_LIBRARY_PATH: folder },
    crashSignal: 'SIGKILL',
  });
  await process.whenReady(async () => {
    try {
      await withClient(url, (client) => client.query('SELECT 1'));
      return true;
    } catch {
      return false;
    }
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      await process.crash();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function libraries(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /\.so(\.\d+)*$/.test(name))
    .map((name) => join(folder, name));
}
