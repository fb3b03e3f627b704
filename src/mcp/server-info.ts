export interface ServerInfo {
  readonly name: string;
  readonly title: string;
  readonly version: string;
}

/** What the server calls itself. */
export function serverInfo(version: string): ServerInfo {
  return { name: 'prompt-improver', title: 'Prompt Improver', version };
}
