-- births of accounts
WITH {as_of:DateTime64(3, 'UTC')} AS as_of
SELECT account, toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM (SELECT account, time FROM account_traits WHERE workspace = {p0:String} AND account != '' AND time < as_of
  UNION ALL SELECT account, time FROM memberships WHERE workspace = {p0:String} AND account != '' AND time < as_of)
GROUP BY account
-- p0 = "main"
-- as_of = "2026-03-31 10:00:00.000"

-- first event of each name
SELECT name, toFloat64(toUnixTimestamp64Milli(min(first))) AS first
FROM event_names WHERE workspace = {workspace:String} GROUP BY name
-- workspace = "main"

-- first event of each name, as known then
SELECT CAST(name, 'String') AS name, toFloat64(toUnixTimestamp64Milli(min(time))) AS first
FROM events WHERE workspace = {workspace:String} AND known_at <= fromUnixTimestamp64Milli({known:Int64}) GROUP BY name
-- workspace = "main"
-- known = 1774951200000
