/**
 * What a tool is: a name, schemas, and a function from checked arguments to a result. Tools know neither the SDK's server
 * nor the transport; `server.ts` runs them.
 */
import type { CallToolResult, Tool as ListedTool, ToolAnnotations } from '@modelcontextprotocol/server';
import { z } from 'zod';

import type { AppError } from '../errors/app-error.ts';
import { ERROR_META_KEY } from '../performance/answer-of.ts';
import type { Caller, Services } from '../services/types.ts';
import { parseArguments } from './arguments.ts';

export interface CallContext {
  readonly services: Services;
  readonly caller: Caller;
}

/** A result twice: for programs (fits the output schema) and for people. */
export interface ToolAnswer<Structured> {
  readonly structured: Structured;
  readonly text: string;
}

export interface ToolSpec<Input extends z.ZodObject, Output extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** What it does and when to use it; a model chooses the tool by this text. */
  readonly description: string;
  readonly annotations: ToolAnnotations;
  readonly input: Input;
  readonly output: Output;
  run(args: z.output<Input>, context: CallContext): Promise<ToolAnswer<z.input<Output>>>;
}

export interface Tool {
  /** As `tools/list` shows it. */
  listed(): ListedTool;
  /** Rejects with an AppError. */
  call(args: unknown, context: CallContext): Promise<CallToolResult>;
}

export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(spec: ToolSpec<Input, Output>): Tool {
  // Converting to JSON Schema costs milliseconds: once a process, and only when somebody lists the tools.
  let listed: ListedTool | undefined;
  return {
    listed: () =>
      (listed ??= {
        name: spec.name,
        title: spec.title,
        description: spec.description,
        annotations: { title: spec.title, ...spec.annotations },
        inputSchema: jsonSchema(spec.input, 'input'),
        outputSchema: jsonSchema(spec.output, 'output'),
      }),
    async call(args, context) {
      const { structured, text } = await spec.run(parseArguments(spec.input, args), context);
      return { content: [{ type: 'text', text }], structuredContent: structured };
    },
  };
}

/**
 * `structuredContent` is left to what the output schema allows; `_meta` carries the whole error report. In the order in which
 * the SDK writes the fields, so that its answers and those of the fast lane are equal to the byte.
 */
export function failedResult(error: AppError): CallToolResult {
  const report = error.report();
  return {
    _meta: { [ERROR_META_KEY]: report },
    content: [{ type: 'text', text: `${report.code}: ${report.message}\n${report.hint}` }],
    isError: true,
  };
}

function jsonSchema(schema: z.ZodObject, io: 'input' | 'output'): ListedTool['inputSchema'] {
  // The root of a ZodObject is always an object schema; the types of zod do not say so.
  return z.toJSONSchema(schema, { io }) as ListedTool['inputSchema'];
}
