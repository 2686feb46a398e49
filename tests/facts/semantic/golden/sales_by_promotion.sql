WITH promotion_name AS (
  SELECT
    promotion_id,
    CASE
      WHEN COUNT(*) OVER (PARTITION BY name) > 1
      THEN name || ' (' || promotion_id || ')'
      ELSE name
    END AS label
  FROM (
    SELECT
      promotion_id,
      COALESCE(MAX(name), promotion_id) AS name
    FROM promotion
    WHERE
      shop_id = $shop
    GROUP BY
      promotion_id
  ) AS named
), parts AS (
  SELECT
    COALESCE(m.label, l.promotion_id) AS "promotion",
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now,
    SUM(l.refund_amount) AS refunded_now
  FROM order_line AS l
  LEFT JOIN promotion_name AS m
    ON m.promotion_id = l.promotion_id
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "promotion",
  COALESCE(SUM(paid_now), 0) - COALESCE(SUM(refunded_now), 0) AS net_sales
FROM parts
GROUP BY
  1
ORDER BY
  "net_sales" DESC,
  "promotion" ASC
