WITH parts AS (
  SELECT
    l.coupon AS "coupon",
    SUM(
      CASE
        WHEN l.status IN ('paid', 'refunded') AND l.line_type = 'product'
        THEN l.discount_amount
      END
    ) AS discounts_now,
    SUM(
      CASE
        WHEN l.status IN ('paid', 'refunded') AND l.line_type = 'product'
        THEN l.paid_amount
      END
    ) AS product_paid_now
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
  "coupon",
  COALESCE(SUM(discounts_now), 0) AS discount_amount,
  COALESCE(SUM(discounts_now), 0) / NULLIF(COALESCE(SUM(product_paid_now), 0) + COALESCE(SUM(discounts_now), 0), 0) AS discount_depth
FROM parts
GROUP BY
  1
ORDER BY
  "discount_amount" DESC,
  "coupon" ASC
