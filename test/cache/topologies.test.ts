/** Real servers as they are run in production: over TLS, behind Sentinel with a failover, in a cluster that changes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import tls from 'node:tls';
import { createClient } from '@redis/client';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { Cache, type CacheEvent, type CacheSpace } from '../../src/cache/index.ts';
import { certificates } from '../services/certificates.ts';
import { freePort } from '../services/machine.ts';
import { startRedis, type RedisServer } from '../services/redis.ts';
import { TcpProxy } from '../store/tcp-proxy.ts';

const binaries = inject('redisBinaries');
/** Each read of a dead node takes as long. */
const DEADLINE_MS = 200;

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one[Symbol.asyncDispose]();
});
function open<T extends AsyncDisposable>(one: T): T {
  opened.push(one);
  return one;
}

async function start(...args: readonly string[]): Promise<RedisServer> {
  if (binaries === undefined) throw new Error('there is no Redis');
  return open(await startRedis(binaries, args));
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'prompt-improver-topology-'));
  open({ [Symbol.asyncDispose]: async () => rmSync(path, { recursive: true, force: true }) });
  return path;
}

async function command({ url }: RedisServer, ...args: readonly string[]): Promise<unknown> {
  const client = createClient({ url });
  // What it asks for tells whether the connection broke.
  client.on('error', () => {});
  await client.connect();
  try {
    return await client.sendCommand(args);
  } finally {
    client.destroy();
  }
}

type Space = CacheSpace<{ readonly n: number }>;

/** Two replicas whose memory holds one entry, so that reads ask Redis. */
async function replicas(redisUrl: string) {
  const caches = [0, 1].map(() => open(new Cache({ redisUrl, prefix: 'topology', deadlineMs: DEADLINE_MS })));
  for (const cache of caches) expect(await cache.whenConnected(20_000)).toBe(true);
  const spaces = caches.map((cache): Space => cache.space({ name: 'values', ttlMs: 600_000, maxEntries: 1 }));
  const [one, other] = spaces;
  if (one === undefined || other === undefined) throw new Error('there are two');
  return { caches, one, other };
}

/** That what one replica loads is read by the other from Redis, and is gone for both when one says so. */
async function expectShared(one: Space, other: Space, name: string): Promise<void> {
  const key = one.key('ada', name);
  await one.get(key, () => ({ n: 1 }));
  await expect
    .poll(async () => {
      await other.get(other.key('ada', 'something else'), () => ({ n: 0 }));
      return (await other.get(key, () => ({ n: 1 }))).level;
    })
    .toBe('l2');
  // While a master changes, one connection may still end after the first new one.
  await expect.poll(() => one.invalidate(key)).toBe('everywhere');
  await expect.poll(async () => (await other.get(key, () => ({ n: 2 }))).value).toEqual({ n: 2 });
}

/** Reads until it is told to stop; rejects if one fails. */
async function readSteadily(space: Space, signal: AbortSignal): Promise<number> {
  let reads = 0;
  while (!signal.aborted) {
    await space.get(space.key('ada', 'steady', reads % 50), () => ({ n: 1 }));
    reads += 1;
    await delay(2);
  }
  return reads;
}

async function whileReading(space: Space, work: () => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const reading = readSteadily(space, stop.signal);
  await work().finally(() => stop.abort());
  expect(await reading).toBeGreaterThan(0);
}

describe.skipIf(!binaries)('Redis over TLS', () => {
  it('is used when its certificate can be trusted, by name and by address, and not otherwise', async () => {
    const { ca, file } = certificates(folder());
    const port = await freePort();
    const files = ['--tls-cert-file', file('server.crt'), '--tls-key-file', file('server.key')];
    await start('--tls-port', String(port), ...files, '--tls-ca-cert-file', file('ca.crt'), '--tls-auth-clients', 'no');

    const events: CacheEvent[] = [];
    const wary = open(new Cache({ redisUrl: `rediss://localhost:${port}`, onEvent: (event) => events.push(event) }));
    await expect.poll(() => events.map(({ type }) => type)).toContain('connection-error');
    expect(await wary.whenConnected(100)).toBe(false);

    // As NODE_EXTRA_CA_CERTS does for a process.
    const trusted = tls.getCACertificates('default');
    tls.setDefaultCACertificates([...trusted, ca]);
    try {
      for (const host of ['localhost', '127.0.0.1']) {
        const { one, other } = await replicas(`rediss://${host}:${port}`);
        await expectShared(one, other, host);
      }
    } finally {
      tls.setDefaultCACertificates(trusted);
    }
  });
});

