import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseArguments } from './arguments.ts';

const schema = z.strictObject({
  prompt: z.string(),
  rating: z.int().min(1).max(5).exactOptional(),
  files: z.array(z.string().max(3)).max(2).exactOptional(),
  mode: z.enum(['agent', 'chat']).exactOptional(),
  id: z
    .string()
    .max(5)
    .regex(/^[a-z]*$/, 'only letters are allowed')
    .exactOptional(),
  answers: z.record(z.string().max(3), z.string()).exactOptional(),
  context: z.strictObject({ text: z.string() }).exactOptional(),
});

function faultOf(value: unknown) {
  try {
    parseArguments(schema, value);
  } catch (error) {
    return error;
  }
  throw new Error('was not refused');
}

describe('parseArguments', () => {
  it.each([
    [undefined, 'prompt', undefined, 'prompt: is required and must be a text.'],
    [{ prompt: 5 }, 'prompt', undefined, 'prompt: must be a text, got number.'],
    [{ prompt: null }, 'prompt', undefined, 'prompt: must be a text, got null.'],
    [[], 'arguments', undefined, 'arguments: must be an object, got array.'],
    [{ prompt: '', rating: 6 }, 'rating', 5, 'rating: at most 5.'],
    [{ prompt: '', rating: 0 }, 'rating', 1, 'rating: at least 1.'],
    [{ prompt: '', rating: 1.5 }, 'rating', undefined, 'rating: must be a whole number, got number.'],
    [{ prompt: '', files: ['a', 'b', 'c'] }, 'files', 2, 'files: at most 2 entries.'],
    [{ prompt: '', files: ['abcd'] }, 'files[0]', 3, 'files[0]: at most 3 characters.'],
    [{ prompt: '', mode: 'x' }, 'mode', undefined, 'mode: must be one of agent, chat.'],
    [{ prompt: '', id: 'A' }, 'id', undefined, 'id: only letters are allowed.'],
    [{ prompt: '', answers: { abcd: 'x' } }, 'answers.abcd', 3, 'answers.abcd: at most 3 characters.'],
    [{ prompt: '', context: { text: 'a', nope: 1 } }, 'context.nope', undefined, 'context.nope: unknown argument.'],
    [{ prompt: '', mode: undefined }, 'mode', undefined, 'mode: must be one of agent, chat.'],
  ])('tells field and limit: %j', (value, field, limit, message) => {
    expect(faultOf(value)).toMatchObject({ code: 'INVALID_ARGUMENT', field, limit, message });
  });

  it('names an unknown argument and those there are', () => {
    expect(faultOf({ prompt: '', promt: '' })).toMatchObject({
      field: 'promt',
      message: 'promt: unknown argument (known: prompt, rating, files, mode, id, answers, context).',
    });
  });

  it('lists several faults, but not without end', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`unknown${index}`, 1]));
    expect(faultOf({ rating: 9, ...many })).toMatchObject({ message: expect.stringMatching(/^.{1,400}$/) });
    const long = {
      prompt: '',
      answers: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`long${index}`, 'x'])),
    };
    expect(faultOf(long)).toMatchObject({ message: expect.stringContaining('and 45 more') });
  });

  it('never quotes a value', () => {
    expect(faultOf({ prompt: '', mode: 'hunter2', id: 'HUNTER2' })).toMatchObject({
      message: expect.not.stringMatching(/hunter2/i),
    });
  });
});
