-- The seven raw values of every account at one instant, written by hand for Bellwether's own table: one pass.
WITH
    {as_of:DateTime64(3, 'UTC')} AS as_of,
    as_of - INTERVAL 28 DAY AS days28,
    as_of - INTERVAL 30 DAY AS days30,
    as_of - INTERVAL 60 DAY AS days60
SELECT
    account,
    toFloat64(uniqExactIf(user_key, time >= days30)) AS active_users,
    toFloat64(countIf(time >= days30)) AS events,
    toFloat64(countIf(time >= days60 AND time < days30)) AS events_before,
    toFloat64(uniqExactIf(user_key, time >= days30 AND name IN ('import_run', 'export_run', 'share_sent'))) AS feature_users,
    toFloat64(toUnixTimestamp64Milli(max(time))) AS last_time,
    toFloat64(uniqExactIf(toDate(time), time >= days28)) AS active_days,
    toFloat64(uniqExactIf(name, time >= days30)) AS features
FROM events
WHERE workspace = {workspace:String} AND time < as_of
GROUP BY account
ORDER BY account
