"""The words of a ranking: what is ranked, the rule, ties, and why something has no rank or no change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.errors import NotFound
from data.formats import number, rank
from data.language import _, ngettext, pgettext
from data.measures.changes import NotCompared
from data.measures.ranks import Unranked
from data.views.shared.choices import Choice, Choices, of_kinds
from data.vocabulary import WITHHELD_KIND, MunicipalityKind

TOTAL = "total"
# A sentence that lists more than this is read by nobody; then a few stand for all.
MOST_LISTED, FEW_LISTED = 24, 8


@dataclass(frozen=True)
class Subject:
    """What is ranked: the total, a block or a direction. ``code`` is that of ``Selection.subject``.

    ``short`` names it in a list, ``name`` in full; ``direction`` is set for a single direction.
    """

    code: str
    short: str
    name: str
    directions: tuple[str, ...]
    direction: str | None = None


def subjects(choices: Choices) -> tuple[Subject, ...]:
    """Everything that can be ranked under a methodology, the total first."""
    codes = tuple(choice.code for choice in choices.directions)
    total = ngettext("Total of {number} direction", "Total of {number} directions", len(codes))
    blocks = [
        Subject(
            f"block:{block.code}",
            block.short,
            f"{block.short}. {block.name}",
            tuple(choice.code for choice in choices.directions if choice.group == block.code),
        )
        for block in choices.blocks
    ]
    directions = [
        Subject(
            f"direction:{each.code}", f"{each.code} {each.short}", f"{each.code}. {each.name}", (each.code,), each.code
        )
        for each in choices.directions
    ]
    return (Subject(TOTAL, _("Total"), total.format(number=len(codes)), codes), *blocks, *directions)


def find_subject(choices: Choices, code: str | None) -> Subject:
    """The subject of this code, or the total; raises NotFound for one that the methodology does not have."""
    known = subjects(choices)
    found = next((subject for subject in known if subject.code == (code or TOTAL)), None)
    if found is None:
        raise NotFound(
            _("There is no such part of the ranking. Known: {known}.").format(
                known=", ".join(subject.name for subject in known)
            )
        )
    return found


def kind_name(kind: str) -> str:
    """The kind of one municipality."""
    if kind == WITHHELD_KIND:
        return _("kind not shown")
    return {
        MunicipalityKind.URBAN_OKRUG: _("urban okrug"),
        MunicipalityKind.MUNICIPAL_OKRUG: _("municipal okrug"),
        MunicipalityKind.MUNICIPAL_DISTRICT: _("municipal district"),
    }[MunicipalityKind(kind)]


def kind_place(kind: str, first: int, last: int, ranked: int) -> str:
    """The rank within the kind in words: «rank 8 among 17 municipal okrugs»."""
    if kind == WITHHELD_KIND:
        text = _("rank {rank} among {number} whose kind is not shown")
        return text.format(rank=rank(first, last), number=number(ranked))
    words = {
        MunicipalityKind.URBAN_OKRUG: ngettext(
            "rank {rank} among {number} urban okrug", "rank {rank} among {number} urban okrugs", ranked
        ),
        MunicipalityKind.MUNICIPAL_OKRUG: ngettext(
            "rank {rank} among {number} municipal okrug", "rank {rank} among {number} municipal okrugs", ranked
        ),
        MunicipalityKind.MUNICIPAL_DISTRICT: ngettext(
            "rank {rank} among {number} municipal district", "rank {rank} among {number} municipal districts", ranked
        ),
    }[MunicipalityKind(kind)]
    return words.format(rank=rank(first, last), number=number(ranked))


def title(subject: Subject, period: Choice, kinds: Sequence[str] = (), *, own: bool = False) -> str:
    """``kinds`` are the codes of those that a filter has left, empty for all.

    ``own`` tells that the weights are the viewer's: then no title may pass for an official one.
    """
    if subject.code == TOTAL:
        text = _("Ranking of municipalities by total, {period}").format(period=period.name)
    else:
        text = _("Ranking of municipalities: {subject}, {period}").format(subject=subject.short, period=period.name)
    text = of_kinds(text, kinds)
    return f"{text} — {_('own weights, not official')}" if own else text


def history_title(subject: Subject, kinds: Sequence[str] = ()) -> str:
    if subject.code == TOTAL:
        return of_kinds(_("Ranks by total over the periods"), kinds)
    return of_kinds(_("Ranks over the periods: {subject}").format(subject=subject.short), kinds)


def sentence(subject: Subject, period: Choice, ranked: int, unranked: int) -> str:
    """What is shown, with the numbers of ranked and unranked municipalities."""
    with_rank = ngettext("{number} municipality ranked", "{number} municipalities ranked", ranked)
    text = _("{subject}, {period}: {ranked}, {unranked} not ranked.")
    return text.format(
        subject=subject.name,
        period=period.name,
        ranked=with_rank.format(number=number(ranked)),
        unranked=number(unranked),
    )


def place_sentence(name: str, rank_of: str, kind_words: str) -> str:
    """``kind_words`` are those of ``kind_place``."""
    return _("{name}: rank {rank}; {kind_rank}.").format(name=name, rank=rank_of, kind_rank=kind_words)


def no_place_sentence(name: str, reason: str) -> str:
    return _("{name} has no rank: {reason}.").format(name=name, reason=reason)


def rule_sentence(ranked: int) -> str:
    """The rule of ranks: no source gives one, so the product sets one and prints it."""
    return ngettext(
        "By total points, highest first. Equal points share a rank (1–2–2–4). {number} fully scored municipality is "
        "ranked; all others are listed below without a rank. Rank 1 is the best.",
        "By total points, highest first. Equal points share a rank (1–2–2–4). {number} fully scored municipalities are "
        "ranked; all others are listed below without a rank. Rank 1 is the best.",
        ranked,
    ).format(number=number(ranked))


def ties_sentence(ties: Iterable[tuple[int, int]]) -> str:
    """The ranks that are shared, in order; empty where none is."""
    shared = [rank(first, last) for first, last in ties]
    return _("Shared ranks: {ranks}.").format(ranks=first_of(shared, ", ")) if shared else ""


def first_of(parts: Sequence[str], separator: str) -> str:
    """All parts, or the first ones and how many more there are."""
    if len(parts) <= MOST_LISTED:
        return separator.join(parts)
    more = _("and {number} more").format(number=number(len(parts) - FEW_LISTED))
    return f"{separator.join(parts[:FEW_LISTED])} {more}"


def shown_sentence(shown: int, existing: int, ranked: int) -> str:
    return _(
        "Shown: {shown} of {existing}. Filters change the list, never the ranks: these always count "
        "all {ranked} ranked municipalities."
    ).format(shown=number(shown), existing=number(existing), ranked=number(ranked))


def comparison_sentence(reason: NotCompared, earlier: str, common: int) -> str:
    """To what period changes are stated and among how many, or why there are none."""
    if reason is NotCompared.COMPARED:
        return _("Changes are since {year}, {among}.").format(year=earlier, among=among_words(common))
    if reason is NotCompared.OTHER_METHODOLOGY:
        return _("No comparison with {year}: the methodology was different.").format(year=earlier)
    return _("No comparison: this is the first assessed period.")


def among_words(common: int) -> str:
    """The set in which changes of rank are counted."""
    return ngettext(
        "among the {number} municipality ranked in both years",
        "among the {number} municipalities ranked in both years",
        common,
    ).format(number=number(common))


def change_note(common: int, then: str, now: str, printed_then: str, printed_now: str) -> str:
    """Both ranks in the common set, and the ranks that were printed in their own years («30 of 42»)."""
    text = _("Rank {then} → {now} {among}; printed: {printed_then} → {printed_now}")
    return text.format(
        then=then, now=now, among=among_words(common), printed_then=printed_then, printed_now=printed_now
    )


def breaks_sentence(breaks: Sequence[str], left_out: Sequence[str]) -> str:
    """Why lines over the periods end, and why periods are missing."""
    parts = []
    if breaks:
        parts.append(
            _("The line is interrupted before {years}: the methodology changed.").format(years=", ".join(breaks))
        )
    if left_out:
        text = _("Left out: {years}, assessed by a different methodology in which this has another meaning.")
        parts.append(text.format(years=", ".join(left_out)))
    return " ".join(parts)


def full_cycle_sentence() -> str:
    return _("The number of directions in which every stage of the management cycle is formed.")


def no_change_words(reason: NotCompared) -> str:
    """Why one municipality has no change; empty where it has one."""
    return {
        NotCompared.COMPARED: "",
        NotCompared.NO_EARLIER_PERIOD: _("no earlier period"),
        NotCompared.OTHER_METHODOLOGY: _("different methodology before"),
        NotCompared.MERGED: _("result of a merger"),
        NotCompared.UNRANKED_NOW: _("no rank now"),
        NotCompared.UNRANKED_BEFORE: _("no rank before"),
    }[reason]


def reason_words(
    reason: Unranked,
    *,
    points: tuple[float, float],
    parameters: tuple[int, int],
    not_applicable: int,
    gaps: Sequence[str],
) -> str:
    """Why there is no rank. ``points`` and ``parameters`` are (scored, all); ``gaps`` the directions with gaps."""
    where = f" ({', '.join(gaps)})" if gaps else ""
    if reason is Unranked.PARTLY_SCORED:
        if points[0] < points[1]:
            words = _("scored: {scored} of {maximum} points")
            return words.format(scored=number(points[0]), maximum=number(points[1])) + where
        words = _("scored: {scored} of {all} parameters")
        return words.format(scored=parameters[0], all=parameters[1]) + where
    if reason is Unranked.NOT_APPLICABLE:
        words = ngettext(
            "incomplete cycle: {number} parameter does not apply",
            "incomplete cycle: {number} parameters do not apply",
            not_applicable,
        )
        return words.format(number=not_applicable) + where
    return {
        Unranked.RANKED: "",
        Unranked.NO_RUBRIC: _("no rubric is loaded"),
        Unranked.NOT_SCORED: pgettext("municipality", "not scored"),
    }[reason]
