"""Boundaries from GeoJSON: stored as a revision and undone, and everything that a file can have wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied
from data.intake.files import limits
from data.intake.files.sandbox import UnreadableFile, read_workbook
from data.intake.importing import ImportReport, import_file
from data.intake.register import compared_cells
from data.measures.boundaries import count_positions
from data.queries.boundaries import boundaries, has_boundaries, read_outline
from data.queries.differences import cell_changes
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.undo import undo_revision
from data.vocabulary import Role, Severity
from tests.data import maps
from tests.data.intake.books import by_hand, errors, run

pytestmark = pytest.mark.slow

# Okrugs of the small region; E was merged away before the last period.
EXISTING = "ABCDF"
SQUARE = [[50.0, 60.0], [51.0, 60.0], [51.0, 61.0], [50.0, 61.0], [50.0, 60.0]]


def load(engine: Engine, tmp_path: Path, content: Any, **options: Any) -> ImportReport:
    return run(engine, "boundaries", maps.write(tmp_path / "map.geojson", content), **options)


def one(coordinates: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    return maps.collection(maps.feature(properties or {"code": "A"}, coordinates, kind))


def stored(engine: Engine, revision: int | None = None) -> dict[str, Any]:
    with reading(engine) as session:
        rows = boundaries(open_reader(session, MINISTRY, revision))
        return {code: json.loads(row.outline) for code, row in rows.items()}


def test_boundaries_are_stored_as_a_revision_and_undone(each_region: Engine, tmp_path: Path) -> None:
    report = load(each_region, tmp_path, maps.region(EXISTING))
    assert (errors(report), report.counts.new, report.revision) == ([], 5, 3)
    assert not report.findings
    assert stored(each_region)["B"] == [[maps.cell(1)]]
    assert stored(each_region, revision=2) == {}
    with writing(each_region) as session:
        undo_revision(session, MINISTRY, 3, author="test")
    assert stored(each_region) == {}
    assert len(stored(each_region, revision=3)) == 5


def test_the_same_file_again_changes_nothing(region: Engine, tmp_path: Path) -> None:
    load(region, tmp_path, maps.region(EXISTING))
    again = load(region, tmp_path, maps.region(EXISTING))
    assert (again.revision, again.counts.unchanged, again.changes) == (None, 5, ())


def test_another_outline_takes_the_place_of_the_first_and_others_stay(region: Engine, tmp_path: Path) -> None:
    load(region, tmp_path, maps.region(EXISTING))
    report = load(region, tmp_path, one([SQUARE]))
    assert (report.counts.changed, report.revision) == (1, 4)
    # B is not in the file and keeps its outline, so nobody is missing on the map.
    assert not report.findings
    assert stored(region)["A"] == [[SQUARE]]
    assert len(stored(region)) == 5
    with reading(region) as session:
        changes = cell_changes(open_reader(session, MINISTRY, 3), open_reader(session, MINISTRY, 4), compared_cells())
    assert [change.place.municipality for change in changes] == ["A"]
    assert changes[0].old != changes[0].new


def test_a_dry_run_stores_nothing(region: Engine, tmp_path: Path) -> None:
    assert load(region, tmp_path, maps.region("AB"), dry_run=True).counts.new == 2
    with reading(region) as session:
        assert not has_boundaries(open_reader(session, MINISTRY))


def test_only_who_may_write_loads_a_map(region: Engine, tmp_path: Path) -> None:
    path = maps.write(tmp_path / "map.geojson", maps.region("A"))
    with pytest.raises(AccessDenied):
        import_file(region, Viewer(Role.ANALYST), "boundaries", path, author="test")


def test_look_alike_letters_in_a_name_are_noted(region: Engine, tmp_path: Path) -> None:
    report = load(region, tmp_path, one([SQUARE], name="Oкруг A"))
    assert errors(report) == []
    assert list(stored(region)) == ["A"]
    assert [one.found for one in report.findings if one.rule == "lookalike-letters"] == ["Oкруг A"]


def test_who_is_missing_is_named(region: Engine, tmp_path: Path) -> None:
    report = load(region, tmp_path, maps.region("ABD"))
    assert report.stored
    assert [(one.severity, one.rule, one.found) for one in report.findings] == [
        (Severity.WARNING, "boundary-missing", "C Округ C; F Округ F")
    ]


def test_a_multipolygon_with_a_hole_and_heights(region: Engine, tmp_path: Path) -> None:
    hole = [[50.2, 60.2], [50.2, 60.4], [50.4, 60.4], [50.2, 60.2]]
    island = [[[x + 5, y, 120.5] for x, y in SQUARE]]
    load(region, tmp_path, one([[SQUARE, hole], island], "MultiPolygon"))
    assert stored(region)["A"] == [[SQUARE, hole], [[[x + 5, y] for x, y in SQUARE]]]


@pytest.mark.parametrize(
    "properties",
    [
        {"code": "a"},
        {"Код МО": "А"},
        {"municipality_code": "A"},
        {"name": "округ  «A»"},
        {"name:ru": "Округ A", "population": "B"},
        {"code": "A", "name": "Название, которого нет в реестре"},
        {"NAME": "okrug a"},
    ],
    ids=str,
)
def test_a_municipality_is_found_as_people_write_it(region: Engine, tmp_path: Path, properties: dict[str, str]) -> None:
    report = load(region, tmp_path, one([SQUARE], **properties))
    assert errors(report) == []
    assert list(stored(region)) == ["A"]


def test_the_id_of_a_feature_is_no_code_of_ours(region: Engine, tmp_path: Path) -> None:
    content = maps.collection({**maps.feature({}, [SQUARE]), "id": "A"})
    assert rules(load(region, tmp_path, content)) == ["boundary-without-name"]


def rules(report: ImportReport) -> list[str]:
    return [one.rule for one in report.findings if one.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("properties", "rule"),
    [
        ({"code": "Z"}, "unknown-municipality"),
        ({"name": "Атлантида"}, "unknown-municipality"),
        ({"code": "Z", "name": "Округ A"}, "unknown-municipality"),
        ({"code": "A", "name": "Округ B"}, "boundary-names-disagree"),
        ({"title": "A"}, "boundary-without-name"),
        ({"code": None}, "boundary-without-name"),
        ({"code": "  "}, "boundary-without-name"),
    ],
    ids=str,
)
def test_who_is_not_known_is_named_and_refused(
    region: Engine, tmp_path: Path, properties: dict[str, Any], rule: str
) -> None:
    report = load(region, tmp_path, maps.collection(maps.feature(properties, [SQUARE])))
    assert rules(report) == [rule]
    assert report.findings[0].cell == "features[0]"
    assert report.findings[0].found
    assert not report.stored


def test_two_features_of_one_municipality_are_refused(region: Engine, tmp_path: Path) -> None:
    report = load(region, tmp_path, maps.region("AA"))
    assert (rules(report), report.findings[0].cell) == (["boundary-twice"], "features[1]")


FAR = [[560_000.0, 7_000_000.0], [561_000.0, 7_000_000.0], [561_000.0, 7_001_000.0], [560_000.0, 7_000_000.0]]
SWAPPED = [[60.0, 150.0], [61.0, 150.0], [61.0, 151.0], [60.0, 150.0]]


@pytest.mark.parametrize(
    ("geometry", "rule"),
    [
        (None, "geometry-kind"),
        ({"type": "Point", "coordinates": [50, 60]}, "geometry-kind"),
        ({"type": "GeometryCollection", "geometries": []}, "geometry-kind"),
        ({"type": ["Polygon"], "coordinates": [SQUARE]}, "geometry-kind"),
        ({"type": "Polygon", "coordinates": [SQUARE[:-1]]}, "ring-open"),
        ({"type": "Polygon", "coordinates": [[SQUARE[0], SQUARE[1], SQUARE[0]]]}, "ring-without-area"),
        ({"type": "Polygon", "coordinates": [[[50, 60], [51, 60], [52, 60], [50, 60]]]}, "ring-without-area"),
        ({"type": "Polygon", "coordinates": [FAR]}, "coordinates-out-of-range"),
        ({"type": "Polygon", "coordinates": [SWAPPED]}, "coordinates-out-of-range"),
        ({"type": "Polygon", "coordinates": [[[10**400, 60], *SQUARE[1:]]]}, "coordinates-out-of-range"),
        ({"type": "Polygon", "coordinates": [[["50", "60"], *SQUARE[1:]]]}, "coordinates-malformed"),
        ({"type": "Polygon", "coordinates": [[[True, 60], *SQUARE[1:]]]}, "coordinates-malformed"),
        ({"type": "Polygon", "coordinates": SQUARE}, "coordinates-malformed"),
        ({"type": "Polygon", "coordinates": []}, "coordinates-malformed"),
        ({"type": "Polygon", "coordinates": [[]]}, "coordinates-malformed"),
        ({"type": "Polygon"}, "coordinates-malformed"),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], "x"]}, "coordinates-malformed"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value)[:50],
)
def test_a_bad_geometry_is_reported_with_its_feature(region: Engine, tmp_path: Path, geometry: Any, rule: str) -> None:
    feature = {"type": "Feature", "properties": {"code": "B"}, "geometry": geometry}
    report = load(region, tmp_path, maps.collection(maps.feature({"code": "A"}, [SQUARE]), feature))
    assert rules(report) == [rule]
    finding = report.findings[0]
    assert (finding.cell, report.counts.rows, report.stored) == ("features[1]", 2, False)
    assert "code: B" in (finding.found or "")


def test_all_that_is_wrong_is_reported_at_once(region: Engine, tmp_path: Path) -> None:
    content = maps.collection(
        maps.feature({"code": "Z"}, [SQUARE[:-1]]), maps.feature({}, [SQUARE]), maps.feature({"code": "A"}, [FAR])
    )
    assert rules(load(region, tmp_path, content)) == [
        "unknown-municipality",
        "ring-open",
        "boundary-without-name",
        "coordinates-out-of-range",
    ]


DEEP = "[" * (limits.MAP_DEPTH + 1) + "]" * (limits.MAP_DEPTH + 1)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('{"type": "FeatureCollection", "features": [', "json-malformed"),
        ('{"type": "FeatureCollection", "features": [NaN]}', "json-malformed"),
        ('{"a": ' + "9" * 5000 + "}", "json-malformed"),
        ('{"a": ' + DEEP + "}", "json-too-deep"),
        ('{"a":' * 100_000, "json-too-deep"),
        # A string without an end, which must not be tried again from each of its quotes.
        ('{"a": "' + '\\"' * 100_000, "json-malformed"),
        ('{"type": "Topology"}', "no-feature-collection"),
        ('{"type": "FeatureCollection", "features": {}}', "no-feature-collection"),
        (
            '{"type": "FeatureCollection", "features": [], "crs": {"properties": {"name": "EPSG:3857"}}}',
            "other-coordinates",
        ),
        ('{"type": "FeatureCollection", "features": [], "crs": 5}', "other-coordinates"),
        ('{"type": "FeatureCollection", "features": []}', "no-rows"),
        ('{"type": "FeatureCollection", "features": [1]}', "geometry-kind"),
    ],
    ids=lambda text: text[:40],
)
def test_a_file_that_is_no_map_is_refused_in_words(region: Engine, tmp_path: Path, text: str, rule: str) -> None:
    path = tmp_path / "map.geojson"
    path.write_text(text, encoding="utf-8")
    report = run(region, "boundaries", path)
    assert rule in rules(report)
    assert not report.stored


def test_brackets_inside_a_name_open_nothing(region: Engine, tmp_path: Path) -> None:
    content = maps.collection(maps.feature({"code": "A", "note": '\\"[' + "[{" * 100}, [SQUARE]))
    assert errors(load(region, tmp_path, content)) == []


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"], ids=str)
def test_wgs84_may_be_said(region: Engine, tmp_path: Path, name: str) -> None:
    content = one([SQUARE]) | {"crs": {"type": "name", "properties": {"name": name}}}
    assert errors(load(region, tmp_path, content)) == []


def test_a_map_with_too_much_detail_is_made_simpler_and_says_so(region: Engine, tmp_path: Path) -> None:
    many = 2 * limits.MAP_POSITIONS
    coast = [[50 + 4 * step / many, 60 + (step % 2) / 10_000] for step in range(many)]
    report = load(region, tmp_path, one([[*coast, [54, 65], [50, 65], coast[0]]]))
    assert report.stored
    note = next(finding for finding in report.findings if finding.rule == "boundaries-simplified")
    assert "30\u00a0003" in note.message
    with reading(region) as session:
        row = boundaries(open_reader(session, MINISTRY))["A"]
    assert row.points == count_positions([read_outline(row.outline)]) <= limits.MAP_POSITIONS


def test_lines_that_cross_are_a_warning_with_their_place(region: Engine, tmp_path: Path) -> None:
    report = load(region, tmp_path, one([[[50, 60], [52, 62], [52, 60], [50, 63], [50, 60]]]))
    assert report.stored
    [finding] = [finding for finding in report.findings if finding.rule == "outline-crosses-itself"]
    assert (finding.severity, finding.cell) == (Severity.WARNING, "features[0]")
    assert finding.found == "code: A · 51.2 61.2"


def test_too_many_positions_are_refused(region: Engine, tmp_path: Path) -> None:
    squares = limits.MAP_POSITIONS // 5 + 1
    corners = [(-180 + 0.1 * (index % 3_000), -80 + index // 3_000) for index in range(squares)]
    polygons = [[[[x, y], [x + 0.05, y], [x + 0.05, y + 0.9], [x, y + 0.9], [x, y]]] for x, y in corners]
    report = load(region, tmp_path, one(polygons, "MultiPolygon"))
    assert rules(report) == ["map-stays-too-large"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{" + " " * limits.MAP_BYTES + "}", "map-too-large"),
        ('{"type": "FeatureCollection", "features": [0' + ",0" * limits.MAP_FEATURES + "]}", "too-many-features"),
        (
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "A"}, "geometry": '
            '{"type": "Polygon", "coordinates": [[[0,0],[1,0],[1,1]'
            + ",[0,1]" * limits.MAP_POSITIONS_READ
            + ",[0,0]]]}}]}",
            "too-many-positions",
        ),
    ],
    ids=["bytes", "features", "positions"],
)
def test_a_map_of_more_than_a_region_is_refused(text: str, rule: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        read_workbook(text.encode())
    assert error.value.finding.rule == rule


def test_a_table_is_no_map_and_a_map_is_no_table(region: Engine, tmp_path: Path) -> None:
    book = by_hand(tmp_path / "b.xlsx", {"Школы": [("Период", "2026")]})
    assert rules(run(region, "boundaries", book)) == ["not-a-map"]
    path = maps.write(tmp_path / "map.json", maps.region("A"))
    report = run(region, "schools", path)
    assert rules(report) == ["not-a-table"]
    assert "Границы муниципалитетов" in report.findings[0].message


def test_a_map_with_a_byte_order_mark_is_read(region: Engine, tmp_path: Path) -> None:
    path = tmp_path / "map.geojson"
    path.write_text("\ufeff\r\n " + json.dumps(maps.region("A")), encoding="utf-8")
    assert errors(run(region, "boundaries", path)) == []
