WITH label AS (
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
    SUM(
      CASE
        WHEN l.status IN ('paid', 'refunded') AND l.line_type = 'product'
        THEN l.quantity
      END
    ) AS units_now
  FROM order_line AS l
  LEFT JOIN label AS n
    ON n.product_id = l.product_id
  WHERE
    (
      l.shop_id = $shop
      AND l.ordered_on >= CAST('2026-08-31' AS DATE)
      AND l.ordered_on < CAST('2026-10-01' AS DATE)
      AND l.status IN ('paid', 'refunded', 'return')
    )
    AND (
      l.product_id IN (
        SELECT
          l.product_id
        FROM order_line AS l
        WHERE
          (
            l.shop_id = $shop
            AND l.ordered_on >= CAST('2026-08-31' AS DATE)
            AND l.ordered_on < CAST('2026-10-01' AS DATE)
            AND l.status IN ('paid', 'refunded', 'return')
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
          AND (
            COALESCE(
              SUM(
                CASE
                  WHEN l.status IN ('paid', 'refunded') AND l.line_type = 'product'
                  THEN l.quantity
                END
              ),
              0
            )
          ) >= 2
      )
    )
    AND (
      NOT l.product_id IS NULL
      AND NOT (
        l.product_id IN (
          SELECT
            l.product_id
          FROM order_line AS l
          WHERE
            (
              l.shop_id = $shop
              AND l.ordered_on >= CAST('2026-10-01' AS DATE)
              AND l.ordered_on < CAST('2026-11-01' AS DATE)
              AND l.status IN ('paid', 'refunded', 'return')
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
  COALESCE(SUM(units_now), 0) AS units
FROM parts
WHERE
  NOT "product" IS NULL
GROUP BY
  1
ORDER BY
  "units" DESC,
  "product" ASC
LIMIT 1000
