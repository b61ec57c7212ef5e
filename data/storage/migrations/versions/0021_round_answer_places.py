"""A question of a round may be about one indicator of a column: its place has the code"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('round_answer', schema=None) as batch_op:
        batch_op.alter_column('cell', existing_type=sa.String(length=16), type_=sa.String(length=80))


def downgrade() -> None:
    with op.batch_alter_table('round_answer', schema=None) as batch_op:
        batch_op.alter_column('cell', existing_type=sa.String(length=80), type_=sa.String(length=16))
