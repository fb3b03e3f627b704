import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readSources, source, violations } from './layers.ts';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

test('no import runs up, in a circle, or from a pure room to node:', () => {
  const files = readSources(SRC);
  expect(files.length).toBeGreaterThan(30);
  expect(violations(files)).toEqual([]);
});

describe('a planted violation is found:', () => {
  test.each([
    [
      'an import that runs up',
      [source('store/a.ts', "import { x } from '../services/b.ts';")],
      'store/a.ts: may not import services/b.ts',
    ],
    [
      'a re-export that runs up',
      [source('prompt/a.ts', "export { x } from '../store/b.ts';")],
      'prompt/a.ts: may not import store/b.ts',
    ],
    [
      'a dynamic import that runs up',
      [source('mcp/a.ts', "await import('../cli/b.ts');")],
      'mcp/a.ts: may not import cli/b.ts',
    ],
    [
      'an import from a room of the same layer',
      [source('cache/a.ts', "import '../store/b.ts';")],
      'cache/a.ts: may not import store/b.ts',
    ],
    [
      'a type that runs up',
      [source('store/a.ts', "import type { X } from '../app.ts';")],
      'store/a.ts: may not import app.ts',
    ],
    [
      'node: in a pure room',
      [source('stats/a.ts', "import { createHash } from 'node:crypto';")],
      'stats/a.ts: may not import node:crypto',
    ],
    ['a room without a layer', [source('misc/a.ts', '')], 'misc/a.ts: "misc" has no layer'],
    [
      'a circle',
      [source('prompt/a.ts', "import './b.ts';"), source('prompt/b.ts', "import './a.ts';")],
      'circle: prompt/a.ts → prompt/b.ts → prompt/a.ts',
    ],
  ])('%s', (_name, files, message) => {
    expect(violations(files)).toEqual([message]);
  });

  test('and an import that runs down is not one', () => {
    expect(violations([source('services/a.ts', "import '../store/b.ts'; import './c.ts'; import 'node:fs';")])).toEqual(
      [],
    );
  });
});
