-- measure events
SELECT account, i,
  uniqExactIf(user_key, user_key != sipHash64('') AND name IN {p0:Array(String)} AND user_key != sipHash64('') AND (user_key, i) IN (
    SELECT sipHash64(user), i FROM (
      SELECT user, i, argMaxIf((kind, number, text), (time, known_at, message_id), trait = {p3:String}) AS trait0, argMaxIf((kind, number, text), (time, known_at, message_id), trait = {p4:String}) AS trait1
      FROM user_traits
ARRAY JOIN range(2) AS i, {as_of:Array(DateTime64(3, 'UTC'))} AS as_of
      WHERE workspace = {p1:String} AND time < as_of AND known_at <= fromUnixTimestamp64Milli({p2:Int64}) GROUP BY user, i)
    WHERE (trait0.1 = 'text' AND trait0.3 IN {p5:Array(String)}) AND (trait1.1 = 'number' OR trait1.1 = 'text') AND NOT (trait1.1 = 'text' AND trait1.3 IN {p6:Array(String)})) AND time >= t1 AND time < t2) AS a0,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
ARRAY JOIN range(2) AS i, {as_of:Array(DateTime64(3, 'UTC'))} AS as_of, {t1:Array(DateTime64(3, 'UTC'))} AS t1, {t2:Array(DateTime64(3, 'UTC'))} AS t2
WHERE workspace = {p1:String} AND account != '' AND account IN {p7:Array(String)} AND time < as_of AND known_at <= fromUnixTimestamp64Milli({p2:Int64})
GROUP BY account, i
-- p0 = ["report_viewed","dashboard_opened"]
-- p1 = "main"
-- p2 = 1774951200000
-- p3 = "role"
-- p4 = "department"
-- p5 = ["executive_sponsor"]
-- p6 = ["it"]
-- p7 = ["acme","it's"]
-- as_of = ["2026-03-30 10:00:00.000","2026-03-31 10:00:00.000"]
-- t1 = ["2026-03-22 23:00:00.000","2026-03-23 23:00:00.000"]
-- t2 = ["2026-03-29 22:00:00.000","2026-03-30 22:00:00.000"]
