CREATE TABLE api_keys (
  id text PRIMARY KEY,
  workspace text NOT NULL REFERENCES workspaces,
  kind text NOT NULL CHECK (kind IN ('write', 'read')),
  name text NOT NULL,
  -- The first letters of the key, to know it again by.
  prefix text NOT NULL,
  -- Of the key's text, which is kept nowhere.
  sha256 text NOT NULL UNIQUE,
  -- Of write keys: false for those that stand in web pages.
  accepts_vocabulary boolean NOT NULL,
  -- Of read keys: what they open.
  scopes text[] NOT NULL,
  created_by text,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);

-- The name of a write key is the source of its events, so two in use never share one.
CREATE UNIQUE INDEX api_keys_name ON api_keys (workspace, kind, name) WHERE revoked_at IS NULL;
