"""Stock as last counted and pieces sold lately, for all shops of a scan at once: the start of both statements about the shelf.

A count holds at the end of its day; what was sold on later days is taken off again. A SKU's sales are those of the same SKU; where
stock is counted by product, or the product has one SKU only, they are the product's.
"""

from __future__ import annotations

# An older count says too little about what is there today.
FRESH_DAYS = 14
# Where the stock file names no lead time, a week is assumed and said.
USUAL_LEAD = 7
# Lines that took pieces from the shelf, whatever came back later.
TAKEN = """l.product_id IS NOT NULL AND l.line_type = 'product' AND l.status IN ('paid', 'refunded')
        AND l.paid_amount > 0 AND l.quantity > 0"""

# `counted`: one row a SKU with its latest count.
COUNTED = f"""every_count AS (
    SELECT k.shop_id, k.product_id, coalesce(k.sku, '') AS sku, k.snapshot_on, s."end", k.lead_time_days,
        CAST(k.on_hand AS DOUBLE) AS on_hand, CAST(coalesce(k.incoming, 0) AS DOUBLE) AS incoming,
        row_number() OVER (PARTITION BY k.shop_id, k.product_id, coalesce(k.sku, '') ORDER BY k.snapshot_on DESC) AS place
    FROM stock AS k JOIN scope AS s ON s.shop_id = k.shop_id
    WHERE k.snapshot_on < s."end" AND k.snapshot_on >= s."end" - {FRESH_DAYS} AND k.on_hand IS NOT NULL),
counted AS (
    SELECT *, count(*) OVER (PARTITION BY shop_id, product_id) AS skus FROM every_count WHERE place = 1)"""
