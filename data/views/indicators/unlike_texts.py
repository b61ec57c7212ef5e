"""Targets whose fields are no reading of their text: told to whoever sets targets, worked out from what is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.language import _
from data.queries.indicators import IndicatorLine, TargetLine
from data.views.indicators.target_form import is_unlike


@dataclass(frozen=True)
class UnlikeTarget:
    indicator: IndicatorLine
    target: TargetLine


def unlike_words() -> str:
    return _("The fields are not what the text is read as: check that both say the same.")


def unlike_targets(lines: Mapping[str, IndicatorLine], found: Iterable[TargetLine]) -> tuple[UnlikeTarget, ...]:
    """Those of ``found`` whose indicator is one of ``lines``, the region's first, each once."""
    once = {(one.indicator, one.municipality or ""): one for one in found if one.indicator in lines}
    order = {code: place for place, code in enumerate(lines)}
    return tuple(
        UnlikeTarget(lines[code], target)
        for (code, _place), target in sorted(once.items(), key=lambda item: (order[item[0][0]], item[0][1]))
        if is_unlike(lines[code], target.rule, target.raw)
    )
