"""Rounds of collecting forms: what is asked of whom, what came back, and answers to questions"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def _key(table: str, column: str, referred: str, remote: str = 'id') -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f'{referred}.{remote}'], name=op.f(f'fk_{table}_{column}_{referred}'))


def upgrade() -> None:
    op.create_table('round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('period_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('author', sa.String(length=64), nullable=False),
    _key('round', 'period_id', 'period'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round')),
    sa.UniqueConstraint('code', name=op.f('uq_round_code'))
    )
    op.create_table('round_form',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('methodology_id', sa.Integer(), nullable=True),
    sa.Column('due', sa.String(length=10), nullable=False),
    _key('round_form', 'round_id', 'round'),
    _key('round_form', 'methodology_id', 'methodology'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_form')),
    sa.UniqueConstraint('round_id', 'kind', 'methodology_id', name=op.f('uq_round_form_round_id_kind_methodology_id'))
    )
    op.create_table('round_addressee',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    _key('round_addressee', 'round_id', 'round'),
    _key('round_addressee', 'municipality_id', 'municipality'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_addressee')),
    sa.UniqueConstraint('round_id', 'municipality_id', name=op.f('uq_round_addressee_round_id_municipality_id'))
    )
    op.create_table('round_return',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('form_id', sa.Integer(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=True),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('content_digest', sa.String(length=64), nullable=False),
    sa.Column('outcome', sa.String(length=16), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.Column('changes', sa.Integer(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('author', sa.String(length=64), nullable=False),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_in', sa.Integer(), nullable=True),
    _key('round_return', 'round_id', 'round'),
    _key('round_return', 'form_id', 'round_form'),
    _key('round_return', 'municipality_id', 'municipality'),
    _key('round_return', 'published_in', 'revision', 'number'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_return')),
    sa.UniqueConstraint('round_id', 'sha256', name=op.f('uq_round_return_round_id_sha256'))
    )
    op.create_index('ix_round_return_form_municipality', 'round_return', ['form_id', 'municipality_id'])
    op.create_table('round_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('form_id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(length=64), nullable=False),
    sa.Column('sheet', sa.String(), nullable=False),
    sa.Column('cell', sa.String(length=16), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('author', sa.String(length=64), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_accepted', sa.Boolean(), nullable=True),
    sa.Column('decided_by', sa.String(), nullable=True),
    _key('round_answer', 'form_id', 'round_form'),
    _key('round_answer', 'municipality_id', 'municipality'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_answer')),
    sa.UniqueConstraint(
        'form_id', 'municipality_id', 'rule', 'sheet', 'cell',
        name=op.f('uq_round_answer_form_id_municipality_id_rule_sheet_cell')
    )
    )


def downgrade() -> None:
    for table in ('round_answer', 'round_return', 'round_addressee', 'round_form', 'round'):
        op.drop_table(table)
