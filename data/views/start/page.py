"""What /start shows: the steps from an empty database to the first ranking, and which of them are behind us."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from data.access import WRITERS
from data.language import _, ngettext
from data.methodology.yaml_files import read_shipped
from data.queries.registry import periods
from data.queries.start import (
    OFFERED_METHODOLOGIES,
    RegionNamesLine,
    Stored,
    region_names,
    stored,
    stored_methodologies,
)
from data.storage.reader import Reader
from data.tables import Column, Table, Value
from data.views.shared.choices import Choice
from data.views.shared.provenance import Provenance, provenance
from data.views.shared.viewers import role_name
from data.views.start.address import StartSelection
from data.vocabulary import Role

DEFAULT_ZONE = "Europe/Moscow"
# The time zones of Russia from west to east.
ZONES = (
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Krasnoyarsk",
    "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka",
)  # fmt: skip


class StepKey(StrEnum):
    REGION = "region"
    MUNICIPALITIES = "municipalities"
    METHODOLOGY = "methodology"
    PERIOD = "period"
    FORMS = "forms"


@dataclass(frozen=True)
class Step:
    """``there`` says what is stored of it, empty while there is nothing; ``needs`` what must come before, if anything
    is missing."""

    key: StepKey
    title: str
    text: str
    there: str = ""
    needs: str = ""

    @property
    def is_done(self) -> bool:
        return bool(self.there)


@dataclass(frozen=True)
class StartView:
    """``offered`` are methodologies that come with the product and are not stored yet, by code."""

    selection: StartSelection
    steps: tuple[Step, ...]
    may_write: bool
    may_add_accounts: bool
    region: RegionNamesLine | None
    zones: tuple[Choice, ...]
    offered: tuple[Choice, ...]
    next_year: int
    said: str
    provenance: Provenance

    @property
    def roles(self) -> tuple[tuple[str, str], ...]:
        """Every role as it is typed, and in words."""
        return tuple((role.value, role_name(role)) for role in Role)

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def sentence(self) -> str:
        if self.done == len(self.steps):
            return _("Everything needed for the first figures is there.")
        return _("Done: {done} of {all} steps. The order is free where a step does not need another one.").format(
            done=self.done, all=len(self.steps)
        )


def start_view(reader: Reader, selection: StartSelection) -> StartView:
    """The page for any viewer; only who may change data gets the controls."""
    found, region = stored(reader), region_names(reader)
    known = {one.code for one in stored_methodologies(reader)}
    years = [one.year for one in periods(reader)]
    return StartView(
        selection=selection,
        steps=_steps(reader, found, region),
        may_write=reader.viewer.role in WRITERS,
        may_add_accounts=reader.viewer.role is Role.ADMIN,
        region=region,
        zones=_zones(region.time_zone if region else DEFAULT_ZONE),
        offered=tuple(_offered(code) for code in OFFERED_METHODOLOGIES if code not in known),
        next_year=max(years) + 1 if years else datetime.now(UTC).year,
        said=_said(selection),
        provenance=provenance(reader, None),
    )


def steps_table(reader: Reader, selection: StartSelection) -> Table:
    """The list of steps for export."""
    view = start_view(reader, selection)
    columns = (Column("step", _("Step")), Column("state", _("State")), Column("there", _("What is there")))
    rows: tuple[dict[str, Value], ...] = tuple(
        {"step": step.title, "state": _("done") if step.is_done else _("to do"), "there": step.there or step.needs}
        for step in view.steps
    )
    return Table("start", _("Getting started"), columns, rows, notes=view.provenance.notes())


def _steps(reader: Reader, found: Stored, region: RegionNamesLine | None) -> tuple[Step, ...]:
    return (
        Step(
            StepKey.REGION,
            _("Name the region"),
            _("Its name stands in the header, in every title and in every exported file."),
            there=_region_words(region),
        ),
        Step(
            StepKey.MUNICIPALITIES,
            _("Bring in the municipalities"),
            _("A list with a code, a kind and a name for each. Codes stay the same every year."),
            there=ngettext("{number} municipality", "{number} municipalities", found.municipalities).format(
                number=found.municipalities
            )
            if found.municipalities
            else "",
        ),
        Step(
            StepKey.METHODOLOGY,
            _("Bring in the methodology"),
            _("Directions, stages, positions and parameters by which municipalities are assessed: from one stage on."),
            there="; ".join(one.name for one in stored_methodologies(reader)),
        ),
        Step(
            StepKey.PERIOD,
            _("Add the period"),
            _("The year that is assessed. Its school year ends in it: 2026 is 2025/26."),
            there=", ".join(one.code for one in periods(reader)),
        ),
        Step(
            StepKey.FORMS,
            _("Send out the first forms and bring them back"),
            _("A form for each municipality is made from the methodology; what comes back is checked and published."),
            there=_figures_words(found),
            needs=_needs_words(found),
        ),
    )


def _region_words(region: RegionNamesLine | None) -> str:
    if region is None:
        return ""
    name = region.name_ru if region.name_ru == region.name_en else f"{region.name_ru} / {region.name_en}"
    return f"{name} · {zone_words(region.time_zone)}"


def _figures_words(found: Stored) -> str:
    parts = (
        (found.has_scores, _("scores")),
        (found.has_observations, _("observations of indicators")),
        (found.has_schools, _("schools")),
    )
    return ", ".join(words for there, words in parts if there)


def _needs_words(found: Stored) -> str:
    """What the forms of scores cannot be made without."""
    missing = [
        words
        for there, words in (
            (found.municipalities, _("municipalities")),
            (found.methodologies, _("a methodology")),
            (found.periods, _("a period")),
        )
        if not there
    ]
    return _("Still missing: {things}.").format(things=", ".join(missing)) if missing else ""


def zone_words(zone: str) -> str:
    """«Москва, UTC+3»: the distance from the world's time as it is now."""
    distance = datetime.now(ZoneInfo(zone)).utcoffset()
    minutes = int(distance.total_seconds()) // 60 if distance is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    size = f"{hours}:{rest:02d}" if rest else str(hours)
    return f"{_city(zone)}, UTC{'−' if minutes < 0 else '+'}{size}"


