import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Server } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { Admission } from '../resilience/admission/admission.ts';
import { serveMcpStdio } from './stdio.ts';

const silent = createLogger(
  'silent',
  () => {},
  () => 0,
);

describe('serveMcpStdio', () => {
  it('lets the request under way finish when it is closed, and takes no more', async () => {
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const factory = () => {
      const server = new Server({ name: 'test', version: '1.0.0' }, { capabilities: { tools: {} } });
      server.setRequestHandler('tools/list', async () => {
        reached.resolve();
        await gate.promise;
        return { tools: [] };
      });
      return server;
    };
    const stdin = new PassThrough();
    const stdout = new PassThrough();
    let output = '';
    stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const admission = new Admission({ limit: undefined, mostWaitMs: 1, now: () => 0 });
    const server = serveMcpStdio({ factory, admission, logger: silent, stdin, stdout });
    stdin.write('{"jsonrpc":"2.0","id":1,"method":"tools/list"}\n');
    await reached.promise;
    const closed = server.close();
    stdin.write('{"jsonrpc":"2.0","id":2,"method":"tools/list"}\n');
    await delay(20);
    expect(output).toBe('');
    gate.resolve();
    await Promise.all([closed, server.closed]);
    expect(JSON.parse(output)).toEqual({ jsonrpc: '2.0', id: 1, result: { tools: [] } });
  });
});
