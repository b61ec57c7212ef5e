"""The ranking of the overview as bars: the rows of its table, with a gap where places are left out."""

from data.formats import number
from data.language import _, ngettext
from data.views.overview.page import OverviewView
from data.views.overview.rows import Entry
from data.views.rankings.rows import RankingRow
from layouts.figures.theme import BAR, INK, OWN_BAR, Figure, figure, plain, room_beside
from layouts.parts.graph import Key

ROW_HEIGHT = 24


def ranking_chart_height(view: OverviewView) -> int:
    return ROW_HEIGHT * len(_entries(view)) + 56


def ranking_chart(view: OverviewView) -> Figure:
    """One bar from zero per row; the place stands before the name, the range of places in the hover."""
    entries = _entries(view)
    names = [_name(index, entry) for index, entry in enumerate(entries)]
    bars = [(name, entry.row) for name, entry in zip(names, entries, strict=True) if entry.row is not None]
    points = [row.points or 0.0 for _name_, row in bars]
    trace = {
        "type": "bar",
        "x": points,
        "y": [name for name, _row in bars],
        "orientation": "h",
        "marker": {"color": [OWN_BAR if row.pinned else BAR for _name_, row in bars]},
        "text": [number(value) for value in points],
        "textposition": "outside",
        "textfont": {"color": INK},
        "cliponaxis": False,
        "customdata": [row.code for _name_, row in bars],
        "hovertext": [_hover(view, row) for _name_, row in bars],
        "hoverinfo": "text",
        "width": 0.68,
    }
    return figure(
        [trace],
        provenance=view.provenance,
        title=f"{_('Ranking by total points')}. {view.title}",
        filters=view.sentence,
        xaxis={"range": [min(0.0, *points), max(view.maximum, *points)], "nticks": 5, "tickangle": 0},
        yaxis={
            "autorange": "reversed",
            "type": "category",
            "categoryorder": "array",
            "categoryarray": names,
            "range": [len(names) - 0.5, -0.5],
            "tickmode": "array",
            "tickvals": names,
            "ticktext": [_tick(entry) for entry in entries],
            "showgrid": False,
        },
        margin={"l": room_beside([_tick(entry) for entry in entries]), "r": 40, "t": 8, "b": 28},
    )


def ranking_keys(view: OverviewView) -> list[Key]:
    own = [entry.row for entry in _entries(view) if entry.row is not None and entry.row.pinned]
    return [Key(_("municipality"), "box", BAR), *(Key(row.name, "box", OWN_BAR) for row in own)]


def _entries(view: OverviewView) -> tuple[Entry, ...]:
    return tuple(entry for entry in view.entries if entry.wide)


def _name(index: int, entry: Entry) -> str:
    """What tells the categories apart; gaps have no code."""
    return entry.row.code if entry.row is not None else f"gap {index}"


def _tick(entry: Entry) -> str:
    if entry.row is None:
        words = ngettext("… {number} more", "… {number} more", entry.count)
        return f"{entry.places}   {words.format(number=number(entry.count))}"
    text = f"{entry.row.rank}   {plain(entry.row.name)}"
    return f"<b>{text}</b>" if entry.row.pinned else text


def _hover(view: OverviewView, row: RankingRow) -> str:
    lines = [f"<b>{plain(row.full_name)}</b>", _("Rank {rank}").format(rank=row.rank_of)]
    places = view.certainty.range_text(row.code)
    if places:
        lines.append(_("Range of ranks: {ranks}").format(ranks=places))
    return "<br>".join(lines)
