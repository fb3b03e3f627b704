#!/usr/bin/env node
/**
 * The entry. It must be parsed and run by versions of Node that are too old for the rest, so that they can be told so:
 * no import before the check but of what has always been there, no syntax younger than Node 16.
 */
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isSupportedNode, OLDEST_NODE } from './config/node-version.ts';

/** By then a server has loaded all it needs for its first answers. */
const FLUSH_AFTER_MS = 1_500;

if (!isSupportedNode(process.versions.node)) {
  process.stderr.write(
    `error: prompt-improver needs Node.js ${OLDEST_NODE} or later; this is ${process.versions.node}.\n` +
      'hint: install a supported version from https://nodejs.org; in a clone, `npx prompt-improver` uses the Node that `npm ci` brought.\n',
  );
  process.exitCode = 2;
} else {
  keepCompiledCode();
  const { main } = await import('./cli/main.ts');
  await main(process.argv.slice(2));
}

/**
 * Compiled code is kept between runs. Not in the default place, a folder of the temporary directory that any user of the
 * machine may make first: what is read from there is run. Written at exit, and early for a process that will be killed.
 */
function keepCompiledCode(): void {
  try {
    module.enableCompileCache(join(homedir(), '.cache', 'prompt-improver', 'compiled'));
    setTimeout(() => module.flushCompileCache(), FLUSH_AFTER_MS).unref();
  } catch {
    // No home folder: it starts slower, that is all.
  }
}
