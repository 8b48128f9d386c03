-- The log of facts. Raw facts are the only truth; whatever is derived from them can be recomputed.
-- No partitions: a batch is one block in one part, so that it is stored whole or not at all.
-- Everything acknowledged has reached the disk (fsync), and merged parts stay until their replacement has too.

CREATE TABLE IF NOT EXISTS events
(
    workspace     LowCardinality(String),
    account       String,
    -- The sender's own id, where a match has moved the row to another account; else empty.
    record        String,
    user          String,
    -- Distinct users are counted by this key: half the time of counting the texts.
    user_key      UInt64 MATERIALIZED sipHash64(user),
    name          LowCardinality(String),
    time          DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    known_at      DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    original_time DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    sent_at       DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    received_at   DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    message_id    String,
    numbers       Map(LowCardinality(String), Float64),
    texts         Map(LowCardinality(String), String),
    attribution   LowCardinality(String),
    source        LowCardinality(String),
    batch_id      LowCardinality(String)
)
ENGINE = MergeTree
ORDER BY (workspace, account, time)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
    min_compressed_bytes_to_fsync_after_merge = 1, old_parts_lifetime = 480;

CREATE TABLE IF NOT EXISTS account_traits
(
    workspace  LowCardinality(String),
    account    String,
    record     String,
    trait      LowCardinality(String),
    -- Which of the two values holds: 'number', 'text', or 'null' for known to be absent.
    kind       LowCardinality(String),
    number     Float64,
    text       String,
    time       DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    known_at   DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    message_id String,
    source     LowCardinality(String),
    batch_id   LowCardinality(String)
)
ENGINE = MergeTree
ORDER BY (workspace, account, trait, time)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
    min_compressed_bytes_to_fsync_after_merge = 1, old_parts_lifetime = 480;

CREATE TABLE IF NOT EXISTS user_traits
(
    workspace  LowCardinality(String),
    user       String,
    trait      LowCardinality(String),
    kind       LowCardinality(String),
    number     Float64,
    text       String,
    time       DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    known_at   DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    message_id String,
    source     LowCardinality(String),
    batch_id   LowCardinality(String)
)
ENGINE = MergeTree
ORDER BY (workspace, user, trait, time)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
    min_compressed_bytes_to_fsync_after_merge = 1, old_parts_lifetime = 480;

CREATE TABLE IF NOT EXISTS memberships
(
    workspace  LowCardinality(String),
    account    String,
    record     String,
    user       String,
    time       DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    known_at   DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    message_id String,
    source     LowCardinality(String),
    batch_id   LowCardinality(String)
)
ENGINE = MergeTree
ORDER BY (workspace, account, user, time)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
    min_compressed_bytes_to_fsync_after_merge = 1, old_parts_lifetime = 480;
