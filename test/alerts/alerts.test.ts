/** The alerts of one process, on a clock that is moved by hand, with a real receiver. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Receiver } from './receiver.ts';
import { Rig, type RigOptions } from './rig.ts';
import { Shared } from './shared-store.ts';
import { closedAfterEach } from '../services/opened.ts';

const open = closedAfterEach();

const newRig = (options: RigOptions) => open(new Rig(options));
const expectTold = async (receiver: Receiver, ...told: readonly string[]) => {
  await expect.poll(() => receiver.told).toEqual(told);
};

const WARNING = 'ResponseTime/warning firing';
const CRITICAL = 'ResponseTime/critical firing';
const BOTH_OVER = 'ResponseTime/critical resolved, ResponseTime/warning resolved';

describe('a slow stretch', () => {
  it('is told as warning, critical and over, each once, and connections are used again', async () => {
    const { get } = open(await Shared.open());
    const receiver = open(await Receiver.start());
    const rig = newRig({ store: get, config: { webhookUrl: receiver.url } });
    rig.see(100, 250);
    await rig.pass(60);
    await expectTold(receiver, WARNING);
    await rig.pass(120);
    await expectTold(receiver, WARNING, CRITICAL);
    rig.see(100, 10);
    await rig.pass(120);
    await expectTold(receiver, WARNING, CRITICAL, BOTH_OVER);
    // A connection that is still at the end of its last answer is not waited for.
    expect(receiver.connections).toBeLessThan(3);
    expect((await rig.alerts.report()).counters).toMatchObject({ sent: 3, failed: 0, retried: 0, dropped: 0 });
    const logged = rig.log
      .filter(({ level }) => level !== 'debug')
      .map(({ message, severity }) => `${message} ${severity}`);
    expect(logged).toEqual([
      'alert fires warning',
      'alert fires critical',
      'alert ended warning',
      'alert ended critical',
    ]);
  });

  it('is known to the store, so that a restart neither forgets nor repeats it', async () => {
    const { get } = open(await Shared.open());
    const receiver = open(await Receiver.start());
    const first = new Rig({ store: get, config: { webhookUrl: receiver.url } });
    first.see(100, 160);
    await first.pass(60);
    await expectTold(receiver, WARNING);
    await first[Symbol.asyncDispose]();
    const second = newRig({ store: get, config: { webhookUrl: receiver.url }, time: first.time });
    expect(await second.states()).toEqual({ 'ResponseTime/warning': 'firing' });
    second.see(100, 160);
    await second.pass(60);
    second.see(100, 10);
    await second.pass(90);
    await expectTold(receiver, WARNING, 'ResponseTime/warning resolved');
  });
});

describe('a receiver', () => {
  it('that was dead all along is told everything, in order, when it is back', async () => {
    const { get } = open(await Shared.open());
    const receiver = open(await Receiver.start());
    await receiver.die();
    const rig = newRig({ store: get, config: { webhookUrl: receiver.url } });
    rig.see(100, 250);
    await rig.pass(200);
    rig.see(100, 10);
    await rig.pass(100);
    expect(await rig.states()).toEqual({ 'ResponseTime/warning': 'resolved', 'ResponseTime/critical': 'resolved' });
    const counters = async () => (await rig.alerts.report()).counters;
    await expect.poll(async () => (await counters()).failed).toBeGreaterThan(0);
    expect(await rig.alerts.report()).toMatchObject({ waiting: 4, webhook: 'failing' });
    await receiver.comeBack();
    const goOn = setInterval(() => void rig.pass(10), 50);
    try {
      await expectTold(receiver, WARNING, CRITICAL, BOTH_OVER);
    } finally {
      clearInterval(goOn);
    }
    expect(rig.log.filter(({ message }) => message === 'the alert webhook fails; alerts wait for it')).toHaveLength(1);
    expect(JSON.stringify(rig.log)).not.toContain(receiver.url);
  });

  it('that was dead until the server ended is told by the next one', async () => {
    const { get } = open(await Shared.open());
    const receiver = open(await Receiver.start());
    await receiver.die();
    const first = new Rig({ store: get, config: { webhookUrl: receiver.url } });
    first.see(100, 160);
    await first.pass(60);
    await first[Symbol.asyncDispose]();
    await receiver.comeBack();
    const second = newRig({ store: get, config: { webhookUrl: receiver.url }, time: first.time });
    second.see(100, 10);
    await second.pass(90);
    await expectTold(receiver, WARNING, 'ResponseTime/warning resolved');
  });

  it('that hangs holds nobody up', async () => {
    const { get } = open(await Shared.open());
    const receiver = open(await Receiver.start());
    receiver.answer = 'hang';
    const rig = newRig({ store: get, config: { webhookUrl: receiver.url, webhookTimeoutMs: 60_000 } });
    rig.see(100, 250);
    const startedMs = performance.now();
    await rig.pass(200);
    // 20 evaluations, beside a request that takes a minute.
    expect(performance.now() - startedMs).toBeLessThan(20_000);
    expect(await rig.states()).toEqual({ 'ResponseTime/warning': 'firing', 'ResponseTime/critical': 'firing' });
  });

  it('that is overloaded is tried again at once, one that is not there later', async () => {
    const { get } = open(await Shared.open());
    const receiver = open(await Receiver.start());
    receiver.answer = 503;
    const rig = newRig({ store: get, config: { webhookUrl: receiver.url } });
    rig.see(100, 160);
    await rig.pass(50);
    await expect.poll(async () => (await rig.alerts.report()).counters.failed).toBe(1);
    expect((await rig.alerts.report()).counters).toMatchObject({ retried: 2, sent: 0 });
    receiver.answer = 404;
    await rig.pass(10);
    await expect.poll(async () => (await rig.alerts.report()).counters.failed).toBe(2);
    expect((await rig.alerts.report()).counters).toMatchObject({ retried: 2 });
    receiver.answer = 200;
    await rig.pass(10);
    await expectTold(receiver, WARNING);
  });

  it('that does not want a message is not asked for ever, and gets the next one', async () => {
    const { get } = open(await Shared.open());
    const receiver = open(await Receiver.start());
    receiver.answer = 422;
    const rig = newRig({ store: get, config: { webhookUrl: receiver.url } });
    rig.see(100, 160);
    for (const waiting of [1, 1, 1, 1, 0]) {
      const before = receiver.refused;
      await rig.pass(50);
      await expect.poll(() => receiver.refused).toBeGreaterThan(before);
      await expect.poll(async () => (await rig.alerts.report()).waiting).toBe(waiting);
      if (receiver.refused >= 5) break;
    }
    expect((await rig.alerts.report()).counters).toMatchObject({ dropped: 1, sent: 0 });
    receiver.answer = 200;
    rig.see(100, 10);
    await rig.pass(90);
    await expectTold(receiver, 'ResponseTime/warning resolved');
  });

  it('can tell who sent a message, and when, by its signature', async () => {
    const { get } = open(await Shared.open());
    const receiver = open(await Receiver.start());
    const webhookSecret = 'a-key-of-sixteen-characters';
    const url = new URL(receiver.url);
    url.username = 'ada';
    url.password = 'pass word';
    const rig = newRig({ store: get, config: { webhookUrl: url.href, webhookSecret } });
    rig.see(100, 160);
    await rig.pass(60);
    await expectTold(receiver, WARNING);
    const { headers, body } = receiver.received[0] ?? {};
    const timestamp = headers?.['x-prompt-improver-timestamp'];
    expect(Number(timestamp)).toBeCloseTo(rig.time.nowMs / 1_000, -2);
    const expected = createHmac('sha256', webhookSecret).update(`${timestamp}.${body}`).digest('hex');
    expect(headers?.['x-prompt-improver-signature']).toBe(`v1=${expected}`);
    expect(headers?.authorization).toBe(`Basic ${Buffer.from('ada:pass word').toString('base64')}`);
    const told = JSON.stringify([await rig.alerts.report(), rig.log]);
    for (const secret of [webhookSecret, 'pass word', 'pass%20word', '127.0.0.1']) expect(told).not.toContain(secret);
  });
});

describe('a silence', () => {
  const request = { matchers: { alertname: 'ResponseTime' }, durationSeconds: 100, comment: 'the database moves' };

  it('keeps its alerts quiet until it ends, or is ended', async () => {
    const { get } = open(await Shared.open());
    const receiver = open(await Receiver.start());
    const rig = newRig({ store: get, config: { webhookUrl: receiver.url } });
    const { id } = await rig.alerts.silence('local', request);
    rig.see(100, 160);
    await rig.pass(60);
    expect((await rig.alerts.report()).alerts[0]).toMatchObject({ state: { kind: 'firing' }, muted: 'silenced' });
    expect(receiver.received).toEqual([]);
    await rig.alerts.unsilence(id);
    await rig.pass(10);
    await expectTold(receiver, WARNING);
    await expect(rig.alerts.unsilence(id)).rejects.toMatchObject({ code: 'SILENCE_NOT_FOUND' });
  });

  it.each([
    [{ matchers: {} }, 'matchers'],
    [{ matchers: { alertname: 'Respones' } }, 'matchers.alertname'],
    [{ matchers: { team: 'a' } }, 'matchers'],
    [{ durationSeconds: 0 }, 'duration_seconds'],
    [{ durationSeconds: 1.5 }, 'duration_seconds'],
    [{ durationSeconds: 2_592_001 }, 'duration_seconds'],
    [{ comment: ' ' }, 'comment'],
    [{ comment: 'x'.repeat(501) }, 'comment'],
  ])('is refused with %j', async (wrong, field) => {
    const { get } = open(await Shared.open());
    const rig = newRig({ store: get });
    await expect(rig.alerts.silence('local', { ...request, ...wrong })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      field,
    });
  });

  it('keeps no secret, has a bound, and needs the store', async () => {
    const shared = open(await Shared.open());
    const rig = newRig({ store: shared.get });
    const made = await rig.alerts.silence('local', { ...request, comment: 'key AKIAIOSFODNN7QQXAMPL' });
    expect(made.comment).not.toContain('AKIAIOSFODNN7QQXAMPL');
    for (let i = 1; i < 50; i++) await rig.alerts.silence('local', request);
    await expect(rig.alerts.silence('local', request)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', limit: 50 });
    shared.isAway = true;
    await expect(rig.alerts.silence('local', request)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});
