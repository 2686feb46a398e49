WITH parts AS (
  SELECT
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now,
    SUM(l.refund_amount) AS refunded_now
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-11-09' AS DATE)
    AND l.ordered_on < CAST('2026-11-16' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
)
SELECT
  COALESCE(SUM(paid_now), 0) - COALESCE(SUM(refunded_now), 0) AS net_sales
FROM parts
