"""Words about the units of a mapped table that are not known."""

from data.language import _, ngettext


def fix_of_unknown(kind: str) -> str:
    return {
        "unknown-municipality": _("Mend the names, or allow the unknown municipalities to be created."),
        "unknown-school": _("Mend the codes, or allow the unknown schools to be created."),
        "unknown-period": _("Mend the period, or allow it to be created."),
    }[kind]


def rest_of_unknown(kind: str, number: int) -> str:
    words = {
        "unknown-municipality": ngettext(
            "{number} municipality more is not known.", "{number} municipalities more are not known.", number
        ),
        "unknown-school": ngettext(
            "{number} school more is not known.", "{number} schools more are not known.", number
        ),
    }
    return words[kind].format(number=number)
