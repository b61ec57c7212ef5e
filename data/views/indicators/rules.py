"""The rules by which the page /indicators judges, in words: for its footer and its exports."""

from collections.abc import Sequence

from data.formats import number
from data.language import _
from data.measures.trends import POINTS_FOR_A_DIRECTION
from data.views.indicators.rows import DOCUMENT_SET, Row


def rules(is_demo: bool, rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """(heading, text) pairs; a demonstration says what it changed in the source of the targets of ``rows``."""
    source = source_line(is_demo, rows)
    return (
        (_("Statuses of targets"), f"{status_rule()} {kinds_rule()}"),
        (_("Pace and trend"), f"{pace_rule()} {trend_rule()}"),
        *(((_("Source of the targets"), source),) if source else ()),
    )


def status_rule() -> str:
    return _(
        "Met: the level is reached. Missed: the deadline year has come without the level, or a level "
        "required every year was not reached in its year. After the deadline the status stays that of the "
        "deadline year, and what came later stands beside it. Before the deadline: on track when the "
        "pace so far is at least the step still needed, otherwise behind. Cannot be judged: no fact "
        "for the year, no baseline, or an ambiguous or contradictory target. Of several parts the "
        "worst counts; a part that is certainly missed decides even where another cannot be judged. Where "
        "the text of a target states neither “at least” nor “at most”, the polarity of the indicator says which; "
        "without one it is read as “at least”."
    )


def kinds_rule() -> str:
    return _(
        "Presence is anything above nothing; a range includes both its bounds; growth on the year before is judged in "
        "every year by itself; of a share at least 100% is exactly 100%. Of a level in steps each year is judged by "
        "the step that is due in it or next after it; steps that go back contradict each other."
    )


def pace_rule() -> str:
    return _(
        "Step needed: the remaining difference divided by the years left. Pace: the change since the "
        "baseline year, or since the first fact where the target states none, divided by the years "
        "passed."
    )


def trend_rule() -> str:
    return _("The trend is named from {points} facts on; with fewer: too few points.").format(
        points=POINTS_FOR_A_DIRECTION
    )


def source_line(is_demo: bool, rows: Sequence[Row]) -> str:
    """The order for those targets that are its own; of the others how many there are, and where more stands."""
    shown = [row.target for row in rows if row.target]
    own = [row for row in rows if row.target and not _is_of_order(row)]
    parts = [_order_line(is_demo)] if len(own) < len(shown) else []
    if own:
        words = _("Set or loaded in this system: {number}. Who, when and why stands in the versions of the target.")
        parts.append(words.format(number=number(len(own))))
    return " ".join(parts)


def _is_of_order(row: Row) -> bool:
    return row.indicator.indicator_set == DOCUMENT_SET and row.target is not None and row.target.is_shipped


def _order_line(is_demo: bool) -> str:
    source = _("Order No. 213 of 19.08.2021, Karabash urban okrug: 24 indicators of direction 2.2.")
    if not is_demo:
        return source
    return source + " " + _("In this demonstration its years are shifted by three: the deadline 2024 is shown as 2027.")
