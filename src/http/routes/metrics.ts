import { CONTENT_TYPES, formatFor } from '../../performance/metrics/exposition.ts';
import type { ScrapeService } from '../../services/types.ts';
import { METRICS_PATH, type Route } from '../exchange.ts';
import type { TokenCheck } from '../tokens.ts';

/** For Prometheus: in OpenMetrics, with exemplars, for those who ask for it. Figures only; no name, text or owner of a caller. */
export function createMetricsRoute(metrics: ScrapeService, tokens: TokenCheck): Route {
  return {
    path: METRICS_PATH,
    methods: ['GET', 'HEAD'],
    async handle({ req, res }) {
      tokens.authenticate(req);
      const format = formatFor(req.headers.accept);
      const bytes = Buffer.from(await metrics.text(format));
      res.writeHead(200, {
        'content-type': CONTENT_TYPES[format],
        'content-length': bytes.length,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      res.end(req.method === 'HEAD' ? undefined : bytes);
    },
  };
}