describe.skipIf(!binaries)('behind Sentinel', () => {
  it('the new master is used when the old one has died', async () => {
    const master = await start();
    const follower = await start('--replicaof', '127.0.0.1', String(master.port), '--repl-diskless-sync-delay', '0');
    const config = join(folder(), 'sentinel.conf');
    const lines = [
      `monitor prompts 127.0.0.1 ${master.port} 1`,
      'down-after-milliseconds prompts 500',
      'failover-timeout prompts 3000',
    ];
    writeFileSync(config, lines.map((line) => `sentinel ${line}\n`).join(''), { mode: 0o666 });
    const sentinel = await start(config, '--sentinel');
    const followers = async () => JSON.stringify(await command(sentinel, 'SENTINEL', 'REPLICAS', 'prompts'));
    await expect.poll(followers).toContain(String(follower.port));
    const role = async () => String(await command(follower, 'ROLE'));
    await expect.poll(role).toContain('connected');

    const { one, other } = await replicas(`redis+sentinel://127.0.0.1:${sentinel.port}/prompts`);
    await expectShared(one, other, 'before');
    await whileReading(other, async () => {
      await master.crash();
      // On a busy machine Sentinel distrusts its own clock and waits 30 s before it acts.
      await expect.poll(role, { timeout: 60_000 }).toMatch(/^master/);
      await expectShared(one, other, 'after');
    });
  });

  it('a sentinel that is silent does not keep those after it from being asked', async () => {
    const master = await start();
    const config = join(folder(), 'sentinel.conf');
    writeFileSync(config, `sentinel monitor prompts 127.0.0.1 ${master.port} 1\n`, { mode: 0o666 });
    const sentinel = await start(config, '--sentinel');
    const silent = open(await TcpProxy.to('127.0.0.1', sentinel.port));
    silent.isSwallowing = true;
    const hosts = [silent.port, sentinel.port].map((port) => `127.0.0.1:${port}`).join(',');
    const cache = open(new Cache({ redisUrl: `redis+sentinel://${hosts}/prompts` }));
    expect(await cache.whenConnected(20_000)).toBe(true);
    // One link, not one for each attempt.
    const clients = String(await command(master, 'CLIENT', 'LIST')).match(/ sub=1 /g);
    expect(clients).toHaveLength(1);
  });
});

it.skipIf(!binaries)('attempts to open a cluster whose node is silent leave no connections behind', async () => {
  const server = await start();
  const silent = open(await TcpProxy.to('127.0.0.1', server.port));
  silent.isSwallowing = true;
  const clients = async () => String(await command(server, 'INFO', 'clients')).match(/connected_clients:(\d+)/)?.[1];
  expect(await clients()).toBe('1');
  const cache = open(new Cache({ redisUrl: `redis+cluster://127.0.0.1:${silent.port}` }));
  // The second attempt has begun.
  expect(await cache.whenConnected(3_000)).toBe(false);
  await cache.close();
  await expect.poll(clients).toBe('1');
});

const SLOTS = 16_384;

async function startCluster(): Promise<readonly RedisServer[]> {
  const args = ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', '--cluster-node-timeout', '1500'];
  const nodes: RedisServer[] = [];
  for (let n = 0; n < 3; n++) nodes.push(await start(...args, '--cluster-require-full-coverage', 'no'));
  for (const [n, node] of nodes.entries()) {
    const [from, to] = [n, n + 1].map((part) => Math.floor((part * SLOTS) / nodes.length));
    await command(node, 'CLUSTER', 'ADDSLOTSRANGE', String(from), String((to ?? SLOTS) - 1));
    await command(node, 'CLUSTER', 'SET-CONFIG-EPOCH', String(n + 1));
    if (n > 0) await command(node, 'CLUSTER', 'MEET', '127.0.0.1', String(nodes[0]?.port));
  }
  for (const node of nodes) {
    const info = async () => String(await command(node, 'CLUSTER', 'INFO'));
    await expect.poll(info).toMatch(/cluster_state:ok[^]*cluster_slots_ok:16384[^]*cluster_known_nodes:3/);
  }
  return nodes;
}

