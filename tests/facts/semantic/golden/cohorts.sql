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
    CAST(DATE_TRUNC('MONTH', f.first_on) AS DATE) AS "cohort",
    (
      EXTRACT(YEAR FROM l.ordered_on) - EXTRACT(YEAR FROM f.first_on)
    ) * 12 + EXTRACT(MONTH FROM l.ordered_on) - EXTRACT(MONTH FROM f.first_on) AS "months_since",
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        THEN l.customer_key
      END
    ) AS buyers_now
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
  "cohort",
  "months_since",
  COALESCE(SUM(buyers_now), 0) AS buyers
FROM parts
GROUP BY
  1,
  2
ORDER BY
  "cohort" ASC,
  "months_since" ASC
