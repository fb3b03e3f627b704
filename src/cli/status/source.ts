/** Where a status comes from: a server that runs, or the store that servers have written to. */
import type { z } from 'zod';
import type { Config } from '../../config/types.ts';
import { AppError } from '../../errors/app-error.ts';
import { ERROR_CATALOGUE, type ErrorCode } from '../../errors/catalogue.ts';
import { statusSchema, statusToWire } from '../../mcp/results/status-schema.ts';
import type { StatusScope } from '../../services/types.ts';

export type WireStatus = z.output<typeof statusSchema>;

export interface StatusQuery {
  readonly scope: StatusScope;
  readonly windowSeconds: number;
}

export interface StatusSource extends AsyncDisposable {
  /** Rejects with `SERVER_UNREACHABLE`, or with what the server or the store says. */
  read(query: StatusQuery, signal?: AbortSignal): Promise<WireStatus>;
}

const ANSWER_WITHIN_MS = 5_000;

/** The address that a server with this configuration listens on. */
export function addressOf({ host, port }: Config['http']): string {
  const reachable = /^(?:0\.0\.0\.0|\[?::\]?)$/.test(host) ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') && !reachable.startsWith('[') ? `[${reachable}]` : reachable}:${port}`;
}

/**
 * @param url of the server, without path
 * @throws AppError `INVALID_ARGUMENT` for a URL that is none
 */
export function serverSource(url: string, token: string | undefined): StatusSource {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new AppError('INVALID_ARGUMENT', '--url must be an address such as http://127.0.0.1:3117.', {
      field: '--url',
    });
  }
  return {
    async read({ scope, windowSeconds }, signal) {
      const address = new URL('/api/status', url);
      address.search = new URLSearchParams({ scope, window_seconds: String(windowSeconds) }).toString();
      return statusOf(await bodyOf(address, token, signal), address);
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function bodyOf(address: URL, token: string | undefined, ended?: AbortSignal): Promise<unknown> {
  const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const response = await fetch(address, {
      headers: { accept: 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      signal: ended ? AbortSignal.any([late, ended]) : late,
    });
    return await response.json();
  } catch (cause) {
    throw unreachable(`No server answers at ${address.origin}.`, cause);
  }
}

function statusOf(body: unknown, address: URL): WireStatus {
  const { success, data } = statusSchema.safeParse(body);
  if (success) return data;
  const error = errorOf(body);
  throw error ?? unreachable(`What answers at ${address.origin} is no prompt-improver of this version.`);
}

/** The error that a server reports. */
function errorOf(body: unknown): AppError | undefined {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
  const { error } = body;
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) return undefined;
  const { code, message } = error;
  if (typeof code !== 'string' || !(code in ERROR_CATALOGUE) || typeof message !== 'string') return undefined;
  return new AppError(code as ErrorCode, message); // just looked up
}

function unreachable(message: string, cause?: unknown): AppError {
  return new AppError('SERVER_UNREACHABLE', message, { field: '--url', ...(cause !== undefined && { cause }) });
}

/** What all servers on the configured store have written, the last seconds of each left out. */
export async function storeSource(config: Config): Promise<StatusSource> {
  const [{ createApp }, { VERSION: version }, { stderrLogger }] = await Promise.all([
    import('../../app.ts'),
    import('../../version.ts'),
    import('../logger.ts'),
  ]);
  const app = createApp({ config, version, logger: stderrLogger('error'), storeWaitMs: ANSWER_WITHIN_MS });
  return {
    async read({ windowSeconds }) {
      const status = statusToWire(await app.services.status.status({ scope: 'all', windowSeconds }));
      // This process serves nobody.
      return statusSchema.parse({
        ...status,
        replicas: status.replicas?.filter(({ state }) => state !== 'this') ?? [],
      });
    },
    [Symbol.asyncDispose]: () => app.close(),
  };
}
