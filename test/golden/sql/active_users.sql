-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of, {t1:DateTime64(3, 'UTC')} AS t1, {t2:DateTime64(3, 'UTC')} AS t2
SELECT account,
  uniqExactIf(user_key, user_key != sipHash64('') AND name IN {p0:Array(String)} AND user_key != sipHash64('') AND user_key IN (
    SELECT sipHash64(user) FROM (
      SELECT user, argMaxIf((kind, number, text), (time, known_at, message_id), trait = {p2:String}) AS trait0, argMaxIf((kind, number, text), (time, known_at, message_id), trait = {p3:String}) AS trait1
      FROM user_traits
      WHERE workspace = {p1:String} AND time < as_of GROUP BY user)
    WHERE (trait0.1 = 'text' AND trait0.3 IN {p4:Array(String)}) AND (trait1.1 = 'number' OR trait1.1 = 'text') AND NOT (trait1.1 = 'text' AND trait1.3 IN {p5:Array(String)})) AND time >= t1 AND time < t2) AS a0,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p1:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = ["report_viewed","dashboard_opened"]
-- p1 = "main"
-- p2 = "role"
-- p3 = "department"
-- p4 = ["executive_sponsor"]
-- p5 = ["it"]
-- as_of = "2026-03-31 10:00:00.000"
-- t1 = "2026-03-23 23:00:00.000"
-- t2 = "2026-03-30 22:00:00.000"
