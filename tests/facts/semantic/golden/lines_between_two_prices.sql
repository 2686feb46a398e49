WITH parts AS (
  SELECT
    SUM(
      CASE
        WHEN l.status IN ('paid', 'refunded') AND l.line_type = 'product'
        THEN l.quantity
      END
    ) AS units_now
  FROM order_line AS l
  WHERE
    (
      l.shop_id = $shop
      AND l.ordered_on >= CAST('2026-10-01' AS DATE)
      AND l.ordered_on < CAST('2026-11-01' AS DATE)
      AND l.status IN ('paid', 'refunded', 'return')
    )
    AND CASE
      WHEN l.line_type = 'product'
      THEN COALESCE(l.unit_price, CAST(l.paid_amount / NULLIF(l.quantity, 0) AS DECIMAL(18, 4)))
    END BETWEEN 19.9 AND 59.9
)
SELECT
  COALESCE(SUM(units_now), 0) AS units
FROM parts
