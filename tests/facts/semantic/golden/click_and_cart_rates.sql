WITH catalogue AS (
  SELECT
    product_id,
    MAX(category) AS category,
    MAX(brand) AS brand,
    CAST(AVG(cost) AS DECIMAL(18, 4)) AS cost
  FROM product
  WHERE
    shop_id = $shop
  GROUP BY
    product_id
), parts AS (
  SELECT
    COALESCE(p.category, e.category) AS "category",
    COUNT(CASE WHEN e.type = 'click' THEN e.event_id END) AS clicks_now,
    COUNT(CASE WHEN e.type = 'view' THEN e.event_id END) AS views_now,
    COUNT(CASE WHEN e.type = 'favourite' THEN e.event_id END) AS favourites_now,
    COUNT(DISTINCT CASE WHEN e.type = 'cart' THEN e.customer_key END) AS carters_now,
    COUNT(DISTINCT CASE WHEN e.type = 'view' THEN e.customer_key END) AS lookers_now
  FROM event AS e
  LEFT JOIN catalogue AS p
    ON p.product_id = e.product_id
  WHERE
    e.shop_id = $shop
    AND e.happened_on >= CAST('2026-10-01' AS DATE)
    AND e.happened_on < CAST('2026-11-01' AS DATE)
    AND e.type IN ('view', 'cart', 'click', 'favourite')
  GROUP BY
    1
)
SELECT
  "category",
  COALESCE(SUM(clicks_now), 0) AS clicks,
  COALESCE(SUM(clicks_now), 0) / NULLIF(COALESCE(SUM(views_now), 0), 0) AS click_rate,
  COALESCE(SUM(favourites_now), 0) AS favourites,
  COALESCE(SUM(carters_now), 0) / NULLIF(COALESCE(SUM(lookers_now), 0), 0) AS cart_rate
FROM parts
GROUP BY
  1
ORDER BY
  "clicks" DESC,
  "category" ASC
