WITH parts AS (
  SELECT
    l.region AS "region",
    COUNT(
      DISTINCT CASE
        WHEN l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        THEN l.order_key
      END
    ) AS orders_now
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-10-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-01' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
), grouped AS (
  SELECT
    "region",
    COALESCE(SUM(orders_now), 0) AS orders_now,
    SUM(COALESCE(SUM(orders_now), 0)) OVER () AS orders_now_whole
  FROM parts
  GROUP BY
    1
), ranked AS (
  SELECT
    *,
    ROW_NUMBER() OVER (
      ORDER BY CASE WHEN "region" IS NULL THEN 1 ELSE 0 END ASC, orders_now DESC, "region" ASC
    ) AS place
  FROM grouped
), folded AS (
  SELECT
    MAX(CASE WHEN "region" IS NULL OR place > 3 THEN '(others)' ELSE "region" END) AS "region",
    SUM(orders_now) AS orders_now,
    MAX(orders_now_whole) AS orders_now_whole,
    CASE WHEN "region" IS NULL OR place > 3 THEN 3 + 1 ELSE place END AS spot
  FROM ranked
  GROUP BY
    CASE WHEN "region" IS NULL OR place > 3 THEN 3 + 1 ELSE place END
)
SELECT
  "region",
  orders_now AS orders,
  orders_now / NULLIF(orders_now_whole, 0) AS orders_share
FROM folded
ORDER BY
  spot
