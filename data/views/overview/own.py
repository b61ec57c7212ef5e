"""The key figures of one municipality, for the page of its head."""

from data.formats import covered, number
from data.language import _, ngettext
from data.tables import Kind
from data.views.indicators.region_targets import TargetsPart
from data.views.overview.figures import KeyFigure, PeriodValue, targets_figure
from data.views.rankings.rows import RankingRow
from data.views.rankings.words import among_words


def own_figures(
    row: RankingRow, earlier: str, effective: int, judged: int, directions: int, targets: TargetsPart
) -> tuple[KeyFigure, ...]:
    """Place, points, full cycles, targets and coverage; ``earlier`` names the period that ``row`` is compared with."""
    maximum = row.points / row.share if row.points and row.share else 0.0
    of_points = _("of {maximum} points").format(maximum=number(round(maximum, 6))) if maximum else ""
    of = ngettext("of {number} direction", "of {number} directions", judged or directions)
    if 0 < judged < directions:
        of = ngettext("of {number} direction that can be judged", "of {number} directions that can be judged", judged)
    of = of.format(number=judged or directions)
    return (
        KeyFigure(
            key="place",
            title=_("Rank by total"),
            of=_own_set(row) if row.rank else row.reason,
            kind=Kind.NUMBER,
            values=(),
            earlier=earlier if row.rank_change is not None else "",
            change=row.rank_change,
            text=row.rank_of or "—",
        ),
        KeyFigure(
            key="points",
            title=_("Total points"),
            of=of_points,
            kind=Kind.NUMBER,
            values=(PeriodValue("", row.points),),
            earlier=earlier if row.points_change is not None else "",
            change=row.points_change,
        ),
        _plain("effective", _("Full cycle"), of, Kind.NUMBER, float(effective) if judged else None),
        targets_figure(targets),
        _plain(
            "coverage", _("Coverage of scores"), _("of the points of the rubric"), Kind.SHARE, covered(row.coverage)
        ),
    )


def _own_set(row: RankingRow) -> str:
    """Among how many the change of rank is counted; nothing where there is no change to tell."""
    return "" if row.rank_change is None else _("change: {among}").format(among=among_words(row.common))


def _plain(key: str, title: str, of: str, kind: Kind, value: float | None) -> KeyFigure:
    """A figure of this period alone."""
    return KeyFigure(key, title, of, kind, (PeriodValue("", value),), "", None, is_compared=False)
