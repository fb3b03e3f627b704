/** How a request is worked on, whoever has read it: within its deadline, and what goes wrong is one of the catalogue's errors. */
import type { CallToolResult } from '@modelcontextprotocol/server';

import { type AppError, toAppError } from '../errors/app-error.ts';
import type { Logger } from '../log/logger.ts';
import { withinDeadline } from '../resilience/deadline.ts';
import type { Caller, Services } from '../services/types.ts';
import { describeError } from '../wire/describe-error.ts';
import { type CallContext, failedResult } from './tool.ts';
import type { LateTool } from './tools/index.ts';

export interface RequestWorkDeps {
  readonly services: Services;
  readonly logger: Logger;
  /** The longest that a call takes before it is given up; 0: none. Default: 0. */
  readonly deadlineMs?: number;
}

export class RequestWork {
  readonly #services: Services;
  readonly #logger: Logger;
  readonly #deadlineMs: number;

  constructor({ services, logger, deadlineMs = 0 }: RequestWorkDeps) {
    this.#services = services;
    this.#logger = logger;
    this.#deadlineMs = deadlineMs;
  }

  /**
   * Every call has an end: its deadline, or its client taking it back. Both reach whatever works for it.
   *
   * @param operation what it is called in the log
   * @throws AppError
   */
  async run<T>(caller: Caller, operation: string, work: (context: CallContext) => Promise<T>): Promise<T> {
    const services = this.#services;
    const { signal } = caller;
    try {
      return await withinDeadline((timed) => work({ services, caller: { ...caller, signal: timed } }), {
        signal,
        deadlineMs: this.#deadlineMs,
      });
    } catch (thrown) {
      throw this.#failureOf(thrown, operation, signal);
    }
  }

  /** A tool that fails has a result, too. */
  async callTool(name: string, tool: LateTool, args: unknown, caller: Caller): Promise<CallToolResult> {
    try {
      return await this.run(caller, `tools/call/${name}`, async (context) => (await tool.load()).call(args, context));
    } catch (error) {
      return failedResult(toAppError(error));
    }
  }

  #failureOf(thrown: unknown, operation: string, signal: AbortSignal | undefined): AppError {
    const error = toAppError(thrown);
    // What a cancelled request ends with is nobody's fault, and nobody reads it.
    if (error.code === 'INTERNAL' && signal?.aborted !== true) {
      this.#logger.error('operation failed', { operation, ...describeError(error.cause) });
    } else {
      this.#logger.debug('operation refused', { operation, code: error.code });
    }
    return error;
  }
}
