-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of
SELECT account,
  ifNull(toFloat64(toUnixTimestamp64Milli(maxOrNullIf(time, name = {p0:String}))), nan) AS a0,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p1:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = "login"
-- p1 = "main"
-- as_of = "2026-03-31 10:00:00.000"
