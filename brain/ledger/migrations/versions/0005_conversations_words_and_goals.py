"""conversations, words of the owner's own, goals of a month"""

from alembic import op
import sqlalchemy as sa
import brain.ledger.tables

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('conversation',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('who', sa.String(length=80), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('made_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('touched_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conversation'))
    )
    op.create_index(op.f('ix_conversation_shop'), 'conversation', ['shop'])
    with op.batch_alter_table('chat_turn') as batch:
        batch.add_column(sa.Column('conversation', sa.String(length=40), nullable=False, server_default=''))
    op.create_index(op.f('ix_chat_turn_conversation'), 'chat_turn', ['conversation'])
    op.create_table('own_word',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('word', sa.String(length=80), nullable=False),
    sa.Column('meaning', sa.String(length=300), nullable=False),
    sa.Column('who', sa.String(length=80), nullable=False),
    sa.Column('at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('retired_at', brain.ledger.tables.Instant(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_word'))
    )
    op.create_index(op.f('ix_own_word_shop'), 'own_word', ['shop'])
    op.create_table('goal',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('metric', sa.String(length=40), nullable=False),
    sa.Column('amount', sa.String(length=40), nullable=False),
    sa.Column('who', sa.String(length=80), nullable=False),
    sa.Column('at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal'))
    )
    op.create_index(op.f('ix_goal_shop'), 'goal', ['shop'])


def downgrade() -> None:
    raise RuntimeError("Migrations are append-only: restore a backup instead.")
