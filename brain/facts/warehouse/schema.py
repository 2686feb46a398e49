"""The warehouse's tables, as append-only migrations.

Every fact table is stored as `<name>_version` and read through the view `<name>`. A version row carries
`row_key` (what it is a version of), `batch_id` and `row_no` (which file row it came from) and `superseded_by`
(the batch that brought a newer version; NULL while it is the newest). A batch is undone by deleting its rows and
handing their `superseded_by` down to what they had replaced, so undo works in any order.

Money DECIMAL(18,4) in the shop's currency (sources quote unit prices below a cent), instants TIMESTAMP in UTC
(`*_at`), shop days DATE (`*_on`).
"""

from __future__ import annotations

BOOKKEEPING = """
    shop_id VARCHAR NOT NULL, row_key VARCHAR NOT NULL, batch_id VARCHAR NOT NULL, row_no BIGINT NOT NULL,
    superseded_by VARCHAR"""

FACT_TABLES: dict[str, str] = {
    "order_line": """
        order_id VARCHAR NOT NULL, line_no INTEGER,
        ordered_at TIMESTAMP NOT NULL, ordered_on DATE NOT NULL, ordered_hour TINYINT NOT NULL,
        status VARCHAR NOT NULL,      -- paid | unpaid | cancelled | refunded | return (a credit note of its own)
        line_type VARCHAR NOT NULL,   -- product | shipping | fee | adjustment
        product_id VARCHAR, product_name VARCHAR, sku VARCHAR, category VARCHAR,
        quantity DECIMAL(18,3), unit_price DECIMAL(18,4), discount_amount DECIMAL(18,4) NOT NULL,
        paid_amount DECIMAL(18,4) NOT NULL, refund_amount DECIMAL(18,4) NOT NULL,
        customer_key VARCHAR, region VARCHAR, channel VARCHAR, group_name VARCHAR, coupon VARCHAR,
        promotion_id VARCHAR""",
    "product": """
        product_id VARCHAR NOT NULL, sku VARCHAR, name VARCHAR, category VARCHAR, brand VARCHAR,
        price DECIMAL(18,4), cost DECIMAL(18,4), tags VARCHAR, listed_on DATE, status VARCHAR""",
    "customer": """
        customer_key VARCHAR NOT NULL, region VARCHAR, group_name VARCHAR, consent BOOLEAN, joined_on DATE""",
    "event": """
        event_id VARCHAR NOT NULL, happened_at TIMESTAMP NOT NULL, happened_on DATE NOT NULL,
        type VARCHAR NOT NULL,        -- view | click | cart | favourite | share
        customer_key VARCHAR, product_id VARCHAR, category VARCHAR, group_name VARCHAR, channel VARCHAR""",
    "stock": """
        snapshot_on DATE NOT NULL, product_id VARCHAR NOT NULL, sku VARCHAR, on_hand DECIMAL(18,3),
        incoming DECIMAL(18,3), lead_time_days INTEGER""",
    "promotion": """
        promotion_id VARCHAR NOT NULL, name VARCHAR, kind VARCHAR, starts_at TIMESTAMP, ends_at TIMESTAMP,
        product_id VARCHAR, category VARCHAR, discount_rate DECIMAL(9,6)""",
    "market_price": """
        observed_at TIMESTAMP NOT NULL, product_id VARCHAR NOT NULL, seller VARCHAR, price DECIMAL(18,4) NOT NULL""",
    "review": """
        review_id VARCHAR NOT NULL, reviewed_at TIMESTAMP NOT NULL, product_id VARCHAR, customer_key VARCHAR,
        rating DECIMAL(4,2), text VARCHAR""",
    "post": """
        post_id VARCHAR NOT NULL, posted_at TIMESTAMP NOT NULL, posted_on DATE NOT NULL, group_name VARCHAR,
        channel VARCHAR, product_id VARCHAR, category VARCHAR, voice VARCHAR, text VARCHAR, reached BIGINT,
        clicks BIGINT, orders BIGINT""",
}

_BASE = """
CREATE TABLE shop (
    shop_id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, zone VARCHAR NOT NULL, currency VARCHAR NOT NULL,
    language VARCHAR NOT NULL, made_at TIMESTAMP NOT NULL);
CREATE TABLE import_batch (
    batch_id VARCHAR PRIMARY KEY, shop_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, source VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL, file_sha256 VARCHAR NOT NULL, imported_at TIMESTAMP NOT NULL,
    rows_read BIGINT NOT NULL, loaded BIGINT NOT NULL, duplicates BIGINT NOT NULL, quarantined BIGINT NOT NULL,
    from_on DATE, to_on DATE, mapping VARCHAR NOT NULL, state VARCHAR NOT NULL);
CREATE TABLE quarantine (
    batch_id VARCHAR NOT NULL, shop_id VARCHAR NOT NULL, row_no BIGINT NOT NULL, reason VARCHAR NOT NULL,
    raw VARCHAR NOT NULL);
CREATE TABLE customer_contact (
    shop_id VARCHAR NOT NULL, customer_key VARCHAR NOT NULL, batch_id VARCHAR NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE data_version (shop_id VARCHAR PRIMARY KEY, version BIGINT NOT NULL);
"""


