"""The words of a change of methodology: the rule, one municipality's sentence, and who cannot be compared."""

from collections.abc import Sequence

from data.formats import number, signed
from data.language import _, ngettext
from data.views.method_change.rows import PlaceChange
from data.vocabulary import Comparability


def title(older: int, newer: int) -> str:
    return _("Change of methodology, {older} → {newer}").format(older=older, newer=newer)


def table_title(older: int, newer: int) -> str:
    return _("Changes in rank across the change of methodology, {older} → {newer}").format(older=older, newer=newer)


def sentence(older: int, newer: int, before: str, after: str) -> str:
    text = _("{older}: {before}. {newer}: {after}. No line is drawn across this change.")
    return text.format(older=older, newer=newer, before=before, after=after)


def comparability_words(comparable: Comparability) -> str:
    return {
        Comparability.FULL: _("comparable"),
        Comparability.PARTLY: _("in part"),
        Comparability.NONE: _("not comparable"),
    }[comparable]


def rule_heading() -> str:
    return _("How a change in rank is split")


def rule_sentence(pairs: Sequence[tuple[str, str]], points: tuple[float, float], split: int) -> str:
    """``points`` are the newer maximum of the common directions and of all of them."""
    if not pairs:
        return _(
            "No direction of the older methodology is fully comparable with one of the newer, so no "
            "change in rank can be split."
        )
    counted = ngettext("{number} direction", "{number} directions", len(pairs)).format(number=len(pairs))
    measure = _(
        "Both periods are ranked again by one common measure: {counted} fully comparable ({pairs}), "
        "each as a share of its maximum times the newer maximum, {common} of {all} points."
    ).format(
        counted=counted,
        pairs=", ".join(before if before == after else f"{before} → {after}" for before, after in pairs),
        common=number(points[0]),
        all=number(points[1]),
    )
    parts = _(
        "Performance is the change in rank by the common measure. Rules are the rest: from the older "
        "rules to the common measure and from it to the newer rules, including all that happened in "
        "the other directions. The two add up exactly to the change in rank. Ranks are counted among "
        "the {split} municipalities ranked in both periods; a shared rank counts as its first one; a "
        "plus is a rise."
    ).format(split=split)
    return f"{measure} {parts}"


def own_sentence(older: int, newer: int, own: PlaceChange | None) -> str:
    """One municipality's change in words; why there is none; empty without a municipality."""
    if own is None:
        return ""
    if own.change is None or own.rules is None or own.performance is None:
        return _("{name}: the change in rank cannot be split: {reason}.").format(name=own.name, reason=own.reason)
    text = _(
        "{name}: rank {then} in {older}, rank {now} in {newer}. Change {change} = rules {rules} + "
        "performance {performance}."
    ).format(
        name=own.name,
        then=own.then,
        now=own.now,
        older=older,
        newer=newer,
        change=signed(own.change),
        rules=_addend(own.rules),
        performance=_addend(own.performance),
    )
    if not own.taking_part:
        return text
    more = _("The published change differs from this by {number}: others were ranked in one of the years only.")
    return f"{text} {more.format(number=signed(own.taking_part))}"


def neither_sentence(name: str, older: int, newer: int) -> str:
    return _("{name} existed neither in {older} nor in {newer}: there is nothing to split.").format(
        name=name, older=older, newer=newer
    )


def unsplit_sentence(rows: Sequence[PlaceChange], existing: int) -> str:
    """Who cannot be compared and why; that everybody can be, where so."""
    if not rows:
        return _("All {existing} municipalities are comparable.").format(existing=existing)
    listed = "; ".join(f"{row.name} — {row.reason}" for row in rows)
    return _("Not comparable, {number} of {existing}: {listed}.").format(
        number=len(rows), existing=existing, listed=listed
    )


def _addend(value: int) -> str:
    """A negative addend stands in brackets: «−3 + (−2)» is read, «−3 + −2» is not."""
    return f"({signed(value)})" if value < 0 else signed(value)
