"""the first ledger"""

from alembic import op
import sqlalchemy as sa
import brain.ledger.tables

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('seq', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('who', sa.String(length=80), nullable=False),
    sa.Column('what', sa.String(length=60), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('previous', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_audit')),
    sa.UniqueConstraint('previous', name=op.f('uq_audit_previous'))
    )
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_shop'), ['shop'], unique=False)

    op.create_table('card',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('detector', sa.String(length=80), nullable=False),
    sa.Column('dedupe', sa.String(length=200), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('rank', sa.Double(), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('made_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('valid_until', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('wake_at', brain.ledger.tables.Instant(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_card'))
    )
    with op.batch_alter_table('card', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_card_shop'), ['shop'], unique=False)

    op.create_table('chat_turn',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('who', sa.String(length=80), nullable=False),
    sa.Column('at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('answer', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat_turn'))
    )
    with op.batch_alter_table('chat_turn', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chat_turn_shop'), ['shop'], unique=False)

    op.create_table('link',
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('card', sa.String(length=40), nullable=False),
    sa.Column('target', sa.String(length=500), nullable=False),
    sa.Column('made_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_link'))
    )
    with op.batch_alter_table('link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_link_shop'), ['shop'], unique=False)

    op.create_table('receipt',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('made_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt'))
    )
    with op.batch_alter_table('receipt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_receipt_shop'), ['shop'], unique=False)

    op.create_table('segment',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('rule', sa.JSON(), nullable=False),
    sa.Column('made_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_segment'))
    )
    with op.batch_alter_table('segment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_segment_shop'), ['shop'], unique=False)

    op.create_table('webhook_event',
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('source', sa.String(length=40), nullable=False),
    sa.Column('event_id', sa.String(length=120), nullable=False),
    sa.Column('received_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('batch', sa.String(length=40), nullable=False),
    sa.PrimaryKeyConstraint('shop', 'source', 'event_id', name=op.f('pk_webhook_event'))
    )
    op.create_table('click',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('visitor', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['code'], ['link.code'], name=op.f('fk_click_code')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_click'))
    )
    with op.batch_alter_table('click', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_click_code'), ['code'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('card', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('who', sa.String(length=80), nullable=False),
    sa.Column('what', sa.String(length=20), nullable=False),
    sa.Column('at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('edits', sa.JSON(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['card'], ['card.id'], name=op.f('fk_decision_card')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_card'), ['card'], unique=False)

    op.create_table('segment_member',
    sa.Column('segment', sa.String(length=40), nullable=False),
    sa.Column('customer_key', sa.String(length=80), nullable=False),
    sa.Column('arm', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['segment'], ['segment.id'], name=op.f('fk_segment_member_segment')),
    sa.PrimaryKeyConstraint('segment', 'customer_key', name=op.f('pk_segment_member'))
    )
    op.create_table('execution',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('card', sa.String(length=40), nullable=False),
    sa.Column('decision', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('due_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.Column('channel', sa.String(length=80), nullable=False),
    sa.Column('voice', sa.String(length=20), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('picture', sa.String(length=300), nullable=False),
    sa.Column('segment', sa.String(length=40), nullable=False),
    sa.Column('link', sa.String(length=20), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('started_at', brain.ledger.tables.Instant(timezone=True), nullable=True),
    sa.Column('finished_at', brain.ledger.tables.Instant(timezone=True), nullable=True),
    sa.Column('error', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['card'], ['card.id'], name=op.f('fk_execution_card')),
    sa.ForeignKeyConstraint(['decision'], ['decision.id'], name=op.f('fk_execution_decision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_execution'))
    )
    with op.batch_alter_table('execution', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_execution_card'), ['card'], unique=False)
        batch_op.create_index(batch_op.f('ix_execution_shop'), ['shop'], unique=False)
        batch_op.create_index('ix_execution_state_due', ['state', 'due_at'], unique=False)

    op.create_table('lesson',
    sa.Column('execution', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('detector', sa.String(length=80), nullable=False),
    sa.Column('voice', sa.String(length=20), nullable=False),
    sa.Column('hour', sa.Integer(), nullable=False),
    sa.Column('treated', sa.Integer(), nullable=False),
    sa.Column('effect_per_member', sa.Double(), nullable=False),
    sa.Column('standard_error', sa.Double(), nullable=False),
    sa.Column('learned_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['execution'], ['execution.id'], name=op.f('fk_lesson_execution')),
    sa.PrimaryKeyConstraint('execution', name=op.f('pk_lesson'))
    )
    with op.batch_alter_table('lesson', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lesson_shop'), ['shop'], unique=False)

    op.create_table('outcome',
    sa.Column('execution', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('card', sa.String(length=40), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('final', sa.Boolean(), nullable=False),
    sa.Column('reviewed_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['execution'], ['execution.id'], name=op.f('fk_outcome_execution')),
    sa.PrimaryKeyConstraint('execution', name=op.f('pk_outcome'))
    )
    with op.batch_alter_table('outcome', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outcome_shop'), ['shop'], unique=False)

    op.create_table('post',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('shop', sa.String(length=80), nullable=False),
    sa.Column('execution', sa.String(length=40), nullable=False),
    sa.Column('idempotency_key', sa.String(length=80), nullable=False),
    sa.Column('channel', sa.String(length=80), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('picture', sa.String(length=300), nullable=False),
    sa.Column('link', sa.String(length=300), nullable=False),
    sa.Column('reached', sa.Integer(), nullable=False),
    sa.Column('posted_at', brain.ledger.tables.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['execution'], ['execution.id'], name=op.f('fk_post_execution')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post')),
    sa.UniqueConstraint('idempotency_key', name=op.f('uq_post_idempotency_key'))
    )
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_shop'), ['shop'], unique=False)



def downgrade() -> None:
    raise RuntimeError("Migrations are append-only: restore a backup instead.")
