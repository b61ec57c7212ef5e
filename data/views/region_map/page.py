"""A ranking on a map: the same places, points and quarters as in its table, where outlines have been loaded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from data.formats import number
from data.language import _
from data.storage.reader import Reader
from data.tables import Column, Kind, Table, Value
from data.views.overview.page import OverviewView
from data.views.plan.words import points_words
from data.views.rankings.address import RankingsSelection
from data.views.rankings.bands import NUMERALS, RankingBands
from data.views.rankings.page import RankingsView, rankings_view
from data.views.rankings.rows import RankingRow
from data.views.rankings.words import find_subject, title
from data.views.region_map.geometry import Geometry, map_geometry
from data.views.shared.choices import Choice
from data.views.shared.provenance import Provenance


@dataclass(frozen=True)
class MapPlace:
    """One municipality. ``row`` is None where the filter does not let it through, ``band`` where it has none (1…4)."""

    code: str
    name: str
    row: RankingRow | None
    band: int | None

    @property
    def is_ranked(self) -> bool:
        return self.row is not None and bool(self.row.rank)

    @property
    def is_pinned(self) -> bool:
        return self.row is not None and self.row.pinned

    @property
    def numeral(self) -> str:
        """Its quarter, empty where it has none."""
        return NUMERALS[self.band - 1] if self.band else ""


@dataclass(frozen=True)
class MapBand:
    """One line of the legend: the words with the limits of the quarter, and how many shown municipalities lie in it."""

    band: int
    words: str
    count: int

    @property
    def numeral(self) -> str:
        return NUMERALS[self.band - 1]


@dataclass(frozen=True)
class RegionMap:
    """``places`` are those with an outline, none where no boundaries are loaded: then there is nothing to draw and no
    ``geometry``.

    ``sentence`` gives the limits of the quarters, or why there are none. ``missing`` names who exists and has no
    outline; empty where everybody has one.
    """

    selection: RankingsSelection
    title: str
    sentence: str
    missing: str
    filters: str
    geometry: Geometry | None
    places: tuple[MapPlace, ...]
    bands: tuple[MapBand, ...]
    rows: tuple[RankingRow, ...]
    quarters: RankingBands
    provenance: Provenance


def region_map(
    reader: Reader,
    *,
    selection: RankingsSelection,
    title: str,
    filters: str,
    existing: Sequence[Choice],
    rows: Sequence[RankingRow],
    quarters: RankingBands,
    source: Provenance,
) -> RegionMap:
    """``rows`` on the map of ``existing``, all municipalities of the period.

    A municipality that is no row is drawn as left out by the filter.
    """
    geometry = map_geometry(reader)
    knows_others = reader.viewer.knows_others
    codes = geometry.codes if geometry else frozenset()
    return RegionMap(
        selection=selection,
        title=_("On the map: {title}").format(title=title),
        sentence=quarters.sentence,
        missing=_missing([each.short for each in existing if each.code not in codes], codes)
        if knows_others
        else _alone(),
        filters=filters,
        geometry=geometry,
        places=_places([each for each in existing if each.code in codes], rows, quarters),
        bands=_bands(quarters, rows),
        rows=tuple(rows),
        quarters=quarters,
        provenance=source,
    )


def _places(existing: Sequence[Choice], rows: Sequence[RankingRow], quarters: RankingBands) -> tuple[MapPlace, ...]:
    by_code = {row.code: row for row in rows}
    places = []
    for each in existing:
        row = by_code.get(each.code)
        band = quarters.found.band_of(row.points) if row and row.rank and row.points is not None else None
        places.append(MapPlace(each.code, each.name, row, band))
    return tuple(places)


def _missing(names: Sequence[str], codes: Collection[str]) -> str:
    if not codes:
        return _("No boundaries are loaded: there is no map.")
    return _("No boundary, so not on the map: {names}.").format(names=", ".join(names)) if names else ""


def _alone() -> str:
    return _("Only the own municipality is drawn: on a map the others could be recognised.")


def ranking_map(reader: Reader, view: RankingsView) -> RegionMap:
    """The ranking of a page on the map: everybody whom filter and search let through, whatever page of the list."""
    return region_map(
        reader,
        selection=view.selection,
        title=view.title,
        filters=view.filters,
        existing=view.choices.municipalities,
        rows=(*view.ranked, *view.unranked),
        quarters=view.bands,
        source=view.provenance,
    )


def overview_map(reader: Reader, view: OverviewView) -> RegionMap:
    """The ranking by total that the overview lists, on the map."""
    return region_map(
        reader,
        selection=RankingsSelection.of(view.selection),
        title=title(find_subject(view.choices, None), view.period),
        filters=view.title,
        existing=view.choices.municipalities,
        rows=(*view.ranked, *view.unranked),
        quarters=view.bands,
        source=view.provenance,
    )


def selected_map_table(reader: Reader, selection: RankingsSelection) -> Table:
    """The table of the map for exports."""
    return region_map_table(ranking_map(reader, rankings_view(reader, selection)))


def _bands(quarters: RankingBands, rows: Sequence[RankingRow]) -> tuple[MapBand, ...]:
    """The four quarters with their limits in points; empty where there are none."""
    limits = quarters.found.limits
    if not limits:
        return ()
    names = [quarters.name_of(row.points) for row in rows if row.rank]
    words = [_("{quarter}: from {limit}").format(quarter=NUMERALS[0], limit=number(limits[0]))]
    words += [
        _("{quarter}: from {low}, below {high}").format(
            quarter=NUMERALS[band], low=number(limits[band]), high=number(limits[band - 1])
        )
        for band in (1, 2)
    ]
    words.append(_("{quarter}: below {limit}").format(quarter=NUMERALS[3], limit=number(limits[2])))
    return tuple(MapBand(band + 1, text, names.count(NUMERALS[band])) for band, text in enumerate(words))


def hover_words(place: MapPlace, quarters: RankingBands) -> tuple[str, ...]:
    """What is said of a place, line by line: name, place, points with the quarter, or why there is none."""
    row = place.row
    if row is None:
        return (place.name, _("not shown: the filters exclude it"))
    points = [] if row.points is None else [points_words(row.points)]
    if not row.rank:
        return (place.name, _("not ranked: {reason}").format(reason=row.reason), *points)
    quarter = quarters.name_of(row.points)
    named = [_("Quarter {band}").format(band=quarter)] if quarter else []
    return (place.name, _("Rank {rank}").format(rank=row.rank_of), *points, *named)


def region_map_table(view: RegionMap) -> Table:
    """The numbers of the map, in the order of the ranking: for the screen beside it and for exports."""
    columns = (
        Column("rank", _("Rank"), Kind.RANK),
        Column("municipality", _("Municipality")),
        Column("code", _("Code")),
        Column("points", _("Points"), Kind.NUMBER),
        Column("quarter", _("Quarter")),
        *((Column("reason", _("Reason for no rank")),) if any(row.reason for row in view.rows) else ()),
    )
    rows: list[dict[str, Value]] = [
        {
            "rank": row.rank_of or _("not ranked"),
            "municipality": row.full_name,
            "code": row.code,
            "points": row.nothing if row.points is None else row.points,
            "quarter": view.quarters.name_of(row.points) if row.rank else "",
            "reason": row.reason,
        }
        for row in view.rows
    ]
    notes = ((_("Filters"), view.filters), (_("Quarters"), view.sentence), (_("Map"), view.missing))
    lines = (*((heading, text) for heading, text in notes if text), *view.provenance.notes())
    return Table("region_map", view.title, columns, tuple(rows), lines)
