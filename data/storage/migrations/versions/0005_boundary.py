"""Outlines of municipalities"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('boundary',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('outline', sa.Text(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Integer(), nullable=False),
    sa.Column('valid_to', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_boundary_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['valid_from'], ['revision.number'], name=op.f('fk_boundary_valid_from_revision')),
    sa.ForeignKeyConstraint(['valid_to'], ['revision.number'], name=op.f('fk_boundary_valid_to_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_boundary'))
    )
    with op.batch_alter_table('boundary', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_boundary_municipality_id'), ['municipality_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_boundary_valid_from'), ['valid_from'], unique=False)
        batch_op.create_index(batch_op.f('ix_boundary_valid_to'), ['valid_to'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('boundary', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_boundary_valid_to'))
        batch_op.drop_index(batch_op.f('ix_boundary_valid_from'))
        batch_op.drop_index(batch_op.f('ix_boundary_municipality_id'))

    op.drop_table('boundary')
