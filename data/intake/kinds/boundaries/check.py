"""Checking a GeoJSON file of boundaries: whose each feature is, and everything that is wrong with any of them."""

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil

import orjson

from data.formats import number
from data.intake.files.boundaries_reader import CROSSING
from data.intake.files.workbook import Sheet, Workbook
from data.intake.tables.collector import Collector
from data.intake.tables.header import lookalike_words
from data.intake.tables.known_names import MUNICIPALITY_CODE, MUNICIPALITY_NAME, Region
from data.intake.tables.planned_changes import Checked
from data.language import _, ngettext
from data.measures.boundaries import count_positions
from data.queries.boundaries import boundaries, read_outline
from data.queries.registry import MunicipalityEntry
from data.storage.reader import Reader
from data.text.names import has_lookalikes, name_key

KIND = "boundaries"
# How files of boundaries call the code and the name of a unit, beside what our own workbooks call them.
CODE_KEYS = MUNICIPALITY_CODE.known_titles | {"code", "код"}
NAME_KEYS = MUNICIPALITY_NAME.known_titles | {"name", "name:ru", "name:en", "official name", "название", "наименование"}
METRES_IN_A_DEGREE = 111_320


@dataclass(frozen=True)
class BoundaryAnswer:
    """One feature: whose outline it is, the outline as JSON with its number of positions, and its place in the file."""

    municipality: MunicipalityEntry
    outline: str
    points: int
    cell: str


@dataclass(frozen=True)
class Feature:
    """A row of the reading process (``data.intake.files.boundaries_reader``); ``names``: keys and values as typed."""

    cell: str
    names: dict[str, str]
    problem: str
    fact: str
    outline: str

    @property
    def title(self) -> str:
        """What the feature says of itself, for findings."""
        return ", ".join(f"{key}: {value}" for key, value in list(self.names.items())[:4]) or "—"


def check_boundaries(reader: Reader, workbook: Workbook, found: Collector) -> Checked:
    """All features as ``BoundaryAnswer``; what is wrong goes to ``found``."""
    checked = Checked()
    region = Region.load(reader)
    sheet = workbook.sheets[0]
    features = [_feature(sheet, row) for row in sheet.by_row if row > 1]
    answers: dict[str, BoundaryAnswer] = {}
    for feature in features:
        checked.rows += 1
        answer = _check(feature, region, answers, found)
        if answer is None:
            checked.refused += 1
        else:
            answers[answer.municipality.code] = answer
            checked.answers.append(answer)
    _note_simplified(sheet, found)
    _warn_missing(reader, region, answers, found)
    return checked


def _feature(sheet: Sheet, row: int) -> Feature:
    cells = {cell.column: str(cell.value) for cell in sheet.by_row[row]}
    return Feature(
        cell=f"features[{int(cells[1]) - 1}]",
        names={str(key): str(value) for key, value in orjson.loads(cells[2]).items()},
        problem=cells.get(3, ""),
        fact=cells.get(4, ""),
        outline=cells.get(6, ""),
    )


def _check(
    feature: Feature, region: Region, answers: dict[str, BoundaryAnswer], found: Collector
) -> BoundaryAnswer | None:
    municipality = _municipality(feature, region, found)
    if feature.problem == CROSSING:
        found.warning(
            "outline-crosses-itself",
            _("Lines of the outline cross or overlap each other; the map may show it wrongly."),
            cell=feature.cell,
            found=" · ".join((feature.title, feature.fact)),
        )
    elif feature.problem:
        _tell_problem(feature, found)
        return None
    if municipality is None:
        return None
    if municipality.code in answers:
        found.error(
            "boundary-twice",
            _("There are two features of one municipality: {first} and this one.").format(
                first=answers[municipality.code].cell
            ),
            cell=feature.cell,
            found=f"{municipality.code} {municipality.name}",
            fix=_("Join the parts of a municipality in one MultiPolygon."),
        )
        return None
    return BoundaryAnswer(municipality, feature.outline, count_positions([read_outline(feature.outline)]), feature.cell)


