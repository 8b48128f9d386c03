-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of
SELECT account,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p0:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = "main"
-- as_of = "2026-03-31 10:00:00.000"

-- measure features
WITH {as_of:DateTime64(3, 'UTC')} AS as_of, {t1:DateTime64(3, 'UTC')} AS t1
SELECT account,
  toFloat64(countIf(f0 AND f1)) AS a0
FROM
(
  SELECT account, user_key,
    uniqExactIf(toDate(time, {p1:String}), name = {p0:String} AND time >= t1) >= {p2:Float64} AS f0,
    uniqExactIf(toDate(time, {p1:String}), name = {p3:String} AND time >= t1) >= {p2:Float64} AS f1
  FROM events
  WHERE workspace = {p4:String} AND account != '' AND time < as_of AND user_key != sipHash64('')
  GROUP BY account, user_key
)
GROUP BY account
-- p0 = "import"
-- p1 = "Europe/Berlin"
-- p2 = 3
-- p3 = "export"
-- p4 = "main"
-- as_of = "2026-03-31 10:00:00.000"
-- t1 = "2026-03-01 11:00:00.000"

-- measure known users
WITH {as_of:DateTime64(3, 'UTC')} AS as_of
SELECT account, toFloat64(uniqExact(user_key)) AS a0
FROM
(
  SELECT DISTINCT account, user_key FROM events
  WHERE workspace = {p0:String} AND account != '' AND time < as_of AND user_key != sipHash64('')
  UNION DISTINCT
  SELECT DISTINCT account, sipHash64(user) AS user_key FROM memberships
  WHERE workspace = {p0:String} AND account != '' AND time < as_of AND user != ''
)
GROUP BY account
-- p0 = "main"
-- as_of = "2026-03-31 10:00:00.000"
