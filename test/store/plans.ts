/** How PostgreSQL runs the statements that the store has prepared, and how it should. */
import { v7 as uuidv7 } from 'uuid';
import type { SessionChange } from '../../src/store/store.ts';
import type { FilledStore } from './fill.ts';
import { feedbackOf, improvementOf } from './records.ts';

/** The planner's estimate for reading some ten pages. */
const SMALL = 10;
const SESSION_KEY = "'owner-7', 'session-107'";

/** That of the keys of one page, `sized`, is no reading of rows; nor is the merging of what partitions have in order. */
const SORTS_ROWS = /Bitmap|Sort {2}\(.*\n *Sort Key: (?!sized)/;

interface Expectation {
  readonly statement: string;
  readonly values: string;
  /** Names of indexes of which the plan must use one. */
  readonly index: RegExp;
  /** Read in its order: no more than is wanted is read. */
  readonly isInIndexOrder?: true;
}

/** The queries behind the indexes: each must find its rows by one, in every week that has rows. */
function expectations(owner: string, id: string, sessionId: string): readonly Expectation[] {
  const improvement = /improvements_\d+_pkey/;
  const session = /sessions_pkey/;
  return [
    { statement: 'session-get', values: `${SESSION_KEY}, 0`, index: session },
    { statement: 'session-replace', values: `${SESSION_KEY}, 0, '{}', 1, 1, NULL`, index: session },
    {
      statement: 'session-replace-many',
      values: `'{owner-7}', '{session-107}', '{0}', '{"{}"}', '{1}', '{1}', '{NULL}'`,
      index: session,
    },
    { statement: 'session-touch', values: `${SESSION_KEY}, 0, NULL`, index: session },
    {
      statement: 'session-touch-many',
      values: `'{owner-7}', '{session-107}', '{0}', '{NULL}'`,
      index: session,
    },
    { statement: 'session-delete', values: `${SESSION_KEY}, 0`, index: session },
    { statement: 'session-delete-many', values: `'{owner-7}', '{session-107}', '{0}'`, index: session },
    { statement: 'session-create', values: `${SESSION_KEY}, 0, '{}', 1, 1, 9`, index: session },
    {
      statement: 'session-create-many',
      values: `'{owner-7}', '{session-107}', '{0}', '{"{}"}', '{1}', '{1}', '{9}'`,
      index: session,
    },
    { statement: 'session-sweep', values: '0, 100', index: /sessions_by_expiry/ },
    { statement: 'improvement-get', values: `'${owner}', '${id}'`, index: improvement },
    {
      statement: 'improvement-list-by-session',
      values: `'${owner}', '${sessionId}', 50, 1000000`,
      index: /improvements_\d+_owner_session_id_created_at_ms_id_idx/,
    },
    { statement: 'feedback-insert', values: `'${owner}', '${id}', 'f', 0, 1, TRUE, NULL, NULL`, index: improvement },
    {
      statement: 'feedback-insert-many',
      values: `'{${owner}}', '{${id}}', '{f}', '{0}', '{1}', '{TRUE}', '{NULL}', '{NULL}'`,
      index: improvement,
    },
    { statement: 'feedback-list', values: `'${owner}', '${id}'`, index: /feedback_\d+_pkey/ },
    {
      statement: 'improvements-page',
      values: `'${owner}', 0, 9000000000000, '~', ''`,
      index: improvement,
      isInIndexOrder: true,
    },
    {
      statement: 'feedback-page',
      values: `'${owner}', 0, 9000000000000, '~', '', ''`,
      index: /feedback_\d+_pkey/,
      isInIndexOrder: true,
    },
    {
      statement: 'sessions-page',
      values: "'owner-7', 0, 9000000000000, '~', '', 0",
      index: session,
      isInIndexOrder: true,
    },
    { statement: 'usage', values: `'${owner}', 0, 1, 3600000, NULL`, index: /usage_hourly_pkey/ },
    { statement: 'usage-expire', values: '0, 100', index: /usage_hourly_pkey/ },
    { statement: 'metric-totals', values: "0, 60000, 0, '', -1, NULL, ''", index: /metric_minutes_pkey/ },
    { statement: 'metric-operation', values: "0, 60000, 0, '', -1, NULL, '', 'a'", index: /metric_minutes_pkey/ },
    { statement: 'metric-minutes', values: "0, 60000, 0, '', -1, NULL, ''", index: /metric_minutes_pkey/ },
    { statement: 'metric_minutes-expire', values: '0, 100', index: /metric_minutes_pkey/ },
  ];
}

/** Every statement once, so that the connection has prepared it. */
async function useAll({ store, samples }: FilledStore): Promise<void> {
  const [sample] = samples;
  if (sample === undefined) throw new Error('There are no rows.');
  const session = { owner: 'owner-7', id: uuidv7(), data: {}, ttlSeconds: 1, maxSessions: 1_000 };
  await store.sessions.set(session, 0);
  await store.sessions.set(session, 0);
  const ids = [uuidv7(), uuidv7()];
  const changeOf = (kind: SessionChange['kind'], id: string) => ({ ...session, kind, id, nowMs: 0 });
  for (const kind of ['set', 'set', 'touch', 'delete'] as const) {
    await store.sessions.changeMany(ids.map((id) => changeOf(kind, id)));
  }
  await store.sessions.get(session, 0);
  await store.sessions.touch(session, 0);
  await store.sessions.delete(session, 0);
  await store.sessions.sweep(0, 1);
  await store.improvements.get(sample.owner, sample.id);
  await store.improvements.listBySession({ owner: sample.owner, id: sample.sessionId }, 1, 1);
  const improvement = improvementOf('plans', { id: uuidv7() });
  await store.improvements.insert(improvement);
  await store.feedback.insert(feedbackOf(improvement));
  await store.feedback.insertMany([feedbackOf(improvement), feedbackOf(improvement)]);
  await store.feedback.listByImprovement(sample.owner, sample.id);
  await store.analytics.usage({ owner: sample.owner, sinceMs: 0, untilMs: 1, bucket: 'hour' });
  await store.retention.expire(7 * 86_400_000, 1);
  const range = { owner: sample.owner, sinceMs: 0, untilMs: 1 };
  await store.pages.improvements(range);
  await store.pages.feedback(range);
  await store.pages.sessions(range, 0);
  const minute = { sinceMs: 0, untilMs: 1 };
  await store.metrics.totals(minute);
  await store.metrics.operation(minute, 'a');
  await store.metrics.minutes(minute);
  await store.metrics.expire(0, 1);
}

/** Two weeks of one process. */
const METRICS = `INSERT INTO metric_minutes SELECT n * 60000::bigint, 'r', 0, n * 60000, n * 60000 + 60000, repeat('x', 300), '{}', '{}'
  FROM generate_series(0, 20000) AS n ON CONFLICT DO NOTHING`;

/** Statements whose plan is not as it should be, each with its plan; none when all is well. */
export async function badPlans(filled: FilledStore): Promise<readonly string[]> {
  await filled.ask(METRICS);
  await filled.ask('ANALYZE metric_minutes');
  await useAll(filled);
  const bad: string[] = [];
  // Not the first: its week holds the fewest rows.
  const { owner, id, sessionId } = filled.samples.at(500) ?? { owner: '', id: '', sessionId: '' };
  for (const { statement, values, index, isInIndexOrder } of expectations(owner, id, sessionId)) {
    const rows = await filled.ask(`EXPLAIN EXECUTE "${statement}" (${values})`);
    const plan = rows.map((row) => String(row['QUERY PLAN'])).join('\n');
    // Partitions that hold nothing, or next to nothing, may be read as a whole.
    const costs = [...plan.matchAll(/Seq Scan on .*?cost=[\d.]+\.\.([\d.]+)/g)].map(([, cost]) => Number(cost));
    const isSorted = isInIndexOrder === true && SORTS_ROWS.test(plan);
    if (costs.some((cost) => cost > SMALL) || !index.test(plan) || isSorted) bad.push(`${statement}\n${plan}`);
  }
  return bad;
}
