"""Municipalities by indicators: the sign of each status on its ground, and how many targets are at risk."""

from urllib.parse import quote

from data.language import _
from data.measures.targets import TargetResult
from data.tables import Kind
from data.views.indicators.matrix import Matrix, MatrixRow
from data.views.indicators.page import YEARS_VIEW, IndicatorsView
from layouts.parts.addresses import COLUMN, ROW, address, profile_address
from layouts.parts.cell_parts import bold
from layouts.parts.screen_table import (
    DESCENDING,
    HEAT,
    UNSORTED,
    Cell,
    Heading,
    Row,
    ScreenTable,
    Section,
    screen_table,
)
from layouts.parts.signs import target_sign
from layouts.parts.target_words import status_badge


def matrix_table(view: IndicatorsView, found: Matrix) -> ScreenTable:
    """A column an indicator under its number; the last one and the lowest row count who is at risk."""
    to_years = view.selection.but(
        view=YEARS_VIEW, municipality=ROW, indicator=COLUMN, interval=None, direction=None, statuses=(), order=None
    )
    common = Cell(href=address(to_years))
    columns = [
        Heading(
            f"indicator{place}",
            bold(str(line.order)),
            HEAT,
            name=line.short,
            hint=", ".join(filter(None, (line.name, found.period_of(line)))),
            sort=UNSORTED,
            code=quote(line.code, safe=""),
            common=common,
        )
        for place, line in enumerate(found.lines)
    ]
    profile = Cell(href=profile_address(view.selection))
    headings = [
        Heading("name", _("Municipality"), look="text", is_name=True, common=profile),
        *columns,
        Heading("at_risk", _("At risk"), Kind.NUMBER, look="numeric", sort=DESCENDING, decimals=0),
    ]
    return screen_table(
        "matrix",
        _("Statuses of targets by municipality"),
        headings,
        [Section([_row(row, row.municipality.code == view.municipality.code) for row in found.shown])],
        look="heatmap wide matrix",
        bottom=[_sums(found)],
        size=0,
        is_grid=True,
        has_address=True,
    )


def _row(row: MatrixRow, is_own: bool) -> Row:
    cells = [
        Cell(row.municipality.short, title=row.municipality.name),
        *(_cell(result) for result in row.results),
        Cell(row.at_risk, title=_("{count} of {all}").format(count=row.at_risk, all=row.judged)),
    ]
    return Row(row.municipality.code, cells, "own" if is_own else "")


def _cell(result: TargetResult) -> Cell:
    sign = target_sign(result.status)
    return Cell(shown=sign.mark, look=f"tone-{sign.tone}", spoken=f"{{row}}, {{column}}: {status_badge(result).text}")


def _sums(found: Matrix) -> Row:
    at_risk = [found.at_risk_of(place)[0] for place in range(len(found.lines))]
    cells = [Cell(_("At risk")), *(Cell(count, str(count)) for count in at_risk), Cell(sum(at_risk))]
    return Row("", cells, "total")
