"""The scale on which /rankings shows points, and what hangs on the leader of «best = 100»."""

from dataclasses import dataclass

import pandas as pd

from data.errors import NotFound
from data.formats import number, percent
from data.language import _
from data.measures.scaling import Scaling, Undefined, WithoutLeader, scaled, without_leader
from data.views.shared.choices import Choices


@dataclass(frozen=True)
class Scale:
    """``values`` by code of a ranked municipality, empty for points (they have a column of their own) and where
    ``undefined`` says why there are none. ``without`` are the values without the leader, which has none; ``leader``
    tells about them, both only for «best = 100»."""

    scaling: Scaling
    name: str
    formula: str
    undefined: str
    values: dict[str, float]
    leader: str
    without: dict[str, float]

    @property
    def decimals(self) -> int:
        return 2 if self.scaling is Scaling.Z_SCORE else 1


def scale_names() -> dict[Scaling, str]:
    return {
        Scaling.POINTS: _("Points"),
        Scaling.PERCENT: _("% of maximum"),
        Scaling.BEST: _("Best = 100"),
        Scaling.MIN_MAX: _("Min–max"),
        Scaling.Z_SCORE: _("z-score"),
    }


def find_scaling(code: str | None) -> Scaling:
    """Raises NotFound for a scale that does not exist."""
    try:
        return Scaling(code or Scaling.POINTS)
    except ValueError:
        text = _("There is no {field} “{code}” here. Known: {known}.")
        raise NotFound(text.format(field=_("scale"), code=code, known=", ".join(Scaling))) from None


def scale(now: pd.DataFrame, scaling: Scaling, choices: Choices, maximum: float) -> Scale:
    """``now`` is a frame of ``with_ranks``: all ranked municipalities, so that a filter moves no value."""
    if scaling is Scaling.POINTS:
        # Points are what they are, whoever is ranked.
        return Scale(scaling, scale_names()[scaling], _formula(scaling), "", {}, "", {})
    ranked = now.dropna(subset=["rank_first"]).set_index("municipality")["points"]
    found = scaled(ranked, scaling, maximum=maximum)
    defined = found.undefined is Undefined.DEFINED
    is_best = scaling is Scaling.BEST and defined
    without = without_leader(ranked) if is_best else None
    return Scale(
        scaling=scaling,
        name=scale_names()[scaling],
        formula=_formula(scaling),
        undefined=_undefined_words(found.undefined),
        values=_by_code(found.values),
        leader=_leader(without, choices) if without else "",
        without=_by_code(without.scaled.values) if without and without.leader else {},
    )


def _by_code(values: pd.Series) -> dict[str, float]:
    return {str(code): float(value) for code, value in values.items()}


def _formula(scaling: Scaling) -> str:
    return {
        Scaling.POINTS: "",
        Scaling.PERCENT: _("100 · points / maximum."),
        Scaling.BEST: _("100 · points / points of the best."),
        Scaling.MIN_MAX: _("100 · (points − least) / (most − least)."),
        Scaling.Z_SCORE: _("(points − mean) / standard deviation, over all ranked municipalities."),
    }[scaling]


def _undefined_words(reason: Undefined) -> str:
    return {
        Undefined.DEFINED: "",
        Undefined.NONE_RANKED: _("not defined: no municipality is ranked"),
        Undefined.NO_MAXIMUM: _("not defined: the maximum is 0"),
        Undefined.BEST_NOT_POSITIVE: _("not defined: the best has no points above 0"),
        Undefined.ALL_EQUAL: _("not defined: all have the same points"),
        Undefined.FEWER_THAN_TWO: _("not defined: fewer than two are ranked"),
    }[reason]


def _leader(found: WithoutLeader, choices: Choices) -> str:
    if found.leader is None:
        return _("Several share the best result: without one of them no value changes.")
    name = Choices.find(choices.municipalities, found.leader).short
    if found.scaled.undefined is not Undefined.DEFINED or found.next_best is None:
        text = _("The whole scale depends on the leader: without {leader} it is {reason}.")
        return text.format(leader=name, reason=_undefined_words(found.scaled.undefined))
    return _(
        "Every value depends on the leader: without {leader} the best result would be {points} "
        "points, and all other values would grow by {growth}."
    ).format(leader=name, points=number(found.next_best), growth=percent((found.factor or 1.0) - 1.0))
