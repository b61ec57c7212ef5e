"""Each score and observation knows file, sheet and cell it came from; files are kept by the hash of their content"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

FIGURES = ('score', 'observation')
COLUMNS = ('source_id', 'source_row', 'source_column')


def upgrade() -> None:
    op.create_table('source',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('file_sha256', sa.String(length=64), nullable=False),
    sa.Column('sheet', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['revision'], ['revision.number'], name=op.f('fk_source_revision_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source')),
    sa.UniqueConstraint('revision', 'file_sha256', 'sheet', name='uq_source_sheet')
    )
    op.create_index(op.f('ix_source_file_sha256'), 'source', ['file_sha256'])
    op.create_table('original',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('stored_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_original'))
    )
    op.create_index(op.f('ix_original_stored_at'), 'original', ['stored_at'])
    for table in FIGURES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in COLUMNS:
                batch_op.add_column(sa.Column(column, sa.Integer(), nullable=True))
            batch_op.create_foreign_key(op.f(f'fk_{table}_source_id_source'), 'source', ['source_id'], ['id'])


def downgrade() -> None:
    for table in FIGURES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f'fk_{table}_source_id_source'), type_='foreignkey')
            for column in COLUMNS:
                batch_op.drop_column(column)
    op.drop_table('original')
    op.drop_table('source')
