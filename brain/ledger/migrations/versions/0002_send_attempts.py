"""send attempts"""

from alembic import op
import sqlalchemy as sa
import brain.ledger.tables

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('send_attempt',
    sa.Column('execution', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('channel', sa.String(length=80), nullable=False),
    sa.Column('started_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('ended_at', brain.ledger.tables.Instant(timezone=True), nullable=True),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['execution'], ['execution.id'], name=op.f('fk_send_attempt_execution')),
    sa.PrimaryKeyConstraint('execution', 'number', name=op.f('pk_send_attempt'))
    )


def downgrade() -> None:
    raise RuntimeError("Migrations are append-only: restore a backup instead.")
