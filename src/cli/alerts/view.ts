/** Alerts as a person reads them at the terminal. Pure: colours come in as a function. */
import type { AlertView, AlertsReport } from '../../services/alerts/types.ts';
import { type Paint, type Style, visible } from '../output.ts';

type Silence = AlertsReport['silences'][number];

const STYLE: Readonly<Record<AlertView['state']['kind'], Style>> = {
  inactive: 'dim',
  pending: 'yellow',
  firing: 'red',
  resolved: 'green',
};

export function renderAlerts(report: AlertsReport, paint: Paint): string {
  const width = Math.max(...report.alerts.map(({ rule }) => rule.length));
  const alerts = report.alerts.map((alert) => {
    const { kind } = alert.state;
    const muted = alert.muted !== null && kind === 'firing' ? `  ${alert.muted}` : '';
    const limits = paint('dim', `above ${figure(alert.fireAbove, alert.unit)}`);
    return `${alert.rule.padEnd(width)}  ${paint(STYLE[kind], kind.padEnd(8))}  ${limits}  ${since(alert.state)}${muted}`.trimEnd();
  });
  const waiting = report.waiting === 0 ? [] : [`${report.waiting} notifications wait for the webhook.`];
  return `${[...alerts, ...report.silences.map((one) => renderSilence(one, paint).trimEnd()), ...waiting].join('\n')}\n`;
}

export function renderSilence({ id, matchers, comment, createdBy, endsAtMs }: Silence, paint: Paint): string {
  const labels = Object.entries(matchers).map(([label, value]) => `${label}=${value}`);
  return `${paint('cyan', id)}  silences ${labels.join(' ')} until ${time(endsAtMs)}  ${visible(comment)}  ${paint('dim', createdBy)}\n`;
}

export function renderHistory(history: AlertsReport['history'], paint: Paint): string {
  if (history.length === 0) return 'No alert has fired.\n';
  const lines = history.map(({ atMs, rule, to, condition, reason, muted }) => {
    const value = condition.kind === 'insufficient' ? '' : `  ${condition.value.toFixed(1)} (n = ${condition.samples})`;
    const notes = [...(reason === 'no_data' ? ['for want of calls'] : []), ...(muted === undefined ? [] : [muted])];
    return `${time(atMs)}  ${rule}  ${paint(STYLE[to], to)}${value}${notes.map((note) => `  ${note}`).join('')}`;
  });
  return `${lines.join('\n')}\n`;
}

function since(state: AlertView['state']): string {
  switch (state.kind) {
    case 'inactive':
      return '';
    case 'pending':
      return `since ${time(state.sinceMs)}`;
    case 'firing':
      return `since ${time(state.startedAtMs)}`;
    case 'resolved':
      return `at ${time(state.resolvedAtMs)}`;
  }
}

function figure(value: number, unit: AlertView['unit']): string {
  switch (unit) {
    case 'ms':
      return `${value} ms`;
    case 'percent':
      return `${value} %`;
    case 'times the budget':
      return `${value} × budget`;
  }
}

function time(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
