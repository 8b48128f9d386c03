-- What the company wants to reach by a day. Goals set no band and calibrate nothing.
CREATE TABLE company_goals (
  id text PRIMARY KEY,
  workspace text NOT NULL REFERENCES workspaces,
  measure text NOT NULL,
  target double precision NOT NULL,
  owner text NOT NULL,
  due date NOT NULL,
  note text,
  -- What was measured when it was set.
  baseline double precision,
  started_at timestamptz NOT NULL,
  started_by text NOT NULL
);

CREATE INDEX company_goals_workspace ON company_goals (workspace, due);
