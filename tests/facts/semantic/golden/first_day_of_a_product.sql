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
    l.ordered_on AS "day",
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        THEN l.order_key
      END
    ) AS orders_now
  FROM order_line AS l
  LEFT JOIN label AS n
    ON n.product_id = l.product_id
  WHERE
    (
      l.shop_id = $shop
      AND l.ordered_on >= CAST('2026-10-01' AS DATE)
      AND l.ordered_on < CAST('2026-11-01' AS DATE)
      AND l.status IN ('paid', 'refunded', 'return')
    )
    AND (
      CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(n.label, l.product_name, l.product_id)
      END IN ('有机米粉')
      OR l.product_id IN ('有机米粉')
    )
  GROUP BY
    1
), grouped AS (
  SELECT
    "day",
    COALESCE(SUM(orders_now), 0) AS orders_now
  FROM parts
  GROUP BY
    1
), kept AS (
  SELECT
    *
  FROM grouped
  WHERE
    (
      orders_now
    ) > 0
)
SELECT
  "day",
  orders_now AS orders
FROM kept
ORDER BY
  "day" ASC
LIMIT 1
