-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of, {t1:DateTime64(3, 'UTC')} AS t1, {t2:DateTime64(3, 'UTC')} AS t2, {t3:DateTime64(3, 'UTC')} AS t3
SELECT account,
  countIf(name NOT IN {p0:Array(String)} AND ((mapContains(numbers, {p1:String}) AND numbers[{p1:String}] IN {p2:Array(Float64)}) OR (mapContains(texts, {p1:String}) AND texts[{p1:String}] IN {p3:Array(String)})) AND (mapContains(numbers, {p4:String}) AND numbers[{p4:String}] >= {p5:Float64}) AND time >= t1 AND time < t2) AS a0,
  countIf(name NOT IN {p0:Array(String)} AND ((mapContains(numbers, {p1:String}) AND numbers[{p1:String}] IN {p2:Array(Float64)}) OR (mapContains(texts, {p1:String}) AND texts[{p1:String}] IN {p3:Array(String)})) AND (mapContains(numbers, {p4:String}) AND numbers[{p4:String}] >= {p5:Float64}) AND time >= t3 AND time < t1) AS a1,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p6:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = ["contract_changed","ticket_opened","ticket_closed","survey_answered","interaction_logged","review_held","note_written","outcome_recorded","pulse_set","measurement_recorded","adjustment_set","override_set","stage_set","owner_changed","goal_set","record_matched","withdrawn","usage_total"]
-- p1 = "plan"
-- p2 = [2]
-- p3 = ["pro"]
-- p4 = "seconds"
-- p5 = 5
-- p6 = "main"
-- as_of = "2026-03-31 10:00:00.000"
-- t1 = "2026-02-28 23:00:00.000"
-- t2 = "2026-03-30 22:00:00.000"
-- t3 = "2026-01-29 23:00:00.000"
