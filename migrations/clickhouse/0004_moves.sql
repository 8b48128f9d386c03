-- Rows on their way from one account to another, because a match was decided or taken back. A move copies, then removes;
-- the state of the last row of a move says where a start that was cut short has to go on.

CREATE TABLE IF NOT EXISTS moves
(
    workspace LowCardinality(String),
    source    String,
    record    String,
    from      String,
    to        String,
    state     LowCardinality(String),
    at        DateTime64(3, 'UTC') DEFAULT now64(3),
    step      UInt8
)
ENGINE = MergeTree
ORDER BY (workspace, source, record, from, to, at, step);
