/**
 * Starts PostgreSQL and Redis once for all tests. Each comes from `TEST_DATABASE_URL` or `TEST_REDIS_URL`, else from a
 * program of the machine, else it is fetched. One that cannot be had is said on standard error, its tests are skipped,
 * and under `CI` the run fails.
 */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { databaseUrlOf } from './database-url.ts';
import { isOpenToAll, unprivilegedAccount } from './machine.ts';
import type { FetchedProgram } from './debian-packages.ts';
import { findPgBouncer } from './pgbouncer.ts';
import { copyBinaries, findPostgres, type PostgresBinaries } from './postgres-binaries.ts';
import { startPostgres, withClient } from './postgres.ts';
import { findRedis, type RedisBinaries } from './redis-binaries.ts';
import { startRedis } from './redis.ts';
import { openPostgresAt } from '../store/open-store.ts';

export interface PostgresService {
  /** Of an account that may create databases. */
  readonly url: string;
  /** A database with the migrated schema, to be cloned. */
  readonly template: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: PostgresService | undefined;
    redisUrl: string | undefined;
    /** For tests that start a server of their own, with `startPostgres`, `startRedis`. */
    postgresBinaries: PostgresBinaries | undefined;
    redisBinaries: RedisBinaries | undefined;
    pgBouncer: FetchedProgram | undefined;
  }
}

/** What the teardown must undo, run last to first. (Node 22 has no AsyncDisposableStack.) */
type Undo = (() => Promise<void> | void)[];

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const undo: Undo = [];
  const teardown = async () => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  const started = await Promise.allSettled([
    providePostgres(project, undo),
    provideRedis(project, undo),
    providePgBouncer(project),
  ]);
  const failed = started.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await teardown();
    throw failed.reason;
  }
  return teardown;
}

async function providePostgres(project: TestProject, undo: Undo): Promise<void> {
  const binaries = await orSkip('PostgreSQL', 'apt-get install postgresql', () => reachableBinaries(undo));
  project.provide('postgresBinaries', binaries);
  const givenUrl = process.env['TEST_DATABASE_URL'];
  const url = givenUrl ?? (binaries && kept(await startPostgres(binaries), undo));
  if (url === undefined) return project.provide('postgres', undefined);
  const template = `prompt_improver_template_${randomBytes(6).toString('hex')}`;
  await withClient(url, (client) => client.query(`CREATE DATABASE ${template}`));
  // The server that we started goes with its folder.
  if (givenUrl !== undefined) {
    undo.push(async () => {
      await withClient(url, (client) => client.query(`DROP DATABASE ${template}`));
    });
  }
  await migrate(databaseUrlOf(url, template));
  project.provide('postgres', { url, template });
}

/** The account that runs the server may not enter the folder of the repository. */
async function reachableBinaries(undo: Undo): Promise<PostgresBinaries> {
  const bin = await findPostgres();
  if (unprivilegedAccount() === undefined || isOpenToAll(bin)) return { bin };
  const copy = copyBinaries(bin);
  undo.push(() => rmSync(copy.folder, { recursive: true, force: true }));
  return { bin: copy.bin, temporaryFolder: copy.folder };
}

async function provideRedis(project: TestProject, undo: Undo): Promise<void> {
  const binaries = await orSkip('Redis', 'apt-get install redis-server', findRedis);
  project.provide('redisBinaries', binaries);
  const url = process.env['TEST_REDIS_URL'] ?? (binaries && kept(await startRedis(binaries), undo));
  project.provide('redisUrl', url);
}

async function providePgBouncer(project: TestProject): Promise<void> {
  project.provide('pgBouncer', await orSkip('PgBouncer', 'apt-get install pgbouncer', findPgBouncer));
}

function kept(server: AsyncDisposable & { readonly url: string }, undo: Undo): string {
  undo.push(async () => {
    await server[Symbol.asyncDispose]();
  });
  return server.url;
}

async function orSkip<T>(service: string, command: string, find: () => Promise<T>): Promise<T | undefined> {
  try {
    return await find();
  } catch (thrown) {
    const reason = String(thrown).trim().split('\n');
    const message = `${service} is not on this machine and could not be fetched (${reason[0]} ${reason.slice(1).at(-1) ?? ''}). Install it: ${command}`;
    if (process.env['CI']) throw new Error(message, { cause: thrown });
    process.stderr.write(`SKIPPED TESTS: ${message}\n`);
    return undefined;
  }
}

async function migrate(databaseUrl: string): Promise<void> {
  const store = await openPostgresAt(databaseUrl);
  await store.close();
}
