"""What an entry of the log says, in the reader's language: the event, from where it came, and what it was about."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from data.formats import day, moment
from data.jobs.kinds import NOTES, ROUND_FORMS, ROUND_MARKED, TEMPLATES
from data.language import _
from data.measures.deadlines import ONCE
from data.measures.recommendations import GapKind
from data.origin import COMMAND_LINE
from data.queries.audit import AuditLine
from data.queries.catalogue.words import catalogue_names
from data.queries.note_store import DEADLINE
from data.storage.rounds import ANSWERED
from data.text.answers import READINGS, PercentScale, TextAnswer
from data.views.shared.viewers import role_name
from data.vocabulary import AuditEvent, Role, SignInWay

NO_NAMES: Mapping[str, str] = MappingProxyType({})
# How the key of a gap in a stage begins.
CYCLE = "cycle"


def event_words() -> dict[str, str]:
    return {
        AuditEvent.SIGN_IN.value: _("sign-in"),
        AuditEvent.SIGN_IN_REFUSED.value: _("refused sign-in"),
        AuditEvent.SIGN_OUT.value: _("sign-out"),
        AuditEvent.SIGN_OUT_EVERYWHERE.value: _("sign-out everywhere"),
        AuditEvent.ACCOUNT_ADDED.value: _("account added"),
        AuditEvent.ACCOUNT_CHANGED.value: _("role changed"),
        AuditEvent.ACCOUNT_DISABLED.value: _("account disabled"),
        AuditEvent.ACCOUNT_ENABLED.value: _("account enabled"),
        AuditEvent.PASSWORD_RESET.value: _("password reset"),
        AuditEvent.PASSWORD_CHANGED.value: _("password changed"),
        AuditEvent.OPENNESS_CHANGED.value: _("openness to heads changed"),
        AuditEvent.SEED.value: _("demonstration stored"),
        AuditEvent.IMPORT.value: _("import stored"),
        AuditEvent.EDIT.value: _("edit stored"),
        AuditEvent.UNDO.value: _("revision undone"),
        AuditEvent.NOTE_EDIT.value: _("note edited"),
        AuditEvent.NOTE_APPROVAL.value: _("note approved"),
        AuditEvent.BULK_EXPORT.value: _("export in bulk"),
        AuditEvent.ROUND_OPENED.value: _("round opened"),
        AuditEvent.ROUND_DECISION.value: _("decision in a round"),
        AuditEvent.BACKUP.value: _("backup written"),
        AuditEvent.RESTORE.value: _("database restored"),
    }


def origin_words(address: str) -> str:
    """The address of a browser, or that it was a command on the server."""
    return _("command line") if address == COMMAND_LINE else address


def detail_words(line: AuditLine, zone: str = "UTC", stages: Mapping[str, str] = NO_NAMES) -> str:
    """«имя: значение» of everything that an entry says; a name that nobody has worded stands as it is stored.

    Times are shown in ``zone``; ``stages`` are names of stages by their codes.
    """
    names = _names()
    worded: Mapping[str, Callable[[object], str]] = {
        **_values(),
        "made_at": lambda value: _moment(str(value), zone),
        "section": lambda value: _section(str(value), stages),
    }
    told = ((name, value) for name, value in line.detail.items() if value not in (None, ""))
    return ", ".join(f"{names.get(name, name)}: {worded.get(name, str)(value)}" for name, value in told)


def _names() -> Mapping[str, str]:
    return {
        "account": _("account"),
        "addresses": _("addresses"),
        "day": _("day"),
        "decision": _("decision"),
        "documents": _("documents of others"),
        "fields": _("fields"),
        "file": _("file"),
        "files": _("files"),
        "indicator": _("indicator"),
        "kind": _("kind"),
        "made_at": _("made"),
        "measure": _("measure"),
        "municipality": _("municipality"),
        "number": _("No."),
        "others": _("other municipalities"),
        "period": _("period"),
        "reason": _("reason"),
        "role": _("role"),
        "round": _("round"),
        "rows": _("rows"),
        "section": _("section"),
        "sha256": _("checksum SHA-256"),
        "term": _("term"),
        "title": _("title"),
        "version": _("version"),
        "way": _("way in"),
        "year": _("year"),
    }


def _values() -> Mapping[str, Callable[[object], str]]:
    """How values that are codes are worded, by the name of what they say."""
    codes = {
        SignInWay.PASSWORD.value: _("password"),
        SignInWay.OPENID_CONNECT.value: _("OpenID Connect"),
        SignInWay.PROXY.value: _("proxy"),
        "named": _("named"),
        "anonymous": _("anonymous"),
        "open": _("open"),
        "closed": _("closed"),
        "chosen": _("chosen"),
        "approved": _("approved"),
        ONCE: _("the only one"),
        TEMPLATES: _("templates of forms"),
        NOTES: _("analytical notes"),
        ROUND_FORMS: _("forms of a round"),
        ROUND_MARKED: _("marked copies of a round"),
        "one by one": _("files taken one by one"),
        "answer accepted": _("answer accepted"),
        "answer not accepted": _("answer not accepted"),
        **{role.value: role_name(role) for role in Role},
    }

    def by_code(value: object) -> str:
        return codes.get(str(value)) or _answered(str(value))

    return dict.fromkeys(("way", "others", "documents", "decision", "role", "kind", "term"), by_code) | {
        "measure": _measure,
        "day": lambda value: day(str(value)),
        "fields": _fields,
    }


def _answered(value: str) -> str:
    """«дан ответ «доли единицы»» of the answer to a question about a file; any other text as it is."""
    answers: dict[str, str] = {
        PercentScale.PERCENT: _("percentages"),
        PercentScale.SHARE: _("shares of 1"),
        TextAnswer.PROPOSED: _("as it is read"),
        TextAnswer.CLARIFY: _("to be clarified"),
        **{answer: _("reading {number}").format(number=number) for number, answer in enumerate(READINGS, start=1)},
    }
    answer = value.removeprefix(ANSWERED)
    if answer == value:
        return value
    return _("answered “{answer}”").format(answer=answers.get(answer, answer))


def _fields(value: object) -> str:
    """Names of fields of the catalogue, as its form has them."""
    names = catalogue_names()
    # Some names have a comma of their own.
    return "; ".join(names.get(name, name) for name in str(value).split(", "))


def _moment(value: str, zone: str) -> str:
    try:
        return moment(datetime.fromisoformat(value), zone)
    except ValueError:
        return value


def _section(value: str, stages: Mapping[str, str]) -> str:
    """«1.1, цели» of ``cycle~1.1~goals``, «показатель K01» of ``target~K01``: what a recommendation is about."""
    kind, _mark, rest = value.partition("~")
    if value == DEADLINE:
        return _("deadline of the drafts")
    if kind == GapKind.TARGET and rest:
        return _("indicator {code}").format(code=rest)
    direction, _mark, stage = rest.partition("~")
    return f"{direction}, {stages.get(stage, stage)}" if kind == CYCLE and stage else value


def _measure(value: object) -> str:
    """«M14, 1.1, № 3.1» of the key of a measure."""
    municipality, direction, number = (*str(value).split("~", 2), "", "")[:3]
    if not number:
        return str(value)
    return _("{municipality}, {direction}, No. {number}").format(
        municipality=municipality, direction=direction, number=number
    )
