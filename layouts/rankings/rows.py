"""The rows of the ranking as HTML: one builder for the pinned row, the ranked ones and those without a rank."""

from dash import html
from dash.development.base_component import Component

from data.formats import number, percent, signed
from data.language import _, ngettext, pgettext
from data.measures.scaling import Scaling
from data.views.rankings.page import RankingsView
from data.views.rankings.rows import RankingRow
from data.vocabulary import Verdict
from layouts.parts.municipality_link import profile_link
from layouts.parts.page import Children, spoken
from layouts.parts.signs import badge, bar, change, nothing_mark, verdict_sign
from layouts.parts.tables import table_frame
from layouts.rankings.certainty import group_cells, range_cell
from layouts.rankings.controls import TRACK
from layouts.rankings.pager import ways_to_place

# With more columns between points and coverage than this they are set closer, so that a laptop shows all of them.
MOST_COLUMNS = 6


def ranking_rows_table(view: RankingsView) -> Component:
    """The pinned row on top, the ranked rows of the page in order, then those without a rank and why."""
    rows = view.page.ranked
    brackets = group_cells(view.robustness, rows) if view.robustness.ranges else [None] * len(rows)
    body: list[Component] = []
    if view.pinned and view.pinned.rank:
        # Its bracket stands beside its own place in the list.
        body.append(_ranked_row(view, view.pinned, html.Td() if view.robustness.ranges else None, on_top=True))
    body += [_ranked_row(view, row, bracket) for row, bracket in zip(rows, brackets, strict=True)]
    body += _unranked_rows(view)
    look = "data-table ranking crowded" if _columns_between(view) > MOST_COLUMNS else "data-table ranking"
    return table_frame([_head(view), html.Tbody(body)], view.title, look=look)


def unranked_table(view: RankingsView) -> Component:
    """Only those without a rank, where the ranked ones are drawn as a chart."""
    head = html.Thead(
        html.Tr(
            [
                html.Th(_("Rank"), scope="col", className="numeric"),
                html.Th(_("Municipality"), scope="col"),
                html.Th(_points_title(view), scope="col", className="numeric"),
                html.Th(_("Reason for no rank"), scope="col", colSpan=_columns_between(view)),
                html.Th(_("Coverage"), scope="col", className="numeric"),
            ]
        )
    )
    return table_frame(
        [head, html.Tbody(_unranked_rows(view, is_alone=True))], _("Not ranked"), look="data-table ranking"
    )


def _head(view: RankingsView) -> Component:
    columns: list[tuple[Children, str]] = [
        ([_("Rank"), html.Br(), _("of {number}").format(number=view.count)], "numeric"),
        (_("Municipality"), ""),
        (_points_title(view), "numeric"),
        *_between(view),
        (_("Coverage"), "numeric"),
    ]
    if view.robustness.ranges:
        columns.append(([_("Cannot be"), html.Br(), _("told apart")], ""))
    return html.Thead(html.Tr([html.Th(title, scope="col", className=look) for title, look in columns]))


def _between(view: RankingsView) -> list[tuple[Children, str]]:
    """The columns between points and coverage: title and class."""
    columns: list[tuple[Children, str]] = []
    if view.scale.scaling is not Scaling.POINTS:
        columns.append((view.scale.name, "numeric"))
    if view.scale.without:
        columns.append(([_("Without"), html.Br(), _("the leader")], "numeric"))
    columns.append((f"0 — {number(view.maximum)}", "bar-cell"))
    if view.kinds_filtered:
        columns.append(([_("Rank among"), html.Br(), _("its kind")], "numeric"))
    if view.peers.ranks:
        columns.append(([_("Rank in"), html.Br(), _("the group")], "numeric"))
    if view.weights.own:
        columns.append(([_("Official"), html.Br(), _("rank")], "numeric"))
    if view.compared:
        against = pgettext("column", "vs {year}").format(year=view.earlier)
        columns += [([_("Rank"), html.Br(), against], "numeric"), ([_("Points"), html.Br(), against], "numeric")]
    if view.robustness.ranges:
        columns.append((_range_title(view), "numeric"))
    if view.cycles_open:
        columns.append((_cycles_title(view), "center"))
    return columns


def _range_title(view: RankingsView) -> Children:
    title = [_("Range of"), html.Br(), _("ranks 5–95 %")]
    if TRACK not in view.selection.ranges:
        return title
    scale = html.Small([html.Span("1"), html.Span(str(view.count))], className="range-scale")
    return [*title, scale]


def _points_title(view: RankingsView) -> Children:
    return [_("Points"), html.Br(), _("of {number}").format(number=number(view.maximum))]


def _cycles_title(view: RankingsView) -> Children:
    directions = len(view.subject.directions)
    if directions == 1:
        return _("Management")
    return [_("Full cycle,"), html.Br(), _("of {number}").format(number=directions)]


def _columns_between(view: RankingsView) -> int:
    """How many columns stand between points and coverage."""
    return len(_between(view))


