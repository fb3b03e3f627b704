/** What other services know, as a report tells it. */
import type { ReportedAlert, ReportedCache } from '../../performance/report/types.ts';
import type { AlertsReport } from '../alerts/types.ts';
import type { CacheReport } from '../types.ts';

/** Null when the store that has them is away. */
export function reportedAlerts({ problem, history }: AlertsReport): readonly ReportedAlert[] | null {
  if (problem !== undefined) return null;
  return history.map(({ atMs, rule, severity, to }) => ({ atMs, rule, severity, to }));
}

/** Null where nothing was asked of any cache, as on the command line. */
export function reportedCaches({ spaces }: CacheReport): readonly ReportedCache[] | null {
  const used = spaces.filter(({ l1Hits, l2Hits, staleHits, loads }) => l1Hits + l2Hits + staleHits + loads > 0);
  if (used.length === 0) return null;
  return used.map(({ name, hitRate, l1Hits, l2Hits, staleHits, loads }) => ({
    name,
    hitRate,
    l1Hits,
    l2Hits,
    staleHits,
    loads,
  }));
}
