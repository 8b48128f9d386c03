-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of
SELECT account,
  ifNull(argMaxOrNullIf(numbers[{p0:String}], (time, known_at, message_id), name = {p1:String} AND mapContains(numbers, {p0:String})), nan) AS a0,
  ifNull(toFloat64(toUnixTimestamp64Milli(maxOrNullIf(time, name = {p1:String} AND mapContains(numbers, {p0:String})))), nan) AS a1,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p2:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = "value"
-- p1 = "usage_total"
-- p2 = "main"
-- as_of = "2026-03-31 10:00:00.000"
