-- Scores over time: one row for each account at each local midnight, and between midnights when something changed.
-- A row holds what can't be computed again without the log: raw values, and what bands remember. Metric scores,
-- weights and contributions follow from the values and the model version, through the same code that made them.
-- A day that is scored again replaces its row: of equal (account, version, as_of) the one written last counts.

CREATE TABLE IF NOT EXISTS snapshots
(
    workspace       LowCardinality(String),
    account         String,
    version         LowCardinality(String),
    as_of           DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    is_midnight     Bool,
    known_at        DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    written_at      DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    -- Key of the effective model: the base, or with the variants that applied.
    model           LowCardinality(String),
    stage           LowCardinality(String),
    -- What is shown: the computed score and band, or a person's. NaN and 'unknown' when they can't be told.
    score           Float64,
    band            LowCardinality(String),
    -- Weighted mean before adjustments, and the computed score after them.
    mean            Float64,
    computed_score  Float64,
    computed_band   LowCardinality(String),
    computed_since  DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4),
    coverage        Float64,
    -- Recurring revenue of the active contracts a month, in the pack's currency; NaN when unknown.
    mrr             Float64,
    -- In the order of the version's metrics: raw values, and 0 for present or the place of the missing reason plus one.
    metric_values   Array(Float64),
    metric_states   Array(UInt8),
    -- In the order of the effective model's categories.
    category_scores Array(Float64),
    category_bands  Array(UInt8),
    -- Epoch milliseconds of the midnight at which each category took its band.
    category_since  Array(Float64)
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (workspace, account, version, as_of)
SETTINGS old_parts_lifetime = 480;
