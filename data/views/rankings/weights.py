"""A viewer's own weights of directions on /rankings: what is asked, and the words that say it is not official."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.errors import BadSelection, NotFound
from data.formats import rank
from data.language import _
from data.measures.weights import OFFICIAL
from data.views.rankings.address import RankingsSelection
from data.views.rankings.words import Subject
from data.views.shared.choices import Choice, Choices


@dataclass(frozen=True)
class OwnWeights:
    """``fields`` are all directions of the methodology with their weight in percent. ``sentence`` is empty while the
    official weights hold; else ``official`` gives the official rank («2–3») by code of every ranked municipality."""

    fields: tuple[tuple[Choice, int], ...]
    sentence: str
    official: dict[str, str]

    @property
    def own(self) -> bool:
        return bool(self.sentence)


def settled_weights(weights: Sequence[str], choices: Choices) -> tuple[str, ...]:
    """Weights that differ from the official ones, in order of the rubric. Raises NotFound for an unknown direction."""
    found = parsed_weights(weights)
    known = [choice.code for choice in choices.directions]
    for code in found:
        if code not in known:
            text = _("There is no {field} “{code}” here. Known: {known}.")
            raise NotFound(text.format(field=_("direction"), code=code, known=", ".join(known)))
    return tuple(f"{code}:{found[code]}" for code in known if found.get(code, OFFICIAL) != OFFICIAL)


def fitting_weights(weights: Sequence[str], choices: Choices) -> tuple[str, ...]:
    """The weights of directions that the methodology has."""
    known = {choice.code for choice in choices.directions}
    return tuple(f"{code}:{weight}" for code, weight in parsed_weights(weights).items() if code in known)


def parsed_weights(weights: Sequence[str]) -> dict[str, int]:
    """``("1.1:120",)`` as percent by direction; the last of several for one direction holds."""
    pairs = [item.rsplit(":", 1) for item in weights]
    return {code: int(weight) for code, weight in pairs}


def effective_weights(chosen: RankingsSelection, subject: Subject) -> dict[str, int]:
    """The weights that change anything: of a single direction none does. Raises BadSelection when all are zero."""
    if len(subject.directions) < 2:
        return {}
    weights = {code: each for code, each in parsed_weights(chosen.weights).items() if code in subject.directions}
    if all(weights.get(code, OFFICIAL) == 0 for code in subject.directions):
        raise BadSelection(_("At least one of the ranked directions must weigh more than 0%."))
    return weights


def own_weights(
    weights: dict[str, int], official: pd.DataFrame | None, chosen: RankingsSelection, choices: Choices
) -> OwnWeights:
    """``official`` is the frame of ``with_ranks`` under the official weights, None while they hold."""
    asked = parsed_weights(chosen.weights)
    fields = tuple((choice, asked.get(choice.code, OFFICIAL)) for choice in choices.directions)
    if official is None:
        return OwnWeights(fields, "", {})
    listed = ", ".join(f"{code} — {weight}\u00a0%" for code, weight in weights.items())
    text = _("Not the official weights: {weights}; all others 100%. Ranks, points and maxima are computed with them.")
    ranked = official.dropna(subset=["rank_first"])[["municipality", "rank_first", "rank_last"]]
    places = {code: rank(int(first), int(last)) for code, first, last in ranked.itertuples(index=False)}
    return OwnWeights(fields, text.format(weights=listed), places)
