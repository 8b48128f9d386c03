CREATE TABLE workspaces (
  id text PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE teammates (
  id text PRIMARY KEY,
  workspace text NOT NULL REFERENCES workspaces,
  -- In small letters: whoever signs in with it is this teammate.
  email text NOT NULL CHECK (email = lower(email)),
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('viewer', 'csm', 'manager', 'administrator')),
  -- Under which owners of accounts the teammate's own accounts stand.
  books text[] NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (workspace, email)
);

CREATE TABLE invitations (
  id text PRIMARY KEY,
  workspace text NOT NULL REFERENCES workspaces,
  email text NOT NULL CHECK (email = lower(email)),
  role text NOT NULL CHECK (role IN ('viewer', 'csm', 'manager', 'administrator')),
  books text[] NOT NULL,
  -- Of the token in the link, which is kept nowhere.
  sha256 text NOT NULL UNIQUE,
  invited_by text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  UNIQUE (workspace, email)
);
