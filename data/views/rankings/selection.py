"""The choices of /rankings: read from its controls, made to fit, and settled with every default."""

from collections.abc import Mapping
from typing import Any

from data.errors import NotFound
from data.language import _
from data.selection import Selection
from data.storage.reader import Reader
from data.views.rankings import words
from data.views.rankings.address import RankingsSelection
from data.views.rankings.pages import SIZE, settled_size
from data.views.rankings.peers import settled_comparison
from data.views.rankings.scales import find_scaling
from data.views.rankings.weights import fitting_weights, settled_weights
from data.views.shared.choices import Choice, Choices, settle

TABLE, CHART = "table", "chart"
# What stands in an address when no kind is chosen: an empty list already means «all».
NO_KIND = "none"
# What the control says when no municipality is pinned: a list shows no option with an empty value.
NOBODY = "nobody"


def selection_of_controls(values: Mapping[str, Any], changed: str = "") -> RankingsSelection:
    """The selection of the page's controls; a list of kinds that was emptied means none, not all.

    ``changed`` names the control that was used; ``pin`` is the row that is pinned from the list.
    """
    kinds, municipality = values.get("kinds"), values.get("pin" if changed == "pin" else "municipality")
    return RankingsSelection.parse(
        {
            **values,
            "kinds": [NO_KIND] if kinds == [] else kinds,
            "municipality": None if municipality == NOBODY else municipality,
        }
    )


def fitting(reader: Reader, selection: RankingsSelection) -> RankingsSelection:
    """The selection without what its period or methodology does not have, so that a change of period leads somewhere.

    Only for controls: an address that names something unknown is refused by ``rankings_view``.
    """
    _settled, choices = settle(reader, Selection(period=selection.period))
    methodology = selection.methodology if _has(choices.methodologies, selection.methodology) else None
    _settled, choices = settle(reader, Selection(period=selection.period, methodology=methodology))
    known = {subject.code for subject in words.subjects(choices)}
    own_set = tuple(code for code in selection.municipalities if _has(choices.municipalities, code))
    return selection.but(
        methodology=methodology,
        subject=selection.subject if selection.subject in known else None,
        municipality=selection.municipality if _has(choices.municipalities, selection.municipality) else None,
        weights=fitting_weights(selection.weights, choices),
        municipalities=own_set,
        jump=selection.jump if _has(choices.municipalities, selection.jump) else None,
    )


def settled_selection(reader: Reader, selection: RankingsSelection) -> tuple[RankingsSelection, Choices]:
    """Defaults of this page; nobody is pinned unless chosen, or unless it is the viewer's own municipality.

    Raises NotFound for a code, kind, view, scale or group that does not exist.
    """
    settled, choices = settle(reader, selection)
    own = reader.viewer.municipality if _has(choices.municipalities, reader.viewer.municipality) else None
    kinds = tuple(choice.code for choice in choices.kinds)
    for kind in selection.kinds:
        _check(_("kind"), kind, (*kinds, NO_KIND))
    _check(_("view"), selection.view or TABLE, (TABLE, CHART))
    if selection.jump is not None:
        _check(_("municipality"), selection.jump, tuple(choice.code for choice in choices.municipalities))
    peers, own_set = settled_comparison(selection, choices)
    size = settled_size(selection.size)
    chosen = settled.but(
        subject=words.find_subject(choices, selection.subject).code,
        municipality=selection.municipality or own,
        kinds=() if set(kinds) <= set(selection.kinds) else selection.kinds,
        view=selection.view or TABLE,
        scaling=find_scaling(selection.scaling).value,
        peers=peers,
        municipalities=own_set,
        weights=settled_weights(selection.weights, choices),
        size=None if size == SIZE else str(size),
        search=(selection.search or "").strip() or None,
    )
    return chosen, choices


def _check(field: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        text = _("There is no {field} “{code}” here. Known: {known}.")
        raise NotFound(text.format(field=field, code=value, known=", ".join(known[:12])))


def _has(choices: tuple[Choice, ...], code: str | None) -> bool:
    return code in {choice.code for choice in choices}
