-- The seven raw values of every account at one instant: the textbook query.
SELECT
    account,
    count(DISTINCT user_id) FILTER (WHERE time >= $as_of::TIMESTAMP - INTERVAL 30 DAY)::DOUBLE AS active_users,
    count(*) FILTER (WHERE time >= $as_of::TIMESTAMP - INTERVAL 30 DAY)::DOUBLE AS events,
    count(*) FILTER (WHERE time >= $as_of::TIMESTAMP - INTERVAL 60 DAY AND time < $as_of::TIMESTAMP - INTERVAL 30 DAY)::DOUBLE AS events_before,
    count(DISTINCT user_id) FILTER (WHERE time >= $as_of::TIMESTAMP - INTERVAL 30 DAY AND name IN ('import_run', 'export_run', 'share_sent'))::DOUBLE AS feature_users,
    epoch_ms(max(time))::DOUBLE AS last_time,
    count(DISTINCT time::DATE) FILTER (WHERE time >= $as_of::TIMESTAMP - INTERVAL 28 DAY)::DOUBLE AS active_days,
    count(DISTINCT name) FILTER (WHERE time >= $as_of::TIMESTAMP - INTERVAL 30 DAY)::DOUBLE AS features
FROM events
WHERE time < $as_of::TIMESTAMP
GROUP BY account
ORDER BY account
