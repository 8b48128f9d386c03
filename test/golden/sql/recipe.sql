-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of
SELECT account,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p0:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = "main"
-- as_of = "2026-03-31 10:00:00.000"
