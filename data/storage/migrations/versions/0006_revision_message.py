"""Messages of revisions as codes with arguments, and what a person typed beside them

What the product had said of a revision stood here as a text in the language of whoever made it. Every such text that
was ever written is below, so that this file goes on telling them when the product words them otherwise.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

RUSSIAN, ENGLISH = 0, 1
WORDS = {
    'import_scores': ('Баллы из книги', 'Scores from a workbook'),
    'import_observations': ('Значения показателей из книги', 'Observations from a workbook'),
    'import_schools': ('Школы из книги', 'Schools from a workbook'),
    'import_targets': ('Цели из книги', 'Targets from a workbook'),
    'import_measures': ('Мероприятия дорожной карты из книги', 'Measures of a roadmap from a workbook'),
    'import_municipalities': ('Муниципалитеты из книги', 'Municipalities from a workbook'),
    'import_methodology': ('Методика из книги', 'A methodology from a workbook'),
    'import_boundaries': ('Границы из файла GeoJSON', 'Boundaries from a GeoJSON file'),
    'import_table': ('Значения показателей из таблицы', 'Observations from a table'),
    'undo': ('Отмена ревизии {number}', 'Undo of revision {number}'),
    'demo_registers': (
        'Реестры: муниципалитеты, школы, методики, показатели и цели',
        'Registers: municipalities, schools, methodologies, indicators and targets',
    ),
    'demo_year': (
        'Оценка, контингент и показатели за {year} год',
        'Assessment, enrolment and indicators of {year}',
    ),
    'demo_first_delivery': (
        'Оценка, контингент и показатели за {year} год, первая выгрузка',
        'Assessment, enrolment and indicators of {year}, first delivery',
    ),
    'demo_second_delivery': ('Оценка за {year} год, вторая выгрузка', 'Assessment of {year}, second delivery'),
}
# What a table created follows its words, in this order; the forms for 1, for 2 to 4 and for 5.
CREATED = ('. Создаётся в реестрах: {units}.', '. Created in the registers: {units}.')
UNITS = {
    'municipalities': (('муниципалитет', 'муниципалитета', 'муниципалитетов'), ('municipality', *['municipalities'] * 2)),
    'schools': (('школа', 'школы', 'школ'), ('school', *['schools'] * 2)),
    'periods': (('период', 'периода', 'периодов'), ('period', *['periods'] * 2)),
}
AUTHOR, AUTHOR_CODE = 'демонстрация', 'demonstration'

table = sa.table(
    'revision',
    sa.column('number', sa.Integer),
    sa.column('author', sa.String),
    sa.column('kind', sa.String),
    sa.column('message', sa.String),
    sa.column('undoes', sa.Integer),
    sa.column('message_code', sa.String),
    sa.column('message_arguments', sa.JSON),
    sa.column('message_text', sa.String),
)


def form(count, language):
    if language == ENGLISH:
        return 0 if count == 1 else 1
    if count % 10 == 1 and count % 100 != 11:
        return 0
    return 1 if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else 2


def worded(code, arguments, language):
    text = WORDS[code][language]
    if code != 'import_table':
        return text.format(**arguments)
    counts = [(arguments.get(unit, 0), forms[language]) for unit, forms in UNITS.items()]
    units = ', '.join(f'{count} {forms[form(count, language)]}' for count, forms in counts if count)
    return text + CREATED[language].format(units=units) if units else text


def arguments_of(text, code, language):
    """What may stand in the gaps of the words; nothing where these are other words."""
    if code == 'import_table':
        created = ', '.join(
            f'(?:(?P<{unit}>[0-9]+) (?:{"|".join(forms[language])})(?:, |(?=[.]$)))?' for unit, forms in UNITS.items()
        ).replace(')?, (', ')?(')
        pattern = re.escape(WORDS[code][language])
        pattern += '(?:' + re.escape(CREATED[language]).replace(re.escape('{units}'), created) + ')?'
    else:
        pattern = re.sub(r'\\{(\w+)\\}', r'(?P<\1>[0-9]+)', re.escape(WORDS[code][language]))
    match = re.fullmatch(pattern, text, re.ASCII)
    return {name: int(digits) for name, digits in match.groupdict().items() if digits} if match else None


def recognised(text):
    """Code and arguments of a text that the product wrote; nothing for what a person typed."""
    for code in WORDS:
        for language in (RUSSIAN, ENGLISH):
            arguments = arguments_of(text, code, language)
            # Said again it must be the same to the last sign: whatever differs was typed, and is kept.
            if arguments is not None and worded(code, arguments, language) == text:
                return code, arguments
    return None


def message_of(row):
    if row.kind == 'undo' and row.undoes is not None:
        undo = ('undo', {'number': row.undoes})
        said = recognised(row.message) == undo
        return *undo, '' if said else row.message
    code, arguments = recognised(row.message) or (None, {})
    return (None, {}, row.message) if code in (None, 'undo') else (code, arguments, '')


def upgrade() -> None:
    # Not in batches: SQLite would make the table anew, to which nearly every other table refers.
    op.add_column('revision', sa.Column('message_code', sa.String(length=64), nullable=True))
    op.add_column('revision', sa.Column('message_arguments', sa.JSON(), server_default='{}', nullable=False))
    op.add_column('revision', sa.Column('message_text', sa.String(), server_default='', nullable=False))
    bind = op.get_bind()
    rows = bind.execute(sa.select(table.c.number, table.c.kind, table.c.message, table.c.undoes)).all()
    for row in rows:
        code, arguments, text = message_of(row)
        bind.execute(
            sa.update(table)
            .where(table.c.number == row.number)
            .values(message_code=code, message_arguments=arguments, message_text=text)
        )
    seeded = (table.c.kind == 'seed') & (table.c.author == AUTHOR)
    bind.execute(sa.update(table).where(seeded).values(author=AUTHOR_CODE))
    op.drop_column('revision', 'message')


def downgrade() -> None:
    """Russian words, the language in which the product speaks unless asked; a typed text has no room for its code."""
    op.add_column('revision', sa.Column('message', sa.String(), server_default='', nullable=False))
    bind = op.get_bind()
    columns = (table.c.number, table.c.message_code, table.c.message_arguments, table.c.message_text)
    for row in bind.execute(sa.select(*columns)).all():
        text = row.message_text
        if not text and row.message_code:
            known = row.message_code in WORDS
            text = worded(row.message_code, row.message_arguments, RUSSIAN) if known else row.message_code
        bind.execute(sa.update(table).where(table.c.number == row.number).values(message=text))
    seeded = (table.c.kind == 'seed') & (table.c.author == AUTHOR_CODE)
    bind.execute(sa.update(table).where(seeded).values(author=AUTHOR))
    for name in ('message_text', 'message_arguments', 'message_code'):
        op.drop_column('revision', name)
