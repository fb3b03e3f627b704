/** Whole servers in which calls become slow, and a receiver: nothing is moved by hand. */
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, inject, it } from 'vitest';
import { Replica } from '../replicas/server.ts';
import { createTestDatabase } from '../services/test-database.ts';
import { Load } from './load.ts';
import { Receiver } from './receiver.ts';
import { SLOW_WORD } from './slow-word.ts';

const SLOW_SERVER = fileURLToPath(new URL('slow-server.ts', import.meta.url));
/** Far longer than anything takes: the machine may be busy. */
const PATIENCE = { timeout: 60_000 };
const TEST_TIMEOUT_MS = 180_000;

/** What takes minutes takes seconds. */
const IN_SECONDS: Readonly<Record<string, string>> = {
  PROMPT_IMPROVER_ALERTS_INTERVAL_MS: '200',
  PROMPT_IMPROVER_ALERTS_WINDOW_SECONDS: '1',
  PROMPT_IMPROVER_ALERTS_MIN_SAMPLES: '20',
  // Between what a quick call takes on a busy machine and what a slow one takes.
  PROMPT_IMPROVER_ALERTS_RESPONSE_WARNING_MS: '500',
  PROMPT_IMPROVER_ALERTS_RESPONSE_CRITICAL_MS: '600',
  PROMPT_IMPROVER_ALERTS_WARNING_FOR_SECONDS: '1',
  PROMPT_IMPROVER_ALERTS_CRITICAL_FOR_SECONDS: '2',
  PROMPT_IMPROVER_ALERTS_KEEP_FIRING_SECONDS: '0',
  PROMPT_IMPROVER_ALERTS_BURN_RATE: 'off',
  PROMPT_IMPROVER_ALERTS_WEBHOOK_RETRY_MAX_MS: '500',
  // What it sheds when calls become slow are errors, and those have alerts of their own.
  PROMPT_IMPROVER_ADMISSION_ENABLED: 'off',
  PROMPT_IMPROVER_STORE_POOL_MIN: '1',
  PROMPT_IMPROVER_STORE_POOL_MAX: '4',
};

const WARNING = 'ResponseTime/warning firing';
const CRITICAL = 'ResponseTime/critical firing';
const BOTH_OVER = 'ResponseTime/critical resolved, ResponseTime/warning resolved';

interface ServerSettings {
  readonly receiver: Receiver;
  /** What it calls itself to the receiver. */
  readonly name: string;
  readonly databaseUrl: string;
  /** What is answered later is told again; how long another waits before it takes over depends on it. */
  readonly timeoutMs: number;
}

function startServer({ receiver, name, databaseUrl, timeoutMs }: ServerSettings): Promise<Replica> {
  const env = {
    ...IN_SECONDS,
    PROMPT_IMPROVER_ALERTS_WEBHOOK_URL: `${receiver.url}?${name}`,
    PROMPT_IMPROVER_ALERTS_WEBHOOK_TIMEOUT_MS: `${timeoutMs}`,
  };
  return Replica.start({ databaseUrl, redisUrl: '', bin: SLOW_SERVER, env });
}

/** Of the alerts that are not inactive. */
async function statesOf(server: Replica): Promise<readonly string[]> {
  const { alerts } = await server.get('/api/alerts');
  // The shape of `alertsToWire`.
  const all = alerts as readonly { readonly rule: string; readonly state: string }[];
  return all.filter(({ state }) => state !== 'inactive').map(({ rule, state }) => `${rule} ${state}`);
}

describe('in real time', { timeout: TEST_TIMEOUT_MS }, () => {
  it('an injected delay is told as warning, critical and over, one message each, to a receiver that was dead as well', async () => {
    await using receiver = await Receiver.start();
    await using server = await startServer({ receiver, name: '', databaseUrl: '', timeoutMs: 10_000 });
    await using load = new Load(server);
    await expect.poll(() => load.calls, PATIENCE).toBeGreaterThan(100);
    // One slow call among quick ones, for longer than a window and the time that a figure must be above.
    await server.ok('analyze_prompt', { prompt: `${SLOW_WORD}: sort the list.` });
    await delay(2_200);
    expect(receiver.received).toEqual([]);
    expect(await statesOf(server)).toEqual([]);
    load.isSlow = true;
    await expect.poll(() => receiver.told.length, PATIENCE).toBe(2);
    load.isSlow = false;
    await expect.poll(() => receiver.told.length, PATIENCE).toBe(3);
    await delay(500);
    expect(receiver.told).toEqual([WARNING, CRITICAL, BOTH_OVER]);

    await receiver.die();
    load.isSlow = true;
    await expect
      .poll(() => statesOf(server), PATIENCE)
      .toEqual(['ResponseTime/warning firing', 'ResponseTime/critical firing']);
    load.isSlow = false;
    await expect
      .poll(() => statesOf(server), PATIENCE)
      .toEqual(['ResponseTime/warning resolved', 'ResponseTime/critical resolved']);
    await receiver.comeBack();
    await expect.poll(() => receiver.told.slice(3), PATIENCE).toEqual([WARNING, CRITICAL, BOTH_OVER]);
  });

  it.skipIf(!inject('postgres'))(
    'three replicas tell of one alert once, also when the one that tells is killed',
    async () => {
      await using receiver = await Receiver.start();
      await using database = await createTestDatabase();
      const start = (name: string) => startServer({ receiver, name, databaseUrl: database.url, timeoutMs: 2_000 });
      const replicas = await Promise.all([start('0'), start('1'), start('2')]);
      await using first = replicas[0];
      await using second = replicas[1];
      await using third = replicas[2];
      await using firstLoad = new Load(first);
      await using secondLoad = new Load(second);
      await using thirdLoad = new Load(third);
      const loads = [firstLoad, secondLoad, thirdLoad];
      const slow = (isSlow: boolean) => {
        for (const load of loads) load.isSlow = isSlow;
      };

      // Each would have something to tell.
      slow(true);
      await expect.poll(() => receiver.told.length, PATIENCE).toBe(2);
      slow(false);
      await expect.poll(() => receiver.told.length, PATIENCE).toBe(3);
      await delay(500);
      expect(receiver.told).toEqual([WARNING, CRITICAL, BOTH_OVER]);

      const waiting = async () => (await first.get('/api/alerts'))['waiting_notifications'];
      await expect.poll(waiting, PATIENCE).toBe(0);

      // The one that sends is killed when the receiver has the message, and before it has heard so.
      receiver.received.splice(0);
      receiver.answer = 'mute';
      slow(true);
      await expect.poll(() => receiver.received.length, { ...PATIENCE, interval: 10 }).toBeGreaterThan(0);
      const sender = Number(receiver.received[0]?.query);
      await replicas[sender]?.[Symbol.asyncDispose]();
      receiver.answer = 200;
      const heard = receiver.received.length;
      slow(false);
      const told = () => receiver.told.slice(heard);
      await expect.poll(() => told().at(-1), PATIENCE).toMatch(/resolved/);
      // Nothing is lost: what the dead one was telling is told again, by another, under the id it had.
      expect(told()[0]).toBe(WARNING);
      const ids = receiver.received.map(({ headers }) => headers['x-prompt-improver-delivery']);
      expect(ids[heard]).toBe(ids[0]);
      expect(receiver.received.slice(heard).map(({ query }) => Number(query))).not.toContain(sender);
      // And nothing but that is told twice.
      expect(new Set(told()).size).toBe(told().length);
    },
  );
});
