/**
 * Connections to Redis that live and die together: one for requests, one for messages. Clients that reconnect by themselves do
 * not say what they have missed; here the end of either connection ends the link, and the driver opens a new one.
 */
import { isIP } from 'node:net';
import type * as redis from '@redis/client';
import type { RedisArgument } from '@redis/client';
import { withDeadline } from '../l2/deadline.ts';
import type { RedisAddress, RedisTarget } from './target.ts';

type RedisModule = typeof redis;

export interface RedisLink {
  /** @param key decides which node of a cluster is asked */
  send(key: string, args: readonly RedisArgument[]): Promise<unknown>;
  /** By the connection for messages, so that in a cluster it does not depend on a node that may be dead. */
  publish(channel: string, message: string): Promise<unknown>;
  ping(): Promise<void>;
  /** See `L2Handlers.up`. */
  readonly run: string | undefined;
  /** Resolves with the reason when a connection has ended or no longer answers. */
  readonly ended: Promise<unknown>;
  destroy(): void;
}

export interface LinkOptions {
  readonly target: RedisTarget;
  readonly channels: readonly [string, ...string[]];
  /** What the link is good for, tried on a key and a channel of its own: a server that refuses it is as good as away. */
  readonly rehearsal: readonly (readonly RedisArgument[])[];
  readonly onMessage: (text: string) => void;
}

/** What is used of a client. */
interface Connection {
  sendCommand<T>(args: readonly RedisArgument[]): Promise<T>;
  ping(): Promise<unknown>;
  subscribe(channels: string[], listener: (text: string) => void): Promise<void>;
  destroy(): void;
}

interface Requests {
  send(key: string, args: readonly RedisArgument[]): Promise<unknown>;
  /** See `L2Handlers.up`. */
  run(): Promise<string | undefined>;
  /** Of its own, for messages. */
  readonly subscriber: Connection;
}

const OPEN_TIMEOUT_MS = 2_000;
/** Another node can be asked within the time for opening. */
const DISCOVERY_TIMEOUT_MS = 1_000;
const HEARTBEAT_MS = 1_000;
/** With the heartbeat: a network that swallows everything is noticed within 3 s. */
const HEARTBEAT_TIMEOUT_MS = 2_000;
/** A guard, far above what the deadline and the bounded writes let through. */
const MOST_COMMANDS = 20_000;

export async function openLink(options: LinkOptions): Promise<RedisLink> {
  const scope = new Scope(options.target, await import('@redis/client'));
  try {
    return await withDeadline(connect(options, scope), OPEN_TIMEOUT_MS);
  } catch (error) {
    scope.destroy();
    throw error;
  }
}

async function connect({ target, channels, rehearsal, onMessage }: LinkOptions, scope: Scope): Promise<RedisLink> {
  const requests = await (target.kind === 'cluster' ? scope.cluster() : openServer(target, scope));
  const { subscriber } = requests;
  // In one go: a busy process takes long for each answer.
  const [run] = await Promise.all([
    requests.run(),
    ...rehearsal.map((args) => rehearse(subscriber, args, target)),
    subscriber.subscribe([...channels], onMessage),
  ]);
  const ping = async () => {
    await Promise.all([requests.send(`${channels[0]}:${Math.random()}`, PING(target)), subscriber.ping()]);
  };
  // A cluster with one dead node is still worth asking; its client looks after its nodes.
  scope.watch(target.kind === 'cluster' ? async () => void (await subscriber.ping()) : ping);
  return {
    send: requests.send,
    publish: (channel, message) => subscriber.sendCommand(['PUBLISH', channel, message]),
    run,
    ping,
    ended: scope.ended,
    destroy: () => scope.destroy(),
  };
}

/** What a node of a cluster says of names that are not its own alone, after it has looked at the rights of the account. */
const OF_A_CLUSTER = /^(?:MOVED|ASK|TRYAGAIN|CLUSTERDOWN|CROSSSLOT)\b/;

async function rehearse(
  connection: Connection,
  args: readonly RedisArgument[],
  { kind }: Pick<RedisTarget, 'kind'>,
): Promise<void> {
  try {
    await connection.sendCommand(args);
  } catch (error) {
    const isOfCluster = error instanceof Error && OF_A_CLUSTER.test(error.message);
    if (!isOfCluster) throw error;
    if (kind !== 'cluster') throw new Error('it is a cluster: say redis+cluster://', { cause: error });
  }
}

// PING has no key, and a cluster's client would ask every node.
const PING = ({ kind }: RedisTarget): readonly string[] => (kind === 'cluster' ? ['GET'] : ['PING']);

async function openServer(target: RedisTarget, scope: Scope): Promise<Requests> {
  const address = target.kind === 'sentinel' ? await scope.findMaster() : target.addresses[0];
  if (address === undefined) throw new Error('there is no address of a Redis server');
  const [client, subscriber] = await Promise.all([scope.client(address), scope.client(address)]);
  if (target.kind === 'sentinel') {
    const role = await client.sendCommand<unknown[]>(['ROLE']);
    if (String(role[0]) !== 'master') throw new Error(`the sentinels name a server whose role is ${String(role[0])}`);
  }
  return { send: (_key, args) => client.sendCommand(args), run: () => runOf(client), subscriber };
}

