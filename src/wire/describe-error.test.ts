import { describe, expect, it } from 'vitest';
import { describeError } from './describe-error.ts';

describe('describeError', () => {
  it('gives name, code and place of an error and its cause, and never a message', () => {
    const cause = Object.assign(new TypeError('secret one'), { code: 'E_CAUSE' });
    const described = describeError(new Error('secret\n    at secret', { cause }));
    expect(described).toMatchObject({ error: 'Error', cause: expect.stringContaining('E_CAUSE') });
    expect(described['frames']).toContain('describe-error.test');
    expect(JSON.stringify(described)).not.toContain('secret');
    expect(describeError('secret')).toEqual({ error: 'string' });
  });
});
