import type { Migration } from '../../sql/migrations.ts';

export const initial: Migration = {
  name: 'initial',
  sql: `
CREATE TABLE sessions (
  owner TEXT NOT NULL,
  id TEXT NOT NULL,
  data TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  ttl_seconds INTEGER NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX sessions_by_expiry ON sessions (expires_at_ms);

CREATE TABLE improvements (
  owner TEXT NOT NULL,
  id TEXT NOT NULL,
  session_id TEXT,
  created_at_ms INTEGER NOT NULL,
  prompt TEXT,
  improved TEXT,
  prompt_bytes INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  language TEXT NOT NULL,
  task TEXT NOT NULL,
  target TEXT NOT NULL,
  score_before REAL NOT NULL,
  score_after REAL NOT NULL,
  score_potential REAL NOT NULL,
  rules TEXT NOT NULL,
  questions INTEGER NOT NULL,
  ruleset_hash TEXT NOT NULL,
  duration_ms REAL NOT NULL,
  PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX improvements_by_session ON improvements (owner, session_id, created_at_ms, id)
  WHERE session_id IS NOT NULL;

CREATE TABLE feedback (
  owner TEXT NOT NULL,
  id TEXT NOT NULL,
  improvement_id TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  rating INTEGER CHECK (rating BETWEEN 1 AND 5),
  accepted INTEGER,
  edits TEXT,
  comment TEXT,
  PRIMARY KEY (owner, id),
  FOREIGN KEY (owner, improvement_id) REFERENCES improvements (owner, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX feedback_by_improvement ON feedback (owner, improvement_id);

CREATE TABLE rules (
  id TEXT NOT NULL PRIMARY KEY,
  enabled INTEGER NOT NULL,
  params TEXT NOT NULL,
  version INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
`,
};
