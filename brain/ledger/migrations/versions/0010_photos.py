"""customers' photos, the pictures made of them, and the fingerprints of those that must not come back"""

import sqlalchemy as sa
from alembic import op

import brain.ledger.tables

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "photo",
        sa.Column("shop", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("batch", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("review", sa.String(length=200), nullable=False),
        sa.Column("product", sa.String(length=200), nullable=False),
        sa.Column("customer_key", sa.String(length=80), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("own_product", sa.String(length=200), nullable=False),
        sa.Column("own_agreed", sa.Boolean(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("brought_at", brain.ledger.tables.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("shop", "id", name=op.f("pk_photo")),
    )
    op.create_index(op.f("ix_photo_batch"), "photo", ["batch"], unique=False)
    op.create_table(
        "collage",
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("shop", sa.String(length=80), nullable=False),
        sa.Column("card", sa.String(length=40), nullable=False),
        sa.Column("photos", sa.JSON(), nullable=False),
        sa.Column("made_at", brain.ledger.tables.Instant(timezone=True), nullable=False),
        sa.Column("removed_at", brain.ledger.tables.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_collage")),
    )
    op.create_index(op.f("ix_collage_shop"), "collage", ["shop"], unique=False)
    op.create_table(
        "barred_photo",
        sa.Column("shop", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("shop", "sha256", name=op.f("pk_barred_photo")),
    )


def downgrade() -> None:
    raise RuntimeError("Migrations are append-only: restore a backup instead.")
