-- Where each account is on its journey at its last midnight, and how it came there: so that a start goes on from it.
-- Beside the snapshots of the same version, because they are lost and made again together.

CREATE TABLE IF NOT EXISTS journey_states
(
    workspace  LowCardinality(String),
    version    LowCardinality(String),
    account    String,
    -- The midnight that it is of.
    as_of      DateTime64(3, 'UTC'),
    -- As `engine/evaluate/journey-text.ts` writes it.
    state      String CODEC(ZSTD(3)),
    written_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (workspace, version, account)
SETTINGS old_parts_lifetime = 480;
