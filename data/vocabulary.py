"""The closed lists of words that rows of the database and frames may hold. Values are stored; never rename one."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Nothing(StrEnum):
    """Three of the four kinds of nothing; the fourth, a real 0, is a number like any other."""

    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    HIDDEN = "hidden"


def whole_nothing(kinds: Iterable[Nothing | None]) -> Nothing:
    """The nothing of a whole whose parts are these: not applicable only where every part is."""
    return Nothing.NOT_APPLICABLE if all(kind is Nothing.NOT_APPLICABLE for kind in kinds) else Nothing.NO_DATA


class Role(StrEnum):
    MINISTRY = "ministry"
    MUNICIPALITY = "municipality"
    ANALYST = "analyst"
    OPERATOR = "operator"
    ADMIN = "admin"


class MunicipalityKind(StrEnum):
    URBAN_OKRUG = "urban_okrug"
    MUNICIPAL_OKRUG = "municipal_okrug"
    MUNICIPAL_DISTRICT = "municipal_district"


# In the place of a kind that would tell who a municipality is (``data.queries.aliases``). Never stored.
WITHHELD_KIND = "withheld"


class SchoolKind(StrEnum):
    SECONDARY = "secondary"
    BASIC = "basic"
    PRIMARY = "primary"
    OTHER = "other"


class ComponentState(StrEnum):
    """How far a stage is formed (document 001: отсутствует, сформирован не полностью, сформирован)."""

    FORMED = "formed"
    PARTIAL = "partial"
    ABSENT = "absent"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


class Verdict(StrEnum):
    EFFECTIVE = "effective"
    INEFFECTIVE = "ineffective"
    CANNOT_BE_JUDGED = "cannot_be_judged"


class Comparability(StrEnum):
    FULL = "full"
    PARTLY = "partly"
    NONE = "none"


class Unit(StrEnum):
    PERCENT = "percent"
    COUNT = "count"
    # A municipality's value is the smallest of its organisations'.
    COUNT_PER_ORGANISATION = "count_per_organisation"
    RATE = "rate"
    INDEX = "index"
    POINTS = "points"
    MONEY = "money"
    DIFFERENCE = "difference"


# Any number, below 0 and with decimals too.
FREE_UNITS = frozenset({Unit.RATE, Unit.INDEX, Unit.POINTS, Unit.MONEY, Unit.DIFFERENCE})
# Of what no forecast is made below 0, unless a fact lies there.
COUNTED_UNITS = frozenset({Unit.PERCENT, Unit.COUNT, Unit.COUNT_PER_ORGANISATION, Unit.RATE})


@dataclass(frozen=True)
class OwnUnit:
    """A unit that the region's catalogue writes in its own way: ``word`` in the current language, or another number of
    decimals. It is never per cent; ``kind`` says what values it can have.
    """

    kind: Unit
    word: str = ""
    decimals: int | None = None


AnyUnit = Unit | OwnUnit


def kind_of(unit: AnyUnit) -> Unit:
    """What values the unit can have, however it is written."""
    return unit.kind if isinstance(unit, OwnUnit) else unit


class Polarity(StrEnum):
    HIGHER_IS_BETTER = "higher"
    LOWER_IS_BETTER = "lower"
    NO_JUDGEMENT = "none"


class Level(StrEnum):
    """The unit an indicator is observed in."""

    MUNICIPALITY = "municipality"
    SCHOOL = "school"


class FigureKind(StrEnum):
    """What a page is made of: its periods are those in which such figures are stored."""

    SCORES = "scores"
    # Of municipalities.
    OBSERVATIONS = "observations"
    # What is observed in schools, and how many students they have.
    SCHOOLS = "schools"


class TargetKind(StrEnum):
    LEVEL_BY_YEAR = "level_by_year"
    LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR = "level_by_year_with_annual_floor"
    ANNUAL_LEVEL = "annual_level"
    COUNT_PER_ORGANISATION_BY_YEAR = "count_per_organisation_by_year"
    POSITIVE_DYNAMICS = "positive_dynamics"
    POSITIVE_DYNAMICS_MIN = "positive_dynamics_min"
    POSITIVE_DYNAMICS_AND_LEVEL = "positive_dynamics_and_level"
    # Every year against the year before: more, more by so much, or (with 0) at least as much.
    ANNUAL_GROWTH = "annual_growth"
    PRESENCE = "presence"
    RANGE = "range"
    ANNUAL_RANGE = "annual_range"


class DynamicsReading(StrEnum):
    """The three readings of «положительная динамика не менее N», and the state in which nobody has chosen one."""

    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage_points"
    LEVEL = "level"
    AMBIGUOUS = "ambiguous"


class TargetStatus(StrEnum):
    MET = "met"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    MISSED = "missed"
    CANNOT_BE_JUDGED = "cannot_be_judged"


class DeadlineKind(StrEnum):
    """How a roadmap states the deadline of a measure (documents 002 and 003); the text as written is kept beside it."""

    DATE = "date"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    PERIOD = "period"
    ANNUAL = "annual"
    EVERY_FEW_YEARS = "every_few_years"
    ON_SCHEDULE = "on_schedule"
    AS_NEEDED = "as_needed"
    ONGOING = "ongoing"
    NOT_STATED = "not_stated"


class MeasureStatus(StrEnum):
    """How a roadmap measure stands on a day (``data.measures.deadlines``); each measure has exactly one."""

    OVERDUE = "overdue"
    DUE = "due"
    RUNNING = "running"
    AHEAD = "ahead"
    UNDATED = "undated"
    LATE = "late"
    DONE = "done"


class RevisionKind(StrEnum):
    SEED = "seed"
    IMPORT = "import"
    EDIT = "edit"
    UNDO = "undo"


class PublicationStatus(StrEnum):
    """How far published figures are settled; whatever changes approved ones is a correction."""

    PRELIMINARY = "preliminary"
    APPROVED = "approved"
    CORRECTED = "corrected"


class FormState(StrEnum):
    """How far one form of one municipality is in a round; several files that disagree wait for a choice (``twice``)."""

    NOT_RETURNED = "not_returned"
    FINDINGS = "findings"
    TWICE = "twice"
    CLEAN = "clean"
    APPROVED = "approved"
    PUBLISHED = "published"


class ReturnOutcome(StrEnum):
    """What a file that came back was taken for; whatever was not accepted is kept and told of."""

    ACCEPTED = "accepted"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
    OTHER_PERIOD = "other_period"
    OTHER_ROUND = "other_round"
    OTHER_FORM = "other_form"
    NOT_ADDRESSED = "not_addressed"


class Severity(StrEnum):
    """``error`` refuses the file, ``question`` does until it is answered; the others tell what was accepted and how."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"
    NOTE = "note"


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class NoteState(StrEnum):
    """Whether a text of a note is still being worked on; what is approved stays, whatever is written after it."""

    DRAFT = "draft"
    APPROVED = "approved"


class AuditEvent(StrEnum):
    """What the audit log tells of."""

    SIGN_IN = "sign_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_OUT = "sign_out"
    SIGN_OUT_EVERYWHERE = "sign_out_everywhere"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    PASSWORD_RESET = "password_reset"  # noqa: S105 the name of an event
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    OPENNESS_CHANGED = "openness_changed"
    SEED = "seed"
    IMPORT = "import"
    EDIT = "edit"
    UNDO = "undo"
    NOTE_EDIT = "note_edit"
    NOTE_APPROVAL = "note_approval"
    BULK_EXPORT = "bulk_export"
    ROUND_OPENED = "round_opened"
    ROUND_DECISION = "round_decision"
    BACKUP = "backup"
    RESTORE = "restore"


class SignInWay(StrEnum):
    """How somebody has proved who they are."""

    PASSWORD = "password"  # noqa: S105
    OPENID_CONNECT = "openid_connect"
    PROXY = "proxy"
