-- What rules of retention have taken away: written before it goes, and beside the log, so that a restored or copied log
-- says of itself from when on it is whole. The last row of a class counts.

CREATE TABLE IF NOT EXISTS retentions
(
    workspace   LowCardinality(String),
    class       LowCardinality(String),
    -- What was older went, unless something of today is told from it.
    before      DateTime64(3, 'UTC'),
    -- From this midnight on everything is computed as if nothing had gone; 1970 where nothing computed rests on the class.
    replay_from DateTime64(3, 'UTC'),
    rows        Float64,
    at          DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(at)
ORDER BY (workspace, class);

-- What the midnight of such a boundary left of each account for bands and journeys to remember: scores go on from there.

CREATE TABLE IF NOT EXISTS foundations
(
    workspace  LowCardinality(String),
    version    LowCardinality(String),
    account    String,
    as_of      DateTime64(3, 'UTC'),
    -- {overall?: [band, since], categories: {id: [band, since]}}
    remembered String CODEC(ZSTD(3)),
    -- As `journey_states` has it; empty without a journey.
    journey    String CODEC(ZSTD(3)),
    written_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (workspace, version, account, as_of)
SETTINGS old_parts_lifetime = 480;
