WITH label AS (
  SELECT
    product_id,
    CASE
      WHEN COUNT(*) OVER (PARTITION BY name) > 1
      THEN name || ' (' || product_id || ')'
      ELSE name
    END AS label
  FROM (
    SELECT
      product_id,
      COALESCE(MAX(listed_name), MAX(sold_name), product_id) AS name
    FROM (
      SELECT
        product_id,
        name AS listed_name,
        NULL AS sold_name
      FROM product
      WHERE
        shop_id = $shop
      UNION ALL
      SELECT
        product_id,
        NULL AS listed_name,
        product_name AS sold_name
      FROM order_line
      WHERE
        shop_id = $shop AND NOT product_id IS NULL AND line_type = 'product'
    ) AS wordings
    GROUP BY
      product_id
  ) AS named
), parts AS (
  SELECT
    COALESCE(n.label, v.product_id) AS "product",
    SUM(v.rating) AS ratings_now,
    COUNT(v.rating) AS rated_now,
    COUNT(v.review_id) AS reviews_now
  FROM review AS v
  LEFT JOIN label AS n
    ON n.product_id = v.product_id
  WHERE
    v.shop_id = $shop
    AND CAST(v.reviewed_at AT TIME ZONE 'UTC' AT TIME ZONE $zone AS DATE) >= CAST('2026-10-01' AS DATE)
    AND CAST(v.reviewed_at AT TIME ZONE 'UTC' AT TIME ZONE $zone AS DATE) < CAST('2026-11-01' AS DATE)
  GROUP BY
    1
)
SELECT
  "product",
  COALESCE(SUM(ratings_now), 0) / NULLIF(COALESCE(SUM(rated_now), 0), 0) AS rating,
  COALESCE(SUM(reviews_now), 0) AS reviews
FROM parts
GROUP BY
  1
ORDER BY
  "rating" DESC,
  "product" ASC
