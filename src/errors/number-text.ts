/**
 * A number as messages write it, as `toLocaleString('en')` does: `8,000,000`, at most three decimals. That one loads the
 * data of ICU, 10 ms once a process, which would be on the way to the first answer.
 */
export function numberText(value: number): string {
  const size = Math.abs(Number.isInteger(value) ? value : Math.round(value * 1_000) / 1_000);
  const [whole = '', decimals] = String(size).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${value < 0 ? '-' : ''}${grouped}${decimals === undefined ? '' : `.${decimals}`}`;
}
