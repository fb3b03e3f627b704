/** Settings that are fine each for itself, and not together. */
import { AppError } from '../errors/app-error.ts';
import type { SettingPath } from './schema.ts';

const ORDERED: readonly (readonly [SettingPath, SettingPath])[] = [
  ['alerts.responseWarningMs', 'alerts.responseCriticalMs'],
  ['alerts.errorWarningPercent', 'alerts.errorCriticalPercent'],
];

export function contradictions(values: ReadonlyMap<SettingPath, unknown>): AppError[] {
  return ORDERED.flatMap(([lower, upper]) => {
    const [low, high] = [values.get(lower), values.get(upper)];
    // Values of another type have been refused already.
    if (typeof low !== 'number' || typeof high !== 'number' || low <= high) return [];
    const message = `${lower} is ${low}, ${upper} is ${high}; a warning cannot begin above what is critical.`;
    return [new AppError('CONFIG_INVALID', message, { field: lower, limit: high })];
  });
}
