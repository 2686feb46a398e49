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
    COALESCE(n.label, h.product_id) AS "product",
    COUNT(h.product_id) AS listed_now
  FROM (
    SELECT
      y.product_id
    FROM (
      SELECT
        product_id,
        MIN(listed_on) AS listed_on
      FROM product
      WHERE
        shop_id = $shop
      GROUP BY
        product_id
    ) AS y
    LEFT JOIN (
      SELECT
        product_id,
        MIN(ordered_on) AS first_on
      FROM order_line
      WHERE
        shop_id = $shop AND status IN ('paid', 'refunded') AND line_type = 'product'
      GROUP BY
        product_id
    ) AS z
      ON z.product_id = y.product_id
    WHERE
      COALESCE(y.listed_on, z.first_on) IS NULL
      OR y.listed_on < CAST('2026-11-01' AS DATE)
      OR z.first_on < CAST('2026-11-01' AS DATE)
  ) AS h
  LEFT JOIN catalogue AS p
    ON p.product_id = h.product_id
  LEFT JOIN sold_category AS d
    ON d.product_id = h.product_id
  LEFT JOIN label AS n
    ON n.product_id = h.product_id
  WHERE
    COALESCE(p.category, d.category) IN ('辅食')
    AND (
      NOT h.product_id IS NULL
      AND NOT (
        h.product_id IN (
          SELECT
            l.product_id
          FROM order_line AS l
          WHERE
            (
              (
                l.shop_id = $shop
                AND l.ordered_on >= CAST('2026-10-01' AS DATE)
                AND l.ordered_on < CAST('2026-11-01' AS DATE)
                AND l.status IN ('paid', 'refunded', 'return')
              )
              AND l.channel IN ('社群')
            )
            AND NOT l.product_id IS NULL
          GROUP BY
            l.product_id
          HAVING
            COUNT(
              CASE
                WHEN l.status IN ('paid', 'refunded') AND l.line_type = 'product'
                THEN l.order_key
              END
            ) > 0
        )
      )
    )
  GROUP BY
    1
)
SELECT
  "product",
  COALESCE(SUM(listed_now), 0) AS products_listed
FROM parts
WHERE
  NOT "product" IS NULL
GROUP BY
  1
ORDER BY
  "products_listed" DESC,
  "product" ASC
LIMIT 1000
