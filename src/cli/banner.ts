/** What a person who has just started the server needs to know. */
import { maskSecret } from '../config/mask.ts';
import type { Config } from '../config/types.ts';
import { VERSION } from '../version.ts';

const KEPT: Readonly<Record<Config['store']['record'], string>> = {
  full: 'prompts and improved texts (secrets masked), sessions, feedback; --record off keeps no prompts',
  metadata: 'metadata of improvements without their texts, sessions, feedback',
  off: 'sessions and feedback; no improvements',
};

/** @param url where the server listens, such as `http://127.0.0.1:3117` */
export function banner(url: string, { http, store }: Config): string {
  const endpoint = new URL('/mcp', url).href;
  const place = store.databaseUrl === undefined ? store.dataDir : String(maskSecret(store.databaseUrl));
  const header = http.tokens.length > 0 ? ' --header "Authorization: Bearer <token>"' : '';
  return [
    `prompt-improver ${VERSION}: makes prompts better, as an MCP server over Streamable HTTP`,
    `  listens on  ${endpoint}`,
    `  stores in   ${place}`,
    `              ${KEPT[store.record]}`,
    `  try it      ${tryLine(endpoint, http.tokens.length > 0)}`,
    `  connect     claude mcp add --transport http prompt-improver ${endpoint}${header}`,
    '',
  ].join('\n');
}

/** A call without a handshake, as the 2025 protocol versions allow a server without sessions. */
function tryLine(endpoint: string, token: boolean): string {
  const body =
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"improve_prompt","arguments":{"prompt":"Fix the bug"}}}';
  const headers = ['content-type: application/json', 'accept: application/json, text/event-stream'];
  if (token) headers.push('authorization: Bearer <token>');
  return `curl -s ${endpoint} ${headers.map((header) => `-H '${header}'`).join(' ')} -d '${body}'`;
}
