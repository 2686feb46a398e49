WITH parts AS (
  SELECT
    CASE
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END IS NULL
      OR CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 0
      THEN NULL
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 1
      THEN 0
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 2
      THEN 1
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 5
      THEN 2
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 10
      THEN 5
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 20
      THEN 10
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 50
      THEN 20
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 100
      THEN 50
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 200
      THEN 100
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 500
      THEN 200
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 1000
      THEN 500
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 2000
      THEN 1000
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 5000
      THEN 2000
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 10000
      THEN 5000
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 20000
      THEN 10000
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 50000
      THEN 20000
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 100000
      THEN 50000
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 200000
      THEN 100000
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 500000
      THEN 200000
      WHEN CASE
        WHEN l.line_type = 'product'
        THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
      END < 1000000
      THEN 500000
      ELSE 1000000
    END AS "price_band",
    SUM(
      CASE
        WHEN l.status IN ('paid', 'refunded') AND l.line_type = 'product'
        THEN l.paid_amount
      END
    ) AS product_paid_now,
    SUM(
      CASE
        WHEN l.status IN ('paid', 'refunded') AND l.line_type = 'product'
        THEN l.quantity
      END
    ) AS units_now
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "price_band",
  CAST(COALESCE(SUM(product_paid_now), 0) / NULLIF(COALESCE(SUM(units_now), 0), 0) AS DECIMAL(38, 4)) AS average_price,
  COALESCE(SUM(units_now), 0) AS units
FROM parts
GROUP BY
  1
ORDER BY
  "price_band" ASC
