-- When a fact was stored, by the clock of whoever stored it: how scoring finds what came while it wasn't looking.
-- `known_at` can't tell: an import is known as of its own past. Rows from before have the year 1970.

ALTER TABLE events ADD COLUMN IF NOT EXISTS stored_at DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4);
ALTER TABLE account_traits ADD COLUMN IF NOT EXISTS stored_at DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4);
ALTER TABLE user_traits ADD COLUMN IF NOT EXISTS stored_at DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4);
ALTER TABLE memberships ADD COLUMN IF NOT EXISTS stored_at DateTime64(3, 'UTC') CODEC(DoubleDelta, LZ4);
