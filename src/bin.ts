#!/usr/bin/env node
/**
 * The entry. It must be parsed and run by versions of Node that are too old for the rest, so that they can be told so:
 * no import before the check but of what has always been there, no syntax younger than Node 16.
 */
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Main from './cli/main.ts';
import { isSupportedNode, OLDEST_NODE } from './config/node-version.ts';

/** A server has been idle for so long that it has warmed up. */
const SETTLED_AFTER_MS = 2_000;

if (!isSupportedNode(process.versions.node)) {
  process.stderr.write(
    `error: prompt-improver needs Node.js ${OLDEST_NODE} or later; this is ${process.versions.node}.\n` +
      'hint: install a supported version from https://nodejs.org; in a clone, `npx prompt-improver` uses the Node that `npm ci` brought.\n',
  );
  process.exitCode = 2;
} else {
  const { main } = await (import.meta.url.endsWith('.ts') ? import('./cli/main.ts') : loadBundle());
  await main(process.argv.slice(2));
}

/** The command line, as `scripts/build.ts` bundles it. Its compiled code is kept at exit, and early for a process that will be killed. */
async function loadBundle(): Promise<typeof Main> {
  const { Bundle } = await import('./bundle.ts');
  const folder = fileURLToPath(new URL('./cli/', import.meta.url));
  const bundle = new Bundle(folder, process.argv[2] === 'serve' ? 'serve' : 'command', codeFolder());
  bundle.keepWhenSettled(SETTLED_AFTER_MS);
  process.once('exit', () => bundle.keep({ isWarm: false }));
  // What was bundled from that module.
  return bundle.require('main.cjs') as typeof Main;
}

/**
 * Not in the default place, a folder of the temporary directory that any user of the machine may make first: what is read from
 * there is run. Node names the folder after its version and the processor, and knows how it can be switched off.
 */
function codeFolder(): string | undefined {
  try {
    return module.enableCompileCache(join(homedir(), '.cache', 'prompt-improver', 'compiled')).directory;
  } catch {
    // No home folder: it starts slower, that is all.
    return undefined;
  }
}
