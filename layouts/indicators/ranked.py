"""One indicator by municipality: ranks, bullets, quarters, changes, and those without a rank with the reason."""

from data.formats import number, rank_of
from data.language import _, pgettext
from data.measures.indicators.ranks import IndicatorRank
from data.tables import Kind
from data.views.indicators.across import Across
from data.views.indicators.page import IndicatorsView
from data.views.indicators.rank_words import (
    change_words,
    quarter_name,
    short_rank,
    unranked_line,
    unranked_words,
    value_change_words,
)
from data.views.indicators.rows import MunicipalityRow
from data.views.indicators.table_parts import aligned
from data.views.indicators.words import ratio, step, without_word
from data.vocabulary import FREE_UNITS, AnyUnit, Nothing, Polarity, Unit, kind_of
from layouts.indicators.bullets import bar_heading, bullet_cell, fact_cell, status_cell
from layouts.parts.addresses import profile_address
from layouts.parts.cell_parts import LINE_BREAK, ear_only, eye_only
from layouts.parts.screen_table import (
    CHANGE,
    DESCENDING,
    UNSORTED,
    Cell,
    Heading,
    Line,
    ScreenTable,
    Section,
    screen_table,
)
from layouts.parts.screen_table import Row as ScreenRow


def ranked_table(view: IndicatorsView, across: Across) -> ScreenTable:
    """In the order of ranks, the chosen municipality marked; where nobody is ranked without the columns of ranks."""
    units = _units(across)
    rows = [_row(view, across, item, units) for item in across.rows]
    ranked = sum(across.rank_of(item.municipality.code).first is not None for item in across.rows)
    sections = [Section(rows[:ranked]), Section(rows[ranked:], [Line(unranked_line(across), is_heading=False)])]
    if not across.ranking.ranked:
        sections = [Section(rows)]
    return screen_table(
        "municipalities",
        _("Municipalities"),
        _headings(view, across),
        [section for section in sections if section.rows],
        look="data-table region-rows",
        has_address=True,
    )


def _headings(view: IndicatorsView, across: Across) -> list[Heading]:
    against = pgettext("column", "vs {year}").format(year=across.earlier)
    of_all = _("of {number}").format(number=number(across.ranking.ranked))
    rank = Heading("rank", (_("Rank"), LINE_BREAK, of_all), Kind.RANK, name=_("Rank"), look="numeric")
    change = Heading("rank_change", (_("Rank"), LINE_BREAK, against), CHANGE, look="numeric", sort=DESCENDING)
    quarter = Heading("quarter", _("Quarter"), look="center second", sort=UNSORTED)
    value = Heading(
        "value_change", (_("Fact"), LINE_BREAK, against), Kind.NUMBER, look="numeric second", sort=DESCENDING
    )
    has_ranks, has_changes = bool(across.ranking.ranked), across.earlier is not None
    return [
        *([rank] if has_ranks else []),
        Heading(
            "municipality",
            _("Municipality"),
            look="name",
            is_name=True,
            common=Cell(href=profile_address(view.selection)),
        ),
        Heading("fact", _("Fact"), Kind.NUMBER, look="numeric", sort=DESCENDING),
        bar_heading("bar-cell"),
        Heading("ratio", _("Numerator / denominator"), look="numeric second", sort=UNSORTED),
        *([quarter] if has_ranks else []),
        *([change] if has_ranks and has_changes else []),
        *([value] if has_changes else []),
        Heading("pace", _("Pace per year"), Kind.NUMBER, look="numeric second", sort=DESCENDING),
        Heading("status", _("Status"), look="status"),
    ]


def _units(across: Across) -> tuple[AnyUnit, AnyUnit, AnyUnit]:
    """Of facts, changes and paces: each column with the same decimals in all rows."""
    unit = next((item.row.indicator.unit for item in across.rows), Unit.COUNT)
    facts = aligned(unit, (item.row.now.value for item in across.rows))
    bare = without_word(unit)
    if kind_of(unit) not in FREE_UNITS:
        return facts, bare, bare
    changes = (across.rank_of(item.municipality.code).value_change for item in across.rows)
    return facts, aligned(bare, changes), aligned(bare, (item.row.result.pace for item in across.rows))


def _row(
    view: IndicatorsView, across: Across, item: MunicipalityRow, units: tuple[AnyUnit, AnyUnit, AnyUnit]
) -> ScreenRow:
    row, found = item.row, across.rank_of(item.municipality.code)
    has_ranks, has_changes = bool(across.ranking.ranked), across.earlier is not None
    cells = [
        *([_rank(found, across.interval)] if has_ranks else []),
        Cell(item.municipality.short, title=item.municipality.name),
        fact_cell(row, across.period, units[0]),
        bullet_cell(row, _top(across)),
        Cell(shown=ratio(row.now)),
        *([Cell(quarter_name(found) or None)] if has_ranks else []),
        *([_change(found, across)] if has_ranks and has_changes else []),
        *([Cell(found.value_change, value_change_words(found, units[1]))] if has_changes else []),
        Cell(row.result.pace, step(row.result.pace, units[2])),
        status_cell(row),
    ]
    return ScreenRow(item.municipality.code, cells, "own" if item.municipality.code == view.municipality.code else "")


def _rank(found: IndicatorRank, interval: str) -> Cell:
    if found.unranked:
        words = _("not ranked: {reason}").format(reason=unranked_words(found.unranked, interval))
        return Cell(shown=(eye_only("—"), ear_only(words)), title=words)
    return Cell(short_rank(found))


def _change(found: IndicatorRank, across: Across) -> Cell:
    return Cell(found.rank_change, title=change_words(found, across))


def _top(across: Across) -> float:
    """All bars share one scale."""
    facts = [one.value for one in across.ranking.rows]
    return max((value for value in facts if not isinstance(value, Nothing)), default=0.0)


def own_place_words(across: Across, polarity: Polarity) -> str:
    """The place of a viewer who may not see the others, or why there is none."""
    if across.own is None:
        if polarity is Polarity.NO_JUDGEMENT:
            return ""
        return _("Own rank: none, because there is no fact or too few municipalities have one.")
    first, last = across.own.first, across.own.last
    return _("Own rank: {rank}").format(rank=rank_of(first, last, across.own.ranked))
