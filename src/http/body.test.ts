import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { readBody } from './body.ts';

// As much of a request as is read here.
const request = () => new PassThrough() as unknown as IncomingMessage & PassThrough;

it('waits no more for the end of a connection when it has the body', async () => {
  const req = request();
  const before = req.listenerCount('close');
  const body = readBody(req, 10);
  let after: number | undefined;
  req.once('end', () => {
    after = req.listenerCount('close');
  });
  req.end('a body');
  expect(Buffer.from(await body).toString()).toBe('a body');
  expect(after).toBe(before);
});

it('fails when the connection ends before the body', async () => {
  const req = request();
  const body = readBody(req, 10);
  req.write('a bo');
  req.destroy();
  await expect(body).rejects.toThrow('the connection has ended before the body');
});
