WITH parts AS (
  SELECT
    l.ordered_on AS "day",
    l.group_name AS "group",
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now,
    SUM(l.refund_amount) AS refunded_now,
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        THEN l.order_key
      END
    ) AS orders_now
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1,
    2
), grouped AS (
  SELECT
    "day",
    "group",
    COALESCE(SUM(paid_now), 0) AS paid_now,
    SUM(COALESCE(SUM(paid_now), 0)) OVER (
      PARTITION BY "group"
      ORDER BY "day" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS paid_now_up_to,
    COALESCE(SUM(refunded_now), 0) AS refunded_now,
    SUM(COALESCE(SUM(refunded_now), 0)) OVER (
      PARTITION BY "group"
      ORDER BY "day" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS refunded_now_up_to,
    COALESCE(SUM(orders_now), 0) AS orders_now,
    SUM(COALESCE(SUM(orders_now), 0)) OVER (
      PARTITION BY "group"
      ORDER BY "day" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS orders_now_up_to
  FROM parts
  GROUP BY
    1,
    2
), kept AS (
  SELECT
    *
  FROM grouped
)
SELECT
  "day",
  "group",
  paid_now - refunded_now AS net_sales,
  paid_now_up_to - refunded_now_up_to AS net_sales_running,
  CAST(paid_now / NULLIF(orders_now, 0) AS DECIMAL(38, 4)) AS average_order_value,
  CAST(paid_now_up_to / NULLIF(orders_now_up_to, 0) AS DECIMAL(38, 4)) AS average_order_value_running
FROM kept
ORDER BY
  "day" ASC,
  "group" ASC
