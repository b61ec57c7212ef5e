"""The map of an indicator: quarters in the tones of the ranking map, with their limits, and no rank as a hatch."""

from typing import Any

from dash.development.base_component import Component

from data.language import _, ngettext
from data.measures.indicators.ranks import IndicatorRank
from data.views.indicators.across import Across
from data.views.indicators.page import IndicatorsView
from data.views.indicators.rank_words import (
    NUMERALS,
    quarter_name,
    quarters_words,
    rank_words,
    short_rank,
    unranked_words,
)
from data.views.indicators.words import amount
from data.views.region_map.indicators import IndicatorMap
from data.views.shared.choices import Choice
from data.vocabulary import AnyUnit
from layouts.figures.region_map import RANKED, TONES, UNRANKED
from layouts.figures.theme import COMPLETENESS, QUIET, TARGET_MISSED
from layouts.parts.graph import Choosing, Key, chart_frame, drawn_keys
from layouts.parts.outline_map import OutlineMap
from layouts.parts.page import card, export_menu, note

IDENTITY = "indicators-map"


def indicator_map_cards(
    view: IndicatorsView, found: IndicatorMap | None, page_key: str, chooses: str
) -> list[Component]:
    """The card in a list, or an empty one where there is nothing to draw; a press marks a municipality on the page."""
    if found is None or view.across is None or view.chosen is None:
        return []
    title = _("On the map: {title}").format(title=f"{view.chosen.indicator.short}, {view.across.period}")
    keys = _keys(view, found)
    number = len(found.places)
    counted = ngettext("{number} municipality", "{number} municipalities", number).format(number=number)
    described = _("{title}: {counted} drawn. The table above has the same numbers.")
    picture = chart_frame(
        IDENTITY,
        OutlineMap(_content(view, found, title, keys), IDENTITY),
        description=described.format(title=title, counted=counted),
        keys=keys,
        chooses=Choosing(chooses, "value", _("Select a municipality on the map to mark it on the whole page.")),
        can_zoom=True,
    )
    unit, polarity = view.chosen.indicator.unit, view.chosen.indicator.polarity
    words = _("No boundary, so not on the map: {names}.").format(names=", ".join(found.missing))
    return [
        card(
            title,
            [picture, *([note(words)] if found.missing else [])],
            caption=quarters_words(view.across.ranking, polarity, unit),
            actions=export_menu(page_key, view.selection, picture=title, graph=IDENTITY),
            **{"data-region-map": "true"},
        )
    ]


def _look(rank: IndicatorRank) -> str:
    if rank.first is None:
        return UNRANKED
    return f"band-{rank.band}" if rank.band else RANKED


def _keys(view: IndicatorsView, found: IndicatorMap) -> list[Key]:
    looks = [_look(rank) for _item, rank in found.places]
    keys = [
        Key(f"{NUMERALS[band - 1]} · {looks.count(f'band-{band}')}", "box", tone, f"band-{band}")
        for band, tone in TONES.items()
        if f"band-{band}" in looks
    ]
    if RANKED in looks:
        keys.append(Key(_("ranked"), "box", COMPLETENESS[1], RANKED))
    if UNRANKED in looks:
        keys.append(Key(f"— {_('not ranked')}", "hatch", QUIET, UNRANKED))
    return [*keys, Key(view.municipality.short, "outline", TARGET_MISSED)]


def _content(view: IndicatorsView, found: IndicatorMap, title: str, keys: list[Key]) -> dict[str, Any]:
    """As layouts.figures.region_map describes it; the marked place comes last, so that no border covers its own."""
    across, chosen = view.across, view.chosen
    if across is None or chosen is None:
        return {}
    own = view.municipality.code
    places = sorted(found.places, key=lambda place: place[0].code == own)
    return {
        "address": f"/map/{found.geometry.revision}/{found.geometry.mark}.json",
        "shape": round(found.geometry.shape, 4),
        "failed": _("The map has not arrived. Reload the page."),
        "places": [
            [
                item.code,
                _look(rank),
                int(item.code == own),
                short_rank(rank) or "—",
                quarter_name(rank),
                _words(item, rank, across, chosen.indicator.unit),
            ]
            for item, rank in places
        ],
        "meta": {
            "title": title,
            "filters": view.filters,
            "source": view.provenance.in_a_line,
            **drawn_keys(keys),
        },
    }


def _words(item: Choice, rank: IndicatorRank, across: Across, unit: AnyUnit) -> list[str]:
    """What the pointer finds: name, value, rank and quarter, or why there is none."""
    if rank.unranked:
        return [item.name, _("not ranked: {reason}").format(reason=unranked_words(rank.unranked, across.interval))]
    lines = [item.name, amount(rank.value, unit), _("Rank {rank}").format(rank=rank_words(rank, across.ranking))]
    return [*lines, _("Quarter {band}").format(band=quarter_name(rank))] if rank.band else lines
