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
    COALESCE(p.category, l.category) AS "category",
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now,
    SUM(l.refund_amount) AS refunded_now
  FROM order_line AS l
  LEFT JOIN catalogue AS p
    ON p.product_id = l.product_id
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
), grouped AS (
  SELECT
    "category",
    COALESCE(SUM(paid_now), 0) AS paid_now,
    SUM(COALESCE(SUM(paid_now), 0)) OVER () AS paid_now_whole,
    COALESCE(SUM(refunded_now), 0) AS refunded_now,
    SUM(COALESCE(SUM(refunded_now), 0)) OVER () AS refunded_now_whole
  FROM parts
  GROUP BY
    1
), kept AS (
  SELECT
    *
  FROM grouped
)
SELECT
  "category",
  paid_now - refunded_now AS net_sales,
  (
    paid_now - refunded_now
  ) / NULLIF(paid_now_whole - refunded_now_whole, 0) AS net_sales_share
FROM kept
ORDER BY
  "net_sales" DESC,
  "category" ASC
