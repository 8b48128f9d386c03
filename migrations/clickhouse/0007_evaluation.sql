-- How far scoring has come: every account has its midnights up to `through`, and what was stored by `stored_by` is in
-- them. Beside the snapshots, so that both are lost and made again together.

CREATE TABLE IF NOT EXISTS evaluations
(
    workspace  LowCardinality(String),
    version    LowCardinality(String),
    through    DateTime64(3, 'UTC'),
    stored_by  DateTime64(3, 'UTC'),
    written_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (workspace, version);

-- What changed about accounts and why, once for each snapshot that was left behind.
CREATE TABLE IF NOT EXISTS transitions
(
    workspace  LowCardinality(String),
    account    String,
    version    LowCardinality(String),
    -- Instant of the snapshot that it leaves, and of the one that it leads to.
    left       DateTime64(3, 'UTC'),
    at         DateTime64(3, 'UTC'),
    kind       LowCardinality(String),
    from_band  LowCardinality(String),
    to_band    LowCardinality(String),
    -- NaN where it can't be told.
    from_score Float64,
    to_score   Float64,
    -- The change behind it that moved most; empty when none did.
    cause      LowCardinality(String),
    subject    String,
    -- All of them as JSON: [{cause, subject, points}].
    parts      String,
    written_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (workspace, account, version, left, kind)
SETTINGS old_parts_lifetime = 480;
