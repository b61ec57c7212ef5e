"""A short name of the region, for narrow screens and titles"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ('short_ru', 'short_en'):
        op.add_column('region', sa.Column(column, sa.String(), nullable=False, server_default=''))


def downgrade() -> None:
    for column in ('short_ru', 'short_en'):
        op.drop_column('region', column)
