-- Snapshots between midnights lie in a table of their own: one that happens to fall on a midnight must not replace
-- the midnight's, from which history is drawn. What `snapshots` holds are midnights.

CREATE TABLE IF NOT EXISTS snapshots_between AS snapshots
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (workspace, account, version, as_of)
SETTINGS old_parts_lifetime = 480;

-- The newest score of each account, replaced by the next.
CREATE TABLE IF NOT EXISTS snapshots_newest AS snapshots
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (workspace, version, account)
SETTINGS old_parts_lifetime = 480;
