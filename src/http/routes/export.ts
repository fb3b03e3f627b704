/** All rows of the caller as a file that is written while it is read, at the reader's pace. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { parseExportRequest } from '../../services/export/export-request.ts';
import { type ExportFormat, type ExportRequest, type ExportService, LOCAL_OWNER } from '../../services/types.ts';
import type { Exchange, Route } from '../exchange.ts';
import { parametersOf } from '../parameters.ts';
import type { TokenCheck } from '../tokens.ts';

/** A reader that takes nothing for so long is cut off: it keeps others from exporting. */
const STALLED_MS = 60_000;

const PARAMETERS = { kind: 'kind', format: 'format', since: 'since', until: 'until' } as const;

const CONTENT_TYPE: Readonly<Record<ExportFormat, string>> = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
};

export function createExportRoute(exports: ExportService, tokens: TokenCheck): Route {
  return {
    path: '/api/export',
    methods: ['GET'],
    async handle({ req, res, query }: Exchange) {
      const owner = tokens.authenticate(req)?.clientId ?? LOCAL_OWNER;
      const request = requestOf(query);
      const abort = new AbortController();
      res.on('close', () => abort.abort());
      await send(res, request, exports.export({ owner, signal: abort.signal }, request), abort.signal);
    },
  };
}

/** What fails before the first row is answered with its status; later the connection is cut behind the line that tells it. */
async function send(
  res: ServerResponse,
  { kind, format }: ExportRequest,
  chunks: ReturnType<ExportService['export']>,
  signal: AbortSignal,
): Promise<void> {
  let next = await chunks.next();
  res.writeHead(200, {
    'content-type': CONTENT_TYPE[format],
    'content-disposition': `attachment; filename="${kind}.${format}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // A page of another site must not get it as one of its own parts; such a request has no Origin to be refused by.
    'cross-origin-resource-policy': 'same-origin',
  });
  res.setTimeout(STALLED_MS, () => res.destroy());
  try {
    for (; !next.done; next = await chunks.next()) {
      if (!res.write(next.value.text)) await once(res, 'drain', { signal });
    }
    res.end();
  } catch {
    // Without the end of the chunked body the client knows that it is not whole.
    if (!res.destroyed) res.write('', () => res.destroy());
  } finally {
    await chunks.return();
  }
}

function requestOf(query: string): ExportRequest {
  const words = parametersOf(query, Object.keys(PARAMETERS));
  const { kind, format, since, until } = PARAMETERS;
  return parseExportRequest(
    { kind: words.get(kind), format: words.get(format), since: words.get(since), until: words.get(until) },
    PARAMETERS,
  );
}
