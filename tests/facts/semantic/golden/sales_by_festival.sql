WITH parts AS (
  SELECT
    CASE
      WHEN l.ordered_on BETWEEN CAST('2026-02-15' AS DATE) AND CAST('2026-02-23' AS DATE)
      THEN 'spring_festival'
      WHEN l.ordered_on BETWEEN CAST('2026-10-01' AS DATE) AND CAST('2026-10-07' AS DATE)
      THEN 'national_day'
      WHEN l.ordered_on BETWEEN CAST('2026-05-01' AS DATE) AND CAST('2026-05-05' AS DATE)
      THEN 'labour_day'
      WHEN l.ordered_on BETWEEN CAST('2026-03-03' AS DATE) AND CAST('2026-03-03' AS DATE)
      THEN 'lantern'
      WHEN l.ordered_on BETWEEN CAST('2026-06-19' AS DATE) AND CAST('2026-06-19' AS DATE)
      THEN 'dragon_boat'
      WHEN l.ordered_on BETWEEN CAST('2026-08-19' AS DATE) AND CAST('2026-08-19' AS DATE)
      THEN 'qixi'
      WHEN l.ordered_on BETWEEN CAST('2026-09-25' AS DATE) AND CAST('2026-09-25' AS DATE)
      THEN 'mid_autumn'
      WHEN l.ordered_on BETWEEN CAST('2026-10-18' AS DATE) AND CAST('2026-10-18' AS DATE)
      THEN 'double_ninth'
      WHEN l.ordered_on BETWEEN CAST('2026-01-01' AS DATE) AND CAST('2026-01-01' AS DATE)
      THEN 'new_year'
      WHEN l.ordered_on BETWEEN CAST('2026-02-14' AS DATE) AND CAST('2026-02-14' AS DATE)
      THEN 'valentine'
      WHEN l.ordered_on BETWEEN CAST('2026-03-08' AS DATE) AND CAST('2026-03-08' AS DATE)
      THEN 'womens_day'
      WHEN l.ordered_on BETWEEN CAST('2026-05-20' AS DATE) AND CAST('2026-05-20' AS DATE)
      THEN 'may_20'
      WHEN l.ordered_on BETWEEN CAST('2026-06-01' AS DATE) AND CAST('2026-06-01' AS DATE)
      THEN 'childrens_day'
      WHEN l.ordered_on BETWEEN CAST('2026-06-18' AS DATE) AND CAST('2026-06-18' AS DATE)
      THEN 'june_18'
      WHEN l.ordered_on BETWEEN CAST('2026-11-11' AS DATE) AND CAST('2026-11-11' AS DATE)
      THEN 'double_11'
    END AS "festival",
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_now,
    NULL AS paid_before,
    SUM(l.refund_amount) AS refunded_now,
    NULL AS refunded_before
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2026-01-01' AS DATE)
    AND l.ordered_on < CAST('2026-11-20' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
  UNION ALL
  SELECT
    CASE
      WHEN l.ordered_on BETWEEN CAST('2025-01-28' AS DATE) AND CAST('2025-02-04' AS DATE)
      THEN 'spring_festival'
      WHEN l.ordered_on BETWEEN CAST('2025-10-01' AS DATE) AND CAST('2025-10-08' AS DATE)
      THEN 'national_day'
      WHEN l.ordered_on BETWEEN CAST('2025-05-01' AS DATE) AND CAST('2025-05-05' AS DATE)
      THEN 'labour_day'
      WHEN l.ordered_on BETWEEN CAST('2025-02-12' AS DATE) AND CAST('2025-02-12' AS DATE)
      THEN 'lantern'
      WHEN l.ordered_on BETWEEN CAST('2025-05-31' AS DATE) AND CAST('2025-05-31' AS DATE)
      THEN 'dragon_boat'
      WHEN l.ordered_on BETWEEN CAST('2025-08-29' AS DATE) AND CAST('2025-08-29' AS DATE)
      THEN 'qixi'
      WHEN l.ordered_on BETWEEN CAST('2025-10-06' AS DATE) AND CAST('2025-10-06' AS DATE)
      THEN 'mid_autumn'
      WHEN l.ordered_on BETWEEN CAST('2025-10-29' AS DATE) AND CAST('2025-10-29' AS DATE)
      THEN 'double_ninth'
      WHEN l.ordered_on BETWEEN CAST('2025-01-01' AS DATE) AND CAST('2025-01-01' AS DATE)
      THEN 'new_year'
      WHEN l.ordered_on BETWEEN CAST('2025-02-14' AS DATE) AND CAST('2025-02-14' AS DATE)
      THEN 'valentine'
      WHEN l.ordered_on BETWEEN CAST('2025-03-08' AS DATE) AND CAST('2025-03-08' AS DATE)
      THEN 'womens_day'
      WHEN l.ordered_on BETWEEN CAST('2025-05-20' AS DATE) AND CAST('2025-05-20' AS DATE)
      THEN 'may_20'
      WHEN l.ordered_on BETWEEN CAST('2025-06-01' AS DATE) AND CAST('2025-06-01' AS DATE)
      THEN 'childrens_day'
      WHEN l.ordered_on BETWEEN CAST('2025-06-18' AS DATE) AND CAST('2025-06-18' AS DATE)
      THEN 'june_18'
      WHEN l.ordered_on BETWEEN CAST('2025-11-11' AS DATE) AND CAST('2025-11-11' AS DATE)
      THEN 'double_11'
    END AS "festival",
    NULL AS paid_now,
    SUM(CASE WHEN l.status IN ('paid', 'refunded') THEN l.paid_amount END) AS paid_before,
    NULL AS refunded_now,
    SUM(l.refund_amount) AS refunded_before
  FROM order_line AS l
  WHERE
    l.shop_id = $shop
    AND l.ordered_on >= CAST('2025-01-01' AS DATE)
    AND l.ordered_on < CAST('2025-11-20' AS DATE)
    AND l.status IN ('paid', 'refunded', 'return')
  GROUP BY
    1
)
SELECT
  "festival",
  COALESCE(SUM(paid_now), 0) - COALESCE(SUM(refunded_now), 0) AS net_sales,
  COALESCE(SUM(paid_before), 0) - COALESCE(SUM(refunded_before), 0) AS net_sales_before,
  (
    (
      COALESCE(SUM(paid_now), 0) - COALESCE(SUM(refunded_now), 0)
    ) - (
      COALESCE(SUM(paid_before), 0) - COALESCE(SUM(refunded_before), 0)
    )
  ) / NULLIF(ABS(COALESCE(SUM(paid_before), 0) - COALESCE(SUM(refunded_before), 0)), 0) AS net_sales_change
FROM parts
GROUP BY
  1
ORDER BY
  "net_sales" DESC,
  "festival" ASC
