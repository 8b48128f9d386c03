-- A message id that may have been seen is looked up exactly: these tell most granules apart without reading their ids.
ALTER TABLE events ADD INDEX IF NOT EXISTS ids message_id TYPE bloom_filter(0.01) GRANULARITY 1;
ALTER TABLE account_traits ADD INDEX IF NOT EXISTS ids message_id TYPE bloom_filter(0.01) GRANULARITY 1;
ALTER TABLE user_traits ADD INDEX IF NOT EXISTS ids message_id TYPE bloom_filter(0.01) GRANULARITY 1;
ALTER TABLE memberships ADD INDEX IF NOT EXISTS ids message_id TYPE bloom_filter(0.01) GRANULARITY 1;
ALTER TABLE events MATERIALIZE INDEX ids;
ALTER TABLE account_traits MATERIALIZE INDEX ids;
ALTER TABLE user_traits MATERIALIZE INDEX ids;
ALTER TABLE memberships MATERIALIZE INDEX ids;

-- The engine keeps the text of changes that are done, a hundred of each table, and such a text may name a customer.
ALTER TABLE events MODIFY SETTING finished_mutations_to_keep = 1;
ALTER TABLE account_traits MODIFY SETTING finished_mutations_to_keep = 1;
ALTER TABLE user_traits MODIFY SETTING finished_mutations_to_keep = 1;
ALTER TABLE memberships MODIFY SETTING finished_mutations_to_keep = 1;
