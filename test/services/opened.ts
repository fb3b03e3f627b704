import { afterEach } from 'vitest';

/** For a file of tests: what is handed to the function it returns is closed after each test, the last one first. */
export function closedAfterEach(): <T extends AsyncDisposable>(one: T) => T {
  const opened: AsyncDisposable[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one[Symbol.asyncDispose]();
  });
  return (one) => {
    opened.push(one);
    return one;
  };
}
