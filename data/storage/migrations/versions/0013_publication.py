"""What is published has a state: preliminary or approved, and a day from which everybody sees it"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('publication_state',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('period_id', sa.Integer(), nullable=False),
    sa.Column('methodology_id', sa.Integer(), nullable=True),
    sa.Column('approved_in', sa.Integer(), nullable=True),
    sa.Column('hidden_from', sa.Integer(), nullable=True),
    sa.Column('opens_on', sa.String(length=10), nullable=True),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('valid_from', sa.Integer(), nullable=False),
    sa.Column('valid_to', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['approved_in'], ['revision.number'], name=op.f('fk_publication_state_approved_in_revision')),
    sa.ForeignKeyConstraint(['hidden_from'], ['revision.number'], name=op.f('fk_publication_state_hidden_from_revision')),
    sa.ForeignKeyConstraint(['methodology_id'], ['methodology.id'], name=op.f('fk_publication_state_methodology_id_methodology')),
    sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f('fk_publication_state_period_id_period')),
    sa.ForeignKeyConstraint(['valid_from'], ['revision.number'], name=op.f('fk_publication_state_valid_from_revision')),
    sa.ForeignKeyConstraint(['valid_to'], ['revision.number'], name=op.f('fk_publication_state_valid_to_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication_state'))
    )
    for column in ('period_id', 'valid_from', 'valid_to'):
        op.create_index(op.f(f'ix_publication_state_{column}'), 'publication_state', [column])


def downgrade() -> None:
    op.drop_table('publication_state')
