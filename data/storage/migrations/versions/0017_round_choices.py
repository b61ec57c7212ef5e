"""An answer to a question of a round may be a choice, by which the file is read"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('round_answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('choice', sa.String(length=16), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('round_answer', schema=None) as batch_op:
        batch_op.drop_column('choice')
