-- What was applied is never changed: a version is added, and an older one comes back as a new one.
CREATE TABLE pack_versions (
  workspace text NOT NULL REFERENCES workspaces,
  -- Counted from 1 in each workspace. The key is what lets only one of two at once be applied.
  number integer NOT NULL CHECK (number > 0),
  -- Of the pack's meaning, as snapshots carry it.
  version text NOT NULL,
  author text NOT NULL,
  message text NOT NULL,
  applied_at timestamptz NOT NULL,
  -- [{"path", "text"}] as JSON, so that what is written back is what was applied, letter for letter.
  files text NOT NULL,
  PRIMARY KEY (workspace, number)
);
