-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of
SELECT account,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p0:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = "main"
-- as_of = "2026-03-31 10:00:00.000"

-- measure items
WITH {as_of:DateTime64(3, 'UTC')} AS as_of, {t1:DateTime64(3, 'UTC')} AS t1
SELECT account,
  toFloat64(countIf(has_closed AND closed >= opened AND closed >= t1)) AS a0,
  sumIf(toFloat64(toUnixTimestamp64Milli(closed)) - toFloat64(toUnixTimestamp64Milli(opened)), has_closed AND closed >= opened AND closed >= t1) AS a1
FROM
(
  SELECT account, if(mapContains(numbers, {p4:String}), toString(numbers[{p4:String}] + 0), texts[{p4:String}]) AS item_id,
    maxIf(time, name = {p0:String} AND (mapContains(texts, {p1:String}) AND texts[{p1:String}] IN {p2:Array(String)})) AS opened, maxIf(time, name = {p3:String}) AS closed, countIf(name = {p3:String}) > 0 AS has_closed,
    NOT has_closed OR opened > closed AS is_open
  FROM events
  WHERE workspace = {p5:String} AND account != '' AND time < as_of AND (name = {p0:String} AND (mapContains(texts, {p1:String}) AND texts[{p1:String}] IN {p2:Array(String)}) OR name = {p3:String}) AND (mapContains(numbers, {p4:String}) OR mapContains(texts, {p4:String}))
  GROUP BY account, item_id
  HAVING countIf(name = {p0:String} AND (mapContains(texts, {p1:String}) AND texts[{p1:String}] IN {p2:Array(String)})) > 0
)
GROUP BY account
-- p0 = "ticket_opened"
-- p1 = "priority"
-- p2 = ["urgent"]
-- p3 = "ticket_closed"
-- p4 = "ticket"
-- p5 = "main"
-- as_of = "2026-03-31 10:00:00.000"
-- t1 = "2026-03-01 11:00:00.000"
