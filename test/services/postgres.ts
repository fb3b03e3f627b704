import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Account, freePort, run, unprivilegedAccount } from './machine.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { ServerProcess } from './server-process.ts';

const USER = 'postgres';
const PASSWORD = 'for-tests-only';

/** A PostgreSQL server of its own: random port on 127.0.0.1, no Unix socket, private folder, never as root. */
export class PostgresServer implements AsyncDisposable {
  readonly url: string;
  readonly #binaries: PostgresBinaries;
  readonly #folder: string;
  readonly #port: number;
  readonly #account: Account | undefined;
  readonly #settings: Readonly<Record<string, string>>;
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

  async [Symbol.asyncDispose](): Promise<void> {
    await this.crash();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** @param settings of the server, beside those that every test server has */
export async function startPostgres(
  binaries: PostgresBinaries,
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const account = unprivilegedAccount();
  const folder = mkdtempSync(join(tmpdir(), 'prompt-improver-postgres-'));
  chmodSync(folder, 0o700);
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD, { mode: 0o600 });
  if (account !== undefined) {
    for (const path of [folder, passwordFile]) chownSync(path, account.uid, account.gid);
  }
  const options = ['--no-sync', '--no-locale', '--encoding=UTF8', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  try {
    await run(join(binaries.bin, 'initdb'), ['-D', join(folder, 'data'), '-U', USER, ...options], {
      cwd: folder,
      account,
    });
    const server = new PostgresServer(binaries, folder, await freePort(), account, settings);
    await server.start();
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
