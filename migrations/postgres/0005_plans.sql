-- What people have agreed to do about an account at risk.
CREATE TABLE plans (
  id text PRIMARY KEY,
  workspace text NOT NULL REFERENCES workspaces,
  -- The sender's id of the account, as the log has it.
  account text NOT NULL,
  name text NOT NULL,
  reason text NOT NULL,
  owner text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'done', 'abandoned')),
  -- Id of the template that it was made from, as the pack named it then.
  template text,
  started_at timestamptz NOT NULL,
  started_by text NOT NULL,
  start_score double precision,
  start_band text NOT NULL,
  closed_at timestamptz,
  closed_by text,
  result text,
  end_score double precision,
  end_band text,
  CHECK ((state = 'open') = (closed_at IS NULL))
);

-- An account has at most one plan that is open.
CREATE UNIQUE INDEX plans_open ON plans (workspace, account) WHERE state = 'open';
CREATE INDEX plans_account ON plans (workspace, account);

CREATE TABLE plan_steps (
  plan text NOT NULL REFERENCES plans ON DELETE CASCADE,
  id text NOT NULL,
  -- The order in which they are to be done.
  place integer NOT NULL,
  text text NOT NULL,
  owner text NOT NULL,
  due date NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
  done_at timestamptz,
  done_by text,
  PRIMARY KEY (plan, id)
);

CREATE TABLE plan_reviews (
  plan text NOT NULL REFERENCES plans ON DELETE CASCADE,
  id text NOT NULL,
  at timestamptz NOT NULL,
  author text NOT NULL,
  note text NOT NULL,
  score double precision,
  band text NOT NULL,
  PRIMARY KEY (plan, id)
);