def _city(zone: str) -> str:
    words = {
        "Europe/Kaliningrad": _("Kaliningrad"),
        "Europe/Moscow": _("Moscow"),
        "Europe/Samara": _("Samara"),
        "Asia/Yekaterinburg": _("Yekaterinburg"),
        "Asia/Omsk": _("Omsk"),
        "Asia/Krasnoyarsk": _("Krasnoyarsk"),
        "Asia/Irkutsk": _("Irkutsk"),
        "Asia/Yakutsk": _("Yakutsk"),
        "Asia/Vladivostok": _("Vladivostok"),
        "Asia/Magadan": _("Magadan"),
        "Asia/Kamchatka": _("Kamchatka"),
    }
    return words.get(zone, zone)


def _zones(own: str) -> tuple[Choice, ...]:
    codes = ZONES if own in ZONES else (own, *ZONES)
    return tuple(Choice(code, zone_words(code), code) for code in codes)


def _offered(code: str) -> Choice:
    definition = read_shipped(code)
    words = {
        "official-2021-partial": _("The official part of 2021: goals and indicators of direction 1.1."),
        "example": _("A small example to write over: two directions, two stages, five positions."),
        "demonstration-8": _("That of the demonstration: eight directions, nine stages. Its points are invented."),
    }
    return Choice(code, words[code], definition.code)


def _said(selection: StartSelection) -> str:
    step = (selection.done or "").partition("~")[0]
    return {
        "region": _("The names of the region are stored."),
        "methodology": _("The methodology is stored."),
        "period": _("The period is added."),
    }.get(step, "")
