/**
 * Every failure a caller can meet: how it maps to HTTP, to a process exit code, whether trying again can help, and the
 * hint given when the place that throws has no better one. `docs/errors.md` is generated from this table.
 */
interface CatalogueEntry {
  readonly http: number;
  /** Exit code of the CLI. 2: usage, 6: no server answers, 1: the work failed. */
  readonly exit: 1 | 2 | 6;
  readonly retryable: boolean;
  readonly hint: string;
}

export const ERROR_CATALOGUE = {
  INVALID_ARGUMENT: {
    http: 400,
    exit: 2,
    retryable: false,
    hint: 'Correct the field named in the message and call again.',
  },
  PROMPT_EMPTY: { http: 400, exit: 2, retryable: false, hint: 'Give at least one character that is not white space.' },
  PROMPT_TOO_LONG: {
    http: 413,
    exit: 2,
    retryable: false,
    hint: 'Send the instruction with a shorter excerpt, or split the text.',
  },
  INVALID_UTF8: { http: 400, exit: 2, retryable: false, hint: 'Save or send the text as UTF-8.' },
  INVALID_JSON: { http: 400, exit: 2, retryable: false, hint: 'Send one JSON value per message.' },
  BODY_TOO_LARGE: { http: 413, exit: 2, retryable: false, hint: 'Send a smaller message.' },
  SECRET_REFUSED: {
    http: 422,
    exit: 2,
    retryable: false,
    hint: 'Keep the secret out of the session and store a reference to it, such as the name of an environment variable.',
  },
  SESSION_NOT_FOUND: {
    http: 404,
    exit: 1,
    retryable: false,
    hint: 'The session never existed, has expired or was deleted. Create one with set_session.',
  },
  SESSION_CONFLICT: {
    http: 409,
    exit: 1,
    retryable: false,
    hint: 'Read the session again and repeat the change on its current version.',
  },
  SESSION_LIMIT: {
    http: 429,
    exit: 1,
    retryable: false,
    hint: 'Delete sessions that are no longer needed, or let them expire.',
  },
  IMPROVEMENT_NOT_FOUND: {
    http: 404,
    exit: 1,
    retryable: false,
    hint: 'Use the improvement_id that improve_prompt returned with stored: true.',
  },
  RULE_NOT_FOUND: {
    http: 404,
    exit: 1,
    retryable: false,
    hint: 'Read prompt-improver://rules for the rules there are.',
  },
  RULE_CONFLICT: {
    http: 409,
    exit: 1,
    retryable: true,
    hint: 'Somebody else is changing the rule. Look at it again and repeat the change.',
  },
  SILENCE_NOT_FOUND: {
    http: 404,
    exit: 1,
    retryable: false,
    hint: 'It may have ended. `prompt-improver alerts` lists the silences there are.',
  },
  STORE_UNAVAILABLE: {
    http: 503,
    exit: 1,
    retryable: true,
    hint: 'Try again shortly. `prompt-improver doctor` shows what the store says.',
  },
  STORE_READ_ONLY: {
    http: 503,
    exit: 1,
    retryable: false,
    hint: 'Make the data folder writable or choose another with --data-dir.',
  },
  STORE_FULL: { http: 507, exit: 1, retryable: true, hint: 'Free space on the disk that holds the data folder.' },
  STORE_CORRUPT: {
    http: 500,
    exit: 1,
    retryable: false,
    hint: 'Move the database file away (a new one is made at the next start) and restore it from a backup if you have one.',
  },
  STORE_TOO_NEW: {
    http: 500,
    exit: 1,
    retryable: false,
    hint: 'The store was written by a newer version. Update prompt-improver.',
  },
  OVERLOADED: {
    http: 503,
    exit: 1,
    retryable: true,
    hint: 'Try again after retry_after_ms, or in a few seconds, with fewer large prompts at a time.',
  },
  TIMED_OUT: { http: 504, exit: 1, retryable: false, hint: 'Send a shorter prompt.' },
  CONFIG_INVALID: {
    http: 500,
    exit: 2,
    retryable: false,
    hint: '`prompt-improver doctor` prints each setting and where it came from.',
  },
  FILE_NOT_FOUND: {
    http: 400,
    exit: 2,
    retryable: false,
    hint: 'Check the path. A prompt given as text needs no --file.',
  },
  FILE_UNREADABLE: { http: 400, exit: 2, retryable: false, hint: 'Check that the path is a readable file.' },
  FILE_NOT_WRITTEN: {
    http: 500,
    exit: 2,
    retryable: false,
    hint: 'Check that the file and its folder can be written, and that the disk has room.',
  },
  PORT_IN_USE: {
    http: 500,
    exit: 1,
    retryable: false,
    hint: 'Choose another port with --port (0 takes any free one), or stop the other process.',
  },
  ADDRESS_UNAVAILABLE: { http: 500, exit: 1, retryable: false, hint: 'Choose an address of this machine with --host.' },
  SERVER_UNREACHABLE: {
    http: 502,
    exit: 6,
    retryable: true,
    hint: 'Start one with `prompt-improver serve`, name another with --url, or read what servers have written with --store.',
  },
  UNAUTHORIZED: {
    http: 401,
    exit: 1,
    retryable: false,
    hint: 'Send `Authorization: Bearer <token>` with a token the server was started with.',
  },
  FORBIDDEN_HOST: {
    http: 403,
    exit: 1,
    retryable: false,
    hint: 'Reach the server by the address it listens on, or allow the host name with --allow-host.',
  },
  FORBIDDEN_ORIGIN: { http: 403, exit: 1, retryable: false, hint: 'Allow the origin of the page with --allow-origin.' },
  NOT_FOUND: { http: 404, exit: 1, retryable: false, hint: 'The MCP endpoint is /mcp.' },
  METHOD_NOT_ALLOWED: {
    http: 405,
    exit: 1,
    retryable: false,
    hint: 'See the Allow header for the methods of this path.',
  },
  UNSUPPORTED_MEDIA_TYPE: { http: 415, exit: 1, retryable: false, hint: 'Send `Content-Type: application/json`.' },
  INTERNAL: { http: 500, exit: 1, retryable: false, hint: 'This is a defect of the server. Its log has the cause.' },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;
