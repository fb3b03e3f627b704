import { setting, SWITCH, textLike } from '../setting.ts';

const HOST_NAME = textLike(
  /^(?:\[[\da-f:.]+\]|[\da-z_](?:[\da-z_.-]{0,251}[\da-z_])?)$/i,
  'a host name such as example.org, without scheme, port or path',
);
// RFC 6750 section 2.1; shorter ones can be guessed over a network.
const TOKEN = textLike(/^[\w.~+/-]{8,512}=*$/, '8 to 512 letters, digits or any of - . _ ~ + /');

export const HTTP_SETTINGS = {
  'http.host': setting({
    kind: textLike(/^\[?[\da-z:][\w.:%-]{0,252}\]?$/i, 'a host name or an IP address'),
    flag: '--host <address>',
    default: () => '127.0.0.1',
    description: 'address the HTTP server listens on; anything but loopback needs a token',
  }),
  'http.port': setting({
    kind: { type: 'whole-number', min: 0, max: 65_535 },
    flag: '--port <number>',
    default: () => 3117,
    description: 'port the HTTP server listens on; 0 takes any free one',
  }),
  'http.tokens': setting<readonly string[]>({
    kind: { type: 'list', item: TOKEN },
    flag: '--token <token>',
    default: () => [],
    description: 'bearer token that is let in; repeatable. The environment variable keeps it out of the process list',
    secret: true,
  }),
  'http.allowedHosts': setting<readonly string[]>({
    kind: { type: 'list', item: HOST_NAME },
    flag: '--allow-host <name>',
    default: () => [],
    description: 'host name, beside loopback, that the Host header may carry; repeatable',
  }),
  'http.allowedOrigins': setting<readonly string[]>({
    kind: { type: 'list', item: HOST_NAME },
    flag: '--allow-origin <name>',
    default: () => [],
    description: 'host name of a web page, beside loopback, that may call the server; repeatable',
  }),
  'http.maxBodyBytes': setting({
    kind: { type: 'whole-number', min: 1_024, max: 67_108_864 },
    default: () => 2_097_152,
    description: 'largest request body in bytes',
  }),
  'http.maxBodiesBytes': setting({
    kind: { type: 'whole-number', min: 1_048_576, max: 17_179_869_184 },
    default: () => 67_108_864,
    description: 'bytes that the request bodies under way may take together; more are refused with OVERLOADED',
  }),
  'http.fastLane': setting<'on' | 'off'>({
    kind: SWITCH,
    default: () => 'on',
    description:
      'answer plain tool calls without making a server of the MCP SDK for each; off leaves them all to the SDK',
  }),
  'admission.enabled': setting<'on' | 'off'>({
    kind: SWITCH,
    default: () => 'on',
    description: 'refuse calls that could not be carried out in time, early and with OVERLOADED; off lets in everybody',
  }),
  'admission.minInFlight': setting({
    kind: { type: 'whole-number', min: 1, max: 10_000 },
    default: () => 4,
    description: 'calls that are always carried out at once; never more than admission.maxInFlight',
  }),
  'admission.maxInFlight': setting({
    kind: { type: 'whole-number', min: 1, max: 10_000 },
    default: () => 64,
    description: 'most calls carried out at once; how many it really is follows from how long they take',
  }),
  'admission.maxQueueMs': setting({
    kind: { type: 'whole-number', min: 1, max: 60_000 },
    default: () => 100,
    description:
      'milliseconds that a call waits for its turn at most, and a quarter of it while the server is overloaded; 10000 over stdio',
  }),
} as const;
