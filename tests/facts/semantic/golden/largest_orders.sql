WITH order_name AS (
  SELECT
    order_key,
    CASE
      WHEN COUNT(*) OVER (PARTITION BY number) > 1
      THEN number || ' (' || CAST(ROW_NUMBER() OVER (PARTITION BY number ORDER BY first_on, order_key) AS TEXT) || ')'
      ELSE number
    END AS label
  FROM (
    SELECT
      order_key,
      MAX(order_id) AS number,
      MIN(ordered_on) AS first_on
    FROM order_line
    WHERE
      shop_id = $shop AND status <> 'return'
    GROUP BY
      order_key
  ) AS numbered
), parts AS (
  SELECT
    CASE WHEN l.status <> 'return' THEN COALESCE(r.label, l.order_id) END AS "order",
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now
  FROM order_line AS l
  LEFT JOIN order_name AS r
    ON r.order_key = l.order_key
  WHERE
    (
      l.shop_id = $shop
      AND l.ordered_on >= CAST('2026-10-01' AS DATE)
      AND l.ordered_on < CAST('2026-11-01' AS DATE)
      AND l.status IN ('paid', 'refunded', 'return')
    )
    AND l.region IN ('浙江')
  GROUP BY
    1
)
SELECT
  "order",
  COALESCE(SUM(paid_now), 0) AS gross_sales
FROM parts
WHERE
  NOT "order" IS NULL
GROUP BY
  1
ORDER BY
  "gross_sales" DESC,
  "order" ASC
LIMIT 3
