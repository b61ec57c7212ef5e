"""The generated sentences of the overview. ``**`` stands around what is printed bold."""

from collections.abc import Mapping, Sequence

from data.formats import MINUS, NBSP, percent
from data.language import _, ngettext
from data.measures.movers import Movement
from data.measures.overview import FullCycleSummary
from data.measures.robustness import SPREAD
from data.measures.targets import Reason
from data.views.indicators.region_targets import TargetsPart
from data.vocabulary import TargetStatus

# More names than this would hide the sentence; then their number is given instead.
NAMES = 3


def cycle_sentence(found: FullCycleSummary, names: Mapping[str, str]) -> str:
    """Who manages the full cycle in all directions, who comes closest, and how many have none."""
    if not found.decided:
        return _("No verdict on full cycles yet: no assessment is complete.")
    where = _everywhere(found.directions)
    if found.complete:
        text = ngettext(
            "**{who}** manages the full cycle {where}.", "**{who}** manage the full cycle {where}.", len(found.complete)
        ).format(who=few_names(found.complete, names), where=where)
    else:
        text = _("No municipality manages the full cycle {where}.").format(where=where)
    if found.most and not found.complete:
        share = _("{count} of {all}").format(count=found.most, all=found.directions)
        text += " " + _("Closest: **{who}**.").format(who=_with_each(found.closest, names, share))
    return f"{text} {_at_least_one(found)}".strip()


def _everywhere(directions: int) -> str:
    """«во всех 8 направлениях»; one and two have words of their own."""
    if directions == 1:
        return _("in the only direction")
    if directions == 2:
        return _("in both directions")
    return ngettext("in the {number} direction", "in all {number} directions", directions).format(number=directions)


def _at_least_one(found: FullCycleSummary) -> str:
    """How many have a full cycle somewhere, how many are known to have none, how many may have one: they add up."""
    some = found.municipalities - found.without - found.unknown_without
    if found.directions < 2 or some == len(found.complete) == found.municipalities:
        return ""
    rest = []
    if some:
        text = _("**{count} of {all}** manage it in at least one direction")
        text = text.format(count=some, all=found.municipalities)
        rest += [_("{count} in none").format(count=found.without)] * bool(found.without)
    else:
        text = _("**{count} of {all}** manage it in no direction")
        text = text.format(count=found.without, all=found.municipalities)
    rest += [_("{count} cannot be judged").format(count=found.unknown_without)] * bool(found.unknown_without)
    return "; ".join(filter(None, (text, ", ".join(rest)))) + "."


def movement_sentence(found: Movement, names: Mapping[str, str]) -> str:
    """Who moved since the period before, among those ranked in both."""
    if not found.compared:
        return _("No municipality has a rank in both periods, so there is nothing to compare.")
    text = ngettext(
        "Among the {number} ranked in both years: {moves}.",
        "Among the {number} ranked in both years: {moves}.",
        found.compared,
    )
    if not found.risen and not found.fallen:
        return text.format(number=found.compared, moves=_("no ranks changed"))
    moves = f"{_risen(found.risen)}, {_fallen(found.fallen)}"
    return f"{text.format(number=found.compared, moves=moves)} {_most(found, names)}"


def _risen(count: int) -> str:
    if not count:
        return _("none rose")
    return ngettext("**{count}** rose", "**{count}** rose", count).format(count=count)


def _fallen(count: int) -> str:
    if not count:
        return _("none fell")
    return ngettext("**{count}** fell", "**{count}** fell", count).format(count=count)


def _most(found: Movement, names: Mapping[str, str]) -> str:
    parts = []
    if found.most_risen:
        rose = ngettext("up **{who}**", "up **{who}**", len(found.most_risen))
        parts.append(rose.format(who=_with_places(found.most_risen, names, f"+{found.rise}")))
    if found.most_fallen:
        fell = ngettext("down **{who}**", "down **{who}**", len(found.most_fallen))
        parts.append(fell.format(who=_with_places(found.most_fallen, names, f"{MINUS}{found.fall}")))
    return _("Largest moves: {parts}.").format(parts=", ".join(parts))


