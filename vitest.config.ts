import { defineConfig } from 'vitest/config';

/**
 * Not run on the other versions of Node (`scripts/test.ts`): they depend on the version the least and take long, the faults of
 * servers and the invariants of code that uses nothing of Node.
 */
const onOwnNodeOnly = [
  'src/**/*.property.test.ts',
  'test/{cache,deploy,drills,replicas,security}/**',
  'test/cli/{check,export,ndjson,rewrite,rules,terminal}*.test.ts',
  'test/store/*-{faults,processes,pool,pooler,indexes,partitions,retention}.test.ts',
];
const leftOut = process.env['TEST_OTHER_NODE'] ? onOwnNodeOnly : [];

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/structure/**/*.test.ts'],
          exclude: leftOut,
          environment: 'node',
          // What takes longer is no longer linear; the machine may be busy.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'server',
          include: ['test/**/*.test.ts'],
          exclude: ['test/structure/**', ...leftOut],
          environment: 'node',
          globalSetup: ['./test/services/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
