import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import * as library from './index.ts';

test('the public surface is what it is meant to be', () => {
  expect(Object.keys(library).sort()).toEqual([
    'AppError',
    'ERROR_CATALOGUE',
    'VERSION',
    'applyEdits',
    'checkRewrite',
    'comparePrompts',
    'improve',
    'invertEdits',
    'rewriteBrief',
    'ruleSettings',
  ]);
});

test('the version is that of the package', () => {
  expect(library.VERSION).toBe(packageJson.version);
});
