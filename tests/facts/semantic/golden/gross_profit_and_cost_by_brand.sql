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
), parts AS (
  SELECT
    p.brand AS "brand",
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
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "brand",
  COALESCE(SUM(costed_sales_now), 0) - COALESCE(SUM(costs_now), 0) AS gross_profit,
  COALESCE(SUM(costs_now), 0) AS cost
FROM parts
GROUP BY
  1
ORDER BY
  "gross_profit" DESC,
  "brand" ASC
