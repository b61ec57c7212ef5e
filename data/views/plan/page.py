"""A plan of one municipality as it is shown: what to do, and what it would change, all others unchanged."""

from dataclasses import dataclass

from data.language import _
from data.measures.plans import Plan, Step, chosen_plan, open_parameters
from data.storage.reader import Reader
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.selection import settle_profile
from data.views.plan import words
from data.views.plan.lines import StepLine, StepLines
from data.views.plan.offers import CLOSE, OWN, Base, Offer, base_plan, close_offers, next_offers
from data.views.plan.source import Judgement, PlanSource, Situation, Standing, plan_source
from data.views.rankings.words import TOTAL, Subject, find_subject, rule_sentence, subjects
from data.views.shared.choices import Choice, Choices
from data.views.shared.provenance import Provenance, provenance, threshold_sentence


@dataclass(frozen=True)
class DirectionEffect:
    """One direction that the plan touches, as it is and as it would be."""

    direction: Choice
    before: Standing
    after: Standing
    judged_before: Judgement
    judged_after: Judgement


@dataclass(frozen=True)
class Effect:
    """What a plan changes: ``before`` and ``after`` stand in the ranking of the chosen subject, the totals in that by
    the total. ``effective`` counts full cycles before and after, of ``judged`` directions."""

    before: Standing
    after: Standing
    total_before: Standing
    total_after: Standing
    directions: tuple[DirectionEffect, ...]
    effective_before: int
    effective_after: int
    judged: int


@dataclass(frozen=True)
class PlanView:
    """``lines`` are the steps of the plan and those that were unticked; ``rest`` is every other open parameter.

    ``reason`` says why there is no plan; it is empty where there is one. ``selection`` is settled.
    """

    selection: MunicipalitySelection
    municipality: Choice
    subject: Subject
    subjects: tuple[Subject, ...]
    title: str
    sentence: str
    reason: str
    is_own: bool
    gain: float
    lines: tuple[StepLine, ...]
    rest: tuple[StepLine, ...]
    next_offers: tuple[Offer, ...]
    close_offers: tuple[Offer, ...]
    effect: Effect
    rule: str
    filters: tuple[tuple[str, str], ...]
    provenance: Provenance

    @property
    def steps(self) -> tuple[StepLine, ...]:
        return tuple(line for line in self.lines if line.ticked)

    @property
    def is_by_total(self) -> bool:
        return self.subject.code == TOTAL


def plan_view(reader: Reader, selection: MunicipalitySelection, toggle: str = "") -> PlanView:
    """The plan of the selection; ``toggle`` is the key of a step that is now unticked, or ticked if it was not.

    Raises AccessDenied for a municipality whose details the viewer may not see, and NotFound for a direction or a
    ranking that the methodology does not have.
    """
    settled, choices = settle_profile(reader, selection)
    subject = find_subject(choices, settled.subject)
    source = plan_source(
        reader, settled.municipality or "", settled.period or "", settled.methodology or "", settled.subject
    )
    base = base_plan(source, settled.plan, choices)
    plan, is_own = _chosen(source, base, settled.steps, toggle)
    lines = StepLines(reader, source, choices, frozenset(step.key for step in plan.steps))
    offered = {step.key: step for step in (*base.plan.steps, *plan.steps)}
    effect = _effect(source, plan, choices)
    return PlanView(
        selection=settled.but(
            plan=base.code if plan.steps or not is_own else OWN,
            steps=tuple(step.key for step in plan.steps) if is_own else (),
        ),
        municipality=Choices.find(choices.municipalities, source.municipality),
        subject=subject,
        subjects=subjects(choices),
        title=words.title(words.own_name() if is_own else base.name, plan),
        sentence=words.sentence(plan, effect.before, effect.after, None if is_own else base.plan, choices),
        reason=words.reason(plan, source.stages, choices, is_cycle=base.code.startswith(CLOSE)),
        is_own=is_own,
        gain=plan.gain,
        lines=lines.of(list(offered.values())),
        rest=lines.of([step for step in open_parameters(source.parameters) if step.key not in offered]),
        next_offers=next_offers(source),
        close_offers=close_offers(source, choices),
        effect=effect,
        rule=words.rule(),
        filters=words.filters(settled, choices, subject),
        provenance=provenance(
            reader,
            source.rubric.code,
            (_("Rule of plans"), words.rule()),
            (_("Ranking rule"), rule_sentence(int(source.ranked["ranked"].iloc[0]))),
            (_("Full cycle"), threshold_sentence(source.rubric)),
            period=settled.period,
        ),
    )


def _chosen(source: PlanSource, base: Base, ticked: tuple[str, ...], toggle: str) -> tuple[Plan, bool]:
    """The plan with the viewer's own ticks, and whether they make it another than the one that was chosen."""
    planned = [step.key for step in base.plan.steps]
    keys = dict.fromkeys(ticked or planned)
    if toggle in keys:
        del keys[toggle]
    elif toggle:
        keys[toggle] = None
    if keys.keys() == set(planned):
        return base.plan, base.code == OWN
    return chosen_plan(source.parameters, list(keys), base.plan.steps), True


def _effect(source: PlanSource, plan: Plan, choices: Choices) -> Effect:
    after = source.applied(plan.steps)
    every = [direction.code for direction in choices.directions]
    return Effect(
        before=source.now.standing(source.subject.directions),
        after=after.standing(source.subject.directions),
        total_before=source.now.standing(every),
        total_after=after.standing(every),
        directions=_direction_effects(source.now, after, plan.steps, choices),
        effective_before=source.now.effective,
        effective_after=after.effective,
        judged=len(every),
    )


def _direction_effects(
    now: Situation, after: Situation, steps: tuple[Step, ...], choices: Choices
) -> tuple[DirectionEffect, ...]:
    touched = {step.direction for step in steps}
    return tuple(
        DirectionEffect(
            direction,
            now.standing([direction.code]),
            after.standing([direction.code]),
            now.judgements[direction.code],
            after.judgements[direction.code],
        )
        for direction in choices.directions
        if direction.code in touched
    )
