"""Words about the units of a mapped table that are not known."""

from data.language import _, ngettext


def fix_of_unknown(kind: str) -> str:
    return {
        "unknown-municipality": _("Fix the names, or allow the unknown municipalities to be created."),
        "unknown-school": _("Fix the codes, or allow the unknown schools to be created."),
        "unknown-period": _("Fix the period, or allow it to be created."),
    }[kind]


def rest_of_unknown(kind: str, number: int) -> str:
    words = {
        "unknown-municipality": ngettext(
            "{number} more municipality is unknown.", "{number} more municipalities are unknown.", number
        ),
        "unknown-school": ngettext("{number} more school is unknown.", "{number} more schools are unknown.", number),
    }
    return words[kind].format(number=number)