def _fact_tables() -> str:
    statements = []
    for name, columns in FACT_TABLES.items():
        statements.append(f"CREATE TABLE {name}_version ({BOOKKEEPING}, {columns});")
        statements.append(
            f"CREATE VIEW {name} AS SELECT * EXCLUDE (superseded_by) FROM {name}_version WHERE superseded_by IS NULL;"
        )
    return "\n".join(statements)


# A later file that brings a row unchanged adds no version, but its batch is noted as a witness: when the first batch
# is undone, the row stays, as if only the later file had ever been imported.
_WITNESSES = """
CREATE TABLE row_witness (
    shop_id VARCHAR NOT NULL, fact VARCHAR NOT NULL, row_key VARCHAR NOT NULL, seen_in VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL, row_no BIGINT NOT NULL);
ALTER TABLE import_batch ADD COLUMN undone_at TIMESTAMP;
"""

# `order_key` names an order among all systems and stores of a shop: two systems number their orders for themselves.
# `retired`: the newest word about this key is that there is no such row any more.
_ORDERS_OF_SEVERAL_STORES = """
ALTER TABLE order_line_version ADD COLUMN store VARCHAR;
ALTER TABLE order_line_version ADD COLUMN order_key VARCHAR;
ALTER TABLE order_line_version ADD COLUMN retired BOOLEAN DEFAULT false;
UPDATE order_line_version SET order_key = concat_ws(chr(31), split_part(row_key, chr(31), 1), '', order_id), retired = false;
CREATE OR REPLACE VIEW order_line AS
    SELECT * EXCLUDE (superseded_by, retired) FROM order_line_version WHERE superseded_by IS NULL AND NOT retired;
"""
# `profile`: what the file added up to, by day, and what was odd about it; `reading`: how it was read (sheets, encoding,
# order of dates, first row). A row left out keeps all its cells, sealed, so that it can be corrected.
_CHECKABLE_IMPORTS = """
ALTER TABLE import_batch ADD COLUMN profile VARCHAR;
ALTER TABLE import_batch ADD COLUMN reading VARCHAR;
ALTER TABLE quarantine ADD COLUMN row_key VARCHAR;
ALTER TABLE quarantine ADD COLUMN sealed BLOB;
CREATE TABLE column_mapping (
    shop_id VARCHAR NOT NULL, shape VARCHAR NOT NULL, kind VARCHAR NOT NULL, mapping VARCHAR NOT NULL, day_order VARCHAR,
    decided_at TIMESTAMP NOT NULL, PRIMARY KEY (shop_id, shape));
CREATE TABLE reconciliation (
    shop_id VARCHAR NOT NULL, batch_id VARCHAR NOT NULL, figure VARCHAR NOT NULL, stated DECIMAL(18,4) NOT NULL,
    who VARCHAR NOT NULL, stated_at TIMESTAMP NOT NULL, PRIMARY KEY (shop_id, batch_id, figure));
"""
# A customer's tags: what, on which evidence, by which rule, of which state of the data.
_TAGS = """
CREATE TABLE customer_tag (
    shop_id VARCHAR NOT NULL, customer_key VARCHAR NOT NULL, tag VARCHAR NOT NULL, value VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL, rule VARCHAR NOT NULL, as_of DATE NOT NULL, data_version BIGINT NOT NULL);
"""
# Customers who asked to be forgotten: what a later file says of them is not kept.
_FORGOTTEN = """
CREATE TABLE forgotten_customer (
    shop_id VARCHAR NOT NULL, customer_key VARCHAR NOT NULL, forgotten_at TIMESTAMP NOT NULL,
    PRIMARY KEY (shop_id, customer_key));
"""
# A picture that came with a review (its address, or a mark that there is one), and whether its owner lets the shop show it:
# NULL is not yes.
_REVIEW_PICTURES = """
ALTER TABLE review_version ADD COLUMN picture VARCHAR;
ALTER TABLE review_version ADD COLUMN picture_consent BOOLEAN;
CREATE OR REPLACE VIEW review AS SELECT * EXCLUDE (superseded_by) FROM review_version WHERE superseded_by IS NULL;
"""

MIGRATIONS: tuple[tuple[str, str], ...] = (
    ("0001_first_facts", _BASE + _fact_tables()),
    ("0002_row_witness", _WITNESSES),
    ("0003_orders_of_several_stores", _ORDERS_OF_SEVERAL_STORES),
    ("0004_checkable_imports", _CHECKABLE_IMPORTS),
    ("0005_customer_tags", _TAGS),
    ("0006_forgotten_customers", _FORGOTTEN),
    ("0007_review_pictures", _REVIEW_PICTURES),
)