def targets_sentence(found: TargetsPart) -> str:
    """How many targets are at risk and why the others cannot be judged."""
    total = len(found.rows)
    unjudged = found.counts[TargetStatus.CANNOT_BE_JUDGED]
    if not total:
        return _("No targets are set for the indicators.")
    if unjudged == total:
        text = ngettext("The one target cannot be judged", "None of the {total} targets can be judged", total)
        return f"{text.format(total=total)}: {_reasons(found.reasons)}."
    if found.at_risk:
        text = ngettext("**{count} of {total}** target is at risk", "**{count} of {total}** targets are at risk", total)
        text = f"{text.format(count=len(found.at_risk), total=total)}: {_risks(found)}."
    else:
        text = ngettext("The one target is not at risk.", "None of the {total} targets is at risk.", total)
        text = text.format(total=total)
        if unjudged:
            text = _("Of the {judged} targets that can be judged, none is at risk.").format(judged=total - unjudged)
    if unjudged:
        cannot = _("Cannot be judged: **{count}** ({reasons}).")
        text += " " + cannot.format(count=unjudged, reasons=_reasons(found.reasons))
    return text


def _risks(found: TargetsPart) -> str:
    behind, missed = found.counts[TargetStatus.BEHIND], found.counts[TargetStatus.MISSED]
    parts = []
    if behind:
        parts.append(ngettext("{count} is behind schedule", "{count} are behind schedule", behind).format(count=behind))
    if missed:
        parts.append(ngettext("{count} is missed", "{count} are missed", missed).format(count=missed))
    return ", ".join(parts)


def own_place_sentence(rank_of: str, kind_words: str, reason: str, places: str = "") -> str:
    """The rank of one municipality, or why it has none; ``places`` is its range, empty where nothing can change.

    ``kind_words`` is its rank within its kind in words.
    """
    if not rank_of:
        return _("No rank: {reason}.").format(reason=reason)
    text = _("Rank **{rank}** by total; **{kind_rank}**.").format(rank=rank_of, kind_rank=kind_words)
    solid = _("Range of ranks at weights ±{spread}: **{ranks}**.").format(spread=percent(SPREAD, 0), ranks=places)
    return f"{text} {solid}" if places else text


def own_cycle_sentence(effective: int, judged: int, directions: int, breaks: Sequence[str]) -> str:
    """How many directions are managed in full; ``breaks`` are the stages that break first most often."""
    if not judged:
        return _("No verdict on the cycle yet: no direction can be judged.")
    if effective == directions:
        return _("The cycle is complete {where}.").format(where=_everywhere(directions))
    text = _("The full cycle is managed in **{effective} of {directions}** directions.").format(
        effective=effective, directions=directions
    )
    if breaks:
        text += " " + _("Most frequent first break: **{breaks}**.").format(breaks=", ".join(breaks))
    if judged < directions:
        unclear = _("Cannot be judged: {count}.")
        text += " " + unclear.format(count=directions - judged)
    return text


def few_names(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """Up to ``NAMES`` names, or how many municipalities they are; empty for nobody."""
    if not codes:
        return ""
    if len(codes) > NAMES:
        return _municipalities(len(codes))
    listed = [names[code] for code in codes]
    return _and(listed)


def _with_each(codes: Sequence[str], names: Mapping[str, str], amount: str) -> str:
    each = _("{amount} each").format(amount=amount) if len(codes) > 1 else amount
    return f"{few_names(codes, names)} — {each}"


def _with_places(codes: Sequence[str], names: Mapping[str, str], places: str) -> str:
    each = _("{amount} each").format(amount=places) if len(codes) > 1 else places
    return f"{few_names(codes, names)} ({each})"


def _municipalities(count: int) -> str:
    return ngettext("{number} municipality", "{number} municipalities", count).format(number=count)


def _and(names: Sequence[str]) -> str:
    *first, last = names
    return _("{first} and {last}").format(first=", ".join(first), last=last) if first else last


def _reasons(reasons: Mapping[Reason, int]) -> str:
    words = {
        Reason.NO_TARGET: _("no target"),
        Reason.NO_DATA: _("no data"),
        Reason.NO_DEADLINE_DATA: _("no data for the deadline"),
        Reason.NO_BASELINE: _("no baseline"),
        Reason.ZERO_BASELINE: _("baseline is 0"),
        Reason.NEGATIVE_BASELINE: _("baseline is below 0"),
        Reason.AMBIGUOUS: _("ambiguous text"),
        Reason.CONTRADICTORY: _("contradictory text"),
    }
    return ", ".join(f"{words[reason]}{NBSP}—{NBSP}{count}" for reason, count in sorted(reasons.items()))
