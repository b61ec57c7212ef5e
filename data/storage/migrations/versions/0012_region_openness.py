"""What heads learn of other municipalities is a setting of the region"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('region', schema=None) as batch_op:
        # Until now others were named, and documents of others were closed.
        batch_op.add_column(sa.Column('others_named', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('examples_open', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table('region', schema=None) as batch_op:
        batch_op.drop_column('examples_open')
        batch_op.drop_column('others_named')
