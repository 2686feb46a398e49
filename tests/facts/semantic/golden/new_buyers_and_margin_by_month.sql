WITH catalogue AS (
  SELECT
    product_id,
    MAX(category) AS category,
    MAX(brand) AS brand,
    CAST(AVG(cost) AS DECIMAL(18, 4)) AS cost
  FROM product
  WHERE
    shop_id = $shop
  GROUP BY
    product_id
), sku_cost AS (
  SELECT
    product_id,
    sku,
    CAST(AVG(cost) AS DECIMAL(18, 4)) AS cost
  FROM product
  WHERE
    shop_id = $shop AND NOT sku IS NULL
  GROUP BY
    product_id,
    sku
), first_order AS (
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
        AND l.ordered_on = f.first_on
        THEN l.customer_key
      END
    ) AS new_buyers_now,
    SUM(
      CASE
        WHEN l.line_type = 'product'
        AND l.status IN ('paid', 'return')
        AND NOT COALESCE(s.cost, p.cost) IS NULL
        THEN l.paid_amount - l.refund_amount
      END
    ) AS costed_sales_now,
    SUM(
      CASE
        WHEN l.line_type = 'product'
        AND l.status IN ('paid', 'return')
        AND NOT COALESCE(s.cost, p.cost) IS NULL
        THEN l.quantity * COALESCE(s.cost, p.cost)
      END
    ) AS costs_now
  FROM order_line AS l
  LEFT JOIN catalogue AS p
    ON p.product_id = l.product_id
  LEFT JOIN sku_cost AS s
    ON s.product_id = l.product_id AND s.sku = l.sku
  LEFT JOIN first_order AS f
    ON f.customer_key = l.customer_key
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-11-09' AS DATE)
    AND l.ordered_on < CAST('2026-11-16' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "month",
  COALESCE(SUM(new_buyers_now), 0) AS new_buyers,
  (
    COALESCE(SUM(costed_sales_now), 0) - COALESCE(SUM(costs_now), 0)
  ) / NULLIF(COALESCE(SUM(costed_sales_now), 0), 0) AS gross_margin
FROM parts
GROUP BY
  1
ORDER BY
  "month" ASC
