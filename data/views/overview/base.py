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
from data.views.rankings.history import PeriodRanks
from data.views.rankings.page import Earlier, Spread, certain_ranks, compared_ranks, official_rows, spread_of
from data.views.rankings.robustness import Robustness
from data.views.rankings.rows import RankingRow, pinned_in
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
    spread: Spread
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
    cycles = period_cycles(reader, period, methodology, rubric.formed_threshold)
    rows = pinned_in(official_rows(reader, subject, period, methodology), settled.municipality)
    year = next(each.year for each in source.assessed if each.code == period)
    return OverviewBase(
        reader=reader,
        settled=settled,
        choices=choices,
        rubric=rubric,
        source=source,
        spread=spread_of(source, settled),
        now=now,
        earlier=earlier,
        reason=reason,
        cycles=cycles,
        years=tuple(each.year for each in source.assessed if each.year <= year),
        ranked=tuple(sorted((row for row in rows if row.rank), key=lambda row: (row.first, row.name.casefold()))),
        unranked=tuple(sorted((row for row in rows if not row.rank), key=lambda row: row.name.casefold())),
        certainty=certain_ranks(source, period, methodology),
    )
