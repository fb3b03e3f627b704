/** Requests that carry secrets wherever a request can carry something, well-formed and not. */
import { CANARIES, EVERYTHING, TOKEN } from './canaries.ts';

const STORABLE = `Why does the build of the shop fail since Monday?\n\n${EVERYTHING}`;

interface Request {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const tool = (name: string, args: unknown): Request => ({ method: 'tools/call', params: { name, arguments: args } });

/** Answered with a result, which gives the caller's own text back. */
export const CALLS: readonly Request[] = [
  tool('improve_prompt', { prompt: STORABLE }),
  ...CANARIES.map(({ text }) => tool('improve_prompt', { prompt: `Fix it.\n\n${text}` })),
  // Known by its name in the first line only.
  tool('improve_prompt', { prompt: `${CANARIES[5]?.text}\n\nThe log shows ${CANARIES[5]?.text.split('"')[1]} twice.` }),
  tool('improve_prompt', { prompt: 'Fix it.', context: { text: EVERYTHING, files: [TOKEN], code_language: TOKEN } }),
  tool('improve_prompt', { prompt: 'Fix it.', context: { mode: 'agent', test_command: `API=${TOKEN} npm test` } }),
  tool('improve_prompt', { prompt: 'Fix the bug in the login form.', answers: { 'Q04.other': EVERYTHING } }),
  tool('improve_prompt', { prompt: 'Fix the bug in the login form.', answers: { 'Q04.other': TOKEN } }),
  tool('analyze_prompt', { prompt: STORABLE }),
];

/** Answered with an error, which must not repeat what it complains about. */
export const FAILURES: readonly Request[] = [
  tool('improve_prompt', { prompt: 'Fix it.', only: [TOKEN] }),
  tool('improve_prompt', { prompt: 'Fix it.', session_id: TOKEN }),
  tool('improve_prompt', { prompt: 'Fix it.', target: TOKEN }),
  tool('improve_prompt', { prompt: 'Fix it.', answers: { [TOKEN]: 'yes' } }),
  tool('improve_prompt', { prompt: 'Fix it.', answers: { 'Q04.other': { [TOKEN]: EVERYTHING } } }),
  tool('improve_prompt', { prompt: 'Fix it.', [TOKEN]: EVERYTHING }),
  tool('improve_prompt', { prompt: 'Fix it.', context: { [TOKEN]: 1 } }),
  tool('improve_prompt', { prompt: 'Fix it.', context: { mode: TOKEN } }),
  tool('improve_prompt', { prompt: [EVERYTHING] }),
  tool('improve_prompt', { prompt: STORABLE.padEnd(1_000_001, '.') }),
  tool('improve_prompt', EVERYTHING),
  tool('record_feedback', { improvement_id: TOKEN, rating: 1 }),
  tool('record_feedback', { improvement_id: TOKEN, rating: TOKEN }),
  tool('record_feedback', { improvement_id: TOKEN, comment: EVERYTHING.padEnd(100_000, '.') }),
  tool('set_session', { session_id: TOKEN, data: {} }),
  ...CANARIES.map(({ text }) => tool('set_session', { data: { notes: [text] } })),
  tool('set_session', { data: { [TOKEN]: true } }),
  tool('set_session', { data: EVERYTHING }),
  tool('get_session', { session_id: TOKEN }),
  tool('touch_session', { session_id: TOKEN, ttl_seconds: EVERYTHING }),
  tool('delete_session', { session_id: TOKEN }),
  ...['period', 'rule', 'task', TOKEN].map((name) => tool('get_analytics', { [name]: TOKEN })),
  tool(TOKEN, { prompt: EVERYTHING }),
  { method: 'resources/read', params: { uri: `prompt-improver://rules/${TOKEN}` } },
  { method: 'resources/read', params: { uri: `prompt-improver://sessions/${TOKEN}/history` } },
  { method: 'resources/read', params: { uri: `https://example.org/${TOKEN}` } },
  { method: 'resources/read', params: { uri: [EVERYTHING] } },
  { method: 'prompts/get', params: { name: TOKEN } },
  { method: 'prompts/get', params: { name: 'improve', arguments: { [TOKEN]: EVERYTHING } } },
  {
    method: 'completion/complete',
    params: { ref: { type: 'ref/prompt', name: TOKEN }, argument: { name: 'prompt', value: EVERYTHING } },
  },
  {
    method: 'completion/complete',
    params: { ref: { type: 'ref/resource', uri: `x://${TOKEN}` }, argument: { name: TOKEN, value: '' } },
  },
  { method: TOKEN, params: { text: EVERYTHING } },
];

/** Lines that are no JSON-RPC message, or not even JSON. Without line ends inside. */
export const MALFORMED: readonly string[] = [
  `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"improve_prompt","arguments":{"prompt":"${TOKEN}"`,
  `${TOKEN}`,
  `"${TOKEN}"`,
  `{"jsonrpc":"2.0","id":1,"method":["${TOKEN}"]}`,
  `{"jsonrpc":"${TOKEN}","id":1,"method":"tools/list"}`,
  `[${JSON.stringify(EVERYTHING)}]`,
  `{"jsonrpc":"2.0","id":{"a":"${TOKEN}"},"method":"tools/list"}`,
];

/** What a server tells about itself and what it keeps. */
export const VIEWS: readonly Request[] = [
  { method: 'resources/read', params: { uri: 'prompt-improver://status' } },
  { method: 'resources/read', params: { uri: 'prompt-improver://rules' } },
  tool('get_performance_status', {}),
];
