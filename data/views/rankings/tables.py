"""The ranking as a table of plain values: for the workbook, the CSV and whatever else prints it."""

from collections.abc import Collection

from data.formats import covered, rank
from data.language import _
from data.measures.scaling import Scaling
from data.tables import Column, Kind, Table, Value
from data.views.rankings.history import RankHistory
from data.views.rankings.page import RankingsView
from data.views.rankings.rows import RankingRow
from data.views.rankings.words import history_title
from data.vocabulary import Nothing


def ranking_table(view: RankingsView) -> Table:
    """The rows of the screen: ranked ones by rank, then those without one and why.

    A rank is text («2–3»), because a shared rank is no number; the words for «no comparison» stand in the cell.
    """
    columns = [
        Column("rank", _("Rank"), Kind.RANK),
        Column("rank_of", _("Overall rank"), Kind.RANK),
        Column("municipality", _("Municipality")),
        Column("code", _("Code")),
        Column("kind", _("Kind")),
        Column("kind_rank", _("Rank among its kind"), Kind.RANK),
        Column("points", _("Points"), Kind.NUMBER),
        Column("maximum", _("Maximum"), Kind.NUMBER),
        Column("share", _("Share of maximum"), Kind.SHARE),
        *([Column("band", _("Quarter"))] if view.bands.found.limits else []),
        *_scale_columns(view),
        *_group_columns(view),
        Column("rank_change", _("Change in rank"), Kind.SIGNED, 0),
        Column("points_change", _("Change in points"), Kind.SIGNED),
        Column("compared", _("Compared with the year")),
        *(_range_columns() if view.robustness.ranges else []),
        *(_cycle_columns() if view.cycles_open else []),
        Column("coverage", _("Coverage"), Kind.SHARE),
        Column("reason", _("Reason for no rank")),
    ]
    rows = tuple(_row(row, view) for row in (*view.ranked, *view.unranked))
    sections = (len(view.ranked), len(view.unranked))
    return Table("ranking", view.title, tuple(columns), rows, _notes(view), sections)


def history_table(view: RankingsView, only: Collection[str] | None = None) -> Table:
    """Ranks over the periods, one row a municipality, in the order of their names; all of the list, or ``only`` some
    codes."""
    history: RankHistory = view.history
    shown = {row.code for row in (*view.ranked, *view.unranked)} if only is None else set(only)
    columns = [
        Column("municipality", _("Municipality")),
        Column("code", _("Code")),
        *(Column(f"period_{period.label}", period.label, Kind.RANK) for period in history.periods),
    ]
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "municipality": line.name,
            "code": line.code,
            **{
                f"period_{period.label}": text or _("not ranked")
                for period, text in zip(history.periods, line.text, strict=True)
            },
        }
        for line in history.lines
        if line.code in shown
    )
    return Table("history", history_title(view.subject, view.selection.kinds), tuple(columns), rows, _notes(view))


def distribution_table(view: RankingsView) -> Table:
    """How many ranked municipalities lie in each step of points, from the first bound up to the second."""
    found = view.distribution
    columns = (
        Column("low", _("Points from"), Kind.NUMBER),
        Column("high", _("Points up to"), Kind.NUMBER),
        Column("municipalities", _("Municipalities"), Kind.NUMBER),
    )
    rows: tuple[dict[str, Value], ...] = tuple(
        {"low": low, "high": high, "municipalities": count}
        for low, high, count in zip(found.edges[:-1], found.edges[1:], found.counts, strict=True)
    )
    return Table("distribution", _("Distribution of points"), columns, rows, _notes(view))


def _scale_columns(view: RankingsView) -> list[Column]:
    scale = view.scale
    if scale.scaling is Scaling.POINTS:
        return []
    columns = [Column("scaled", scale.name, Kind.NUMBER, scale.decimals)]
    without = Column("without_leader", _("{scale}, without the leader").format(scale=scale.name), Kind.NUMBER, 1)
    return [*columns, without] if scale.without else columns


def _group_columns(view: RankingsView) -> list[Column]:
    columns = [Column("group_rank", _("Rank in the group"), Kind.RANK)] if view.peers.ranks else []
    return [*columns, Column("official_rank", _("Official rank"), Kind.RANK)] if view.weights.own else columns


def _range_columns() -> list[Column]:
    return [
        Column("range", _("Range of ranks, 5–95%"), Kind.RANK),
        Column("cannot_be_told_apart", _("Ranks that cannot be told apart"), Kind.RANK),
    ]


def _cycle_columns() -> list[Column]:
    return [
        Column("full_cycles", _("Directions with a full cycle"), Kind.NUMBER),
        Column("unjudged", _("Directions that cannot be judged"), Kind.NUMBER),
    ]


def _row(row: RankingRow, view: RankingsView) -> dict[str, Value]:
    cycles = Nothing.NO_DATA if not row.judged or row.effective is None else row.effective
    unjudged = Nothing.NO_DATA if row.judged is None else len(view.subject.directions) - row.judged
    return {
        "rank": row.rank or _("not ranked"),
        "rank_of": row.rank_of or _("not ranked"),
        "municipality": row.full_name,
        "code": row.code,
        "kind": row.kind_name,
        "kind_rank": row.kind_rank_of or _("not ranked"),
        "points": _or_nothing(row.points, row.nothing),
        "maximum": view.maximum,
        "share": _or_nothing(row.share, row.nothing),
        "band": view.bands.name_of(row.points) if row.rank else "",
        **_certainty(row, view),
        "rank_change": _no_comparison(row) if row.rank_change is None else row.rank_change,
        "points_change": _no_comparison(row) if row.points_change is None else row.points_change,
        "compared": view.earlier if view.compared else "",
        "full_cycles": cycles,
        "unjudged": unjudged,
        "coverage": _or_nothing(covered(row.coverage), row.nothing),
        "reason": row.reason,
    }


def _certainty(row: RankingRow, view: RankingsView) -> dict[str, Value]:
    """Values of the columns that depend on scale, group, weights and draws; unused ones are not printed."""
    without = _("not ranked")
    scale, solid = view.scale, view.robustness
    left_out = _("left out") if row.rank else without
    return {
        "scaled": scale.values.get(row.code, (scale.undefined if row.rank else "") or without),
        "without_leader": scale.without.get(row.code, left_out),
        "group_rank": view.peers.ranks.get(row.code, without),
        "official_rank": view.weights.official.get(row.code, without),
        "range": solid.range_text(row.code) or without,
        "cannot_be_told_apart": rank(*solid.groups[row.code]) if row.code in solid.groups else "",
    }


def _or_nothing(value: float | None, nothing: Nothing) -> Value:
    return nothing if value is None else value


def _no_comparison(row: RankingRow) -> str:
    return _("no comparison: {reason}").format(reason=row.no_change)


def _notes(view: RankingsView) -> tuple[tuple[str, str], ...]:
    lines = (
        (_("Shown"), view.sentence),
        (_("Filters"), view.filters),
        (_("Shared ranks"), view.ties),
        (_("Quarters"), view.bands.sentence),
        (_("Comparison"), view.comparison),
        (_("Weights"), view.weights.sentence or _("Official: every direction weighs 100%.")),
        (_("Scale"), " ".join(filter(None, (f"{view.scale.name}.", view.scale.undefined or view.scale.formula)))),
        (_("Dependence on the leader"), view.scale.leader),
        (_("Compared with"), " ".join(filter(None, (f"{view.peers.name}.", view.peers.how, view.peers.warning)))),
        *view.robustness.words,
        (_("Periods"), view.breaks),
        *view.provenance.notes(),
    )
    return tuple((label, text) for label, text in lines if text)
