-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of, {t1:DateTime64(3, 'UTC')} AS t1
SELECT account,
  uniqExactIf(toDate(time, {p0:String}), name = {p1:String} AND time >= t1) AS a0,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p2:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = "Europe/Berlin"
-- p1 = "login"
-- p2 = "main"
-- as_of = "2026-03-31 10:00:00.000"
-- t1 = "2026-03-03 11:00:00.000"
