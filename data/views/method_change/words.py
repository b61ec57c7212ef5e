"""The words of a change of methodology: the rule, one municipality's sentence, and who cannot be compared."""

from collections.abc import Sequence

from data.formats import number, signed
from data.language import _, ngettext
from data.views.method_change.rows import PlaceChange
from data.vocabulary import Comparability


def title(older: int, newer: int) -> str:
    return _("Change of methodology, {older} → {newer}").format(older=older, newer=newer)


def table_title(older: int, newer: int) -> str:
    return _("Changes of place across the change of methodology, {older} → {newer}").format(older=older, newer=newer)


def sentence(older: int, newer: int, before: str, after: str) -> str:
    text = _("{older}: {before}. {newer}: {after}. No series is drawn across this change as one line.")
    return text.format(older=older, newer=newer, before=before, after=after)


def comparability_words(comparable: Comparability) -> str:
    return {
        Comparability.FULL: _("comparable"),
        Comparability.PARTLY: _("in part"),
        Comparability.NONE: _("not comparable"),
    }[comparable]


def rule_heading() -> str:
    return _("How a change of place is told apart")


def rule_sentence(pairs: Sequence[tuple[str, str]], points: tuple[float, float], split: int) -> str:
    """``points`` are the newer maximum of the common directions and of all of them."""
    if not pairs:
        return _(
            "No direction of the older methodology is comparable in full with one of the newer, so no change of place "
            "can be told apart."
        )
    counted = ngettext("{number} direction", "{number} directions", len(pairs)).format(number=len(pairs))
    measure = _(
        "Both periods are ranked once more by one common measure: {counted} comparable in full ({pairs}), each as a "
        "share of its maximum times the newer maximum, {common} of {all} points."
    ).format(
        counted=counted,
        pairs=", ".join(before if before == after else f"{before} → {after}" for before, after in pairs),
        common=number(points[0]),
        all=number(points[1]),
    )
    parts = _(
        "Performance is the change of place by the common measure. Rules are the rest: from the older rules to the "
        "common measure and from it to the newer rules, all that happened in the other directions included. The two "
        "add up to the change of place exactly. Places are counted among the {split} ranked in both periods, the "
        "first one of a shared place; a plus is a rise."
    ).format(split=split)
    return f"{measure} {parts}"


def own_sentence(older: int, newer: int, own: PlaceChange | None) -> str:
    """One municipality's change in words; why there is none; empty without a municipality."""
    if own is None:
        return ""
    if own.change is None or own.rules is None or own.performance is None:
        return _("{name}: the change of place cannot be told apart: {reason}.").format(name=own.name, reason=own.reason)
    text = _(
        "{name}: place {then} in {older}, place {now} in {newer}. Change {change} = rules {rules} + performance "
        "{performance}."
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
    return _("{name} existed neither in {older} nor in {newer}: there is nothing to tell apart.").format(
        name=name, older=older, newer=newer
    )


def unsplit_sentence(rows: Sequence[PlaceChange], existing: int) -> str:
    """Who cannot be compared and why; that everybody can be, where so."""
    if not rows:
        return _("Comparable are all {existing} municipalities.").format(existing=existing)
    listed = "; ".join(f"{row.name} — {row.reason}" for row in rows)
    return _("Not comparable, {number} of {existing}: {listed}.").format(
        number=len(rows), existing=existing, listed=listed
    )


def _addend(value: int) -> str:
    """A negative addend stands in brackets: «−3 + (−2)» is read, «−3 + −2» is not."""
    return f"({signed(value)})" if value < 0 else signed(value)
