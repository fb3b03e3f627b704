import { describe, expect, test } from 'vitest';
import { AppError } from '../errors/app-error.ts';
import type { RuleChange } from './rule-settings.ts';
import { RULES } from './rules/index.ts';
import { DEFAULT_SETTINGS, paramsOf, readRuleSettings, ruleSettings } from './ruleset.ts';

const hashOf = (changes: Readonly<Record<string, RuleChange>>): string => ruleSettings(changes).hash;

function refusal(change: RuleChange, rule = 'Q09'): unknown {
  try {
    ruleSettings({ [rule]: change });
  } catch (error) {
    return error instanceof AppError ? `${error.code} ${error.field}: ${error.message}` : error;
  }
  return 'accepted';
}

describe('the hash', () => {
  test('is sixteen hexadecimal digits, and the same for the same settings', () => {
    expect(DEFAULT_SETTINGS.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(hashOf({})).toBe(DEFAULT_SETTINGS.hash);
  });

  test.each<[string, Readonly<Record<string, RuleChange>>]>([
    ['a rule switched off', { T05: { enabled: false } }],
    ['another rule switched off', { Q01: { enabled: false } }],
    ['a value that differs from its default', { Q09: { params: { weight: 0.5 } } }],
    ['the same value on another rule', { Q10: { params: { weight: 0.5 } } }],
    ['another value', { Q09: { params: { weight: 0.25 } } }],
    ['a parameter of another name', { T05: { params: { min_chars: 50 } } }],
  ])('changes with %s', (_name, changes) => {
    expect(hashOf(changes)).not.toBe(DEFAULT_SETTINGS.hash);
  });

  test('is another one for each of several settings', () => {
    const all = [
      {},
      { T05: { enabled: false } },
      { Q01: { enabled: false } },
      { Q09: { params: { weight: 0.5 } } },
      { Q10: { params: { weight: 0.5 } } },
      { Q09: { params: { weight: 0.5 } }, Q10: { params: { weight: 0.5 } } },
      { Q09: { enabled: false }, Q10: { params: { weight: 0.5 } } },
    ].map(hashOf);
    expect(new Set(all).size).toBe(all.length);
  });

  test.each<[string, Readonly<Record<string, RuleChange>>, Readonly<Record<string, RuleChange>>]>([
    ['a value at its default', { Q09: { params: { weight: 1 } } }, {}],
    ['a rule that is on as in the code', { Q09: { enabled: true } }, {}],
    ['a value of a rule that is off', { Q09: { enabled: false, params: { weight: 2 } } }, { Q09: { enabled: false } }],
    ['zero of either sign', { Q09: { params: { weight: -0 } } }, { Q09: { params: { weight: 0 } } }],
    [
      'the order of the rules',
      { Q09: { enabled: false }, T05: { params: { min_chars: 50 } } },
      { T05: { params: { min_chars: 50 } }, Q09: { enabled: false } },
    ],
  ])('does not change with %s, which changes no behaviour', (_name, one, other) => {
    expect(hashOf(one)).toBe(hashOf(other));
  });
});

describe('a value', () => {
  test.each<[string, RuleChange, string]>([
    ['text', { params: { weight: 'x' } }, 'params.weight must be a number from 0 to 2, got "x".'],
    ['too great', { params: { weight: 2.01 } }, 'params.weight must be a number from 0 to 2, got 2.01.'],
    ['too small', { params: { weight: -1 } }, 'params.weight must be a number from 0 to 2, got -1.'],
    ['no number', { params: { weight: Number.NaN } }, 'params.weight must be a number from 0 to 2, got NaN.'],
    ['null', { params: { weight: null } }, 'params.weight must be a number from 0 to 2, got null.'],
    ['of no parameter', { params: { wieght: 1 } }, 'params.wieght: Q09 has no such parameter. It has weight.'],
    [
      'with a name that every object has',
      { params: { toString: 1 } },
      'params.toString: Q09 has no such parameter. It has weight.',
    ],
  ])('%s is refused, naming field and limits', (_name, change, message) => {
    expect(refusal(change)).toBe(`INVALID_ARGUMENT ${message.split(/[: ]/)[0]}: ${message}`);
  });

  test('with a fraction is refused where whole numbers are wanted', () => {
    expect(refusal({ params: { min_chars: 30.5 } }, 'T05')).toContain(
      'params.min_chars must be a whole number of characters from 15 to 2,000, got 30.5.',
    );
  });

  test.each([[['a']], ['text'], [7], [null]])('%j in place of an object of values is refused', (params) => {
    // `null` and `undefined` differ: what is left out is as in the code.
    expect(readRuleSettings({ Q09: { params } }).problems).toMatchObject([{ rule: 'Q09', field: 'params' }]);
  });

  test('of a rule without parameters is refused, saying so', () => {
    expect(refusal({ params: { weight: 1 } }, 'G02')).toContain('G02 has no such parameter. It has none.');
  });

  test('of no rule is refused', () => {
    expect(refusal({}, 'Z99')).toContain('RULE_NOT_FOUND id: There is no rule "Z99".');
  });
});

describe('stored settings', () => {
  test('keep the good values, replace each bad one by its default and report it', () => {
    const { settings, problems } = readRuleSettings({
      Q09: { enabled: false, params: { weight: 'x' } },
      T05: { params: { min_chars: 1, other: 2 } },
      S02: { params: { min_lines: 5 } },
    });
    expect(problems.map(({ rule, field }) => `${rule} ${field}`)).toEqual([
      'Q09 params.weight',
      'T05 params.min_chars',
      'T05 params.other',
    ]);
    expect(settings.isOn('Q09')).toBe(false);
    expect(settings.hash).toBe(hashOf({ Q09: { enabled: false }, S02: { params: { min_lines: 5 } } }));
  });

  test('of a rule that this release does not have are ignored', () => {
    expect(readRuleSettings({ X99: { enabled: false, params: 'x' } })).toMatchObject({
      problems: [],
      settings: { hash: DEFAULT_SETTINGS.hash },
    });
  });
});

test('every parameter has a default within its limits and a name of its own within its rule', () => {
  for (const rule of RULES) {
    const params = paramsOf(rule);
    expect(new Set(params.map(({ name }) => name)).size).toBe(params.length);
    for (const param of params) {
      expect(param.name).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
      expect(refusal({ params: { [param.name]: param.default } }, rule.id)).toBe('accepted');
      expect(refusal({ params: { [param.name]: param.min } }, rule.id)).toBe('accepted');
      expect(refusal({ params: { [param.name]: param.max } }, rule.id)).toBe('accepted');
    }
  }
});
