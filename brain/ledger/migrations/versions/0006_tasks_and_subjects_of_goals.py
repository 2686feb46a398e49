"""tasks of several steps, subjects of goals"""

from alembic import op
import sqlalchemy as sa
import brain.ledger.tables

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('task',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('who', sa.String(length=80), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('conversation', sa.String(length=40), nullable=False, server_default=''),
    sa.Column('made_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task'))
    )
    op.create_index(op.f('ix_task_shop'), 'task', ['shop'])
    op.create_index(op.f('ix_task_conversation'), 'task', ['conversation'])
    op.create_table('task_event',
    sa.Column('task', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('who', sa.String(length=80), nullable=False),
    sa.Column('what', sa.String(length=20), nullable=False),
    sa.Column('job', sa.String(length=20), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['task'], ['task.id'], name=op.f('fk_task_event_task')),
    sa.PrimaryKeyConstraint('task', 'number', name=op.f('pk_task_event'))
    )
    with op.batch_alter_table('goal') as batch:
        batch.add_column(sa.Column('dimension', sa.String(length=40), nullable=False, server_default=''))
        batch.add_column(sa.Column('subjects', sa.JSON(), nullable=False, server_default='[]'))


def downgrade() -> None:
    raise RuntimeError("Migrations are append-only: restore a backup instead.")
