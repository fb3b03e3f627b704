import type { Migration } from '../../sql/migrations.ts';

/** Hourly sums, kept by triggers, so in the transaction of the rows they count, whoever writes them. */
export const usage: Migration = {
  name: 'usage',
  sql: `
CREATE TABLE usage_hourly (
  owner TEXT NOT NULL,
  hour_ms INTEGER NOT NULL,
  task TEXT NOT NULL,
  verdict TEXT NOT NULL,
  rules TEXT NOT NULL,
  improvements INTEGER NOT NULL DEFAULT 0,
  score_before_sum REAL NOT NULL DEFAULT 0,
  score_after_sum REAL NOT NULL DEFAULT 0,
  score_potential_sum REAL NOT NULL DEFAULT 0,
  questions_sum INTEGER NOT NULL DEFAULT 0,
  duration_ms_sum REAL NOT NULL DEFAULT 0,
  prompt_bytes_sum INTEGER NOT NULL DEFAULT 0,
  feedback INTEGER NOT NULL DEFAULT 0,
  accepted INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  ratings INTEGER NOT NULL DEFAULT 0,
  rating_sum INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (owner, hour_ms, task, verdict, rules)
) STRICT, WITHOUT ROWID;

INSERT INTO usage_hourly
SELECT improvements.owner, improvements.created_at_ms - improvements.created_at_ms % 3600000, task, verdict, rules,
  count(*), sum(score_before), sum(score_after), sum(score_potential), sum(questions), sum(duration_ms),
  sum(prompt_bytes), coalesce(sum(given.feedback), 0), coalesce(sum(given.accepted), 0),
  coalesce(sum(given.rejected), 0), coalesce(sum(given.ratings), 0), coalesce(sum(given.rating_sum), 0)
FROM improvements LEFT JOIN (
  SELECT owner, improvement_id, count(*) AS feedback, count(*) FILTER (WHERE accepted) AS accepted,
    count(*) FILTER (WHERE NOT accepted) AS rejected, count(rating) AS ratings, sum(rating) AS rating_sum
  FROM feedback GROUP BY owner, improvement_id
) AS given ON given.owner = improvements.owner AND given.improvement_id = improvements.id
GROUP BY 1, 2, 3, 4, 5;

CREATE TRIGGER improvements_counted AFTER INSERT ON improvements BEGIN
  INSERT INTO usage_hourly (owner, hour_ms, task, verdict, rules, improvements, score_before_sum, score_after_sum,
    score_potential_sum, questions_sum, duration_ms_sum, prompt_bytes_sum)
  VALUES (new.owner, new.created_at_ms - new.created_at_ms % 3600000, new.task, new.verdict, new.rules, 1,
    new.score_before, new.score_after, new.score_potential, new.questions, new.duration_ms, new.prompt_bytes)
  ON CONFLICT (owner, hour_ms, task, verdict, rules) DO UPDATE SET
    improvements = improvements + 1,
    score_before_sum = score_before_sum + excluded.score_before_sum,
    score_after_sum = score_after_sum + excluded.score_after_sum,
    score_potential_sum = score_potential_sum + excluded.score_potential_sum,
    questions_sum = questions_sum + excluded.questions_sum,
    duration_ms_sum = duration_ms_sum + excluded.duration_ms_sum,
    prompt_bytes_sum = prompt_bytes_sum + excluded.prompt_bytes_sum;
END;

CREATE TRIGGER feedback_counted AFTER INSERT ON feedback BEGIN
  INSERT INTO usage_hourly (owner, hour_ms, task, verdict, rules, feedback, accepted, rejected, ratings, rating_sum)
  SELECT owner, created_at_ms - created_at_ms % 3600000, task, verdict, rules, 1, new.accepted IS 1, new.accepted IS 0,
    new.rating IS NOT NULL, coalesce(new.rating, 0)
  FROM improvements WHERE owner = new.owner AND id = new.improvement_id
  ON CONFLICT (owner, hour_ms, task, verdict, rules) DO UPDATE SET
    feedback = feedback + 1,
    accepted = accepted + excluded.accepted,
    rejected = rejected + excluded.rejected,
    ratings = ratings + excluded.ratings,
    rating_sum = rating_sum + excluded.rating_sum;
END;
`,
};
