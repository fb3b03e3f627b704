/**
 * Arguments that do not fit their schema, told the way a caller can act on: which field, what it must be, which limit.
 * A value is never quoted, it may be a secret.
 */
import type { z } from 'zod';

import { AppError } from '../errors/app-error.ts';
import { named } from '../errors/named.ts';
import { numberText } from '../errors/number-text.ts';

type Issue = z.core.$ZodIssue;

interface Fault {
  readonly field: string;
  readonly what: string;
  readonly limit?: number;
}

/** Further faults listed behind the first; a caller with more than these repairs them in two rounds. */
const MAX_FURTHER_FAULTS = 4;

/** @throws AppError `INVALID_ARGUMENT` with field and limit of the first fault */
export function parseArguments<Schema extends z.ZodObject>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const known = Object.keys(schema.shape);
  const [first, ...further] = result.error.issues.map((issue) => faultOf(issue, known));
  if (first === undefined) throw new AppError('INVALID_ARGUMENT', 'The arguments do not fit the schema.');
  const texts = [first, ...further.slice(0, MAX_FURTHER_FAULTS)].map(({ field, what }) => `${field}: ${what}`);
  const rest = further.length > MAX_FURTHER_FAULTS ? `; and ${further.length - MAX_FURTHER_FAULTS} more` : '';
  throw new AppError('INVALID_ARGUMENT', `${texts.join('; ')}${rest}.`, {
    field: first.field,
    ...(first.limit !== undefined && { limit: first.limit }),
  });
}

function faultOf(issue: Issue, known: readonly string[]): Fault {
  const field = fieldOf(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const keys = issue.keys.slice(0, MAX_FURTHER_FAULTS).map(named);
      const prefix = issue.path.length === 0 ? '' : `${field}.`;
      const hint = issue.path.length === 0 ? ` (known: ${known.join(', ') || 'none'})` : '';
      return { field: keys.map((key) => prefix + key).join(', '), what: `unknown argument${hint}` };
    }
    case 'invalid_type':
      return {
        field,
        what: issue.input === undefined && !/received \w+$/.test(issue.message) ? 'is required' : typeFault(issue),
      };
    case 'too_big':
      return {
        field,
        what: `${issue.inclusive === false ? 'must be below' : 'at most'} ${amount(issue.maximum, issue.origin)}`,
        limit: Number(issue.maximum),
      };
    case 'too_small':
      return {
        field,
        what: `${issue.inclusive === false ? 'must be above' : 'at least'} ${amount(issue.minimum, issue.origin)}`,
        limit: Number(issue.minimum),
      };
    case 'invalid_value':
      return { field, what: `must be one of ${issue.values.map(String).join(', ')}` };
    case 'invalid_key': {
      const [inner] = issue.issues;
      return inner === undefined ? { field, what: 'is not a valid name' } : { ...faultOf(inner, known), field };
    }
    default:
      // Formats and refinements: their message is written beside the schema.
      return { field, what: issue.message };
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

function typeFault(issue: Extract<Issue, { code: 'invalid_type' }>): string {
  const received = /received (\w+)$/.exec(issue.message)?.[1];
  const expected = TYPE_NAMES[issue.expected] ?? issue.expected;
  if (received === 'undefined') return `is required and must be ${expected}`;
  return received === undefined ? `must be ${expected}` : `must be ${expected}, got ${received}`;
}

function amount(limit: number | bigint, origin: string): string {
  const number = numberText(Number(limit));
  if (origin === 'string') return `${number} characters`;
  if (origin === 'array') return `${number} entries`;
  return number;
}

/** `context.files[3]`, as one would write it. */
function fieldOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'arguments';
  const parts = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${named(String(part))}`));
  return parts.join('').replace(/^\./, '');
}
