-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of, {t1:DateTime64(3, 'UTC')} AS t1
SELECT account,
  sumIf(numbers[{p0:String}], name = {p1:String} AND (mapContains(texts, {p2:String}) AND texts[{p2:String}] IN {p3:Array(String)}) AND time >= t1) AS a0,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p4:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = "value"
-- p1 = "usage_total"
-- p2 = "measure"
-- p3 = ["storage"]
-- p4 = "main"
-- as_of = "2026-03-31 10:00:00.000"
-- t1 = "2026-03-01 11:00:00.000"
