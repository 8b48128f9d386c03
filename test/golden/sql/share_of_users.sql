-- measure events
WITH {as_of:DateTime64(3, 'UTC')} AS as_of, {t1:DateTime64(3, 'UTC')} AS t1
SELECT account,
  uniqExactIf(user_key, user_key != sipHash64('') AND name NOT IN {p0:Array(String)} AND time >= t1) AS a0,
  toFloat64(toUnixTimestamp64Milli(min(time))) AS born
FROM events
WHERE workspace = {p1:String} AND account != '' AND time < as_of
GROUP BY account
-- p0 = ["contract_changed","ticket_opened","ticket_closed","survey_answered","interaction_logged","review_held","note_written","outcome_recorded","pulse_set","measurement_recorded","adjustment_set","override_set","stage_set","owner_changed","goal_set","record_matched","withdrawn","usage_total"]
-- p1 = "main"
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
