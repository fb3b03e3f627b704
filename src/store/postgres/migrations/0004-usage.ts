import type { Migration } from '../../sql/migrations.ts';

/**
 * Hourly sums, kept by triggers, so in the transaction of the rows they count, whoever writes them. Rows are taken in the
 * order of the key: two batches at once wait for each other, but never in a circle.
 */
export const usage: Migration = {
  name: 'usage',
  sql: `
CREATE TABLE usage_hourly (
  owner text COLLATE "C" NOT NULL,
  hour_ms bigint NOT NULL,
  task text COLLATE "C" NOT NULL,
  verdict text COLLATE "C" NOT NULL,
  rules text COLLATE "C" NOT NULL,
  improvements bigint NOT NULL DEFAULT 0,
  score_before_sum double precision NOT NULL DEFAULT 0,
  score_after_sum double precision NOT NULL DEFAULT 0,
  score_potential_sum double precision NOT NULL DEFAULT 0,
  questions_sum bigint NOT NULL DEFAULT 0,
  duration_ms_sum double precision NOT NULL DEFAULT 0,
  prompt_bytes_sum bigint NOT NULL DEFAULT 0,
  feedback bigint NOT NULL DEFAULT 0,
  accepted bigint NOT NULL DEFAULT 0,
  rejected bigint NOT NULL DEFAULT 0,
  ratings bigint NOT NULL DEFAULT 0,
  rating_sum bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (owner, hour_ms, task, verdict, rules)
) WITH (fillfactor = 70);

CREATE FUNCTION prompt_improver_count_improvements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO usage_hourly AS total (owner, hour_ms, task, verdict, rules, improvements, score_before_sum,
    score_after_sum, score_potential_sum, questions_sum, duration_ms_sum, prompt_bytes_sum)
  SELECT owner, created_at_ms - created_at_ms % 3600000, task, verdict, rules, count(*), sum(score_before),
    sum(score_after), sum(score_potential), sum(questions), sum(duration_ms), sum(prompt_bytes)
  FROM added GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (owner, hour_ms, task, verdict, rules) DO UPDATE SET
    improvements = total.improvements + excluded.improvements,
    score_before_sum = total.score_before_sum + excluded.score_before_sum,
    score_after_sum = total.score_after_sum + excluded.score_after_sum,
    score_potential_sum = total.score_potential_sum + excluded.score_potential_sum,
    questions_sum = total.questions_sum + excluded.questions_sum,
    duration_ms_sum = total.duration_ms_sum + excluded.duration_ms_sum,
    prompt_bytes_sum = total.prompt_bytes_sum + excluded.prompt_bytes_sum;
  RETURN NULL;
END $$;

CREATE FUNCTION prompt_improver_count_feedback() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO usage_hourly AS total (owner, hour_ms, task, verdict, rules, feedback, accepted, rejected, ratings,
    rating_sum)
  SELECT improvement.owner, created_at_ms - created_at_ms % 3600000, task, verdict, rules, count(*),
    count(*) FILTER (WHERE accepted), count(*) FILTER (WHERE NOT accepted), count(rating), coalesce(sum(rating), 0)
  FROM (SELECT owner, improvement_id, accepted, rating FROM added) AS given
  CROSS JOIN LATERAL (
    SELECT owner, created_at_ms, task, verdict, rules FROM improvements
    WHERE owner = given.owner AND id = given.improvement_id OFFSET 0
  ) AS improvement
  GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (owner, hour_ms, task, verdict, rules) DO UPDATE SET
    feedback = total.feedback + excluded.feedback,
    accepted = total.accepted + excluded.accepted,
    rejected = total.rejected + excluded.rejected,
    ratings = total.ratings + excluded.ratings,
    rating_sum = total.rating_sum + excluded.rating_sum;
  RETURN NULL;
END $$;

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

CREATE TRIGGER improvements_counted AFTER INSERT ON improvements REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION prompt_improver_count_improvements();
CREATE TRIGGER feedback_counted AFTER INSERT ON feedback REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION prompt_improver_count_feedback();
`,
};
