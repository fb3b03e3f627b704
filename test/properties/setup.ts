/**
 * How every property test runs. The same prompts each time, so that a run is red only for what changed; `npm run fuzz` is
 * what looks for new ones, with other seeds, many more runs and a limit of time for each property.
 */
import fc from 'fast-check';

const { FC_SEED = '20261126', FC_RUNS = '300', FC_SECONDS } = process.env;

fc.configureGlobal({
  seed: Number(FC_SEED),
  numRuns: Number(FC_RUNS),
  ...(FC_SECONDS === undefined
    ? {}
    : { interruptAfterTimeLimit: Number(FC_SECONDS) * 1000, markInterruptAsFailure: false }),
});
