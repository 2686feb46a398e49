WITH parts AS (
  SELECT
    l.group_name AS "group",
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now,
    SUM(l.refund_amount) AS refunded_now,
    NULL AS converted_now,
    NULL AS viewers_now,
    NULL AS repeat_buyers_now,
    NULL AS all_buyers_now
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-11-09' AS DATE)
    AND l.ordered_on < CAST('2026-11-16' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
  UNION ALL
  SELECT
    "c"."group",
    NULL AS paid_now,
    NULL AS refunded_now,
    COUNT(CASE WHEN c.viewed = 1 AND c.bought = 1 THEN c.customer_key END) AS converted_now,
    COUNT(CASE WHEN c.viewed = 1 THEN c.customer_key END) AS viewers_now,
    NULL AS repeat_buyers_now,
    NULL AS all_buyers_now
  FROM (
    SELECT
      "w"."group",
      w.customer_key,
      MAX(w.viewed) AS viewed,
      MAX(w.bought) AS bought
    FROM (
      SELECT
        l.group_name AS "group",
        l.customer_key,
        0 AS viewed,
        1 AS bought
      FROM order_line AS l
      WHERE
        (
          l.shop_id = $shop
          AND l.ordered_on >= CAST('2026-11-09' AS DATE)
          AND l.ordered_on < CAST('2026-11-16' AS DATE)
          AND l.status IN ('paid', 'refunded', 'return')
        )
        AND (
          l.paid_amount > 0
          AND l.status IN ('paid', 'refunded')
          AND NOT l.customer_key IS NULL
        )
      UNION ALL
      SELECT
        e.group_name AS "group",
        e.customer_key,
        1 AS viewed,
        0 AS bought
      FROM event AS e
      WHERE
        (
          e.shop_id = $shop
          AND e.happened_on >= CAST('2026-11-09' AS DATE)
          AND e.happened_on < CAST('2026-11-16' AS DATE)
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
  UNION ALL
  SELECT
    "c"."group",
    NULL AS paid_now,
    NULL AS refunded_now,
    NULL AS converted_now,
    NULL AS viewers_now,
    COUNT(CASE WHEN c.orders >= 2 THEN c.customer_key END) AS repeat_buyers_now,
    COUNT(c.customer_key) AS all_buyers_now
  FROM (
    SELECT
      l.group_name AS "group",
      l.customer_key,
      COUNT(DISTINCT l.order_key) AS orders
    FROM order_line AS l
    WHERE
      (
        l.shop_id = $shop
        AND l.ordered_on >= CAST('2026-11-09' AS DATE)
        AND l.ordered_on < CAST('2026-11-16' AS DATE)
        AND l.status IN ('paid', 'refunded', 'return')
      )
      AND (
        l.paid_amount > 0
        AND l.status IN ('paid', 'refunded')
        AND NOT l.customer_key IS NULL
      )
    GROUP BY
      1,
      2
  ) AS c
  GROUP BY
    1
)
SELECT
  "group",
  COALESCE(SUM(paid_now), 0) - COALESCE(SUM(refunded_now), 0) AS net_sales,
  COALESCE(SUM(converted_now), 0) / NULLIF(COALESCE(SUM(viewers_now), 0), 0) AS conversion,
  COALESCE(SUM(repeat_buyers_now), 0) / NULLIF(COALESCE(SUM(all_buyers_now), 0), 0) AS repeat_rate
FROM parts
GROUP BY
  1
ORDER BY
  "net_sales" DESC,
  "group" ASC
