"""The ranking as a table of plain values: for the workbook, the CSV and whatever else prints it."""

from data.language import _
from data.tables import Column, Kind, Table, Value
from data.views.rank_history import RankHistory
from data.views.ranking_rows import RankingRow
from data.views.ranking_words import history_title
from data.views.rankings import RankingsView
from data.vocabulary import Nothing


def ranking_table(view: RankingsView) -> Table:
    """The rows of the screen: ranked ones in the chosen order, then those without a rank and why.

    A rank is text («2–3»), because a shared place is no number; the words for «no comparison» stand in the cell.
    """
    columns = [
        Column("rank", _("Rank")),
        Column("rank_of", _("Rank of all")),
        Column("municipality", _("Municipality")),
        Column("code", _("Code")),
        Column("kind", _("Kind")),
        Column("kind_rank", _("Rank among its kind")),
        Column("points", _("Points"), Kind.NUMBER),
        Column("maximum", _("Maximum"), Kind.NUMBER),
        Column("share", _("Share of maximum"), Kind.SHARE),
        Column("rank_change", _rank_change_title(view), Kind.SIGNED, 0),
        Column("points_change", _points_change_title(view), Kind.SIGNED),
        *(_cycle_columns() if view.cycles_open else []),
        Column("coverage", _("Coverage"), Kind.SHARE),
        Column("reason", _("Why there is no rank")),
    ]
    rows = tuple(_row(row, view) for row in (*view.ranked, *view.unranked))
    return Table("ranking", view.title, tuple(columns), rows, _notes(view))


def history_table(view: RankingsView) -> Table:
    """Ranks over the periods, one row a municipality, in the order of their names."""
    history: RankHistory = view.history
    shown = {row.code for row in (*view.ranked, *view.unranked)}
    columns = [
        Column("municipality", _("Municipality")),
        Column("code", _("Code")),
        *(Column(f"period_{period.label}", period.label) for period in history.periods),
    ]
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "municipality": line.name,
            "code": line.code,
            **{
                f"period_{period.label}": text or _("without a rank")
                for period, text in zip(history.periods, line.text, strict=True)
            },
        }
        for line in history.lines
        if line.code in shown
    )
    return Table("history", history_title(view.subject), tuple(columns), rows, _notes(view))


def _cycle_columns() -> list[Column]:
    return [
        Column("full_cycles", _("Directions with a full cycle"), Kind.NUMBER),
        Column("unjudged", _("Directions that cannot be judged"), Kind.NUMBER),
    ]


def _row(row: RankingRow, view: RankingsView) -> dict[str, Value]:
    cycles = Nothing.NO_DATA if not row.judged or row.effective is None else row.effective
    unjudged = Nothing.NO_DATA if row.judged is None else len(view.subject.directions) - row.judged
    return {
        "rank": row.rank or _("without a rank"),
        "rank_of": row.rank_of or _("without a rank"),
        "municipality": row.full_name,
        "code": row.code,
        "kind": row.kind_name,
        "kind_rank": row.kind_rank_of or _("without a rank"),
        "points": _or_nothing(row.points),
        "maximum": view.maximum,
        "share": _or_nothing(row.share),
        "rank_change": _no_comparison(row) if row.rank_change is None else row.rank_change,
        "points_change": _no_comparison(row) if row.points_change is None else row.points_change,
        "full_cycles": cycles,
        "unjudged": unjudged,
        "coverage": _or_nothing(row.coverage),
        "reason": row.reason,
    }


def _or_nothing(value: float | None) -> Value:
    return Nothing.NO_DATA if value is None else value


def _no_comparison(row: RankingRow) -> str:
    return _("no comparison: {reason}").format(reason=row.no_change)


def _rank_change_title(view: RankingsView) -> str:
    return _("Change of rank against {year}").format(year=view.earlier) if view.earlier else _("Change of rank")


def _points_change_title(view: RankingsView) -> str:
    return _("Change of points against {year}").format(year=view.earlier) if view.earlier else _("Change of points")


def _notes(view: RankingsView) -> tuple[tuple[str, str], ...]:
    lines = (
        (_("Shown"), view.sentence),
        (_("Filters"), view.filters),
        (_("Shared places"), view.ties),
        (_("Comparison"), view.comparison),
        (_("Periods"), view.breaks),
        *view.provenance.notes(),
    )
    return tuple((label, text) for label, text in lines if text)
