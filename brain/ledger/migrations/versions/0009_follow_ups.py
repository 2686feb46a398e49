"""what came of alerts that were marked done"""

from alembic import op
import sqlalchemy as sa
import brain.ledger.tables

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('follow_up',
    sa.Column('card', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('detector', sa.String(length=80), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('final', sa.Boolean(), nullable=False),
    sa.Column('reviewed_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['card'], ['card.id'], name=op.f('fk_follow_up_card')),
    sa.PrimaryKeyConstraint('card', name=op.f('pk_follow_up'))
    )
    op.create_index(op.f('ix_follow_up_shop'), 'follow_up', ['shop'], unique=False)


def downgrade() -> None:
    raise RuntimeError("Migrations are append-only: restore a backup instead.")
