-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of
SELECT account,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p0:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = "main"
-- as_of = "2026-03-31 10:00:00.000"

-- measure traits
WITH {as_of:DateTime64(3, 'UTC')} AS as_of
SELECT account,
  multiIf(trait0.1 = 'number', trait0.2, trait0.1 = 'text', transform(trait0.3, {p1:Array(String)}, {p2:Array(Float64)}, nan), nan) AS a0,
  if(trait0.1 = '', nan, toFloat64(toUnixTimestamp64Milli(trait0.4))) AS a1
FROM
(
  SELECT account,
    argMaxIf((kind, number, text, time), (time, known_at, message_id), trait = {p0:String}) AS trait0
  FROM account_traits
  WHERE workspace = {p3:String} AND account != '' AND time < as_of
  GROUP BY account
)
-- p0 = "tier"
-- p1 = ["gold","silver"]
-- p2 = [100,50]
-- p3 = "main"
-- as_of = "2026-03-31 10:00:00.000"
