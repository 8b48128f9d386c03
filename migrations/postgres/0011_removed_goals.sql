-- A goal that was taken away can be brought back for a while, with when it was set and where it began.
ALTER TABLE company_goals ADD COLUMN IF NOT EXISTS removed_at timestamptz;
