"""Everything that /rankings prints, settled once for the page, its chart and its exports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.errors import NotFound
from data.language import _
from data.measures.changes import NotCompared, with_changes, without_changes
from data.queries.frame import methodology_line
from data.reader import Reader
from data.selection import Selection
from data.views import ranking_words as words
from data.views.choices import Choice, Choices, settle
from data.views.provenance import Provenance, methodology_sentence, provenance, threshold_sentence
from data.views.rank_history import PeriodRanks, RankHistory, rank_history
from data.views.ranking_cycles import FullCycles, full_cycles
from data.views.ranking_rows import RankingRow, ranking_rows
from data.views.ranking_words import Subject

RANK, CHANGE, NAME = "rank", "change", "name"
TABLE, CHART = "table", "chart"
# What stands in an address when no kind is chosen: an empty list already means «all».
NO_KIND = "none"
# What the control says when no municipality is pinned: a list shows no option with an empty value.
NOBODY = "nobody"


@dataclass(frozen=True)
class RankingsView:
    """``ranked`` and ``unranked`` are the rows that the filter lets through, in their order; ``pinned`` is the one row
    that is always shown. ``count`` is N, the number of ranked municipalities in all; ``maximum`` is in points.
    ``partial`` tells what the rubric lacks, ``breaks`` where the lines of ``history`` end; both may be empty.

    ``selection`` has every default filled in but for the municipality, which is set only when one is pinned.
    """

    selection: Selection
    choices: Choices
    subjects: tuple[Subject, ...]
    subject: Subject
    period: Choice
    title: str
    sentence: str
    place: str
    rule: str
    ties: str
    comparison: str
    shown: str
    partial: str
    filters: str
    compared: bool
    earlier: str
    count: int
    maximum: float
    cycles_open: bool
    pinned: RankingRow | None
    ranked: tuple[RankingRow, ...]
    unranked: tuple[RankingRow, ...]
    history: RankHistory
    breaks: str
    provenance: Provenance

    @property
    def kinds_filtered(self) -> bool:
        return bool(self.selection.kinds)


def selection_of_controls(values: Mapping[str, Any]) -> Selection:
    """The selection of the page's controls; a list of kinds that was emptied means none, not all."""
    kinds, municipality = values.get("kinds"), values.get("municipality")
    return Selection.parse(
        {
            **values,
            "kinds": [NO_KIND] if kinds == [] else kinds,
            "municipality": None if municipality == NOBODY else municipality,
        }
    )


def fitting(reader: Reader, selection: Selection) -> Selection:
    """The selection without what its period or methodology does not have, so that a change of period leads somewhere.

    Only for controls: an address that names something unknown is told so by ``rankings_view``.
    """
    _settled, choices = settle(reader, Selection(period=selection.period))
    methodology = selection.methodology if _has(choices.methodologies, selection.methodology) else None
    _settled, choices = settle(reader, Selection(period=selection.period, methodology=methodology))
    known = {subject.code for subject in words.subjects(choices)}
    return selection.but(
        methodology=methodology,
        subject=selection.subject if selection.subject in known else None,
        municipality=selection.municipality if _has(choices.municipalities, selection.municipality) else None,
    )


def rankings_view(reader: Reader, selection: Selection) -> RankingsView:
    """The ranking of the selection. Raises NotFound for a code, kind, order or view that does not exist."""
    chosen, choices = settled_selection(reader, selection)
    subject = words.find_subject(choices, chosen.subject)
    source = PeriodRanks(reader, subject)
    now, earlier, reason = compared_ranks(source, chosen)
    cycles = full_cycles(reader, chosen, subject, choices)
    rows = ranking_rows(now, choices, chosen.municipality, _scope(reader), cycles)
    pinned = next((row for row in rows if row.pinned), None)
    period = Choices.find(choices.periods, chosen.period or "")
    history = rank_history(source, chosen, choices)
    shown = [row for row in rows if not chosen.kinds or row.kind in chosen.kinds]
    count = int(now["rank_first"].notna().sum())
    return RankingsView(
        selection=chosen,
        choices=choices,
        subjects=words.subjects(choices),
        subject=subject,
        period=period,
        title=words.title(subject, period),
        sentence=words.sentence(subject, period, count, len(now) - count),
        place=_place(pinned),
        rule=words.rule_sentence(count),
        ties=words.ties_sentence(shared_places(now)),
        comparison=words.comparison_sentence(reason, earlier.label, earlier.count),
        shown=words.shown_sentence(len(shown), len(rows), count),
        partial=_partial(reader, chosen),
        filters=_filters(chosen, choices, subject, period),
        compared=reason is NotCompared.COMPARED,
        earlier=earlier.label,
        count=count,
        maximum=float(now["maximum"].max()),
        cycles_open=cycles is not None,
        pinned=pinned,
        ranked=_ordered([row for row in shown if row.rank], chosen.order),
        unranked=_ordered([row for row in shown if not row.rank], NAME),
        history=history,
        breaks=words.breaks_sentence([each.label for each in history.periods if each.breaks], history.left_out),
        provenance=_provenance(reader, chosen, count, cycles),
    )


