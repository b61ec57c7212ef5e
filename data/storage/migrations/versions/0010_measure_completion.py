"""What proves that a roadmap measure was carried out, dates of the monitoring year, and two more facts of a measure"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('roadmap_measure', schema=None) as batch_op:
        batch_op.add_column(sa.Column('indicator_code', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('every_years', sa.Integer(), nullable=True))
    op.create_table('measure_completion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.Column('direction_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=16), nullable=False),
    sa.Column('term', sa.String(length=8), nullable=False),
    sa.Column('done_on', sa.String(length=10), nullable=False),
    sa.Column('document_title', sa.String(), nullable=False),
    sa.Column('document_number', sa.String(length=64), nullable=True),
    sa.Column('document_date', sa.String(length=10), nullable=False),
    sa.Column('valid_from', sa.Integer(), nullable=False),
    sa.Column('valid_to', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['direction_id'], ['direction.id'], name=op.f('fk_measure_completion_direction_id_direction')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_measure_completion_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['valid_from'], ['revision.number'], name=op.f('fk_measure_completion_valid_from_revision')),
    sa.ForeignKeyConstraint(['valid_to'], ['revision.number'], name=op.f('fk_measure_completion_valid_to_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure_completion'))
    )
    with op.batch_alter_table('measure_completion', schema=None) as batch_op:
        batch_op.create_index('ix_measure_completion_measure', ['municipality_id', 'direction_id', 'number', 'term'], unique=False)
        batch_op.create_index(batch_op.f('ix_measure_completion_valid_from'), ['valid_from'], unique=False)
        batch_op.create_index(batch_op.f('ix_measure_completion_valid_to'), ['valid_to'], unique=False)
    op.create_table('calendar_day',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=True),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('is_yearly', sa.Boolean(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('valid_from', sa.Integer(), nullable=False),
    sa.Column('valid_to', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_calendar_day_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['valid_from'], ['revision.number'], name=op.f('fk_calendar_day_valid_from_revision')),
    sa.ForeignKeyConstraint(['valid_to'], ['revision.number'], name=op.f('fk_calendar_day_valid_to_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_day'))
    )
    with op.batch_alter_table('calendar_day', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_day_code'), ['code'], unique=False)
        batch_op.create_index(batch_op.f('ix_calendar_day_valid_from'), ['valid_from'], unique=False)
        batch_op.create_index(batch_op.f('ix_calendar_day_valid_to'), ['valid_to'], unique=False)


def downgrade() -> None:
    for table, indexes in (
        ('calendar_day', ('valid_to', 'valid_from', 'code')),
        ('measure_completion', ('valid_to', 'valid_from', 'measure')),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for index in indexes:
                batch_op.drop_index(f'ix_{table}_{index}')
        op.drop_table(table)
    with op.batch_alter_table('roadmap_measure', schema=None) as batch_op:
        batch_op.drop_column('every_years')
        batch_op.drop_column('indicator_code')
