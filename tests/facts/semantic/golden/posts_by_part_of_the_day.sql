WITH parts AS (
  SELECT
    CASE
      WHEN EXTRACT(HOUR FROM o.posted_at AT TIME ZONE 'UTC' AT TIME ZONE $zone) IS NULL
      THEN NULL
      WHEN EXTRACT(HOUR FROM o.posted_at AT TIME ZONE 'UTC' AT TIME ZONE $zone) < 6
      THEN 0
      WHEN EXTRACT(HOUR FROM o.posted_at AT TIME ZONE 'UTC' AT TIME ZONE $zone) < 9
      THEN 6
      WHEN EXTRACT(HOUR FROM o.posted_at AT TIME ZONE 'UTC' AT TIME ZONE $zone) < 12
      THEN 9
      WHEN EXTRACT(HOUR FROM o.posted_at AT TIME ZONE 'UTC' AT TIME ZONE $zone) < 14
      THEN 12
      WHEN EXTRACT(HOUR FROM o.posted_at AT TIME ZONE 'UTC' AT TIME ZONE $zone) < 18
      THEN 14
      ELSE 18
    END AS "daypart",
    SUM(o.reached) AS post_reach_now,
    SUM(o.clicks) AS post_clicks_now,
    SUM(CASE WHEN o.reached > 0 THEN o.clicks END) AS clicked_of_reached_now
  FROM post AS o
  WHERE
    o.shop_id = $shop
    AND o.posted_on >= CAST('2026-10-01' AS DATE)
    AND o.posted_on < CAST('2026-11-01' AS DATE)
  GROUP BY
    1
)
SELECT
  "daypart",
  COALESCE(SUM(post_reach_now), 0) AS post_reach,
  COALESCE(SUM(post_clicks_now), 0) AS post_clicks,
  COALESCE(SUM(clicked_of_reached_now), 0) / NULLIF(COALESCE(SUM(post_reach_now), 0), 0) AS post_click_rate
FROM parts
GROUP BY
  1
ORDER BY
  "daypart" ASC
