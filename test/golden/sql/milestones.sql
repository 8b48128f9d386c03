-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of
SELECT account,
  ifNull(toFloat64(toUnixTimestamp64Milli(minOrNullIf(time, name = {p0:String}))), nan) AS a0,
  ifNull(toFloat64(toUnixTimestamp64Milli(minOrNullIf(time, name = {p1:String}))), nan) AS a1,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p2:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = "source_connected"
-- p1 = "user_invited"
-- p2 = "main"
-- as_of = "2026-03-31 10:00:00.000"