def settled_selection(reader: Reader, selection: Selection) -> tuple[Selection, Choices]:
    """Defaults of this page; nobody is pinned unless chosen, or unless it is the viewer's own municipality.

    Raises NotFound for a code, kind, order or view that does not exist.
    """
    settled, choices = settle(reader, selection)
    own = reader.viewer.municipality if _has(choices.municipalities, reader.viewer.municipality) else None
    kinds = tuple(choice.code for choice in choices.kinds)
    for kind in selection.kinds:
        _check(_("kind"), kind, (*kinds, NO_KIND))
    for name, value, known in (
        (_("order"), selection.order, (RANK, CHANGE, NAME)),
        (_("view"), selection.view, (TABLE, CHART)),
    ):
        _check(name, value or known[0], known)
    chosen = settled.but(
        subject=words.find_subject(choices, selection.subject).code,
        direction=None,
        municipality=selection.municipality or own,
        kinds=() if set(kinds) <= set(selection.kinds) else selection.kinds,
        order=selection.order or RANK,
        view=selection.view or TABLE,
    )
    return chosen, choices


def _check(field: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        text = _("There is no {field} “{code}” here. Known: {known}.")
        raise NotFound(text.format(field=field, code=value, known=", ".join(known)))


def _has(choices: tuple[Choice, ...], code: str | None) -> bool:
    return code in {choice.code for choice in choices}


def _scope(reader: Reader) -> str | None:
    """The only municipality whose details are open, or none when all are."""
    return reader.viewer.municipality


@dataclass(frozen=True)
class Earlier:
    """The period before: its year in words and how many were ranked in it."""

    label: str = ""
    count: int = 0


def compared_ranks(source: PeriodRanks, chosen: Selection) -> tuple[pd.DataFrame, Earlier, NotCompared]:
    """Ranks of the period with their changes, the period before, and the reason when no change can be told at all."""
    period, methodology = chosen.period or "", chosen.methodology or ""
    now, before = source.ranks(period, methodology), source.before(period)
    if before is None:
        reason = NotCompared.NO_EARLIER_PERIOD
        return without_changes(now, reason), Earlier(), reason
    if methodology not in before.methodologies:
        reason = NotCompared.OTHER_METHODOLOGY
        return without_changes(now, reason), Earlier(str(before.year)), reason
    ranks = source.ranks(before.code, methodology)
    changed = with_changes(now, ranks, source.merged_between(before.code, period))
    return changed, Earlier(str(before.year), int(ranks["rank_first"].notna().sum())), NotCompared.COMPARED


def shared_places(now: pd.DataFrame) -> list[tuple[int, int]]:
    """The places (first, last) that more than one municipality holds, in order."""
    shared = now[now["rank_first"] < now["rank_last"]][["rank_first", "rank_last"]].drop_duplicates()
    return sorted((int(first), int(last)) for first, last in shared.itertuples(index=False))


def _place(row: RankingRow | None) -> str:
    """The pinned municipality's place in words; empty when none is pinned."""
    if row is None:
        return ""
    if row.rank:
        return words.place_sentence(row.name, row.rank_of, row.kind, row.kind_rank_of)
    return words.no_place_sentence(row.name, row.reason)


def _ordered(rows: list[RankingRow], order: str | None) -> tuple[RankingRow, ...]:
    def key(row: RankingRow) -> tuple[float, float, str]:
        change = -row.rank_change if order == CHANGE and row.rank_change is not None else float("inf")
        place = row.first if row.first is not None and order != NAME else 0
        return (change, place, row.name.casefold())

    return tuple(sorted(rows, key=key))


def _filters(chosen: Selection, choices: Choices, subject: Subject, period: Choice) -> str:
    """The chosen filters in words, for exports and pictures."""
    names = [choice.name for choice in choices.kinds if choice.code in chosen.kinds]
    kinds = _("all kinds") if not chosen.kinds else ", ".join(names) or _("no kind")
    methodology = Choices.find(choices.methodologies, chosen.methodology or "").name
    return " · ".join((period.name, methodology, subject.name, kinds))


def _partial(reader: Reader, chosen: Selection) -> str:
    """How much of the official maximum the rubric itemises; empty where nothing is known to be missing."""
    rubric = methodology_line(reader, chosen.methodology or "")
    missing = rubric is not None and any(part.loaded < part.official for part in rubric.loaded_parts)
    return methodology_sentence(rubric) if rubric is not None and missing else ""


def _provenance(reader: Reader, chosen: Selection, count: int, cycles: FullCycles | None) -> Provenance:
    rubric = methodology_line(reader, chosen.methodology or "")
    rules = [(_("Rule of ranks"), words.rule_sentence(count))]
    if cycles is not None and rubric is not None:
        rules.append((_("Full cycle"), f"{words.full_cycle_sentence()} {threshold_sentence(rubric)}"))
    return provenance(reader, chosen.methodology, *rules)
