"""What stays visible of a municipality whose profile is not open to the viewer: its totals in the ranking."""

from dataclasses import dataclass

from data.storage.reader import Reader
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.selection import settle_profile
from data.views.rankings import words as ranking_words
from data.views.rankings.history import PeriodRanks
from data.views.rankings.page import compared_ranks
from data.views.rankings.rows import RankingRow, ranking_rows
from data.views.shared.choices import Choice, Choices


@dataclass(frozen=True)
class ClosedView:
    """``row`` holds ranking totals only; ``own`` is the code of the viewer's own municipality in this period."""

    selection: MunicipalitySelection
    municipality: Choice
    period: Choice
    row: RankingRow
    own: Choice | None


def closed_view(reader: Reader, selection: MunicipalitySelection) -> ClosedView:
    """Ranking totals are open to every role; nothing of the cycle behind them is read here."""
    settled, choices = settle_profile(reader, selection)
    source = PeriodRanks(reader, ranking_words.find_subject(choices, None))
    now, _earlier, _reason = compared_ranks(source, settled)
    viewer = reader.viewer.municipality
    rows = ranking_rows(now, choices, None, viewer, None)
    return ClosedView(
        selection=settled,
        municipality=Choices.find(choices.municipalities, settled.municipality or ""),
        period=Choices.find(choices.periods, settled.period or ""),
        row=next(row for row in rows if row.code == settled.municipality),
        own=next((choice for choice in choices.municipalities if choice.code == viewer), None),
    )
