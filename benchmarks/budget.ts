/** What a figure may be, and whether it is. */
export interface Budget {
  readonly what: string;
  readonly isKept: boolean;
}

export function atMost(what: string, value: number, limit: number, digits = 2): Budget {
  return { what: `${what}: ${value.toFixed(digits)}, at most ${limit}`, isKept: value <= limit };
}

export function atLeast(what: string, value: number, limit: number, digits = 2): Budget {
  return { what: `${what}: ${value.toFixed(digits)}, at least ${limit}`, isKept: value >= limit };
}

/** Prints each; the process ends with 3 when one is not kept. */
export function judge(budgets: readonly Budget[]): void {
  console.log('');
  for (const { what, isKept } of budgets) console.log(`${what}: ${isKept ? 'kept' : 'NOT kept'}.`);
  if (budgets.some(({ isKept }) => !isKept)) process.exitCode = 3;
}
