"""The rules by which the page /indicators judges, in words: for its footer and its exports."""

from data.language import _
from data.measures.trends import POINTS_FOR_A_DIRECTION


def rules(is_demo: bool) -> tuple[tuple[str, str], ...]:
    """(heading, text) pairs; a demonstration says what it changed in the source."""
    return (
        (_("Statuses of targets"), status_rule()),
        (_("Pace and trend"), f"{pace_rule()} {trend_rule()}"),
        (_("Source of the targets"), source_line(is_demo)),
    )


def status_rule() -> str:
    return _(
        "Reached: met. Deadline year over and not reached, or a level of every year not reached in its year: missed. "
        "Before the deadline: on track when the pace so far is at least the step still needed, else behind. Cannot be "
        "judged: no fact of the year, no baseline, an ambiguous or a contradictory target. Of several parts the worst "
        "counts. Where the source states neither “at least” nor “at most”, it is read as “at least”."
    )


def pace_rule() -> str:
    return _(
        "Step needed: what is missing, divided by the years left. Pace: change since the baseline year, or since the "
        "first fact where the target states none, divided by the years passed."
    )


def trend_rule() -> str:
    return _("A word for the direction from {points} facts on; with fewer: too few points.").format(
        points=POINTS_FOR_A_DIRECTION
    )


def source_line(is_demo: bool) -> str:
    source = _("Document 002: order No. 213 of 19.08.2021, Karabash urban okrug; 24 indicators of direction 2.2.")
    if not is_demo:
        return source
    return source + " " + _("In this demonstration its years are moved by three: the deadline 2024 stands as 2027.")
