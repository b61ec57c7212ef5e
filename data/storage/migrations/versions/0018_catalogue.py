"""What the region itself says of its indicators"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('catalogue_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('name_ru', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('short_ru', sa.String(), nullable=False),
    sa.Column('short_en', sa.String(), nullable=False),
    sa.Column('unit', sa.String(length=32), nullable=False),
    sa.Column('unit_word_ru', sa.String(length=32), nullable=True),
    sa.Column('unit_word_en', sa.String(length=32), nullable=True),
    sa.Column('decimals', sa.Integer(), nullable=True),
    sa.Column('polarity', sa.String(length=16), nullable=False),
    sa.Column('direction_code', sa.String(length=16), nullable=False),
    sa.Column('criterion_code', sa.String(length=16), nullable=True),
    sa.Column('criterion_ru', sa.String(), nullable=True),
    sa.Column('criterion_en', sa.String(), nullable=True),
    sa.Column('source_ru', sa.String(), nullable=True),
    sa.Column('collection_method_ru', sa.String(), nullable=True),
    sa.Column('processing_ru', sa.String(), nullable=True),
    sa.Column('contact_role', sa.String(), nullable=True),
    sa.Column('break_year', sa.Integer(), nullable=True),
    sa.Column('break_note', sa.String(), nullable=True),
    sa.Column('valid_from', sa.Integer(), nullable=False),
    sa.Column('valid_to', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_catalogue_entry_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['valid_from'], ['revision.number'], name=op.f('fk_catalogue_entry_valid_from_revision')),
    sa.ForeignKeyConstraint(['valid_to'], ['revision.number'], name=op.f('fk_catalogue_entry_valid_to_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_catalogue_entry'))
    )
    for column in ('indicator_id', 'valid_from', 'valid_to'):
        op.create_index(op.f(f'ix_catalogue_entry_{column}'), 'catalogue_entry', [column])


def downgrade() -> None:
    op.drop_table('catalogue_entry')
