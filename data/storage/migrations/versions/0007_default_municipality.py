"""The municipality whose profile opens without a choice is named by the region"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

# Until now the product opened every demonstration with this one.
OF_DEMONSTRATION = 'M14'


def upgrade() -> None:
    with op.batch_alter_table('region', schema=None) as batch_op:
        batch_op.add_column(sa.Column('default_municipality_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f('fk_region_default_municipality_id_municipality'), 'municipality', ['default_municipality_id'], ['id']
        )
    region = sa.table('region', sa.column('is_demo', sa.Boolean), sa.column('default_municipality_id', sa.Integer))
    municipality = sa.table('municipality', sa.column('id', sa.Integer), sa.column('code', sa.String))
    shown = sa.select(municipality.c.id).where(municipality.c.code == OF_DEMONSTRATION).scalar_subquery()
    op.execute(sa.update(region).where(region.c.is_demo).values(default_municipality_id=shown))


def downgrade() -> None:
    with op.batch_alter_table('region', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('fk_region_default_municipality_id_municipality'), type_='foreignkey')
        batch_op.drop_column('default_municipality_id')
