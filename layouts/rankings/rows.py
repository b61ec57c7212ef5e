"""The rows of the ranking: the pinned row on top, the ranked ones, and those without a rank below them."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial

from data.formats import coverage_words, number
from data.language import _, ngettext, pgettext
from data.measures.scaling import Scaling
from data.tables import Kind
from data.views.rankings.page import RankingsView
from data.views.rankings.rows import RankingRow
from data.vocabulary import Verdict
from layouts.parts.addresses import profile_address
from layouts.parts.cell_parts import LINE_BREAK, Part, Parts, button, ear_only, eye_only, small, span
from layouts.parts.screen_table import (
    BAR,
    BRACKET,
    CHANGE,
    DESCENDING,
    UNSORTED,
    AnyCell,
    Cell,
    Heading,
    Line,
    Row,
    ScreenTable,
    Section,
    screen_table,
)
from layouts.parts.signs import badge_parts, verdict_sign
from layouts.rankings.certainty import group_cells, range_cell
from layouts.rankings.controls import TRACK, Ids

# With more columns between points and coverage than this they are set closer, so that a laptop shows all of them.
MOST_COLUMNS = 6
# Up to so many rows each says what its change is made of: of thousands that would be most of the answer.
MOST_NOTES = 500


def ranking_rows_table(view: RankingsView) -> ScreenTable:
    """The pinned row on top of every page, the ranked rows in order, then those without a rank and why."""
    pinned = view.pinned
    sections = [Section(_ranked_rows(view, view.ranked))]
    if view.unranked:
        sections.append(_unranked(view))
    return screen_table(
        "ranking",
        view.title,
        _headings(view),
        sections,
        look="data-table ranking crowded" if len(_between(view)) > MOST_COLUMNS else "data-table ranking",
        pinned=_ranked_rows(view, [pinned], on_top=True)[0] if pinned and pinned.rank else None,
        pinned_words=_("To {name}").format(name=pinned.name) if pinned else "",
        marked=view.selection.jump,
        has_address=True,
    )


def unranked_table(view: RankingsView) -> ScreenTable:
    """Only those without a rank, where the ranked ones are drawn as a chart."""
    rank, name, points, *_others = _headings(view)
    coverage = Heading("coverage", _("Coverage"), Kind.SHARE, look="numeric second", sort=DESCENDING)
    reason = Heading("reason", _("Reason for no rank"), look="second reason")
    rows = [
        Row(row.code, [*_first_cells(view, row), Cell(row.reason), _coverage(row)], _look(row)) for row in view.unranked
    ]
    section = Section(rows, [_unranked_line(view)])
    headings = [rank, name, points, reason, coverage]
    return screen_table("unranked", _("Not ranked"), headings, [section], look="data-table ranking")


def _headings(view: RankingsView) -> list[Heading]:
    rank = (_("Rank"), LINE_BREAK, _("of {number}").format(number=view.count))
    points = (_("Points"), LINE_BREAK, _("of {number}").format(number=number(view.maximum)))
    coverage = Heading("coverage", _("Coverage"), Kind.SHARE, look="numeric second", sort=DESCENDING)
    last = Heading("group", (_("Cannot be"), LINE_BREAK, _("told apart")), BRACKET, sort=UNSORTED)
    return [
        Heading("rank", rank, name=_("Rank"), look="numeric"),
        Heading("municipality", _("Municipality"), look="name", is_name=True, common=_profile(view)),
        Heading("points", points, Kind.NUMBER, name=_("Points"), look="numeric", sort=DESCENDING),
        *_between(view),
        coverage,
        *([last] if view.robustness.ranges else []),
    ]


def _profile(view: RankingsView) -> Cell:
    """Names lead to the profiles, where all are open to the viewer."""
    return Cell(href=profile_address(view.selection)) if view.profiles_open else Cell()


def _between(view: RankingsView) -> list[Heading]:
    """The columns between points and coverage."""
    columns: list[Heading] = []
    decimals = view.scale.decimals
    if view.scale.scaling is not Scaling.POINTS:
        columns.append(
            Heading("scaled", view.scale.name, Kind.NUMBER, look="numeric", sort=DESCENDING, decimals=decimals)
        )
    if view.scale.without:
        title = (_("Without"), LINE_BREAK, _("the leader"))
        columns.append(
            Heading("without_leader", title, Kind.NUMBER, look="numeric", sort=DESCENDING, decimals=decimals)
        )
    columns.append(Heading("share", f"0 — {number(view.maximum)}", BAR, look="bar-cell", sort=DESCENDING))
    if view.kinds_filtered:
        columns.append(_rank_heading("kind_rank", (_("Rank among"), LINE_BREAK, _("its kind"))))
    if view.peers.ranks:
        columns.append(_rank_heading("group_rank", (_("Rank in"), LINE_BREAK, _("the group"))))
    if view.weights.own:
        columns.append(_rank_heading("official_rank", (_("Official"), LINE_BREAK, _("rank"))))
    if view.compared:
        against = pgettext("column", "vs {year}").format(year=view.earlier)
        rank, points = (_("Rank"), LINE_BREAK, against), (_("Points"), LINE_BREAK, against)
        columns += [
            Heading("rank_change", rank, CHANGE, look="numeric", sort=DESCENDING),
            Heading("points_change", points, Kind.SIGNED, look="numeric second", sort=DESCENDING),
        ]
    if view.robustness.ranges:
        columns.append(Heading("range", _range_title(view), look="numeric range-cell"))
    if view.cycles_open:
        columns.append(Heading("full_cycles", _cycles_title(view), Kind.NUMBER, look="center", sort=DESCENDING))
    return columns


def _rank_heading(key: str, title: Parts) -> Heading:
    return Heading(key, title, look="numeric second")


def _range_title(view: RankingsView) -> Parts:
    title = (_("Range of"), LINE_BREAK, _("ranks 5–95%"))
    if TRACK not in view.selection.ranges:
        return title
    return (*title, small((span("1"), span(str(view.count))), "range-scale"))


def _cycles_title(view: RankingsView) -> Parts:
    directions = len(view.subject.directions)
    if directions == 1:
        return _("Management")
    return (_("Full cycle,"), LINE_BREAK, _("of {number}").format(number=directions))


def _ranked_rows(view: RankingsView, rows: Sequence[RankingRow], *, on_top: bool = False) -> list[Row]:
    """Made column by column: of thousands of rows most cells are only values, and the others are few different ones."""
    href = _href_of_names(view)
    columns: list[Sequence[AnyCell]] = [
        [Cell(row.rank, after=ear_only(_("pinned"))) if on_top else row.rank for row in rows],
        [_name(view, row, href) for row in rows],
        [row.points or 0.0 for row in rows],
        *zip(*(_scaled_cells(view, row) for row in rows), strict=True),
        [row.share or 0.0 for row in rows],
        *zip(*(_other_ranks(view, row) for row in rows), strict=True),
    ]
    if view.compared:
        columns += [_changes(view, rows), [row.points_change for row in rows]]
    if view.robustness.ranges:
        is_track = TRACK in view.selection.ranges
        columns.append([range_cell(view.robustness, row, track=is_track) for row in rows])
    if view.cycles_open:
        columns.append(
            _once_for_each(rows, lambda row: (row.effective, not row.judged, row.nothing), partial(_cycles, view))
        )
    columns.append(_once_for_each(rows, lambda row: (row.coverage, row.nothing), _coverage))
    if view.robustness.ranges:
        # The bracket of a pinned row stands beside its own place in the list.
        columns.append([None] * len(rows) if on_top else group_cells(view.robustness, rows))
    return [
        Row(row.code, cells, "own pinned" if on_top else _look(row))
        for row, cells in zip(rows, zip(*columns, strict=True), strict=True)
    ]


def _once_for_each(
    rows: Sequence[RankingRow], of: Callable[[RankingRow], Hashable], make: Callable[[RankingRow], Cell]
) -> list[AnyCell]:
    """A cell for each row, made once for all rows that are alike in what it is made ``of``."""
    made: dict[Hashable, Cell] = {}
    return [made.get(key) or made.setdefault(key, make(row)) for row in rows for key in (of(row),)]


def _changes(view: RankingsView, rows: Sequence[RankingRow]) -> list[AnyCell]:
    has_notes = len(view.ranked) <= MOST_NOTES
    return [
        Cell(row.rank_change, title=row.change_note) if has_notes or row.rank_change is None else row.rank_change
        for row in rows
    ]


def _look(row: RankingRow) -> str:
    return "own" if row.pinned else ""


def _scaled_cells(view: RankingsView, row: RankingRow) -> list[AnyCell]:
    """The value on the chosen scale, and what it is without the leader; a dash with the reason where undefined."""
    if view.scale.scaling is Scaling.POINTS:
        return []
    cells: list[AnyCell] = [_scaled(view.scale.values, row, view.scale.undefined)]
    if view.scale.without:
        cells.append(_scaled(view.scale.without, row, _("left out")))
    return cells


def _scaled(values: dict[str, float], row: RankingRow, reason: str) -> AnyCell:
    if row.code in values:
        return values[row.code]
    return Cell(shown=(eye_only("—"), ear_only(reason)), look="second", title=reason)


def _other_ranks(view: RankingsView, row: RankingRow) -> list[str | None]:
    texts = [row.kind_rank_of] if view.kinds_filtered else []
    texts += [view.peers.ranks.get(row.code, "")] if view.peers.ranks else []
    texts += [view.weights.official.get(row.code, "")] if view.weights.own else []
    return [text or None for text in texts]


def _unranked(view: RankingsView) -> Section:
    return Section([_unranked_row(view, row) for row in view.unranked], [_unranked_line(view)])


def _unranked_line(view: RankingsView) -> Line:
    count = len(view.unranked)
    words = ngettext(
        "Not ranked: {number} municipality, not counted among the {ranked}",
        "Not ranked: {number} municipalities, not counted among the {ranked}",
        count,
    )
    return Line(words.format(number=count, ranked=view.count), is_heading=False)


def _first_cells(view: RankingsView, row: RankingRow) -> list[AnyCell]:
    rank = Cell(shown=(eye_only("—"), ear_only(_("not ranked"))))
    return [rank, _name(view, row, _href_of_names(view)), row.nothing if row.points is None else row.points]


def _unranked_row(view: RankingsView, row: RankingRow) -> Row:
    """The reason takes the columns between points and coverage."""
    between = len(_between(view))
    reason = [Cell(shown=row.reason, look="second reason", span=between), *[Cell()] * (between - 1)]
    last = [Cell()] if view.robustness.ranges else []
    return Row(row.code, [*_first_cells(view, row), *reason, _coverage(row), *last], _look(row))


def _href_of_names(view: RankingsView) -> str:
    """Where a name leads that is open, while not all are."""
    return "" if view.profiles_open else profile_address(view.selection)


def _name(view: RankingsView, row: RankingRow, href: str) -> AnyCell:
    """The name leads to the profile of the municipality where the viewer may see it."""
    title = row.full_name if row.full_name != row.name else ""
    own = href if row.open else ""
    if not title and not own and not view.selection.search:
        return row.name
    return Cell(row.name, title=title, href=own, after=_ways_to_place(view, row))


def _ways_to_place(view: RankingsView, row: RankingRow) -> Parts:
    """What can be done with a row that a search has found: see it in its place, pin it."""
    if not view.selection.search:
        return ""
    ways = [button(pgettext("row", "Go to its row"), Ids.JUMP, row.code)]
    if not row.pinned:
        ways.append(button(pgettext("row", "Pin"), Ids.PIN, row.code))
    return Part("span", tuple(ways), "ways-to-place")


def _coverage(row: RankingRow) -> Cell:
    if row.coverage is None:
        return Cell(row.nothing)
    return Cell(row.coverage, coverage_words(row.coverage))


def _cycles(view: RankingsView, row: RankingRow) -> Cell:
    if not row.judged or row.effective is None:
        return Cell(row.nothing)
    if len(view.subject.directions) == 1:
        sign = verdict_sign(Verdict.EFFECTIVE if row.effective else Verdict.INEFFECTIVE)
        return Cell(row.effective, badge_parts(sign))
    return Cell(row.effective, (eye_only("✓ "), str(row.effective)) if row.effective else None)
