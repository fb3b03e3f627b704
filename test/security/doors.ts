/** The server as users start it, asked in raw messages over each transport. */
import { RunningCli } from '../cli/cli.ts';

export interface RawDoor {
  readonly cli: RunningCli;
  /** Sends one message and resolves with whatever comes back for it. */
  ask(message: string): Promise<string>;
}

interface DoorOptions {
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArgs?: readonly string[];
  readonly args?: readonly string[];
}

const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 'hello',
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1.0.0' } },
});

/** Everything is put below `home`: data, compiled code, temporary files. The log tells all it can. */
function start(transport: string, { home, env, nodeArgs = [], args = [] }: DoorOptions): RunningCli {
  return new RunningCli(['serve', transport, '--log-level', 'debug', ...args], {
    home,
    nodeArgs,
    env: { TMPDIR: home, NODE_COMPILE_CACHE: `${home}/compiled`, ...env },
  });
}

export async function openStdio(options: DoorOptions): Promise<RawDoor> {
  const cli = start('--stdio', options);
  let lines = 0;
  const door: RawDoor = {
    cli,
    async ask(message) {
      cli.send(`${message}\n`);
      const before = cli.stdout.split('\n').slice(0, lines).join('\n').length;
      lines += 1;
      await cli.printed('stdout', new RegExp(`^(?:[^\\n]*\\n){${lines}}`));
      return cli.stdout.slice(before).trim();
    },
  };
  await door.ask(INITIALIZE);
  return door;
}

export interface HttpDoor extends RawDoor {
  readonly url: string;
  get(path: string, headers: Readonly<Record<string, string>>): Promise<string>;
}

export async function openHttp(token: string, options: DoorOptions): Promise<HttpDoor> {
  const cli = start('--http', {
    ...options,
    args: ['--port', '0', ...(options.args ?? [])],
    env: { ...options.env, PROMPT_IMPROVER_HTTP_TOKENS: token },
  });
  const [, url = ''] = await cli.printed('stderr', /listens on\s+(http\S+)\/mcp/);
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: `Bearer ${token}`,
  };
  return {
    cli,
    url,
    ask: async (message) => (await fetch(`${url}/mcp`, { method: 'POST', body: message, headers })).text(),
    get: async (path, own) => (await fetch(`${url}${path}`, { headers: own })).text(),
  };
}
