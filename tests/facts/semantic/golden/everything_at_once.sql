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
    p.brand AS "brand",
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now,
    NULL AS paid_before,
    SUM(l.refund_amount) AS refunded_now,
    NULL AS refunded_before,
    SUM(
      CASE
        WHEN l.status IN ('paid', 'refunded') AND l.line_type = 'product'
        THEN l.quantity
      END
    ) AS units_now,
    NULL AS units_before
  FROM order_line AS l
  LEFT JOIN catalogue AS p
    ON p.product_id = l.product_id
  WHERE
    (
      l.shop_id = $shop
      AND l.ordered_on >= CAST('2026-10-01' AS DATE)
      AND l.ordered_on < CAST('2026-11-01' AS DATE)
      AND l.status IN ('paid', 'refunded', 'return')
    )
    AND (
      l.channel IS NULL OR NOT (
        l.channel IN ('社群')
      )
    )
  GROUP BY
    1
  UNION ALL
  SELECT
    p.brand AS "brand",
    NULL AS paid_now,
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_before,
    NULL AS refunded_now,
    SUM(l.refund_amount) AS refunded_before,
    NULL AS units_now,
    SUM(
      CASE
        WHEN l.status IN ('paid', 'refunded') AND l.line_type = 'product'
        THEN l.quantity
      END
    ) AS units_before
  FROM order_line AS l
  LEFT JOIN catalogue AS p
    ON p.product_id = l.product_id
  WHERE
    (
      l.shop_id = $shop
      AND l.ordered_on >= CAST('2026-08-31' AS DATE)
      AND l.ordered_on < CAST('2026-10-01' AS DATE)
      AND l.status IN ('paid', 'refunded', 'return')
    )
    AND (
      l.channel IS NULL OR NOT (
        l.channel IN ('社群')
      )
    )
  GROUP BY
    1
), grouped AS (
  SELECT
    "brand",
    COALESCE(SUM(paid_now), 0) AS paid_now,
    COALESCE(SUM(paid_before), 0) AS paid_before,
    COALESCE(SUM(refunded_now), 0) AS refunded_now,
    COALESCE(SUM(refunded_before), 0) AS refunded_before,
    COALESCE(SUM(units_now), 0) AS units_now,
    COALESCE(SUM(units_before), 0) AS units_before
  FROM parts
  GROUP BY
    1
), ranked AS (
  SELECT
    *,
    ROW_NUMBER() OVER (
      ORDER BY CASE WHEN "brand" IS NULL THEN 1 ELSE 0 END ASC, (
        (
          paid_now - refunded_now
        ) - (
          paid_before - refunded_before
        )
      ) / NULLIF(ABS(paid_before - refunded_before), 0) ASC, "brand" ASC
    ) AS place
  FROM grouped
  WHERE
    (
      units_now
    ) >= 10
), folded AS (
  SELECT
    MAX(CASE WHEN "brand" IS NULL OR place > 5 THEN '(others)' ELSE "brand" END) AS "brand",
    SUM(paid_now) AS paid_now,
    SUM(paid_before) AS paid_before,
    SUM(refunded_now) AS refunded_now,
    SUM(refunded_before) AS refunded_before,
    SUM(units_now) AS units_now,
    SUM(units_before) AS units_before,
    CASE WHEN "brand" IS NULL OR place > 5 THEN 5 + 1 ELSE place END AS spot
  FROM ranked
  GROUP BY
    CASE WHEN "brand" IS NULL OR place > 5 THEN 5 + 1 ELSE place END
)
SELECT
  "brand",
  paid_now - refunded_now AS net_sales,
  paid_before - refunded_before AS net_sales_before,
  (
    (
      paid_now - refunded_now
    ) - (
      paid_before - refunded_before
    )
  ) / NULLIF(ABS(paid_before - refunded_before), 0) AS net_sales_change,
  refunded_now / NULLIF(paid_now, 0) AS refund_rate,
  refunded_before / NULLIF(paid_before, 0) AS refund_rate_before,
  (
    (
      refunded_now / NULLIF(paid_now, 0)
    ) - (
      refunded_before / NULLIF(paid_before, 0)
    )
  ) / NULLIF(ABS(refunded_before / NULLIF(paid_before, 0)), 0) AS refund_rate_change
FROM folded
ORDER BY
  spot
