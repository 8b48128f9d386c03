-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of, {t1:DateTime64(3, 'UTC')} AS t1
SELECT account,
  countIf(name NOT IN {p0:Array(String)} AND ((mapContains(numbers, {p1:String}) AND numbers[{p1:String}] IN {p2:Array(Float64)}) OR (mapContains(texts, {p1:String}) AND texts[{p1:String}] IN {p3:Array(String)})) AND (mapContains(numbers, {p4:String}) AND numbers[{p4:String}] >= {p5:Float64}) AND time >= t1) AS a0,
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
-- t1 = "2026-03-01 11:00:00.000"

-- measure contracts
WITH {as_of:DateTime64(3, 'UTC')} AS as_of
SELECT account, state.6 AS currency, toUInt32(countIf(is_active)) AS active,
  sumIf(state.5, is_active) AS seats, sumIf(state.4, is_active) AS mrr, min(state.1) AS contract_start
FROM
(
  SELECT account, toFloat64(toUnixTimestamp64Milli(as_of)) AS now,
    argMax((if(mapContains(numbers, 'start'), numbers['start'], inf), if(mapContains(numbers, 'term_end'), numbers['term_end'], inf), if(mapContains(numbers, 'ended'), numbers['ended'], inf), numbers['mrr'], numbers['seats'], texts['currency']), (time, known_at, message_id)) AS state,
    state.1 <= now AND now < state.2 AND now < state.3 AS is_active
  FROM events
  WHERE workspace = {p0:String} AND account != '' AND time < as_of AND name = 'contract_changed'
  GROUP BY account, texts['contract']
)
WHERE state.1 <= now
GROUP BY account, currency
-- p0 = "main"
-- as_of = "2026-03-31 10:00:00.000"
