WITH parts AS (
  SELECT
    EXTRACT(HOUR FROM e.happened_at AT TIME ZONE 'UTC' AT TIME ZONE $zone) AS "hour",
    COUNT(DISTINCT CASE WHEN e.type = 'view' THEN e.customer_key END) AS lookers_now,
    COUNT(DISTINCT CASE WHEN e.type = 'cart' THEN e.customer_key END) AS carters_now
  FROM event AS e
  WHERE
    e.shop_id = $shop
    AND e.happened_on >= CAST('2026-10-01' AS DATE)
    AND e.happened_on < CAST('2026-11-01' AS DATE)
    AND e.type IN ('view', 'cart', 'click', 'favourite')
  GROUP BY
    1
)
SELECT
  "hour",
  COALESCE(SUM(lookers_now), 0) AS viewers,
  COALESCE(SUM(carters_now), 0) AS cart_users
FROM parts
GROUP BY
  1
ORDER BY
  "hour" ASC
