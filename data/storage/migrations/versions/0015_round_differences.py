"""A returned file says in which cells it differs from the one before"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('round_return', schema=None) as batch_op:
        batch_op.add_column(sa.Column('differences', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('round_return', schema=None) as batch_op:
        batch_op.drop_column('differences')
