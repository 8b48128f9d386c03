-- When the workspace first saw an event of each name: what tells a feed that doesn't exist from a true zero.
-- Derived from `events` and recomputable; several rows of one name are one name, the earliest counts.

CREATE TABLE IF NOT EXISTS event_names
(
    workspace LowCardinality(String),
    name      String,
    first     DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (workspace, name);
