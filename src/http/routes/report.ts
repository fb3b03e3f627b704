/** A report of the performance of all processes, for people and for programs. */
import { renderReport } from '../../mcp/results/report-wire.ts';
import { type ParsedReportRequest, parseReportRequest } from '../../services/reports/report-request.ts';
import type { ReportService } from '../../services/reports/types.ts';
import type { Route } from '../exchange.ts';
import { parametersOf } from '../parameters.ts';
import type { TokenCheck } from '../tokens.ts';

const PARAMETERS = { period: 'period', compare: 'compare', format: 'format' } as const;

/** The page has its own style, and needs nothing else. */
const CONTENT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function createReportRoute(reports: ReportService, tokens: TokenCheck): Route {
  return {
    path: '/api/report',
    methods: ['GET'],
    async handle({ req, res, query }) {
      tokens.authenticate(req);
      const { format, ...request } = requestOf(query);
      const { text, contentType } = await renderReport(await reports.report(request), format);
      const bytes = Buffer.from(text);
      res.writeHead(200, {
        'content-type': contentType,
        'content-length': bytes.length,
        'cache-control': 'no-store',
        'content-security-policy': CONTENT_POLICY,
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      });
      res.end(bytes);
    },
  };
}

function requestOf(query: string): ParsedReportRequest {
  const words = parametersOf(query, Object.keys(PARAMETERS));
  const { period, compare, format } = PARAMETERS;
  return parseReportRequest(
    { period: words.get(period), compare: words.get(compare), format: words.get(format) },
    PARAMETERS,
    'json',
  );
}
