"""The key figures of the overview: one number each, its change, and its course over the comparable periods."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from data.formats import covered, number, percent
from data.language import _, ngettext
from data.measures.data_quality import coverage
from data.measures.overview import (
    FullCycleSummary,
    full_cycle_counts,
    full_cycle_summary,
    many_of,
    median_move,
    median_of_ranked,
)
from data.queries.methodologies import cycle_components
from data.queries.results import AssessedPeriod
from data.storage.reader import Reader, kept
from data.tables import Kind
from data.views.indicators.region_targets import TargetsPart
from data.views.rankings.cycles import direction_verdicts
from data.views.rankings.words import among_words


@dataclass(frozen=True)
class PeriodValue:
    """One period of a figure: its year in words and the number, None where there is none."""

    label: str
    value: float | None


@dataclass(frozen=True)
class KeyFigure:
    """``values`` are of the periods that can be compared, this one last; a share is 0…1.

    ``of`` says what the number is a part of. ``earlier`` names the period compared with; where it is empty there is
    no comparison, and where ``is_compared`` is False none is meant. ``text`` replaces the printed number where it is
    no plain one. ``change`` is positive where the number grew, for a rank where it rose; ``among`` says from
    what to what, and of whom, where it is not counted of everybody.
    """

    key: str
    title: str
    of: str
    kind: Kind
    values: tuple[PeriodValue, ...]
    earlier: str
    change: float | None
    higher_is_better: bool = True
    is_compared: bool = True
    text: str = ""
    among: str = ""

    @property
    def value(self) -> float | None:
        return self.values[-1].value if self.values else None


@dataclass(frozen=True)
class PeriodCycles:
    """One period: verdicts on all directions (a frame of ``direction_verdicts``), and their summary."""

    verdicts: pd.DataFrame
    counts: pd.DataFrame
    summary: FullCycleSummary


def comparable_periods(assessed: Sequence[AssessedPeriod], period: str, methodology: str) -> tuple[AssessedPeriod, ...]:
    """The unbroken run of periods up to ``period`` that were assessed by ``methodology``, oldest first."""
    run: list[AssessedPeriod] = []
    for each in assessed:
        run = [*run, each] if methodology in each.methodologies else []
        if each.code == period:
            return tuple(run)
    return ()


@kept
def period_cycles(reader: Reader, period: str, methodology: str, threshold: float) -> PeriodCycles:
    """The management cycle of one period, of all municipalities whose details the viewer may see."""
    required = [stage.code for stage in cycle_components(reader, methodology)]
    found = direction_verdicts(reader, period, methodology, threshold, required)
    counts = full_cycle_counts(found)
    return PeriodCycles(found, counts, full_cycle_summary(counts))


def region_figures(
    labels: Sequence[str], ranks: Sequence[pd.DataFrame], cycles: Sequence[PeriodCycles], targets: TargetsPart
) -> tuple[KeyFigure, ...]:
    """The five figures of the region; ``ranks`` (``data.measures.ranks``) and ``cycles`` by period as ``labels``."""
    now, directions = cycles[-1].summary, cycles[-1].summary.directions
    maximum = float(ranks[-1]["maximum"].max()) if len(ranks[-1]) else 0.0
    pairs = now.municipalities * directions
    share = percent(now.effective / pairs) if pairs else ""
    latest = coverage(ranks[-1])
    many = many_of(directions)
    wanted = _many_words(many, directions)
    places = ngettext("of {number} municipality", "of {number} municipalities", now.municipalities)
    effective = [float(each.summary.effective) for each in cycles]
    shares = [covered(coverage(frame).share) for frame in ranks]
    of_points = _("of {maximum} points").format(maximum=number(maximum))
    of_rubric = _("{scored} of {maximum} points are scored").format(
        scored=number(latest.scored), maximum=number(latest.maximum)
    )
    of_pairs = _("directions of {pairs} · {share}").format(pairs=pairs, share=share)
    of_places = places.format(number=now.municipalities)
    complete = [float(each.summary.many) for each in cycles]
    return (
        _median_figure(of_points, labels, ranks),
        figure("effective", _("Effective management"), of_pairs, labels, effective),
        figure("many", wanted, of_places, labels, complete),
        targets_figure(targets),
        figure("coverage", _("Coverage of scores"), of_rubric, labels, shares, kind=Kind.SHARE),
    )


def _many_words(many: int, directions: int) -> str:
    """How many directions count as many; all of them where the methodology has no more."""
    if directions == 1:
        return _("Full cycle")
    if many >= directions:
        return _("Full cycle in every direction")
    return _("Full cycle in {many} or more of {all}").format(many=many, all=directions)


def figure(
    key: str,
    title: str,
    of: str,
    labels: Sequence[str],
    values: Sequence[float | None],
    *,
    kind: Kind = Kind.NUMBER,
    higher_is_better: bool = True,
) -> KeyFigure:
    """A figure whose change is that of the last two values; with one value there is no comparison."""
    before, now = (values[-2] if len(values) > 1 else None), values[-1]
    change = now - before if now is not None and before is not None else None
    found = tuple(PeriodValue(label, value) for label, value in zip(labels, values, strict=True))
    earlier = labels[-2] if change is not None else ""
    return KeyFigure(key, title, of, kind, found, earlier, change, higher_is_better)


def targets_figure(targets: TargetsPart) -> KeyFigure:
    """Targets at risk; the years in which other targets could be judged are left out of the comparison."""
    total = len(targets.rows)
    of = ngettext("of {number} target", "of {number} targets", total).format(number=total)
    labels = [str(year) for year, _count in targets.history]
    values = [float(count) for _year, count in targets.history]
    if not values:
        return KeyFigure("targets", _("Targets at risk"), of, Kind.NUMBER, (), "", None, False)
    return figure("targets", _("Targets at risk"), of, labels, values, higher_is_better=False)


def _median_figure(of_points: str, labels: Sequence[str], ranks: Sequence[pd.DataFrame]) -> KeyFigure:
    """The median of each period is of all its ranked; its change is of those ranked in both, as all changes are."""
    found = figure("median", _("Median of totals"), of_points, labels, [median_of_ranked(frame) for frame in ranks])
    if found.change is None:
        return found
    move = median_move(ranks[-2], ranks[-1])
    if move is None:
        return replace(found, change=None, earlier="")
    # The course shows the medians of all; those of the change are printed beside it.
    ends = " → ".join(number(value, 1 if value % 1 else 0) for value in (move.before, move.now))
    return replace(found, change=move.now - move.before, among=f"{ends} {among_words(move.common)}")
