/** The alerts as metrics. */
import type { Scrape } from '../../performance/metrics/scrape.ts';
import type { AlertsReport } from '../alerts/types.ts';

export function alertMetrics(scrape: Scrape, { scope, alerts, silences, waiting, counters }: AlertsReport): void {
  for (const { name: alert, severity, state } of alerts) {
    scrape.add('prompt_improver_alert_firing', { alert, severity }, state.kind === 'firing' ? 1 : 0);
  }
  scrape.add('prompt_improver_alert_shared', {}, scope === 'shared' ? 1 : 0);
  scrape.add('prompt_improver_alert_silences', {}, silences.length);
  scrape.add('prompt_improver_alert_evaluations_total', {}, counters.evaluations);
  scrape.add('prompt_improver_alert_transitions_total', {}, counters.transitions);
  scrape.add('prompt_improver_alert_notifications_waiting', {}, waiting);
  for (const outcome of ['sent', 'failed', 'retried', 'dropped'] as const) {
    scrape.add('prompt_improver_alert_notifications_total', { outcome }, counters[outcome]);
  }
}
