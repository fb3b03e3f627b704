import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For NODE_COMPILE_CACHE. Shared by the processes of all tests: most of the time of one would go into compiling. */
export const COMPILED = join(tmpdir(), 'prompt-improver-tests-compiled');
