import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/**
 * Not run on the other versions of Node (`scripts/test.ts`): these depend on the version the least and take long: code that uses
 * nothing of Node, the faults of servers, and doors whose machinery other tests run.
 */
const onOwnNodeOnly = [
  'src/{prompt,stats}/**',
  'src/performance/{assessment,report}/**',
  'test/{alerts,cache,deploy,drills,replicas,security,services}/**',
  'test/cli/{alerts,analytics,check,doctor,export,improve,ndjson,report,rewrite,rules,status,terminal,tracing}*.test.ts',
  'test/http/{admission,alerts,deadline,export,metrics,report}.test.ts',
  'test/mcp/{alerts,analytics,measured-example,refusals,rewrite,tracing}.test.ts',
  'test/store/{identity,pages,*-*}.test.ts',
  'test/use-cases/!(worker-pool).test.ts',
];
/** These tell times, or wait out those of servers that fail: two files at a time (`scripts/test.ts`). */
const watchTheClock = [
  'test/{alerts,cache,drills,replicas}/**/*.test.ts',
  'test/cli/{serve,terminal}.test.ts',
  'test/http/{admission,deadline}.test.ts',
  'test/mcp/{alerts,stdio}.test.ts',
  'test/store/*-{faults,pool,processes}.test.ts',
  'test/use-cases/{large-prompts,worker-pool}.test.ts',
];

const leftOut = process.env['TEST_OTHER_NODE'] ? onOwnNodeOnly : [];

/**
 * Far longer than anything takes: what is waited for comes at once, or late on a machine that is busy. What takes longer than
 * that hangs, or is no longer linear.
 */
const PATIENCE = { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 30_000 } } };

function withServers(name: string, include: string[], exclude: string[]): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      include,
      exclude,
      environment: 'node',
      globalSetup: ['./test/services/global-setup.ts'],
      ...PATIENCE,
    },
  };
}

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
          setupFiles: ['./test/properties/setup.ts'],
          ...PATIENCE,
        },
      },
      withServers('server', ['test/**/*.test.ts'], ['test/structure/**', ...watchTheClock, ...leftOut]),
      withServers('timing', watchTheClock, leftOut),
    ],
  },
});
