import type { Migration } from '../../sql/migrations.ts';

/** Keys are compared byte by byte (`COLLATE "C"`), as SQLite does: the order does not depend on the server's locale. */
export const initial: Migration = {
  name: 'initial',
  sql: `
CREATE TABLE sessions (
  owner text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  data text NOT NULL,
  version bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  updated_at_ms bigint NOT NULL,
  expires_at_ms bigint NOT NULL,
  ttl_seconds bigint NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at_ms);

CREATE TABLE improvements (
  owner text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  session_id text COLLATE "C",
  created_at_ms bigint NOT NULL,
  prompt text,
  improved text,
  prompt_bytes bigint NOT NULL,
  changed boolean NOT NULL,
  verdict text NOT NULL,
  language text NOT NULL,
  task text NOT NULL,
  target text NOT NULL,
  score_before double precision NOT NULL,
  score_after double precision NOT NULL,
  score_potential double precision NOT NULL,
  rules text NOT NULL,
  questions bigint NOT NULL,
  ruleset_hash text NOT NULL,
  duration_ms double precision NOT NULL,
  PRIMARY KEY (owner, id)
);
CREATE INDEX improvements_by_session ON improvements (owner, session_id, created_at_ms, id)
  WHERE session_id IS NOT NULL;

CREATE TABLE feedback (
  owner text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  improvement_id text COLLATE "C" NOT NULL,
  created_at_ms bigint NOT NULL,
  rating bigint CHECK (rating BETWEEN 1 AND 5),
  accepted boolean,
  edits text,
  comment text,
  PRIMARY KEY (owner, id),
  FOREIGN KEY (owner, improvement_id) REFERENCES improvements (owner, id) ON DELETE CASCADE
);
CREATE INDEX feedback_by_improvement ON feedback (owner, improvement_id);

CREATE TABLE rules (
  id text COLLATE "C" PRIMARY KEY,
  enabled boolean NOT NULL,
  params text NOT NULL,
  version bigint NOT NULL,
  updated_at_ms bigint NOT NULL
);
`,
};