/** Each process of a server has an identifier of its own. Undefined when the account may not ask, or what answers has none. */
async function runOf(client: Connection): Promise<string | undefined> {
  const info = await client.sendCommand(['INFO', 'server']).catch(() => '');
  return /^run_id:(\w+)/m.exec(String(info))?.[1];
}

/** All that one link has opened. */
class Scope {
  readonly ended: Promise<unknown>;
  readonly #target: RedisTarget;
  readonly #redis: RedisModule;
  readonly #open: { destroy(): void }[] = [];
  #end: (reason: unknown) => void = () => {};
  #heartbeat: NodeJS.Timeout | undefined;
  #isDestroyed = false;

  constructor(target: RedisTarget, redis: RedisModule) {
    this.#target = target;
    this.#redis = redis;
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  async client(at: RedisAddress): Promise<Connection> {
    const { username, password, database } = this.#target;
    return this.#connected(at, { username, password, database });
  }

  /** Asks all sentinels at once: one that is silent, as on a host that is gone with its server, keeps nobody waiting. */
  async findMaster(): Promise<RedisAddress> {
    const asked = new Scope(this.#target, this.#redis);
    this.#keep(asked);
    try {
      return await Promise.any(this.#target.addresses.map((at) => asked.#masterKnownAt(at)));
    } catch (thrown) {
      throw thrown instanceof AggregateError ? thrown.errors.at(-1) : thrown;
    } finally {
      asked.destroy();
    }
  }

  async cluster(): Promise<Requests> {
    const { addresses, username, password, tls } = this.#target;
    const cluster = this.#redis.createCluster({
      // What asks one of these which nodes there are cannot be reached from here: a silent one has to be left by itself.
      rootNodes: addresses.map(({ host, port }) => ({ socket: { host, port, socketTimeout: DISCOVERY_TIMEOUT_MS } })),
      // Otherwise it connects only when it has reached every node, and one that is dead keeps it waiting for ever.
      minimizeConnections: true,
      defaults: {
        ...(username !== undefined && { username }),
        ...(password !== undefined && { password }),
        socket: {
          ...(tls && { tls: true as const }),
          reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 500),
        },
        disableOfflineQueue: true,
        maintNotifications: 'disabled',
      },
      commandOptions: this.#commandOptions(),
    });
    // Of single nodes; what they mean for a request its rejection says, but that of connecting says no reason.
    let reason: unknown;
    cluster.on('error', (error) => (reason = error));
    this.#keep(cluster);
    await cluster.connect().catch((error: unknown) => Promise.reject(reason ?? error));
    const master = cluster.masters[Math.floor(Math.random() * cluster.masters.length)];
    return {
      // A key in the arguments or not, it decides the node.
      send: (key, args) => cluster.sendCommand(key, false, args.length === 1 ? [...args, key] : [...args]),
      // Each node has its own, and any of them may change.
      run: async () => undefined,
      subscriber: await this.client(master ?? addresses[0] ?? { host: 'localhost', port: 6379 }),
    };
  }

  /** Ends the link when `ping` does not answer. */
  watch(ping: () => Promise<void>): void {
    const beat = async () => {
      try {
        await withDeadline(ping(), HEARTBEAT_TIMEOUT_MS);
        this.#heartbeat = setTimeout(() => void beat(), HEARTBEAT_MS).unref();
      } catch (error) {
        this.#end(error);
      }
    };
    this.#heartbeat = setTimeout(() => void beat(), HEARTBEAT_MS).unref();
  }

  destroy(): void {
    this.#isDestroyed = true;
    clearTimeout(this.#heartbeat);
    for (const one of this.#open) one.destroy();
    this.#open.length = 0;
    this.#end(new Error('the link was closed'));
  }

  async #masterKnownAt(at: RedisAddress): Promise<RedisAddress> {
    const { masterName, sentinelUsername, sentinelPassword } = this.#target;
    const account = { username: sentinelUsername, password: sentinelPassword, database: 0 };
    const sentinel = await this.#connected(at, account);
    const found = await sentinel.sendCommand<unknown[] | null>(['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', masterName]);
    if (found === null) throw new Error(`the sentinel knows no server of the name ${masterName}`);
    return { host: String(found[0]), port: Number(found[1]) };
  }

  async #connected(
    { host, port }: RedisAddress,
    account: { username: string | undefined; password: string | undefined; database: number },
  ): Promise<Connection> {
    const { username, password, database } = account;
    const client = this.#redis.createClient({
      socket: {
        host,
        port,
        reconnectStrategy: false,
        ...(this.#target.tls && { tls: true as const, ...(isIP(host) === 0 && { servername: host }) }),
      },
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      database,
      disableOfflineQueue: true,
      commandsQueueMaxLength: MOST_COMMANDS,
      maintNotifications: 'disabled',
      commandOptions: this.#commandOptions(),
    });
    client.on('error', this.#end);
    client.on('terminated', this.#end);
    this.#keep(client);
    await client.connect();
    client.unref();
    return client;
  }

  /** Values come as bytes, and without the client's own timeout, which costs a signal for each command and spares none in flight. */
  #commandOptions() {
    return { timeout: 0, typeMapping: { [this.#redis.RESP_TYPES.BLOB_STRING]: Buffer } };
  }

  #keep(client: { destroy(): void }): void {
    // The deadline for opening has passed meanwhile: what were opened now, nobody would close.
    if (this.#isDestroyed) throw new Error('the link was closed');
    this.#open.push(client);
  }
}
