"""A change of the methodology: how directions continue, and each change in rank split."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.errors import NotFound
from data.language import _, local
from data.measures.method_change import DirectionLink, common_directions, common_points, split_changes
from data.queries.crosswalk import CrosswalkLine, crosswalk
from data.queries.headings import methodology_line
from data.queries.registry import municipalities
from data.queries.results import AssessedPeriod
from data.selection import Selection
from data.storage.publication import PublishedPart
from data.storage.reader import Reader, kept
from data.views.method_change import words
from data.views.method_change.rows import PlaceChange, place_changes
from data.views.rankings.address import RankingsSelection
from data.views.rankings.history import PeriodRanks
from data.views.rankings.words import TOTAL, Subject
from data.views.shared.choices import Choices, settle
from data.views.shared.provenance import Provenance, provenance
from data.vocabulary import Comparability

EVERYTHING = Subject(TOTAL, "", "", ())


@dataclass(frozen=True)
class MethodChange:
    """``older`` and ``newer`` are the years of the two periods, ``lines`` the crosswalk between their methodologies.

    ``without_ancestor`` are newer directions that no older one continues in, ``common`` the pairs that both periods
    are measured by (code and name, older first). ``own`` is the municipality asked for, None where neither period has
    it. ``split`` are those whose change can be told apart, in the order of their newer place; ``unsplit`` all others.
    ``selection`` names the newer period and its methodology.
    """

    selection: RankingsSelection
    older: int
    newer: int
    title: str
    sentence: str
    lines: tuple[CrosswalkLine, ...]
    without_ancestor: tuple[str, ...]
    common: tuple[tuple[str, str], ...]
    rule: str
    own: PlaceChange | None
    own_words: str
    split: tuple[PlaceChange, ...]
    unsplit: tuple[PlaceChange, ...]
    unsplit_words: str
    provenance: Provenance


@dataclass(frozen=True)
class Break:
    """Two neighbouring assessed periods that no methodology joins; ``before`` and ``after`` are codes."""

    older: AssessedPeriod
    newer: AssessedPeriod
    before: str
    after: str


@dataclass(frozen=True)
class _Change:
    """What is the same for every municipality; ``maxima`` are of the common directions and of all, in points."""

    found: Break
    lines: tuple[CrosswalkLine, ...]
    common: tuple[tuple[str, str], ...]
    maxima: tuple[float, float]
    rows: tuple[PlaceChange, ...]


@kept
def _change(reader: Reader, period: str, methodology: str) -> _Change | None:
    source = PeriodRanks(reader, EVERYTHING)
    found = _break(reader, source, period, methodology)
    if found is None:
        return None
    lines = crosswalk(reader, older=found.before, newer=found.after)
    common, frame = _split(source, found, lines)
    ranks = source.ranks(found.older.code, found.before), source.ranks(found.newer.code, found.after)
    rows = place_changes(reader, frame, *ranks, (found.older.year, found.newer.year))
    return _Change(found, lines, common, _common_maximum(source, found, common), tuple(rows))


def method_change(reader: Reader, municipality: str | None, period: str, methodology: str) -> MethodChange | None:
    """The last change to ``methodology`` at or before ``period``; None where it was used from the first period on.

    Totals of directions are open to every role, and nothing else is read. Raises NotFound for a period or methodology
    that does not exist; that a municipality existed in neither period is stated in words.
    """
    settle(reader, Selection(period=period, methodology=methodology))
    change = _change(reader, period, methodology)
    if change is None:
        return None
    found, lines, rows = change.found, change.lines, change.rows
    years = found.older.year, found.newer.year
    split = tuple(sorted((row for row in rows if not row.reason), key=lambda row: (_first(row.now), row.name)))
    unsplit = tuple(row for row in rows if row.reason)
    own = next((row for row in rows if row.code == municipality), None)
    selection, choices = settle(reader, Selection(period=found.newer.code, methodology=found.after))
    rule = words.rule_sentence(change.common, change.maxima, len(split))
    return MethodChange(
        selection=RankingsSelection(
            period=selection.period, methodology=selection.methodology, revision=reader.revision
        ),
        older=years[0],
        newer=years[1],
        title=words.title(*years),
        sentence=words.sentence(*years, _name(reader, found.before), _name(reader, found.after)),
        lines=lines,
        without_ancestor=_without_ancestor(choices, lines),
        common=change.common,
        rule=rule,
        own=own,
        own_words=_own_words(reader, municipality, own, years),
        split=split,
        unsplit=unsplit,
        unsplit_words=words.unsplit_sentence(unsplit, len(rows)),
        provenance=provenance(
            reader,
            found.after,
            (words.rule_heading(), rule),
            compared=(PublishedPart(found.older.code, found.before), PublishedPart(found.newer.code, found.after)),
        ),
    )


def selected_method_change(reader: Reader, selection: RankingsSelection) -> MethodChange:
    """The change that a selection leads to, for exports. Raises NotFound where there is none."""
    chosen, _choices = settle(reader, selection)
    found = method_change(reader, selection.municipality, chosen.period or "", chosen.methodology or "")
    if found is None:
        raise NotFound(_("There is no change of methodology at or before this period."))
    return found


def _break(reader: Reader, source: PeriodRanks, period: str, methodology: str) -> Break | None:
    """Go back from ``period`` to the first one that was not assessed by ``methodology``.

    A methodology that starts beside one that goes on is an addition, not a change.
    """
    at = [each.code for each in source.assessed].index(period)
    while at and methodology in source.assessed[at - 1].methodologies:
        at -= 1
    if at == 0:
        return None
    older, newer = source.assessed[at - 1], source.assessed[at]
    if set(older.methodologies) & set(newer.methodologies):
        return None
    known = [code for code in older.methodologies if crosswalk(reader, older=code, newer=methodology)]
    return Break(older, newer, (known or older.methodologies)[0], methodology)


def _split(
    source: PeriodRanks, found: Break, lines: tuple[CrosswalkLine, ...]
) -> tuple[tuple[tuple[str, str], ...], pd.DataFrame]:
    older = source.totals(found.older.code, found.before)
    newer = source.totals(found.newer.code, found.after)
    maxima = newer.groupby("direction")["maximum"].max()
    links = [DirectionLink(line.older, line.newer, line.comparable) for line in lines]
    common = common_directions(links, older.groupby("direction")["maximum"].max(), maxima)
    frame = split_changes(
        source.ranks(found.older.code, found.before),
        source.ranks(found.newer.code, found.after),
        common_points(older, {before: maxima[after] for before, after in common}),
        common_points(newer, {after: maxima[after] for _before, after in common}),
        source.merged_between(found.older.code, found.newer.code),
    )
    return common, frame


def _first(place: str) -> int:
    return int(place.split("–")[0])


def _common_maximum(source: PeriodRanks, found: Break, common: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """The newer maximum of the common directions and of all, in points."""
    maxima = source.totals(found.newer.code, found.after).groupby("direction")["maximum"].max()
    return float(maxima[[after for _before, after in common]].sum()), float(maxima.sum())


def _own_words(reader: Reader, code: str | None, own: PlaceChange | None, years: tuple[int, int]) -> str:
    if code is None or own is not None:
        return words.own_sentence(*years, own)
    found = next((entry for entry in municipalities(reader) if entry.code == code), None)
    return words.neither_sentence(local(found.short_ru, found.short_en), *years) if found else ""


def _name(reader: Reader, methodology: str) -> str:
    rubric = methodology_line(reader, methodology)
    return rubric.name if rubric else methodology


def _without_ancestor(choices: Choices, lines: tuple[CrosswalkLine, ...]) -> tuple[str, ...]:
    continued = {line.newer for line in lines if line.comparable is not Comparability.NONE}
    return tuple(f"{each.code}. {each.name}" for each in choices.directions if each.code not in continued)
