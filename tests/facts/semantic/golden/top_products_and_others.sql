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
), label AS (
  SELECT
    product_id,
    CASE
      WHEN COUNT(*) OVER (PARTITION BY name) > 1
      THEN name || ' (' || product_id || ')'
      ELSE name
    END AS label
  FROM (
    SELECT
      product_id,
      COALESCE(MAX(listed_name), MAX(sold_name), product_id) AS name
    FROM (
      SELECT
        product_id,
        name AS listed_name,
        NULL AS sold_name
      FROM product
      WHERE
        shop_id = $shop
      UNION ALL
      SELECT
        product_id,
        NULL AS listed_name,
        product_name AS sold_name
      FROM order_line
      WHERE
        shop_id = $shop AND NOT product_id IS NULL AND line_type = 'product'
    ) AS wordings
    GROUP BY
      product_id
  ) AS named
), parts AS (
  SELECT
    CASE
      WHEN l.line_type = 'product'
      THEN COALESCE(n.label, l.product_name, l.product_id)
    END AS "product",
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now,
    NULL AS paid_before,
    SUM(l.refund_amount) AS refunded_now,
    NULL AS refunded_before,
    SUM(
      CASE
        WHEN l.line_type = 'product'
        AND l.status IN ('paid', 'return')
        AND NOT COALESCE(s.cost, p.cost) IS NULL
        THEN l.paid_amount - l.refund_amount
      END
    ) AS costed_sales_now,
    NULL AS costed_sales_before,
    SUM(
      CASE
        WHEN l.line_type = 'product'
        AND l.status IN ('paid', 'return')
        AND NOT COALESCE(s.cost, p.cost) IS NULL
        THEN l.quantity * COALESCE(s.cost, p.cost)
      END
    ) AS costs_now,
    NULL AS costs_before
  FROM order_line AS l
  LEFT JOIN catalogue AS p
    ON p.product_id = l.product_id
  LEFT JOIN sku_cost AS s
    ON s.product_id = l.product_id AND s.sku = l.sku
  LEFT JOIN label AS n
    ON n.product_id = l.product_id
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
  UNION ALL
  SELECT
    CASE
      WHEN l.line_type = 'product'
      THEN COALESCE(n.label, l.product_name, l.product_id)
    END AS "product",
    NULL AS paid_now,
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_before,
    NULL AS refunded_now,
    SUM(l.refund_amount) AS refunded_before,
    NULL AS costed_sales_now,
    SUM(
      CASE
        WHEN l.line_type = 'product'
        AND l.status IN ('paid', 'return')
        AND NOT COALESCE(s.cost, p.cost) IS NULL
        THEN l.paid_amount - l.refund_amount
      END
    ) AS costed_sales_before,
    NULL AS costs_now,
    SUM(
      CASE
        WHEN l.line_type = 'product'
        AND l.status IN ('paid', 'return')
        AND NOT COALESCE(s.cost, p.cost) IS NULL
        THEN l.quantity * COALESCE(s.cost, p.cost)
      END
    ) AS costs_before
  FROM order_line AS l
  LEFT JOIN catalogue AS p
    ON p.product_id = l.product_id
  LEFT JOIN sku_cost AS s
    ON s.product_id = l.product_id AND s.sku = l.sku
  LEFT JOIN label AS n
    ON n.product_id = l.product_id
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-08-31' AS DATE)
    AND l.ordered_on < CAST('2026-10-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
), grouped AS (
  SELECT
    "product",
    COALESCE(SUM(paid_now), 0) AS paid_now,
    COALESCE(SUM(paid_before), 0) AS paid_before,
    COALESCE(SUM(refunded_now), 0) AS refunded_now,
    COALESCE(SUM(refunded_before), 0) AS refunded_before,
    COALESCE(SUM(costed_sales_now), 0) AS costed_sales_now,
    COALESCE(SUM(costed_sales_before), 0) AS costed_sales_before,
    COALESCE(SUM(costs_now), 0) AS costs_now,
    COALESCE(SUM(costs_before), 0) AS costs_before
  FROM parts
  GROUP BY
    1
), ranked AS (
  SELECT
    *,
    ROW_NUMBER() OVER (
      ORDER BY CASE WHEN "product" IS NULL THEN 1 ELSE 0 END ASC, paid_now - refunded_now DESC, "product" ASC
    ) AS place
  FROM grouped
), folded AS (
  SELECT
    MAX(CASE WHEN "product" IS NULL OR place > 3 THEN '(others)' ELSE "product" END) AS "product",
    SUM(paid_now) AS paid_now,
    SUM(paid_before) AS paid_before,
    SUM(refunded_now) AS refunded_now,
    SUM(refunded_before) AS refunded_before,
    SUM(costed_sales_now) AS costed_sales_now,
    SUM(costed_sales_before) AS costed_sales_before,
    SUM(costs_now) AS costs_now,
    SUM(costs_before) AS costs_before,
    CASE WHEN "product" IS NULL OR place > 3 THEN 3 + 1 ELSE place END AS spot
  FROM ranked
  GROUP BY
    CASE WHEN "product" IS NULL OR place > 3 THEN 3 + 1 ELSE place END
)
SELECT
  "product",
  paid_now - refunded_now AS net_sales,
  paid_before - refunded_before AS net_sales_before,
  (
    (
      paid_now - refunded_now
    ) - (
      paid_before - refunded_before
    )
  ) / NULLIF(ABS(paid_before - refunded_before), 0) AS net_sales_change,
  (
    costed_sales_now - costs_now
  ) / NULLIF(costed_sales_now, 0) AS gross_margin,
  (
    costed_sales_before - costs_before
  ) / NULLIF(costed_sales_before, 0) AS gross_margin_before,
  (
    (
      (
        costed_sales_now - costs_now
      ) / NULLIF(costed_sales_now, 0)
    ) - (
      (
        costed_sales_before - costs_before
      ) / NULLIF(costed_sales_before, 0)
    )
  ) / NULLIF(ABS((
    costed_sales_before - costs_before
  ) / NULLIF(costed_sales_before, 0)), 0) AS gross_margin_change
FROM folded
ORDER BY
  spot
