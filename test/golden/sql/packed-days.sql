-- pack days of events
SELECT account, user_key != sipHash64('') AS is_user,
  groupArray(toUInt16(toRelativeDayNum(time, {zone:String}) - {first_day:Int32})) AS days,
  groupArray(mask) AS masks,
  groupArray(toFloat64(toUnixTimestamp64Milli(time))) AS times,
  groupArray(if(mapContains(numbers, {p10:String}), numbers[{p10:String}], nan)) AS n0
FROM
(
  SELECT account, user_key, time, numbers, bitShiftLeft(toUInt32(name NOT IN {p0:Array(String)} AND ((mapContains(numbers, {p1:String}) AND numbers[{p1:String}] IN {p2:Array(Float64)}) OR (mapContains(texts, {p1:String}) AND texts[{p1:String}] IN {p3:Array(String)})) AND (mapContains(numbers, {p4:String}) AND numbers[{p4:String}] >= {p5:Float64})), 0) + bitShiftLeft(toUInt32(name = {p6:String}), 1) + bitShiftLeft(toUInt32(name = {p7:String} AND (mapContains(texts, {p8:String}) AND texts[{p8:String}] IN {p9:Array(String)})), 2) AS mask
  FROM events
  WHERE workspace = {p13:String} AND account >= {p11:String} AND account <= {p12:String}
    AND time >= {start:DateTime64(3, 'UTC')} AND time < {end:DateTime64(3, 'UTC')}
)
WHERE mask != 0
GROUP BY account, user_key
ORDER BY account
-- p0 = ["contract_changed","ticket_opened","ticket_closed","survey_answered","interaction_logged","review_held","note_written","outcome_recorded","pulse_set","measurement_recorded","adjustment_set","override_set","stage_set","owner_changed","goal_set","record_matched","withdrawn","usage_total"]
-- p1 = "plan"
-- p2 = [2]
-- p3 = ["pro"]
-- p4 = "seconds"
-- p5 = 5
-- p6 = "login"
-- p7 = "usage_total"
-- p8 = "measure"
-- p9 = ["storage"]
-- p10 = "value"
-- p11 = "acme"
-- p12 = "globex"
-- p13 = "main"
-- as_of = "2026-03-29 22:00:00.000"
-- zone = "Europe/Berlin"
-- first_day = 20511
-- start = "2026-02-26 23:00:00.000"
-- end = "2026-03-29 22:00:00.000"
