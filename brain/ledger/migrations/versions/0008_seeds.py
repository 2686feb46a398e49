"""what a nightly pass over all shops found, and the mornings on which owners were told"""

from alembic import op
import sqlalchemy as sa
import brain.ledger.tables

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('seed',
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('detector', sa.String(length=80), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('worth', sa.Double(), nullable=False),
    sa.Column('sure', sa.Double(), nullable=False),
    sa.Column('urgent', sa.Boolean(), nullable=False),
    sa.Column('made_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('shop', 'place', name=op.f('pk_seed'))
    )
    op.create_table('morning',
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('channel', sa.String(length=80), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('cards', sa.JSON(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_at', brain.ledger.tables.Instant(timezone=True), nullable=True),
    sa.Column('error', sa.JSON(), nullable=True),
    sa.Column('made_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('sent_at', brain.ledger.tables.Instant(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('shop', 'day', name=op.f('pk_morning'))
    )


def downgrade() -> None:
    raise RuntimeError("Migrations are append-only: restore a backup instead.")
