-- Message ids that are being looked up, for as long as that takes: a long list doesn't fit into a parameter.
-- In memory, so that a lookup needs no room on a full disk and a killed process leaves nothing.

CREATE TABLE IF NOT EXISTS lookups
(
    lookup     String,
    message_id String
)
ENGINE = Memory;
