import { AppError } from '../errors/app-error.ts';

export type Bounds<Field extends string> = readonly (readonly [field: Field, min: number, max: number])[];

/** Programs in JavaScript give text and NaN, too, and a timer of Node that is given infinity fires at once. */
export function requireWithin<Field extends string>(
  of: string,
  options: { readonly [F in Field]?: unknown },
  bounds: Bounds<Field>,
): void {
  for (const [field, min, max] of bounds) {
    const value = options[field];
    if (typeof value === 'number' && value >= min && value <= max) continue;
    refuse(of, field, `a number from ${min} to ${max}`);
  }
}

export function requireOneOf(of: string, field: string, value: unknown, allowed: readonly unknown[]): void {
  if (!allowed.includes(value)) refuse(of, field, `one of ${allowed.join(', ')}`);
}

/** @throws AppError `INVALID_ARGUMENT`; the value is not quoted: it may be a secret in the wrong place */
export function refuse(of: string, field: string, limit: string): never {
  throw new AppError('INVALID_ARGUMENT', `${field} of ${of} must be ${limit}.`, { field, limit });
}

/** An option that is there and undefined has its default, like one that is not there. */
export function given<T extends object>(options: T): T {
  // Only such keys are missing whose value was undefined.
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
