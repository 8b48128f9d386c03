-- The seven raw values of every account at one instant: the textbook query.
SELECT
    account,
    count(DISTINCT user_id) FILTER (WHERE time >= :as_of::timestamp - INTERVAL '30 days') AS active_users,
    count(*) FILTER (WHERE time >= :as_of::timestamp - INTERVAL '30 days') AS events,
    count(*) FILTER (WHERE time >= :as_of::timestamp - INTERVAL '60 days' AND time < :as_of::timestamp - INTERVAL '30 days') AS events_before,
    count(DISTINCT user_id) FILTER (WHERE time >= :as_of::timestamp - INTERVAL '30 days' AND name IN ('import_run', 'export_run', 'share_sent')) AS feature_users,
    round(extract(epoch FROM max(time)) * 1000) AS last_time,
    count(DISTINCT time::date) FILTER (WHERE time >= :as_of::timestamp - INTERVAL '28 days') AS active_days,
    count(DISTINCT name) FILTER (WHERE time >= :as_of::timestamp - INTERVAL '30 days') AS features
FROM events
WHERE time < :as_of::timestamp
GROUP BY account
ORDER BY account
