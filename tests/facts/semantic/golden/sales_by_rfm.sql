WITH rfm AS (
  SELECT
    customer_key,
    MAX(value) AS value
  FROM customer_tag
  WHERE
    shop_id = $shop AND tag = 'rfm'
  GROUP BY
    customer_key
), parts AS (
  SELECT
    u.value AS "rfm",
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now,
    SUM(l.refund_amount) AS refunded_now,
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        THEN l.customer_key
      END
    ) AS buyers_now
  FROM order_line AS l
  LEFT JOIN rfm AS u
    ON u.customer_key = l.customer_key
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "rfm",
  COALESCE(SUM(paid_now), 0) - COALESCE(SUM(refunded_now), 0) AS net_sales,
  COALESCE(SUM(buyers_now), 0) AS buyers
FROM parts
GROUP BY
  1
ORDER BY
  "net_sales" DESC,
  "rfm" ASC
