-- Filters, order, groups and columns of the portfolio that people keep under a name: for themselves, or for everybody.
CREATE TABLE portfolio_views (
  id text PRIMARY KEY,
  workspace text NOT NULL REFERENCES workspaces,
  -- A shared view stays when whoever kept it leaves.
  teammate text REFERENCES teammates ON DELETE SET NULL,
  kept_by text NOT NULL,
  name text NOT NULL,
  search text NOT NULL,
  is_shared boolean NOT NULL,
  changed_at timestamptz NOT NULL,
  -- Removed ones can be brought back for a while.
  removed_at timestamptz
);

CREATE INDEX portfolio_views_workspace ON portfolio_views (workspace);

-- With which view the portfolio opens.
CREATE TABLE first_views (
  teammate text PRIMARY KEY REFERENCES teammates ON DELETE CASCADE,
  view text NOT NULL REFERENCES portfolio_views ON DELETE CASCADE
);
