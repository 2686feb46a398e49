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
), sold_category AS (
  SELECT
    product_id,
    MAX(category) AS category
  FROM order_line
  WHERE
    shop_id = $shop AND NOT category IS NULL
  GROUP BY
    product_id
), counted AS (
  SELECT
    product_id,
    MIN(snapshot_on) AS first_on
  FROM stock
  WHERE
    shop_id = $shop
  GROUP BY
    product_id
), parts AS (
  SELECT
    COALESCE(p.category, l.category) AS "category",
    SUM(
      CASE
        WHEN l.status IN ('paid', 'refunded')
        AND l.line_type = 'product'
        AND g.first_on < CAST('2026-11-01' AS DATE)
        THEN l.quantity
      END
    ) AS counted_units_now,
    NULL AS counted_units_before,
    NULL AS on_hand_now,
    NULL AS on_hand_before,
    NULL AS mean_stock_now,
    NULL AS mean_stock_before
  FROM order_line AS l
  LEFT JOIN catalogue AS p
    ON p.product_id = l.product_id
  LEFT JOIN counted AS g
    ON g.product_id = l.product_id
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
  UNION ALL
  SELECT
    COALESCE(p.category, l.category) AS "category",
    NULL AS counted_units_now,
    SUM(
      CASE
        WHEN l.status IN ('paid', 'refunded')
        AND l.line_type = 'product'
        AND g.first_on < CAST('2026-10-01' AS DATE)
        THEN l.quantity
      END
    ) AS counted_units_before,
    NULL AS on_hand_now,
    NULL AS on_hand_before,
    NULL AS mean_stock_now,
    NULL AS mean_stock_before
  FROM order_line AS l
  LEFT JOIN catalogue AS p
    ON p.product_id = l.product_id
  LEFT JOIN counted AS g
    ON g.product_id = l.product_id
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-08-31' AS DATE)
    AND l.ordered_on < CAST('2026-10-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
  UNION ALL
  SELECT
    COALESCE(p.category, d.category) AS "category",
    NULL AS counted_units_now,
    NULL AS counted_units_before,
    SUM(k.on_hand) AS on_hand_now,
    NULL AS on_hand_before,
    SUM((
      COALESCE(k.opening, k.on_hand) + k.on_hand
    ) * 0.5) AS mean_stock_now,
    NULL AS mean_stock_before
  FROM (
    SELECT
      product_id,
      sku,
      ARG_MAX(on_hand, snapshot_on) AS on_hand,
      ARG_MAX(
        CASE WHEN snapshot_on < CAST('2026-10-01' AS DATE) THEN on_hand END,
        CASE WHEN snapshot_on < CAST('2026-10-01' AS DATE) THEN snapshot_on END
      ) AS opening
    FROM stock
    WHERE
      shop_id = $shop AND snapshot_on < CAST('2026-11-01' AS DATE)
    GROUP BY
      product_id,
      sku
  ) AS k
  LEFT JOIN catalogue AS p
    ON p.product_id = k.product_id
  LEFT JOIN sold_category AS d
    ON d.product_id = k.product_id
  GROUP BY
    1
  UNION ALL
  SELECT
    COALESCE(p.category, d.category) AS "category",
    NULL AS counted_units_now,
    NULL AS counted_units_before,
    NULL AS on_hand_now,
    SUM(k.on_hand) AS on_hand_before,
    NULL AS mean_stock_now,
    SUM((
      COALESCE(k.opening, k.on_hand) + k.on_hand
    ) * 0.5) AS mean_stock_before
  FROM (
    SELECT
      product_id,
      sku,
      ARG_MAX(on_hand, snapshot_on) AS on_hand,
      ARG_MAX(
        CASE WHEN snapshot_on < CAST('2026-08-31' AS DATE) THEN on_hand END,
        CASE WHEN snapshot_on < CAST('2026-08-31' AS DATE) THEN snapshot_on END
      ) AS opening
    FROM stock
    WHERE
      shop_id = $shop AND snapshot_on < CAST('2026-10-01' AS DATE)
    GROUP BY
      product_id,
      sku
  ) AS k
  LEFT JOIN catalogue AS p
    ON p.product_id = k.product_id
  LEFT JOIN sold_category AS d
    ON d.product_id = k.product_id
  GROUP BY
    1
)
SELECT
  "category",
  COALESCE(SUM(counted_units_now), 0) / NULLIF(COALESCE(SUM(counted_units_now), 0) + COALESCE(SUM(on_hand_now), 0), 0) AS sell_through,
  COALESCE(SUM(counted_units_before), 0) / NULLIF(COALESCE(SUM(counted_units_before), 0) + COALESCE(SUM(on_hand_before), 0), 0) AS sell_through_before,
  (
    (
      COALESCE(SUM(counted_units_now), 0) / NULLIF(COALESCE(SUM(counted_units_now), 0) + COALESCE(SUM(on_hand_now), 0), 0)
    ) - (
      COALESCE(SUM(counted_units_before), 0) / NULLIF(COALESCE(SUM(counted_units_before), 0) + COALESCE(SUM(on_hand_before), 0), 0)
    )
  ) / NULLIF(
    ABS(
      COALESCE(SUM(counted_units_before), 0) / NULLIF(COALESCE(SUM(counted_units_before), 0) + COALESCE(SUM(on_hand_before), 0), 0)
    ),
    0
  ) AS sell_through_change,
  COALESCE(SUM(counted_units_now), 0) / NULLIF(COALESCE(SUM(mean_stock_now), 0), 0) AS turnover,
  COALESCE(SUM(counted_units_before), 0) / NULLIF(COALESCE(SUM(mean_stock_before), 0), 0) AS turnover_before,
  (
    (
      COALESCE(SUM(counted_units_now), 0) / NULLIF(COALESCE(SUM(mean_stock_now), 0), 0)
    ) - (
      COALESCE(SUM(counted_units_before), 0) / NULLIF(COALESCE(SUM(mean_stock_before), 0), 0)
    )
  ) / NULLIF(
    ABS(
      COALESCE(SUM(counted_units_before), 0) / NULLIF(COALESCE(SUM(mean_stock_before), 0), 0)
    ),
    0
  ) AS turnover_change,
  COALESCE(SUM(on_hand_now), 0) * 31 / NULLIF(COALESCE(SUM(counted_units_now), 0), 0) AS stock_to_sales,
  COALESCE(SUM(on_hand_before), 0) * 31 / NULLIF(COALESCE(SUM(counted_units_before), 0), 0) AS stock_to_sales_before,
  (
    (
      COALESCE(SUM(on_hand_now), 0) * 31 / NULLIF(COALESCE(SUM(counted_units_now), 0), 0)
    ) - (
      COALESCE(SUM(on_hand_before), 0) * 31 / NULLIF(COALESCE(SUM(counted_units_before), 0), 0)
    )
  ) / NULLIF(
    ABS(
      COALESCE(SUM(on_hand_before), 0) * 31 / NULLIF(COALESCE(SUM(counted_units_before), 0), 0)
    ),
    0
  ) AS stock_to_sales_change
FROM parts
GROUP BY
  1
ORDER BY
  "sell_through" DESC,
  "category" ASC
