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
    CASE
      WHEN l.ordered_on = f.first_on
      THEN 'new'
      WHEN l.ordered_on > f.first_on
      THEN 'returning'
    END AS "buyer_type",
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now,
    SUM(l.refund_amount) AS refunded_now
  FROM order_line AS l
  LEFT JOIN first_order AS f
    ON f.customer_key = l.customer_key
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-01-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-20' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1,
    2
)
SELECT
  "month",
  "buyer_type",
  COALESCE(SUM(paid_now), 0) - COALESCE(SUM(refunded_now), 0) AS net_sales
FROM parts
GROUP BY
  1,
  2
ORDER BY
  "month" ASC,
  "buyer_type" ASC
