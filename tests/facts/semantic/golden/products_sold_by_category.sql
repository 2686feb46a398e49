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
), parts AS (
  SELECT
    COALESCE(p.category, l.category) AS "category",
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.line_type = 'product'
        THEN COALESCE(l.product_id, l.product_name)
      END
    ) AS products_sold_now
  FROM order_line AS l
  LEFT JOIN catalogue AS p
    ON p.product_id = l.product_id
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "category",
  COALESCE(SUM(products_sold_now), 0) AS products_sold
FROM parts
GROUP BY
  1
ORDER BY
  "products_sold" DESC,
  "category" ASC
