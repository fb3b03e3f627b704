/** What both stores must do with reports that were made on schedule. */
import { expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { T0 } from './contract-data.ts';

const HOUR_MS = 3_600_000;

export function describeReportContract(store: () => Store, open: () => Promise<Store>): void {
  it('keeps one report of a schedule and time, whoever is first, and of all the newest', async () => {
    await using other = await open();
    const report = (hour: number, text: string, schedule = 'hourly') => ({
      schedule,
      untilMs: T0 + hour * HOUR_MS,
      text,
    });
    expect(await store().reports.latest()).toBeUndefined();
    const first = [store(), other].flatMap((one) =>
      [1, 2].map((by) => one.reports.add(report(0, `{"by":${by}}`), T0, 3)),
    );
    expect((await Promise.all(first)).filter(Boolean)).toHaveLength(1);
    expect(await other.reports.has('hourly', T0)).toBe(true);
    expect(await other.reports.has('daily', T0)).toBe(false);

    for (const hour of [1, 2, 3]) await store().reports.add(report(hour, `"\u{1F4C8} ${hour} \\u0000"`), T0, 3);
    expect(await other.reports.latest()).toEqual(report(3, '"\u{1F4C8} 3 \\u0000"'));
    expect(await other.reports.has('hourly', T0)).toBe(false);
    await store().reports.add(report(4, '4', 'daily'), T0, 2);
    expect(await Promise.all([1, 2, 3].map((hour) => other.reports.has('hourly', T0 + hour * HOUR_MS)))).toEqual([
      false,
      false,
      true,
    ]);
  });
}
