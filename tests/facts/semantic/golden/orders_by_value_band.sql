WITH basket AS (
  SELECT
    order_key,
    SUM(paid_amount) AS value,
    CAST(CEIL(SUM(CASE WHEN line_type = 'product' THEN quantity END)) AS BIGINT) AS pieces
  FROM order_line
  WHERE
    shop_id = $shop
    AND status IN ('paid', 'refunded')
    AND (
      ordered_on >= CAST('2026-09-24' AS DATE)
      AND ordered_on < CAST('2026-11-08' AS DATE)
    )
  GROUP BY
    order_key
), parts AS (
  SELECT
    CASE
      WHEN b.value IS NULL OR b.value < 0
      THEN NULL
      WHEN b.value < 1
      THEN 0
      WHEN b.value < 2
      THEN 1
      WHEN b.value < 5
      THEN 2
      WHEN b.value < 10
      THEN 5
      WHEN b.value < 20
      THEN 10
      WHEN b.value < 50
      THEN 20
      WHEN b.value < 100
      THEN 50
      WHEN b.value < 200
      THEN 100
      WHEN b.value < 500
      THEN 200
      WHEN b.value < 1000
      THEN 500
      WHEN b.value < 2000
      THEN 1000
      WHEN b.value < 5000
      THEN 2000
      WHEN b.value < 10000
      THEN 5000
      WHEN b.value < 20000
      THEN 10000
      WHEN b.value < 50000
      THEN 20000
      WHEN b.value < 100000
      THEN 50000
      WHEN b.value < 200000
      THEN 100000
      WHEN b.value < 500000
      THEN 200000
      WHEN b.value < 1000000
      THEN 500000
      ELSE 1000000
    END AS "order_value_band",
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        THEN l.order_key
      END
    ) AS orders_now,
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now
  FROM order_line AS l
  LEFT JOIN basket AS b
    ON b.order_key = l.order_key AND l.status <> 'return'
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "order_value_band",
  COALESCE(SUM(orders_now), 0) AS orders,
  COALESCE(SUM(paid_now), 0) AS gross_sales
FROM parts
GROUP BY
  1
ORDER BY
  "order_value_band" ASC
