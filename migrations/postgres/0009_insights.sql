-- Questions to the past, asked in the background; of each kind the newest result is kept.
CREATE TABLE insight_runs (
  id text PRIMARY KEY,
  workspace text NOT NULL REFERENCES workspaces,
  kind text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'cut_off')),
  asked_at timestamptz NOT NULL,
  asked_by text NOT NULL,
  ended_at timestamptz,
  -- Of the health definition; the number is null for one that was never applied.
  version text NOT NULL,
  version_number integer,
  -- The past that was looked at.
  past_from timestamptz,
  past_to timestamptz,
  -- Why there is no result.
  problem text,
  headline text,
  -- A JSON document, as text: a number of it is written as it was.
  result text,
  CHECK ((state = 'done') = (result IS NOT NULL))
);

CREATE INDEX insight_runs_kind ON insight_runs (workspace, kind);

-- Whom a result names: with one of them it goes as a whole.
CREATE TABLE insight_accounts (
  run text NOT NULL REFERENCES insight_runs ON DELETE CASCADE,
  workspace text NOT NULL,
  account text NOT NULL,
  PRIMARY KEY (run, account)
);

CREATE INDEX insight_accounts_account ON insight_accounts (workspace, account);
