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
    CAST(DATE_TRUNC('MONTH', l.ordered_on) AS DATE) AS "month",
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded')
        AND l.paid_amount > 0
        AND f.first_on < GREATEST(CAST('2026-01-01' AS DATE), CAST(DATE_TRUNC('MONTH', l.ordered_on) AS DATE))
        THEN l.customer_key
      END
    ) AS returning_buyers_now,
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded')
        AND l.paid_amount > 0
        AND l.ordered_on = f.first_on
        THEN l.customer_key
      END
    ) AS new_buyers_now
  FROM order_line AS l
  LEFT JOIN first_order AS f
    ON f.customer_key = l.customer_key
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-01-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-20' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "month",
  COALESCE(SUM(returning_buyers_now), 0) AS returning_buyers,
  COALESCE(SUM(new_buyers_now), 0) AS new_buyers
FROM parts
GROUP BY
  1
ORDER BY
  "month" ASC