def _ranked_row(view: RankingsView, row: RankingRow, last: Component | None, *, on_top: bool = False) -> Component:
    share = row.share if row.share is not None else 0.0
    cells = [
        html.Td([row.rank, *([spoken(_("pinned"))] if on_top else [])], className="numeric"),
        _name(view, row),
        html.Td(number(row.points or 0.0), className="numeric"),
        *_scaled_cells(view, row),
        html.Td(bar(share, own=row.pinned), className="bar-cell"),
        *_other_ranks(view, row),
    ]
    if view.compared:
        points = signed(row.points_change) if row.points_change is not None else ""
        cells += [
            html.Td(change(row.rank_change), className="numeric", title=row.change_note),
            html.Td(points, className="numeric second"),
        ]
    if view.robustness.ranges:
        cells.append(range_cell(view.robustness, row, track=TRACK in view.selection.ranges))
    if view.cycles_open:
        cells.append(html.Td(_cycles(view, row), className="center"))
    cells += [html.Td(_coverage(row), className="numeric second"), *([last] if last is not None else [])]
    return html.Tr(cells, **_look(view, row, on_top=on_top))


def _look(view: RankingsView, row: RankingRow, *, on_top: bool = False) -> dict[str, str]:
    """The class of a row; the one jumped to is marked, and a script of the page brings it into sight."""
    is_mark = row.code == view.page.jumped and not on_top
    look = ["own"] * row.pinned + ["pinned"] * on_top + ["selected"] * is_mark
    return {"className": " ".join(look), **({"data-jumped": row.code} if is_mark else {})}


def _scaled_cells(view: RankingsView, row: RankingRow) -> list[Component]:
    """The value on the chosen scale, and what it is without the leader; a dash with the reason where undefined."""
    if view.scale.scaling is Scaling.POINTS:
        return []
    cells = [_scaled(view, view.scale.values, row, view.scale.undefined)]
    if view.scale.without:
        cells.append(_scaled(view, view.scale.without, row, _("left out")))
    return cells


def _scaled(view: RankingsView, values: dict[str, float], row: RankingRow, reason: str) -> Component:
    if row.code in values:
        return html.Td(number(values[row.code], view.scale.decimals), className="numeric")
    dash = html.Span("—", **{"aria-hidden": "true"})
    return html.Td([dash, spoken(reason)], className="numeric second", title=reason)


def _other_ranks(view: RankingsView, row: RankingRow) -> list[Component]:
    texts = [row.kind_rank_of] if view.kinds_filtered else []
    texts += [view.peers.ranks.get(row.code, "")] if view.peers.ranks else []
    texts += [view.weights.official.get(row.code, "")] if view.weights.own else []
    return [html.Td(text, className="numeric second") for text in texts]


def _unranked_rows(view: RankingsView, *, is_alone: bool = False) -> list[Component]:
    """``is_alone`` where there is no column of groups to reach under."""
    if not view.page.unranked:
        return []
    count = len(view.unranked)
    words = ngettext(
        "Not ranked: {number} municipality, not counted among the {ranked}",
        "Not ranked: {number} municipalities, not counted among the {ranked}",
        count,
    )
    between, solid = _columns_between(view), bool(view.robustness.ranges) and not is_alone
    heading = html.Tr(
        html.Td(words.format(number=count, ranked=view.count), colSpan=between + 4 + solid), className="gap"
    )
    return [heading, *(_unranked_row(view, row, between, solid=solid) for row in view.page.unranked)]


def _unranked_row(view: RankingsView, row: RankingRow, between: int, *, solid: bool) -> Component:
    points = number(row.points) if row.points is not None else nothing_mark(row.nothing)
    return html.Tr(
        [
            html.Td([html.Span("—", **{"aria-hidden": "true"}), spoken(_("not ranked"))], className="numeric"),
            _name(view, row),
            html.Td(points, className="numeric"),
            html.Td(row.reason, colSpan=between, className="second reason"),
            html.Td(_coverage(row), className="numeric second"),
            *([html.Td()] if solid else []),
        ],
        **_look(view, row),
    )


def _name(view: RankingsView, row: RankingRow) -> Component:
    """The name leads to the profile of the municipality where the viewer may see it."""
    name: Children = profile_link(row.name, row.code, view.selection) if row.open else row.name
    return html.Th([name, *ways_to_place(view, row)], scope="row", className="name", title=row.full_name)


def _coverage(row: RankingRow) -> Children:
    if row.coverage is None:
        return nothing_mark(row.nothing)
    # Whole is whole: 99.96 % must not be rounded up to it.
    return percent(row.coverage, 0) if row.coverage == 1 else percent(min(row.coverage, 0.999))


def _cycles(view: RankingsView, row: RankingRow) -> Children:
    if not row.judged or row.effective is None:
        return nothing_mark(row.nothing)
    if len(view.subject.directions) == 1:
        return badge(verdict_sign(Verdict.EFFECTIVE if row.effective else Verdict.INEFFECTIVE))
    mark = [html.Span("✓ ", **{"aria-hidden": "true"})] if row.effective else []
    return [*mark, str(row.effective)]
