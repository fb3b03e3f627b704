/** What can go wrong around the replicas. Each fault has an end; two of different parts can be there at once. */
import type { PostgresServer } from '../../test/services/postgres.ts';
import type { RedisServer } from '../../test/services/redis.ts';
import type { TcpProxy } from '../../test/store/tcp-proxy.ts';

export interface World {
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  /** Ways of the replicas to the two. */
  readonly toPostgres: TcpProxy;
  readonly toRedis: TcpProxy;
  /** One replica that runs is killed, and another takes its place when that resolves. */
  replaceReplica(): Promise<void>;
}

export interface Fault {
  readonly part: 'PostgreSQL' | 'Redis' | 'replica';
  readonly name: string;
  begin(world: World): unknown;
  end(world: World): unknown;
}

const SLOW_MS = 200;
const nothing = () => {};

export const FAULTS: readonly Fault[] = [
  { part: 'Redis', name: 'paused', begin: ({ redis }) => redis.pause(), end: ({ redis }) => redis.resume() },
  { part: 'Redis', name: 'killed', begin: ({ redis }) => redis.crash(), end: ({ redis }) => redis.start() },
  {
    part: 'Redis',
    name: 'slow',
    begin: ({ toRedis }) => (toRedis.delayMs = SLOW_MS),
    end: ({ toRedis }) => (toRedis.delayMs = 0),
  },
  { part: 'Redis', name: 'connections cut', begin: ({ toRedis }) => toRedis.cut(), end: nothing },
  {
    part: 'Redis',
    name: 'out of reach',
    begin: ({ toRedis }) => (toRedis.isSwallowing = true),
    end: ({ toRedis }) => {
      toRedis.isSwallowing = false;
      // What was swallowed never arrives: such connections are of no more use.
      toRedis.cut();
    },
  },
  {
    part: 'PostgreSQL',
    name: 'killed',
    begin: ({ postgres }) => postgres.kill(),
    end: ({ postgres }) => postgres.start(),
  },
  {
    part: 'PostgreSQL',
    name: 'paused',
    begin: ({ postgres }) => postgres.pause(),
    end: ({ postgres }) => postgres.resume(),
  },
  { part: 'PostgreSQL', name: 'connections cut', begin: ({ toPostgres }) => toPostgres.cut(), end: nothing },
  { part: 'replica', name: 'killed', begin: (world) => world.replaceReplica(), end: nothing },
];
