"""figures of the owner's own"""

from alembic import op
import sqlalchemy as sa
import brain.ledger.tables

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('own_figure',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=48), nullable=False),
    sa.Column('label', sa.String(length=80), nullable=False),
    sa.Column('formula', sa.Text(), nullable=False),
    sa.Column('unit', sa.String(length=20), nullable=False),
    sa.Column('who', sa.String(length=80), nullable=False),
    sa.Column('at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('retired_at', brain.ledger.tables.Instant(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_figure'))
    )
    op.create_index(op.f('ix_own_figure_shop'), 'own_figure', ['shop'])


def downgrade() -> None:
    raise RuntimeError("Migrations are append-only: restore a backup instead.")
