"""Words of a round: how far a form is, and what a file was taken for."""

from data.language import _, pgettext
from data.vocabulary import FormState, ReturnOutcome


def state_words() -> dict[FormState, str]:
    return {
        FormState.NOT_RETURNED: pgettext("form", "not returned"),
        FormState.FINDINGS: pgettext("form", "returned with findings"),
        FormState.TWICE: pgettext("form", "returned twice: choose"),
        FormState.CLEAN: pgettext("form", "clean"),
        FormState.APPROVED: pgettext("form", "accepted for publication"),
        FormState.PUBLISHED: pgettext("form", "published"),
    }


def outcome_words() -> dict[ReturnOutcome, str]:
    return {
        ReturnOutcome.ACCEPTED: pgettext("file", "taken"),
        ReturnOutcome.UNREADABLE: pgettext("file", "cannot be read"),
        ReturnOutcome.UNKNOWN: pgettext("file", "not recognised: it was made from no template"),
        ReturnOutcome.OTHER_PERIOD: pgettext("file", "a form of another period"),
        ReturnOutcome.OTHER_ROUND: pgettext("file", "a form of another round"),
        ReturnOutcome.OTHER_FORM: pgettext("file", "a form that this round does not ask for"),
        ReturnOutcome.NOT_ADDRESSED: pgettext("file", "a form of a municipality that is not asked"),
    }


def outcome_fixes() -> dict[ReturnOutcome, str]:
    """What to do about a file that was not taken."""
    return {
        ReturnOutcome.UNREADABLE: _("Ask for the workbook itself: saved as .xlsx, without a password."),
        ReturnOutcome.UNKNOWN: _("Ask for the form that was sent out, or load the file as another table on “Data”."),
        ReturnOutcome.OTHER_PERIOD: _("Ask for the form of this period, or load it on “Data”."),
        ReturnOutcome.OTHER_ROUND: _("Add it to its own round."),
        ReturnOutcome.OTHER_FORM: _("Load it on “Data”, or open a round that asks for it."),
        ReturnOutcome.NOT_ADDRESSED: _("Check whose form it is: each municipality returns its own."),
    }


def past_day_words() -> str:
    """What somebody ticks who opens a round although one of its days has passed."""
    return _("The due day may lie in the past")


def form_words(kind: str, methodology: str = "") -> str:
    """The name of a form by the key of its kind, with the name of the methodology where it has one."""
    words = {
        "scores": _("Scores"),
        "observations": _("Observations of indicators"),
        "schools": _("Schools and enrolment"),
        "measures": _("Measures of roadmaps"),
        # Asked for on the command line only: a municipality does not set its own targets.
        "targets": _("Targets of indicators"),
    }
    name = words.get(kind, kind)
    return f"{name} ({methodology})" if methodology else name
