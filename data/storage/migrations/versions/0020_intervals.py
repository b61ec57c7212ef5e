"""Where in its year a figure stands, and what its source calls that period"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Every figure that is there is of its year: nothing is written to the rows.
    op.add_column('observation', sa.Column('interval_code', sa.String(length=8), nullable=True))
    op.add_column('observation', sa.Column('label', sa.String(length=64), nullable=True))
    op.create_index(
        'ix_observation_interval',
        'observation',
        ['indicator_id', 'period_id', 'interval_code'],
        sqlite_where=sa.text('interval_code IS NOT NULL'),
        postgresql_where=sa.text('interval_code IS NOT NULL'),
    )


def downgrade() -> None:
    # Figures of anything but a year cannot stand in a table of years.
    op.execute('DELETE FROM observation WHERE interval_code IS NOT NULL')
    op.drop_index('ix_observation_interval', table_name='observation')
    with op.batch_alter_table('observation') as batch:
        batch.drop_column('label')
        batch.drop_column('interval_code')
