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
), sku_name AS (
  SELECT
    sku,
    COUNT(DISTINCT product_id) AS products
  FROM (
    SELECT
      sku,
      product_id
    FROM product
    WHERE
      shop_id = $shop
    UNION ALL
    SELECT
      sku,
      product_id
    FROM stock
    WHERE
      shop_id = $shop
    UNION ALL
    SELECT
      sku,
      product_id
    FROM order_line
    WHERE
      shop_id = $shop AND line_type = 'product'
  ) AS sizes
  WHERE
    NOT sku IS NULL
  GROUP BY
    sku
), parts AS (
  SELECT
    CASE
      WHEN q.products > 1
      THEN COALESCE(n.label, k.product_id) || ' / ' || k.sku
      ELSE k.sku
    END AS "sku",
    SUM(k.on_hand) AS on_hand_now
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
  LEFT JOIN label AS n
    ON n.product_id = k.product_id
  LEFT JOIN sku_name AS q
    ON q.sku = k.sku
  GROUP BY
    1
)
SELECT
  "sku",
  COALESCE(SUM(on_hand_now), 0) AS stock_on_hand
FROM parts
GROUP BY
  1
ORDER BY
  "stock_on_hand" DESC,
  "sku" ASC
