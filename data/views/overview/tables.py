"""The tables of /overview as plain values: for the workbook, the CSV and whatever else prints them."""

from data.formats import number
from data.language import _
from data.measures.region_facts import Basis
from data.tables import Column, Kind, Shown, Table, Value
from data.views.cycle.words import verdict_words
from data.views.indicators.region_targets import TargetRow
from data.views.indicators.table_parts import shown_fact
from data.views.indicators.words import deadline, effect_words, reason_words, result_words, target_words, unit_heading
from data.views.overview.direction_map import MapRow
from data.views.overview.figures import KeyFigure
from data.views.overview.page import OverviewView
from data.vocabulary import Nothing

DECIMALS = 1


def figures_table(view: OverviewView) -> Table:
    """The key figures, one row each; shares are in percent."""
    columns = (
        Column("figure", _("Figure")),
        Column("value", _("Value"), Kind.NUMBER),
        Column("unit", _("Unit")),
        Column("change", _("Change"), Kind.SIGNED),
        Column("against", _("Compared with")),
        Column("course", _("By period")),
    )
    rows = tuple(_figure_row(figure) for figure in view.figures)
    return Table("figures", _("Key figures: {title}").format(title=view.title), columns, rows, _notes(view))


def _figure_row(figure: KeyFigure) -> dict[str, Value]:
    factor = 100 if figure.kind is Kind.SHARE else 1
    known = [(each.label, each.value) for each in figure.values if each.value is not None and each.label]
    value = Nothing.NO_DATA if figure.value is None else Shown(figure.value * factor, DECIMALS)
    return {
        "figure": figure.title,
        "value": figure.text or value,
        "unit": "%" if figure.kind is Kind.SHARE else figure.of,
        "change": _("no comparison") if figure.change is None else Shown(figure.change * factor, DECIMALS),
        "against": ", ".join(filter(None, (figure.earlier, figure.among))),
        "course": "; ".join(f"{label}: {number(value * factor, DECIMALS)}" for label, value in known),
    }


def map_table(view: OverviewView) -> Table:
    """Formed components and verdict per municipality and direction, of those whose details the viewer may see."""
    columns = [
        Column("rank", _("Rank"), Kind.RANK),
        Column("municipality", _("Municipality")),
        Column("code", _("Code")),
    ]
    for direction in view.map.directions:
        title = f"{direction.code} {direction.short}"
        columns.append(Column(f"{direction.code}.formed", f"{title}: {_('formed')}", Kind.NUMBER))
        columns.append(Column(f"{direction.code}.verdict", f"{title}: {_('verdict')}"))
    columns.append(Column("effective", _("Directions with a full cycle"), Kind.NUMBER))
    columns.append(Column("judged", _("Directions judged"), Kind.NUMBER))
    rows = tuple(_map_row(row) for row in view.map.rows)
    return Table("map", _("Full cycle: municipality × direction"), tuple(columns), rows, _notes(view))


def _map_row(row: MapRow) -> dict[str, Value]:
    values: dict[str, Value] = {
        "rank": row.rank or _("not ranked"),
        "municipality": row.name,
        "code": row.code,
        "effective": row.effective if row.judged else Nothing.NO_DATA,
        "judged": row.judged,
    }
    for cell in row.cells:
        values[f"{cell.direction.code}.formed"] = cell.formed if cell.nothing is None else cell.nothing
        values[f"{cell.direction.code}.verdict"] = verdict_words(cell.verdict)
    return values


def movers_table(view: OverviewView) -> Table:
    """Who moved furthest up, then who moved furthest down; empty for a head and where nothing can be compared."""
    columns = (
        Column("municipality", _("Municipality")),
        Column("code", _("Code")),
        Column("before", _("Rank before, of those ranked in both years"), Kind.RANK),
        Column("now", _("Rank now, of those ranked in both years"), Kind.RANK),
        Column("rank_change", _("Change in rank"), Kind.SIGNED, 0),
        Column("points_change", _("Change in points"), Kind.SIGNED),
        Column("note", _("Ranks as printed")),
    )
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "municipality": row.name,
            "code": row.code,
            "note": row.note,
            "before": row.before,
            "now": row.now,
            "rank_change": row.rank_change,
            "points_change": row.points_change,
        }
        for row in (*view.risen, *view.fallen)
    )
    return Table("movers", _("Changes in rank"), columns, rows, _notes(view))


def targets_table(view: OverviewView) -> Table:
    """All targets with their judgement, the worst first; facts, steps and pace are in the unit of the row."""
    columns = (
        Column("indicator", _("Indicator")),
        Column("unit", _("Unit")),
        Column("fact", _("Fact"), Kind.NUMBER),
        *([Column("period", _("Period"))] if any(row.period for row in view.targets.rows) else []),
        Column("basis", _("How the fact is computed")),
        Column("target", _("Target")),
        Column("deadline", _("Deadline")),
        Column("needed_step", _("Step needed per year"), Kind.SIGNED, DECIMALS),
        Column("pace", _("Pace per year"), Kind.SIGNED, DECIMALS),
        Column("behind", _("Municipalities behind"), Kind.NUMBER),
        Column("judged", _("Municipalities judged"), Kind.NUMBER),
        Column("status", _("Status")),
        Column("reason", _("Why it cannot be judged")),
        Column("state", _("State by document 002")),
    )
    rows = tuple(_target_row(row, is_region=view.own is None) for row in view.targets.rows)
    title = _("Targets: {title}").format(title=view.title)
    return Table("targets", title, columns, rows, _notes(view))


def _target_row(row: TargetRow, *, is_region: bool) -> dict[str, Value]:
    unit, none = row.indicator.unit, Nothing.NOT_APPLICABLE
    basis = {
        Basis.SUMS: _("sum of numerators divided by sum of denominators"),
        Basis.MEDIAN: _("median of the municipalities"),
        None: "",
    }[row.basis]
    return {
        "indicator": row.indicator.name,
        "unit": unit_heading(unit),
        "fact": row.fact if isinstance(row.fact, Nothing) else shown_fact(row.fact, unit),
        "period": row.period,
        "basis": basis,
        "target": target_words(row.target.rule, unit),
        "deadline": deadline(row.target.rule),
        "needed_step": none if row.result.needed_step is None else row.result.needed_step,
        "pace": none if row.result.pace is None else row.result.pace,
        "behind": row.behind if is_region else none,
        "judged": row.judged if is_region else none,
        "status": result_words(row.result),
        "reason": reason_words(row.result.reason),
        "state": effect_words(row.effect) if row.effect else "",
    }


def quality_table(view: OverviewView) -> Table:
    """The figures of trust; empty for a head."""
    columns = (Column("figure", _("Figure")), Column("value", _("Value")), Column("detail", _("Based on")))
    rows: tuple[dict[str, Value], ...] = tuple(
        {"figure": figure.title, "value": figure.text, "detail": figure.detail} for figure in view.quality
    )
    return Table("quality", _("Data quality"), columns, rows, _notes(view))


def _notes(view: OverviewView) -> tuple[tuple[str, str], ...]:
    lines = (
        (_("Shown"), f"{view.title}. {view.sentence}"),
        *((each.heading, each.text.replace("**", "")) for each in view.statements),
        (_("Comparison"), view.comparison),
        *view.provenance.notes(),
    )
    return tuple((label, text) for label, text in lines if text)
