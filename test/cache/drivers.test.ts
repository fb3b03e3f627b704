import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { Cache, type CacheEvent } from '../../src/cache/index.ts';
import { RedisDriver } from '../../src/cache/redis/driver.ts';
import { startRedis, type RedisServer } from '../services/redis.ts';
import { describeDriverContract, pairOf } from './driver-contract.ts';
import { ChaosDriver, MemoryDriver, MemoryHub } from './doubles.ts';

const binaries = inject('redisBinaries');

async function command(url: string, ...args: readonly string[]): Promise<unknown> {
  const client = createClient({ url });
  await client.connect();
  try {
    return await client.sendCommand(args);
  } finally {
    client.destroy();
  }
}

describe('the driver in memory', () => {
  describeDriverContract(() => {
    const hub = new MemoryHub();
    return pairOf(new MemoryDriver(hub), new MemoryDriver(hub));
  });
});

describe('its chaos double, while it behaves', () => {
  describeDriverContract(() => {
    const hub = new MemoryHub();
    return pairOf(new ChaosDriver(new MemoryDriver(hub)), new ChaosDriver(new MemoryDriver(hub)));
  });

  it('throws when it is told to', async () => {
    const chaos = new ChaosDriver(new MemoryDriver(new MemoryHub()));
    chaos.start({ up() {}, down() {}, error() {}, message() {} });
    chaos.alwaysThrow();
    await expect(chaos.get('x')).rejects.toThrow('chaos');
  });
});

describe.skipIf(!inject('redisUrl'))('one Redis', () => {
  const url = inject('redisUrl') ?? '';
  describeDriverContract(() => pairOf(new RedisDriver(url, 'contract'), new RedisDriver(url, 'contract')));

  it.each([
    ['/9999', 'DB index is out of range'],
    ['+cluster', 'cluster support disabled'],
    ['+sentinel/prompts', 'unknown command'],
  ])('that is not what the URL says (%s): the state says why', async (change, why) => {
    const [form, path = ''] = change.split('/');
    const redisUrl = url.replace('redis:', `redis${form}:`) + (path && `/${path}`);
    await using cache = new Cache({ redisUrl });
    await expect.poll(() => cache.info().shared?.problem).toContain(why);
  });

  it('keeps one deployment apart from another by the prefix', async () => {
    const pair = await pairOf(new RedisDriver(url, 'blue'), new RedisDriver(url, 'green'));
    await pair.drivers[0].publish('for blue');
    await expect.poll(() => pair.heard[0]).toEqual(['for blue']);
    expect(pair.heard[1]).toEqual([]);
    await pair.close();
  });
});

describe.skipIf(!binaries)('a cluster', () => {
  let server: RedisServer;
  beforeAll(async () => {
    if (binaries === undefined) return;
    server = await startRedis(binaries, ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1']);
    await command(server.url, 'CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await vi.waitUntil(
      async () => String(await command(server.url, 'CLUSTER', 'INFO')).includes('cluster_state:ok'),
      30_000,
    );
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it('that is taken for one server is not connected to, and the event says what it is', async () => {
    const reasons: string[] = [];
    await using cache = new Cache({
      redisUrl: server.url,
      onEvent: (event) => event.type === 'connection-error' && reasons.push(String(event.error)),
    });
    await expect.poll(() => reasons[0]).toContain('redis+cluster://');
    expect(await cache.whenConnected(0)).toBe(false);
  });

  describeDriverContract(() => {
    const url = `redis+cluster://127.0.0.1:${server.port},127.0.0.1:1`;
    return pairOf(new RedisDriver(url, 'contract'), new RedisDriver(url, 'contract'));
  });
});

describe.skipIf(!binaries)('a server found through Sentinel', () => {
  let server: RedisServer;
  let sentinel: RedisServer;
  const folder = mkdtempSync(join(tmpdir(), 'prompt-improver-sentinel-'));
  beforeAll(async () => {
    if (binaries === undefined) return;
    server = await startRedis(binaries);
    const config = join(folder, 'sentinel.conf');
    writeFileSync(config, `sentinel monitor prompts 127.0.0.1 ${server.port} 1\n`, { mode: 0o666 });
    sentinel = await startRedis(binaries, [config, '--sentinel']);
  });
  afterAll(async () => {
    await sentinel[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  describeDriverContract(() => {
    const url = `redis+sentinel://127.0.0.1:1,127.0.0.1:${sentinel.port}/prompts`;
    return pairOf(new RedisDriver(url, 'contract'), new RedisDriver(url, 'contract'));
  });
});

describe.skipIf(!binaries)('a Redis with accounts', () => {
  const SECRET = 'hunter2:/@%';
  let server: RedisServer;
  beforeAll(async () => {
    if (binaries === undefined) return;
    server = await startRedis(binaries);
    const rights = ['~prompts:*', '&prompts:*', '+@read', '+@write', '+@pubsub', '+@scripting', '+@connection'];
    await command(server.url, 'ACL', 'SETUSER', 'ada', 'on', `>${SECRET}`, ...rights);
    await command(server.url, 'ACL', 'SETUSER', 'root', 'on', `>${SECRET}`, 'allkeys', '+@all');
    await command(server.url, 'ACL', 'SETUSER', 'default', 'off');
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const urlOf = (password: string, account = 'ada') =>
    `redis://${account}:${encodeURIComponent(password)}@127.0.0.1:${server.port}`;

  it('lets in an account that may do what the cache does and no more', async () => {
    await using cache = new Cache({ redisUrl: urlOf(SECRET), prefix: 'prompts', deadlineMs: 2_000 });
    expect(await cache.whenConnected(5_000)).toBe(true);
    const space = cache.space<number>({ name: 'acl', ttlMs: 60_000 });
    const key = space.key('ada');
    await space.get(key, () => 1, { tags: ['t'] });
    await expect.poll(() => space.counters.l2Writes).toBe(1);
    expect(await space.invalidate(key)).toBe('everywhere');
    expect(await space.invalidateTag('t')).toBe('everywhere');
  });

  it.each(['eval', 'publish', 'mget'])(
    'is as good as away when the account may not do %s, and the event says so',
    async (name) => {
      const account = `no-${name}`;
      const rights = ['~prompts:*', '&prompts:*', '+@all', `-${name}`];
      await command(urlOf(SECRET, 'root'), 'ACL', 'SETUSER', account, 'on', `>${SECRET}`, ...rights);
      const reasons: string[] = [];
      await using cache = new Cache({
        redisUrl: urlOf(SECRET, account),
        prefix: 'prompts',
        onEvent: (event) => event.type === 'connection-error' && reasons.push(String(event.error)),
      });
      await expect.poll(() => reasons[0]).toMatch(new RegExp(`'${name}'|this command`));
      expect(await cache.whenConnected(0)).toBe(false);
    },
  );

  it('a wrong password is an event that does not show it, and reads go on', async () => {
    const events: CacheEvent[] = [];
    await using cache = new Cache({ redisUrl: urlOf('wrong-hunter3'), onEvent: (event) => events.push(event) });
    const space = cache.space<number>({ name: 'acl', ttlMs: 60_000 });
    expect(await space.get(space.key('ada'), () => 1)).toMatchObject({ value: 1, level: 'l3' });
    await expect.poll(() => events.map(({ type }) => type)).toContain('connection-error');
    const shown = events.map((event) => (event.type === 'connection-error' ? String(event.error) : '')).join();
    expect(shown).toContain('WRONGPASS');
    expect(shown).not.toContain('hunter');
  });
});
