WITH first_order AS (
  SELECT
    customer_key,
    MIN(ordered_on) AS first_on
  FROM order_line
  WHERE
    shop_id = $shop AND status IN ('paid', 'refunded') AND paid_amount > 0
  GROUP BY
    customer_key
), parts AS (
  SELECT
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded')
        AND l.paid_amount > 0
        AND f.first_on < CAST('2026-10-01' AS DATE)
        THEN l.customer_key
      END
    ) AS returning_buyers_now,
    NULL AS returning_buyers_before
  FROM order_line AS l
  LEFT JOIN first_order AS f
    ON f.customer_key = l.customer_key
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  UNION ALL
  SELECT
    NULL AS returning_buyers_now,
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded')
        AND l.paid_amount > 0
        AND f.first_on < CAST('2026-08-31' AS DATE)
        THEN l.customer_key
      END
    ) AS returning_buyers_before
  FROM order_line AS l
  LEFT JOIN first_order AS f
    ON f.customer_key = l.customer_key
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-08-31' AS DATE)
    AND l.ordered_on < CAST('2026-10-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
)
SELECT
  COALESCE(SUM(returning_buyers_now), 0) AS returning_buyers,
  COALESCE(SUM(returning_buyers_before), 0) AS returning_buyers_before,
  (
    (
      COALESCE(SUM(returning_buyers_now), 0)
    ) - (
      COALESCE(SUM(returning_buyers_before), 0)
    )
  ) / NULLIF(ABS(COALESCE(SUM(returning_buyers_before), 0)), 0) AS returning_buyers_change
FROM parts
