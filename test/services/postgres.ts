import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Account, freePort, run, unprivilegedAccount } from './machine.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { copyData } from './postgres-copy.ts';
import { ServerProcess } from './server-process.ts';

const USER = 'postgres';
const PASSWORD = 'for-tests-only';
/** By this name a primary knows the server that follows it. */
const STANDBY = 'standby';

/** A PostgreSQL server of its own: random port on 127.0.0.1, no Unix socket, private folder, never as root. */
export class PostgresServer implements AsyncDisposable {
  readonly url: string;
  readonly #binaries: PostgresBinaries;
  readonly #folder: string;
  readonly #port: number;
  readonly #account: Account | undefined;
  readonly #settings: Readonly<Record<string, string>>;
  /** Of the server that this one follows while it is a standby. */
  #primary: string | undefined;
  #process: ServerProcess | undefined;

  constructor(
    binaries: PostgresBinaries,
    folder: string,
    port: number,
    account: Account | undefined,
    settings: Readonly<Record<string, string>>,
  ) {
    this.url = `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`;
    this.#binaries = binaries;
    this.#folder = folder;
    this.#port = port;
    this.#account = account;
    this.#settings = settings;
  }

  /** Starts the server, or starts it again on the same port and data. */
  async start(): Promise<void> {
    const settings = {
      port: String(this.#port),
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      // What survives a crash of the server is written to the operating system; only a power cut needs fsync.
      fsync: 'off',
      // For a standby that begins with a copy.
      wal_keep_size: '64MB',
      ...(this.#primary !== undefined && { primary_conninfo: this.#primary }),
      ...this.#settings,
    };
    const { bin, temporaryFolder } = this.#binaries;
    const process = new ServerProcess({
      program: join(bin, 'postgres'),
      args: [
        '-D',
        join(this.#folder, 'data'),
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      folder: this.#folder,
      ...(temporaryFolder !== undefined && { temporaryFolder }),
      logFile: join(this.#folder, 'log'),
      account: this.#account,
      crashSignal: 'SIGQUIT',
    });
    this.#process = process;
    await process.whenReady(() => answers(this.url));
  }

  get port(): number {
    return this.#port;
  }

  /** Puts a copy of what `primary` has in the place of what this server had, and starts it as a hot standby of that. */
  async follow(primary: PostgresServer): Promise<void> {
    if (this.#process !== undefined) await this.kill();
    const data = join(this.#folder, 'data');
    rmSync(data, { recursive: true, force: true });
    await withClient(primary.url, (client) => copyData(client, join(primary.#folder, 'data'), data, this.#account));
    this.#primary = `host=127.0.0.1 port=${primary.#port} user=${USER} password=${PASSWORD} application_name=${STANDBY}`;
    await this.start();
  }

  /** Has every commit from now on wait until the standby has it. Not in the data, which the standby has, too. */
  async waitForStandby(): Promise<void> {
    await withClient(this.url, async (client) => {
      await client.query(`ALTER SYSTEM SET synchronous_standby_names = '${STANDBY}'`);
      await client.query('SELECT pg_reload_conf()');
      await untilThere(client, "sync_state = 'sync'");
    });
  }

  /** Resolves when the standby has everything that is written until then. */
  async caughtUp(): Promise<void> {
    await withClient(this.url, (client) => untilThere(client, 'replay_lsn = pg_current_wal_lsn()'));
  }

  /** Ends the recovery of a standby: it is a primary when this resolves. */
  async promote(): Promise<void> {
    await withClient(this.url, (client) => client.query('SELECT pg_promote()'));
    this.#primary = undefined;
  }

  /** Freezes the server with all its processes: connections stay, are even taken, and nothing answers. */
  async pause(): Promise<void> {
    await this.#process?.signalTree('SIGSTOP');
  }

  async resume(): Promise<void> {
    await this.#process?.signalTree('SIGCONT');
  }

  /** Ends every connection with 57P01 and shuts down. */
  async stop(): Promise<void> {
    await this.#process?.stop('SIGINT');
    this.#process = undefined;
  }

  /** Shuts down as after a crash: connections break, the next start recovers. */
  async crash(): Promise<void> {
    await this.#process?.crash();
    this.#process = undefined;
  }

  /** `kill -9` of all its processes, also when they are frozen. */
  async kill(): Promise<void> {
    if (this.#process === undefined) return;
    const pidFile = readFileSync(join(this.#folder, 'data', 'postmaster.pid'), 'utf8');
    await this.#process.signalTree('SIGKILL');
    await this.crash();
    // Shared memory that a server marks its folder with, and that only its end in order or its next start there removes.
    const [, segment = ''] = pidFile.split('\n')[6]?.trim().split(/\s+/) ?? [];
    await run('ipcrm', ['--shmem-id', segment]).catch(() => {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Frozen, it would not hear that it is to end.
    await this.resume();
    await this.crash();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** @param settings of the server, beside those that every test server has */
export async function startPostgres(
  binaries: PostgresBinaries,
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  return newServer(binaries, settings, async (server, folder, account) => {
    const passwordFile = join(folder, 'password');
    writeFileSync(passwordFile, PASSWORD, { mode: 0o600 });
    if (account !== undefined) chownSync(passwordFile, account.uid, account.gid);
    const options = ['--no-sync', '--no-locale', '--encoding=UTF8', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    await run(join(binaries.bin, 'initdb'), ['-D', join(folder, 'data'), '-U', USER, ...options], {
      cwd: folder,
      account,
    });
    await server.start();
  });
}

/** A hot standby of `primary`. */
export function startStandby(binaries: PostgresBinaries, primary: PostgresServer): Promise<PostgresServer> {
  return newServer(binaries, {}, (server) => server.follow(primary));
}

async function newServer(
  binaries: PostgresBinaries,
  settings: Readonly<Record<string, string>>,
  start: (server: PostgresServer, folder: string, account: Account | undefined) => Promise<void>,
): Promise<PostgresServer> {
  const account = unprivilegedAccount();
  const folder = mkdtempSync(join(tmpdir(), 'prompt-improver-postgres-'));
  chmodSync(folder, 0o700);
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  try {
    const server = new PostgresServer(binaries, folder, await freePort(), account, settings);
    await start(server, folder, account);
    return server;
  } catch (thrown) {
    rmSync(folder, { recursive: true, force: true });
    throw thrown;
  }
}

/** @returns the result of `work` with a connection to the database at `url` */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await withClient(url, (client) => client.query('SELECT 1'));
    return true;
  } catch {
    return false;
  }
}

/** Until the primary says so of its standby. */
async function untilThere(client: Client, condition: string): Promise<void> {
  for (;;) {
    const { rows } = await client.query(`SELECT FROM pg_stat_replication WHERE ${condition}`);
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
