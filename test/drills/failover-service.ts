/** A primary with its standby, the address that leads to the primary, and replicas with a Redis that know that address only. */
import { Replica } from '../replicas/server.ts';
import type { PostgresBinaries } from '../services/postgres-binaries.ts';
import { startPostgres, startStandby, type PostgresServer } from '../services/postgres.ts';
import type { RedisBinaries } from '../services/redis-binaries.ts';
import { startRedis } from '../services/redis.ts';
import { openPostgresAt } from '../store/open-store.ts';
import { TcpProxy } from '../store/tcp-proxy.ts';

export class FailoverService implements AsyncDisposable {
  readonly address: TcpProxy;
  readonly replicas: readonly Replica[];
  readonly #opened: AsyncDisposable[];
  #primary: PostgresServer;
  #standby: PostgresServer;

  private constructor(
    primary: PostgresServer,
    standby: PostgresServer,
    address: TcpProxy,
    replicas: readonly Replica[],
    opened: AsyncDisposable[],
  ) {
    this.#primary = primary;
    this.#standby = standby;
    this.address = address;
    this.replicas = replicas;
    this.#opened = opened;
  }

  static async start(postgresBinaries: PostgresBinaries, redisBinaries: RedisBinaries): Promise<FailoverService> {
    const opened: AsyncDisposable[] = [];
    const own = <T extends AsyncDisposable>(one: T): T => {
      opened.push(one);
      return one;
    };
    const redis = own(await startRedis(redisBinaries));
    const primary = own(await startPostgres(postgresBinaries));
    await (await openPostgresAt(primary.url)).close();
    const standby = own(await startStandby(postgresBinaries, primary));
    const address = own(await TcpProxy.to('127.0.0.1', primary.port));
    const databaseUrl = new URL(primary.url);
    databaseUrl.port = String(address.port);
    const replica = async () => own(await Replica.start({ databaseUrl: databaseUrl.href, redisUrl: redis.url }));
    const replicas = await Promise.all([replica(), replica()]);
    return new FailoverService(primary, standby, address, replicas, opened);
  }

  get primary(): PostgresServer {
    return this.#primary;
  }

  get standby(): PostgresServer {
    return this.#standby;
  }

  /** For connections to come. */
  moveTo(server: PostgresServer): void {
    this.address.farPort = server.port;
  }

  /** Makes the old primary the standby of the one that was promoted. */
  async rejoin(): Promise<void> {
    const [promoted, old] = [this.#standby, this.#primary];
    await old.follow(promoted);
    [this.#primary, this.#standby] = [promoted, old];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const one of this.#opened.toReversed()) await one[Symbol.asyncDispose]();
  }
}
