"""What closing a gap would give: points, rank and verdict, by the same functions as a plan, all others unchanged."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from data.language import _, ngettext
from data.measures.plans import Outcome, Step
from data.views.municipality.address import LONGEST_PLAN, MunicipalitySelection
from data.views.note import text as texts
from data.views.note.text import Figure, Text, filled, joined
from data.views.plan.offers import OWN
from data.views.plan.source import PlanSource, Standing
from data.vocabulary import Verdict


@dataclass(frozen=True)
class Effect:
    """``gain`` in points; ``before`` and ``after`` by the total. Codes of directions: ``full`` get a full cycle,
    ``still`` keep a gap elsewhere, ``blocked`` cannot form the stage by points.

    ``source`` names the plan behind the figures, and ``link`` opens it.
    """

    gain: float
    before: Standing
    after: Standing
    full: tuple[str, ...]
    still: tuple[str, ...]
    blocked: tuple[str, ...]
    source: str
    link: str


class Effects:
    """Applies the smallest plan that forms one stage in some directions."""

    def __init__(self, source: PlanSource, settled: MunicipalitySelection) -> None:
        self._source, self._settled = source, settled
        self._every = source.subject.directions

    @cached_property
    def _before(self) -> Standing:
        return self._source.now.standing(self._every)

    def of(self, key: str, stage: str, directions: Sequence[str]) -> Effect:
        """``key`` is that of the recommendation."""
        steps: list[Step] = []
        blocked = []
        for direction in directions:
            plan = self._source.close_stage(direction, stage)
            if plan.outcome in (Outcome.FOUND, Outcome.ALREADY):
                steps += plan.steps
            else:
                blocked.append(direction)
        after = self._source.applied(steps)
        open_ones = [code for code in directions if code not in blocked]
        full = tuple(code for code in open_ones if after.judgements[code].verdict is Verdict.EFFECTIVE)
        keys = tuple(step.key for step in steps)[:LONGEST_PLAN]
        return Effect(
            gain=round(sum(step.gain for step in steps), 6),
            before=self._before,
            after=after.standing(self._every),
            full=full,
            still=tuple(code for code in open_ones if code not in full),
            blocked=tuple(blocked),
            source=f"effect:{key}",
            link=self._settled.but(plan=OWN, steps=keys).address(),
        )


def effect_text(effect: Effect) -> Text:
    """«При прежних результатах остальных: +8 баллов, всего 750 вместо 742; место 13 из 39 вместо 14 из 39. …»"""
    return joined([_points(effect), _verdicts(effect)])


def _points(effect: Effect) -> Text:
    if not effect.gain or effect.after.points is None:
        return ()
    gain = texts.points(_figure(effect, effect.gain))
    after = _figure(effect, effect.after.points)
    if effect.before.points is None or not effect.after.rank:
        return filled(_("{gain} more, {after} in all."), gain=gain, after=after)
    parts: dict[str, str | Figure | Text] = {
        "gain": gain,
        "after": after,
        "before": _figure(effect, effect.before.points),
        "rank": _rank(effect, effect.after),
    }
    if effect.before.rank_of == effect.after.rank_of:
        return filled(
            _("With the results of all others unchanged: {gain} more, {after} instead of {before}; rank {rank} stays."),
            **parts,
        )
    if not effect.before.rank:
        return filled(
            _("With the results of all others unchanged: {gain} more, {after} instead of {before}; rank {rank}."),
            **parts,
        )
    return filled(
        _(
            "With the results of all others unchanged: {gain} more, {after} instead of {before}; rank {rank} instead "
            "of {earlier}."
        ),
        **parts,
        earlier=_rank(effect, effect.before),
    )


def _verdicts(effect: Effect) -> Text:
    found: list[Text] = []
    if effect.full:
        found.append(filled(_("The cycle becomes full: {directions}."), directions=", ".join(effect.full)))
    if effect.still and not effect.full and not effect.blocked:
        found.append((_("The verdict stays: other stages are not formed either."),))
    elif effect.still:
        words = ngettext(
            "The verdict stays: another stage of direction {directions} is not formed either.",
            "The verdict stays: other stages of directions {directions} are not formed either.",
            len(effect.still),
        )
        found.append(filled(words, directions=", ".join(effect.still)))
    if effect.blocked:
        words = _("Points cannot form this stage while its parameters do not apply: {directions}.")
        found.append(filled(words, directions=", ".join(effect.blocked)))
    return joined(found)


def _figure(effect: Effect, value: float) -> Figure:
    return texts.figure(value, effect.source, effect.link)


def _rank(effect: Effect, standing: Standing) -> Figure:
    return Figure(standing.rank_of, float(standing.first or 0), effect.source, effect.link)
