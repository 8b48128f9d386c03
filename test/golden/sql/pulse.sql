-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of, {t1:DateTime64(3, 'UTC')} AS t1
SELECT account,
  ifNull(argMaxOrNullIf(transform(texts[{p0:String}], {p1:Array(String)}, {p2:Array(Float64)}, nan), (time, known_at, message_id), name = {p3:String} AND message_id NOT IN (
    SELECT texts['withdraws'] FROM events
    WHERE workspace = {p4:String} AND name = 'withdrawn' AND time < as_of) AND texts[{p0:String}] IN {p1:Array(String)}), nan) AS a0,
  ifNull(toFloat64(toUnixTimestamp64Milli(maxOrNullIf(time, name = {p3:String} AND message_id NOT IN (
    SELECT texts['withdraws'] FROM events
    WHERE workspace = {p4:String} AND name = 'withdrawn' AND time < as_of) AND texts[{p0:String}] IN {p1:Array(String)}))), nan) AS a1,
  ifNull(toFloat64(toUnixTimestamp64Milli(maxOrNullIf(time, name = {p5:String} AND time <= t1))), nan) AS a2,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p4:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = "band"
-- p1 = ["green","yellow","red"]
-- p2 = [100,50,0]
-- p3 = "pulse_set"
-- p4 = "main"
-- p5 = "owner_changed"
-- as_of = "2026-03-31 10:00:00.000"
-- t1 = "2026-03-01 11:00:00.000"