def _municipality(feature: Feature, region: Region, found: Collector) -> MunicipalityEntry | None:
    """By the property of the code and by those of the name; they must not contradict each other."""
    named = {key: value for key, value in feature.names.items() if _key(key) in CODE_KEYS | NAME_KEYS and value.strip()}
    if not named:
        found.error(
            "boundary-without-name",
            _("The feature does not say whose boundary it is."),
            cell=feature.cell,
            found=feature.title,
            expected=_("a property “code” or “name” with the code or the name of a municipality"),
            fix=_("Add the code of the municipality to the properties of the feature."),
        )
        return None
    matches = {key: entry for key, value in named.items() if (entry := region.municipality(value)) is not None}
    alike = next((named[key] for key in matches if _key(key) in NAME_KEYS and has_lookalikes(named[key])), "")
    if alike:
        found.note("lookalike-letters", lookalike_words(), cell=feature.cell, found=alike)
    if len({entry.code for entry in matches.values()}) > 1:
        found.error(
            "boundary-names-disagree",
            _("The properties of the feature name different municipalities."),
            cell=feature.cell,
            found=[f"{key}: {named[key]} → {entry.code}" for key, entry in matches.items()],
            fix=_("Keep one of them, or fix the wrong one."),
        )
        return None
    # A code that is not known is no trifle beside a name that is: which of the two is right is not guessed.
    unknown = [value for key, value in named.items() if _key(key) in CODE_KEYS and key not in matches]
    if unknown or not matches:
        fix = _("Fix the property, or remove from the file what is not a municipality of the region.")
        text = unknown[0] if unknown else next(iter(named.values()))
        region.tell_unknown_municipality(text, "", feature.cell, found, fix)
        return None
    return next(iter(matches.values()))


def _key(name: str) -> str:
    return name_key(name.replace("_", " "))


def _tell_problem(feature: Feature, found: Collector) -> None:
    """The words for a code of the reading process."""
    export = _("Export the boundaries again, as polygons in WGS84.")
    degrees = _("longitude −180…180 and latitude −90…90, in degrees (WGS84)")
    message, expected, fix = {
        "geometry-kind": (
            _("The geometry of the feature is not a polygon."),
            _("Polygon or MultiPolygon"),
            _("Remove points and lines from the file, or close the lines into polygons."),
        ),
        "ring-open": (
            _("A ring of the polygon is not closed: it does not end where it begins."),
            None,
            _("Repeat the first position at the end of the ring."),
        ),
        "ring-without-area": (
            _("A ring of the polygon has no area."),
            _("at least three corners that are not on one line"),
            _("Remove the ring from the polygon."),
        ),
        "coordinates-malformed": (
            _("The coordinates do not form a polygon."),
            _("polygons of rings of [longitude, latitude]"),
            export,
        ),
        "coordinates-out-of-range": (
            _("A position is outside the Earth: the numbers are not degrees, or latitude comes before longitude."),
            degrees,
            export,
        ),
    }[feature.problem]
    found.error(
        feature.problem,
        message,
        cell=feature.cell,
        found=list(filter(None, (feature.title, feature.fact))),
        expected=expected,
        fix=fix,
    )


def _note_simplified(sheet: Sheet, found: Collector) -> None:
    """Tell that lines were moved, how far at most, and how many positions are left."""
    facts = {cell.column: str(cell.value) for cell in sheet.by_row.get(1, [])}
    if 1 in facts:
        # A degree of longitude is shorter: no line lies further off than this.
        metres = METRES_IN_A_DEGREE * float(facts[1])
        text = _(
            "The boundaries were simplified for drawing: {before} → {after} positions, moved by {metres} m at most."
        )
        before, after, left_out = (int(facts[column]) for column in (2, 3, 4))
        told = text.format(before=number(before), after=number(after), metres=number(ceil(metres)))
        found.note("boundaries-simplified", f"{told} {_left_out(left_out)}".strip())


def _left_out(parts: int) -> str:
    text = ngettext("{number} small part is left out.", "{number} small parts are left out.", parts)
    return text.format(number=number(parts)) if parts else ""


def _warn_missing(reader: Reader, region: Region, answers: Collection[str], found: Collector) -> None:
    """Who exists in the last period and has an outline neither in the file nor in the data."""
    year = region.periods[-1].year if region.periods else None
    known = set(answers) | set(boundaries(reader))
    missing = [
        f"{entry.code} {entry.name}"
        for entry in region.municipalities
        if entry.code not in known and (year is None or entry.exists_in(year))
    ]
    if missing:
        text = ngettext(
            "{number} municipality has no boundary and will be missing on the map.",
            "{number} municipalities have no boundary and will be missing on the map.",
            len(missing),
        )
        found.warning("boundary-missing", text.format(number=len(missing)), found=missing)
