"""What a revision says of itself: a code with arguments, and beside it what a person has typed.

Nothing here is worded for a reader but what a check of a file and a revision have to say alike;
``data.views.shared.revision_words`` words a message when it is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.language import _, ngettext
from data.text.invisible import visible

# Who made the revisions of a demonstration; every other author is a role or the name of a person.
DEMONSTRATION = "demonstration"
# A typed text, in characters: the list of revisions gives it one line.
LONGEST_TEXT = 200


class MessageCode(StrEnum):
    """The messages that the product itself gives to revisions. Values are stored; never rename one.

    Arguments, all of them whole numbers: IMPORT_TABLE has how many ``municipalities``, ``schools``, ``periods`` and
    ``indicators`` it created, another import how many ``periods`` where it created any, ROUND how many ``files`` it
    stored, UNDO the ``number`` of the revision it reverses; those of a demonstration's year, PERIOD_ADDED, APPROVAL,
    EMBARGO and OPENING have the ``year``.
    """

    IMPORT_SCORES = "import_scores"
    IMPORT_OBSERVATIONS = "import_observations"
    IMPORT_SCHOOLS = "import_schools"
    IMPORT_TARGETS = "import_targets"
    IMPORT_COMPLETIONS = "import_completions"
    IMPORT_CATALOGUE = "import_catalogue"
    IMPORT_MEASURES = "import_measures"
    IMPORT_MUNICIPALITIES = "import_municipalities"
    IMPORT_METHODOLOGY = "import_methodology"
    IMPORT_BOUNDARIES = "import_boundaries"
    IMPORT_TABLE = "import_table"
    REGION_NAMED = "region_named"
    PERIOD_ADDED = "period_added"
    METHODOLOGY_TAKEN = "methodology_taken"
    ROUND = "round"
    INDICATOR_DESCRIBED = "indicator_described"
    MEASURE_DONE = "measure_done"
    MEASURE_TAKEN_BACK = "measure_taken_back"
    CALENDAR_DAY_SET = "calendar_day_set"
    CALENDAR_DAY_REMOVED = "calendar_day_removed"
    TARGET_SET = "target_set"
    TARGET_REMOVED = "target_removed"
    UNDO = "undo"
    APPROVAL = "approval"
    EMBARGO = "embargo"
    OPENING = "opening"
    DEMO_REGISTERS = "demo_registers"
    DEMO_YEAR = "demo_year"
    DEMO_FIRST_DELIVERY = "demo_first_delivery"
    DEMO_SECOND_DELIVERY = "demo_second_delivery"


@dataclass(frozen=True)
class Message:
    """``text`` is typed by a person and stays in the language of its author; it is shown in place of the code.

    ``code`` is empty where there is nothing but the typed text.
    """

    code: str | None = None
    arguments: Mapping[str, int] = field(default_factory=dict)
    text: str = ""


def typed(words: str) -> str:
    """What a person typed, on one line and no longer than is shown."""
    return " ".join(visible(words).split())[:LONGEST_TEXT]


def created_words(municipalities: int, schools: int, periods: int, indicators: int = 0) -> str:
    """What a table brings into the registers, in one sentence."""
    parts = (
        (municipalities, ngettext("{number} municipality", "{number} municipalities", municipalities)),
        (schools, ngettext("{number} school", "{number} schools", schools)),
        (periods, ngettext("{number} period", "{number} periods", periods)),
        (indicators, ngettext("{number} indicator", "{number} indicators", indicators)),
    )
    return _("Created in the registers: {units}.").format(
        units=", ".join(words.format(number=number) for number, words in parts if number)
    )