/** Takes all slots of `from` to `to`, with what is in them. */
async function moveSlots(nodes: readonly RedisServer[], from: RedisServer, to: RedisServer, slots: readonly number[]) {
  const [source, target] = [await command(from, 'CLUSTER', 'MYID'), await command(to, 'CLUSTER', 'MYID')].map(String);
  if (source === undefined || target === undefined) throw new Error('a node has a name');
  for (const slot of slots.map(String)) {
    await command(to, 'CLUSTER', 'SETSLOT', slot, 'IMPORTING', source);
    await command(from, 'CLUSTER', 'SETSLOT', slot, 'MIGRATING', target);
    const names = await command(from, 'CLUSTER', 'GETKEYSINSLOT', slot, '100');
    if (Array.isArray(names) && names.length > 0) {
      await command(from, 'MIGRATE', '127.0.0.1', String(to.port), '', '0', '5000', 'KEYS', ...names.map(String));
    }
    for (const node of nodes) await command(node, 'CLUSTER', 'SETSLOT', slot, 'NODE', target);
  }
}

describe.skipIf(!binaries)('in a cluster of three nodes', () => {
  it('values are found while slots move, and others while a node is dead', async () => {
    const nodes = await startCluster();
    const [first, second] = nodes;
    if (first === undefined || second === undefined) throw new Error('there are three');
    const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
    const { caches, one, other } = await replicas(`redis+cluster://${hosts}`);
    await expectShared(one, other, 'before');
    const [here, there] = caches.map((cache): Space => cache.space({ name: 'in-memory', ttlMs: 600_000 }));
    if (here === undefined || there === undefined) throw new Error('there are two');
    // Enough keys that each node has some.
    const keys = Array.from({ length: 30 }, (_, n) => one.key('ada', 'kept', n));
    for (const key of keys) await one.get(key, () => ({ n: 1 }));
    const sizeOf = async (node: RedisServer) => Number(await command(node, 'DBSIZE'));
    await expect.poll(async () => (await Promise.all(nodes.map(sizeOf))).every((size) => size > 0)).toBe(true);
    const found = async () => {
      const levels = [];
      for (const key of keys) levels.push((await other.get(key, () => ({ n: 1 }))).level);
      return levels.filter((level) => level === 'l2').length;
    };
    await expect.poll(found).toBe(keys.length);

    const inFirst = new Set<number>();
    for (const name of [await command(first, 'KEYS', '*')].flat()) {
      inFirst.add(Number(await command(first, 'CLUSTER', 'KEYSLOT', String(name))));
    }
    await whileReading(other, async () => {
      await moveSlots(nodes, first, second, [...inFirst].slice(0, 5));
      await expect.poll(found).toBe(keys.length);
      await expectShared(one, other, 'moved');
    });

    await whileReading(other, async () => {
      // One that messages are heard from.
      const listeners = await Promise.all(
        nodes.map((node) => command(node, 'PUBSUB', 'NUMSUB', 'topology:invalidations')),
      );
      const heardFrom = listeners.findIndex((answer) => Array.isArray(answer) && Number(answer[1]) > 0);
      await nodes[heardFrom]?.crash();
      // The others have noticed it by then.
      await delay(2_000);
      await expect.poll(() => caches.map((cache) => cache.info().shared?.isConnected)).toEqual([true, true]);
      // Also of what the dead node held, no replica keeps an old value.
      for (const key of keys) await there.get(key, () => ({ n: 1 }));
      const told = await Promise.all(keys.map((key) => here.invalidate(key)));
      expect(told).toContain('pending');
      await expect.poll(() => keys.filter((key) => there.peek(key) !== undefined)).toEqual([]);
      // What they have is found again, and the rest is loaded.
      await expect.poll(found).toBeGreaterThan(keys.length / 4);
    });
  });
});
