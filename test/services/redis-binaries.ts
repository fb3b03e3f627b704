import { type FetchedProgram, findProgram } from './debian-packages.ts';

export type RedisBinaries = FetchedProgram;

/** @returns `redis-server` or `valkey-server`; rejects when there is none and none can be fetched */
export function findRedis(): Promise<RedisBinaries> {
  return findProgram({
    programs: ['redis-server', 'valkey-server'],
    debianPackage: 'redis-server',
    path: 'usr/bin/redis-server',
  });
}
