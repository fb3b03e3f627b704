/** What an MCP prompt is: named arguments, all texts, and a function to the messages a host puts before its model. */
import type { GetPromptResult, Prompt as ListedPrompt } from '@modelcontextprotocol/server';
import { z } from 'zod';

import { parseArguments } from './arguments.ts';
import type { CallContext } from './tool.ts';

export interface PromptSpec<Input extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  /** Values offered while an argument is typed. */
  readonly completions?: Readonly<Record<string, readonly string[]>>;
  /** The text of the one message, spoken as the user. */
  message(args: z.output<Input>, context: CallContext): Promise<string>;
}

export interface Prompt {
  listed(): ListedPrompt;
  complete(argument: string, prefix: string): readonly string[];
  /** Rejects with an AppError. */
  get(args: unknown, context: CallContext): Promise<GetPromptResult>;
}

export function definePrompt<Input extends z.ZodObject>(spec: PromptSpec<Input>): Prompt {
  let listed: ListedPrompt | undefined;
  return {
    listed: () =>
      (listed ??= {
        name: spec.name,
        title: spec.title,
        description: spec.description,
        arguments: listedArguments(spec.input),
      }),
    complete: (argument, prefix) => (spec.completions?.[argument] ?? []).filter((value) => value.startsWith(prefix)),
    async get(args, context) {
      const text = await spec.message(parseArguments(spec.input, args), context);
      return { description: spec.description, messages: [{ role: 'user', content: { type: 'text', text } }] };
    },
  };
}

function listedArguments(input: z.ZodObject): NonNullable<ListedPrompt['arguments']> {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    required: required.includes(name),
    description: typeof property === 'object' ? property.description : undefined,
  }));
}
