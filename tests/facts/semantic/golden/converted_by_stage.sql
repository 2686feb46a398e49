WITH stage AS (
  SELECT
    customer_key,
    MAX(value) AS value
  FROM customer_tag
  WHERE
    shop_id = $shop AND tag = 'life_cycle'
  GROUP BY
    customer_key
), parts AS (
  SELECT
    "c"."stage",
    COUNT(CASE WHEN c.viewed = 1 AND c.bought = 1 THEN c.customer_key END) AS converted_now,
    COUNT(CASE WHEN c.viewed = 1 THEN c.customer_key END) AS viewers_now
  FROM (
    SELECT
      "w"."stage",
      w.customer_key,
      MAX(w.viewed) AS viewed,
      MAX(w.bought) AS bought
    FROM (
      SELECT
        t.value AS "stage",
        l.customer_key,
        0 AS viewed,
        1 AS bought
      FROM order_line AS l
      LEFT JOIN stage AS t
        ON t.customer_key = l.customer_key
      WHERE
        (
          l.shop_id = $shop
          AND l.ordered_on >= CAST('2026-10-01' AS DATE)
          AND l.ordered_on < CAST('2026-11-01' AS DATE)
          AND l.status IN ('paid', 'refunded', 'return')
        )
        AND (
          l.paid_amount > 0
          AND l.status IN ('paid', 'refunded')
          AND NOT l.customer_key IS NULL
        )
      UNION ALL
      SELECT
        t.value AS "stage",
        e.customer_key,
        1 AS viewed,
        0 AS bought
      FROM event AS e
      LEFT JOIN stage AS t
        ON t.customer_key = e.customer_key
      WHERE
        (
          e.shop_id = $shop
          AND e.happened_on >= CAST('2026-10-01' AS DATE)
          AND e.happened_on < CAST('2026-11-01' AS DATE)
          AND e.type IN ('view', 'cart', 'click', 'favourite')
        )
        AND (
          e.type = 'view' AND NOT e.customer_key IS NULL
        )
    ) AS w
    GROUP BY
      1,
      2
  ) AS c
  GROUP BY
    1
)
SELECT
  "stage",
  COALESCE(SUM(converted_now), 0) AS converted,
  COALESCE(SUM(converted_now), 0) / NULLIF(COALESCE(SUM(viewers_now), 0), 0) AS conversion
FROM parts
GROUP BY
  1
ORDER BY
  "converted" DESC,
  "stage" ASC
