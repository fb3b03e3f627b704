import { config } from 'zod';

/**
 * From now on schemas are made without code of their own, which zod writes and compiles for each when it first checks something:
 * 4 ms of a first answer and 7 more of a first call, for 10 µs of each later one. For a server that an editor starts for each
 * window, and that hears one client. To be called before the schemas are loaded.
 */
export function interpretSchemas(): void {
  config({ jitless: true });
}
