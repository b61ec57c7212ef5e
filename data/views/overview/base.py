"""What every form of the overview is made of, read once."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.errors import NotFound
from data.language import _
from data.measures.changes import NotCompared
from data.queries.headings import MethodologyLine
from data.storage.reader import Reader
from data.views.cycle.selection import cycle_rubric
from data.views.overview.address import OverviewSelection
from data.views.overview.figures import PeriodCycles, period_cycles
from data.views.rankings import words as ranking_words
from data.views.rankings.cycles import FullCycles
from data.views.rankings.history import PeriodRanks
from data.views.rankings.page import Earlier, compared_ranks
from data.views.rankings.robustness import Robustness, robustness
from data.views.rankings.rows import RankingRow, ranking_rows
from data.views.shared.choices import Choice, Choices, settle

# What can be shown in its other form: the ranking as a chart, the map as a table.
RANKING, MAP = "ranking", "map"
FORMS = (RANKING, MAP)


@dataclass(frozen=True)
class OverviewBase:
    """What both kinds of the page are made of, read once; ``now`` is a frame of ``data.measures.changes``."""

    reader: Reader
    settled: OverviewSelection
    choices: Choices
    rubric: MethodologyLine
    source: PeriodRanks
    now: pd.DataFrame
    earlier: Earlier
    reason: NotCompared
    cycles: PeriodCycles
    years: tuple[int, ...]
    ranked: tuple[RankingRow, ...]
    unranked: tuple[RankingRow, ...]
    certainty: Robustness

    @property
    def names(self) -> Mapping[str, str]:
        return {choice.code: choice.short for choice in self.choices.municipalities}

    @property
    def period(self) -> Choice:
        return Choices.find(self.choices.periods, self.settled.period or "")

    @property
    def compared(self) -> bool:
        return self.reason is NotCompared.COMPARED


def settled_overview(reader: Reader, selection: OverviewSelection) -> tuple[OverviewSelection, Choices]:
    """Period and methodology filled in; the municipality stays empty unless one is pinned: a head's own always is.

    Raises NotFound for a code that does not exist, and for a head whose municipality does not exist in the period.
    """
    pinned = reader.viewer.municipality or selection.municipality
    settled, choices = settle(reader, selection.but(municipality=pinned))
    for form in selection.forms:
        if form not in FORMS:
            text = _("There is no {field} “{code}” here. Known: {known}.")
            raise NotFound(text.format(field=_("view"), code=form, known=", ".join(FORMS)))
    return settled.but(municipality=pinned), choices


def overview_base(reader: Reader, selection: OverviewSelection) -> OverviewBase:
    settled, choices = settled_overview(reader, selection)
    period, methodology = settled.period or "", settled.methodology or ""
    rubric = cycle_rubric(reader, settled)
    subject = ranking_words.find_subject(choices, None)
    source = PeriodRanks(reader, subject)
    now, earlier, reason = compared_ranks(source, settled)
    cycles = period_cycles(reader, period, methodology, choices, rubric.formed_threshold)
    rows = ranking_rows(now, choices, settled.municipality, reader.viewer.municipality, _full_cycles(reader, cycles))
    year = next(each.year for each in source.assessed if each.code == period)
    return OverviewBase(
        reader=reader,
        settled=settled,
        choices=choices,
        rubric=rubric,
        source=source,
        now=now,
        earlier=earlier,
        reason=reason,
        cycles=cycles,
        years=tuple(each.year for each in source.assessed if each.year <= year),
        ranked=tuple(sorted((row for row in rows if row.rank), key=lambda row: (row.first, row.name.casefold()))),
        unranked=tuple(sorted((row for row in rows if not row.rank), key=lambda row: row.name.casefold())),
        certainty=robustness(source.totals(period, methodology), now, subject.directions, seed=reader.revision),
    )


def _full_cycles(reader: Reader, cycles: PeriodCycles) -> FullCycles | None:
    """The counts of the ranking's rows from what is read here anyway; nothing for who sees only the own details."""
    if not reader.viewer.sees_all_details:
        return None
    counts = cycles.counts.set_index("municipality")
    judged = counts["effective"] + counts["ineffective"]
    return FullCycles(
        effective={str(code): int(count) for code, count in counts["effective"].items()},
        judged={str(code): int(count) for code, count in judged.items()},
        directions=cycles.summary.directions,
    )
