-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of, {t1:DateTime64(3, 'UTC')} AS t1
SELECT account,
  ifNull(argMaxOrNullIf(numbers[{p0:String}], (time, known_at, message_id), name = {p1:String} AND (mapContains(texts, {p2:String}) AND texts[{p2:String}] IN {p3:Array(String)}) AND mapContains(numbers, {p0:String})), nan) AS a0,
  ifNull(toFloat64(toUnixTimestamp64Milli(maxOrNullIf(time, name = {p1:String} AND (mapContains(texts, {p2:String}) AND texts[{p2:String}] IN {p3:Array(String)}) AND mapContains(numbers, {p0:String})))), nan) AS a1,
  sumIf(numbers[{p0:String}], name = {p1:String} AND (mapContains(texts, {p2:String}) AND texts[{p2:String}] IN {p3:Array(String)}) AND time >= t1) AS a2,
  countIf(mapContains(numbers, {p0:String}) AND name = {p1:String} AND (mapContains(texts, {p2:String}) AND texts[{p2:String}] IN {p3:Array(String)}) AND time >= t1) AS a3,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p4:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = "score"
-- p1 = "survey_answered"
-- p2 = "survey"
-- p3 = ["csat"]
-- p4 = "main"
-- as_of = "2026-03-31 10:00:00.000"
-- t1 = "2025-12-31 11:00:00.000"
