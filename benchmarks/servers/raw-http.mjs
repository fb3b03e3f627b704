// The least an HTTP server can do: no protocol, no validation; an answer of the size that a tool call has. The limit of `npm run bench wire`.
import { createServer } from 'node:http';

const text = 'A better prompt, and why. '.repeat(60);

const server = createServer(async (req, res) => {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  const { id } = JSON.parse(Buffer.concat(chunks).toString());
  const body = JSON.stringify({ result: { content: [{ type: 'text', text }] }, jsonrpc: '2.0', id });
  res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  res.end(body);
});
server.listen(0, '127.0.0.1', () => console.error(`listens on http://127.0.0.1:${server.address().port}`));
