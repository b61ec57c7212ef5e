"""Measures of the roadmaps"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('roadmap_measure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('direction_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=16), nullable=False),
    sa.Column('order', sa.Integer(), nullable=False),
    sa.Column('cycle_component', sa.String(length=64), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('deadline_kind', sa.String(length=16), nullable=False),
    sa.Column('deadline_text', sa.String(), nullable=True),
    sa.Column('deadline_from', sa.String(length=10), nullable=True),
    sa.Column('deadline_to', sa.String(length=10), nullable=True),
    sa.Column('responsible', sa.String(), nullable=True),
    sa.Column('expected_result', sa.String(), nullable=True),
    sa.Column('result', sa.String(), nullable=True),
    sa.Column('valid_from', sa.Integer(), nullable=False),
    sa.Column('valid_to', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['direction_id'], ['direction.id'], name=op.f('fk_roadmap_measure_direction_id_direction')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_roadmap_measure_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['valid_from'], ['revision.number'], name=op.f('fk_roadmap_measure_valid_from_revision')),
    sa.ForeignKeyConstraint(['valid_to'], ['revision.number'], name=op.f('fk_roadmap_measure_valid_to_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roadmap_measure'))
    )
    with op.batch_alter_table('roadmap_measure', schema=None) as batch_op:
        batch_op.create_index('ix_roadmap_measure_municipality_direction_number', ['municipality_id', 'direction_id', 'number'], unique=False)
        batch_op.create_index(batch_op.f('ix_roadmap_measure_valid_from'), ['valid_from'], unique=False)
        batch_op.create_index(batch_op.f('ix_roadmap_measure_valid_to'), ['valid_to'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('roadmap_measure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roadmap_measure_valid_to'))
        batch_op.drop_index(batch_op.f('ix_roadmap_measure_valid_from'))
        batch_op.drop_index('ix_roadmap_measure_municipality_direction_number')

    op.drop_table('roadmap_measure')
