"""Texts of analytical notes, which the database lets nobody change"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

REFUSAL = 'texts of notes are added, never changed'


def upgrade() -> None:
    op.create_table('note_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('period_id', sa.Integer(), nullable=False),
    sa.Column('methodology_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('section', sa.String(length=160), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('author', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['methodology_id'], ['methodology.id'], name=op.f('fk_note_text_methodology_id_methodology')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_note_text_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f('fk_note_text_period_id_period')),
    sa.ForeignKeyConstraint(['revision'], ['revision.number'], name=op.f('fk_note_text_revision_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note_text')),
    sa.UniqueConstraint('municipality_id', 'period_id', 'methodology_id', 'language', 'section', 'version', name='uq_note_text_version')
    )
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(
            'CREATE FUNCTION refuse_note_text_change() RETURNS trigger LANGUAGE plpgsql AS '
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        op.execute(
            'CREATE TRIGGER note_text_is_append_only BEFORE UPDATE OR DELETE ON note_text '
            'FOR EACH ROW EXECUTE FUNCTION refuse_note_text_change()'
        )
        return
    for change in ('update', 'delete'):
        op.execute(
            f'CREATE TRIGGER note_text_no_{change} BEFORE {change.upper()} ON note_text '
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def downgrade() -> None:
    op.drop_table('note_text')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION refuse_note_text_change()')
