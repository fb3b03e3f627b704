/** Several processes on one store, on clocks that are moved by hand. */
import { describe, expect, it } from 'vitest';
import { closedAfterEach } from '../services/opened.ts';
import { Receiver } from './receiver.ts';
import { Rig, type RigOptions } from './rig.ts';
import { Shared } from './shared-store.ts';

const open = closedAfterEach();

const newRig = (options: RigOptions) => open(new Rig(options));
const expectTold = async (receiver: Receiver, ...told: readonly string[]) => {
  await expect.poll(() => receiver.told).toEqual(told);
};

const WARNING = 'ResponseTime/warning firing';

describe('several processes on one store', () => {
  async function startRigs(receiver: Receiver) {
    const shared = open(await Shared.open());
    const time = { nowMs: Date.UTC(2026, 0, 1) };
    const rigs = Array.from({ length: 3 }, () =>
      newRig({
        store: shared.get,
        // The clock runs ahead of the receiver: a lease must outlast that.
        config: { webhookUrl: receiver.url, keepFiringSeconds: 0, webhookTimeoutMs: 30_000 },
        time,
      }),
    );
    const pass = async (seconds: number, who: readonly Rig[] = rigs) => {
      for (let i = 0; i < seconds; i += 10) {
        time.nowMs += 10_000;
        await Promise.all(who.map((rig) => rig.alerts.evaluate()));
      }
    };
    const [one, two, three] = rigs;
    if (!one || !two || !three) throw new Error('there are three');
    return { shared, time, rigs, one, two, three, pass };
  }

  it('tell of one slow one among them once, and of its end when none is slow', async () => {
    const receiver = open(await Receiver.start());
    const { rigs, one, two, pass } = await startRigs(receiver);
    for (const rig of rigs) rig.see(100, 10);
    two.see(100, 160);
    await pass(100);
    await expectTold(receiver, WARNING);
    one.see(100, 170);
    two.see(100, 10);
    await pass(100);
    one.see(100, 10);
    await pass(20);
    await expectTold(receiver, WARNING, 'ResponseTime/warning resolved');
    for (const rig of rigs) expect(await rig.states()).toEqual({ 'ResponseTime/warning': 'resolved' });
    const counts = await Promise.all(rigs.map(async (rig) => (await rig.alerts.report()).counters));
    expect(counts.reduce((sum, { sent }) => sum + sent, 0)).toBe(2);
    // pending, firing, resolved: each change was made by one of them.
    expect(counts.reduce((sum, { transitions }) => sum + transitions, 0)).toBe(3);
  });

  it('believe one that has died for a while, and then no longer', async () => {
    const receiver = open(await Receiver.start());
    const { rigs, two, pass } = await startRigs(receiver);
    for (const rig of rigs) rig.see(100, 10);
    two.see(100, 160);
    await pass(60);
    await expectTold(receiver, WARNING);
    const alive = rigs.filter((rig) => rig !== two);
    await pass(10, alive);
    expect(await alive[0]?.states()).toEqual({ 'ResponseTime/warning': 'firing' });
    await pass(30, alive);
    await expectTold(receiver, WARNING, 'ResponseTime/warning resolved');
  });

  it('alert each for itself without the store, say so, and are one again with it', async () => {
    const receiver = open(await Receiver.start());
    const { shared, rigs, one, two, three, pass } = await startRigs(receiver);
    for (const rig of rigs) rig.see(100, 10);
    await pass(10);
    shared.isAway = true;
    two.see(100, 160);
    await pass(60);
    await expectTold(receiver, WARNING);
    expect(await two.alerts.report()).toMatchObject({ scope: 'process', problem: { code: 'STORE_UNAVAILABLE' } });
    expect(await one.states()).toEqual({});
    shared.isAway = false;
    await pass(20);
    expect(await one.alerts.report()).toMatchObject({ scope: 'shared' });
    for (const rig of rigs) expect(await rig.states()).toEqual({ 'ResponseTime/warning': 'firing' });
    two.see(100, 10);
    await pass(10);
    await expectTold(receiver, WARNING, 'ResponseTime/warning resolved');
    expect(three.log.map(({ message }) => message)).toContain('alerts go on without the store');
  });

  it('that have no receiver leave the telling to one that has', async () => {
    const receiver = open(await Receiver.start());
    const { shared, time, three, pass } = await startRigs(receiver);
    const mute = newRig({ store: shared.get, config: { keepFiringSeconds: 0 }, time });
    mute.see(100, 160);
    await pass(60, [mute]);
    expect(await mute.states()).toEqual({ 'ResponseTime/warning': 'firing' });
    await pass(10, [mute, three]);
    await expectTold(receiver, WARNING);
    mute.see(100, 10);
    await pass(10, [mute]);
    await pass(10, [mute, three]);
    await expectTold(receiver, WARNING, 'ResponseTime/warning resolved');
  });

  it('hear of a change that another has made', async () => {
    const receiver = open(await Receiver.start());
    const { one, two, pass } = await startRigs(receiver);
    let news = 0;
    one.alerts.onChange(() => (news += 1));
    await two.alerts.silence('local', { matchers: { severity: 'warning' }, durationSeconds: 60, comment: 'a test' });
    expect(news).toBe(0);
    await pass(10);
    expect(news).toBe(1);
    await pass(20);
    expect(news).toBe(1);
  });
});
