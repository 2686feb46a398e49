"""source objects, connections and erasures"""

from alembic import op
import sqlalchemy as sa
import brain.ledger.tables

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('source_object',
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('source', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('object_id', sa.String(length=120), nullable=False),
    sa.Column('changed_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('shop', 'source', 'kind', 'object_id', name=op.f('pk_source_object'))
    )
    op.create_table('connection',
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('source', sa.String(length=40), nullable=False),
    sa.Column('address', sa.String(length=300), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('cursor', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('error', sa.JSON(), nullable=True),
    sa.Column('pulled_at', brain.ledger.tables.Instant(timezone=True), nullable=True),
    sa.Column('made_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('shop', 'source', name=op.f('pk_connection'))
    )
    op.create_table('erasure',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('customer_key', sa.String(length=80), nullable=False),
    sa.Column('who', sa.String(length=80), nullable=False),
    sa.Column('at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('certificate', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure'))
    )
    op.create_index(op.f('ix_erasure_shop'), 'erasure', ['shop'])


def downgrade() -> None:
    raise RuntimeError("Migrations are append-only: restore a backup instead.")
