"""The draft of a recommendation: to whom, on what ground, what to do, by when."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.formats import number, percent_value, percentage_points, signed
from data.language import _, ngettext, pgettext
from data.views.cycle.expected_documents import ExpectedDocument, silence
from data.views.cycle.selection import Stage
from data.views.indicators.region_targets import TargetRow
from data.views.indicators.words import level, result_words
from data.views.note import text as texts
from data.views.note.actions import action
from data.views.note.text import Figure, Text, filled, joined, plain
from data.views.shared.choices import Choice
from data.vocabulary import ComponentState, Nothing, TargetKind, TargetStatus, Unit


@dataclass(frozen=True)
class Paragraph:
    label: str
    text: Text


@dataclass(frozen=True)
class Draft:
    """What stands before anybody has edited it."""

    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """As a person edits it: one paragraph a line, its label before it."""
        return "\n".join(f"{one.label}: {plain(one.text)}" for one in self.paragraphs)


@dataclass(frozen=True)
class Standing:
    """Points of a whole direction beside the median of those like the municipality; None where there is none."""

    points: float | None
    maximum: float
    peer_median: float | None
    link: str


@dataclass(frozen=True)
class ComponentFacts:
    """What a recommendation on a stage rests on. Points, ``penalty`` and ``bare`` as in the measures.

    ``cell`` is the key of the heatmap's cell and ``link`` opens it.
    """

    municipality: Choice
    direction: Choice
    stage: Stage
    state: ComponentState
    is_first: bool
    points: float | None
    maximum: float
    lost: float
    penalty: float
    bare: float
    positions: tuple[int, ...]
    standing: Standing
    documents: tuple[ExpectedDocument, ...]
    cell: str
    link: str

    def figure(self, value: float) -> Figure:
        return texts.figure(value, self.cell, self.link)


def component_draft(facts: ComponentFacts, deadline: str) -> Draft:
    title = _("{code} {direction}: stage {number} “{stage}”").format(
        code=facts.direction.code, direction=facts.direction.short, number=facts.stage.number, stage=facts.stage.short
    )
    ground = joined(
        [_state(facts), _first(facts), _lost(facts), _positions(facts), _bare(facts), _standing(facts)],
    )
    advice = joined(
        [
            action(facts.stage.code, facts.stage.name, facts.state),
            (_("Remove what the penalty was given for."),) if facts.penalty else (),
            (_("Attach documents to the points given without them."),) if facts.bare else (),
            (_documents(facts.documents),),
        ]
    )
    return Draft(title, _paragraphs(facts.municipality, ground, advice, deadline))


def target_draft(municipality: Choice, direction: Choice, row: TargetRow, link: str, deadline: str) -> Draft:
    """For a target that is missed or behind."""
    title = _("{code} {direction}: target “{indicator}”").format(
        code=direction.code, direction=direction.short, indicator=row.indicator.short
    )
    ground = joined([_target_state(row, link), _pace(row, link)])
    missed = row.result.status is TargetStatus.MISSED
    advice = (
        _("Find out why the target was not reached, take measures and show their result in the next monitoring.")
        if missed
        else _("Take measures that bring the target nearer faster, and check their result in the next monitoring."),
    )
    return Draft(title, _paragraphs(municipality, ground, advice, deadline))


def _paragraphs(municipality: Choice, ground: Text, advice: Text, deadline: str) -> tuple[Paragraph, ...]:
    return (
        Paragraph(
            pgettext("note", "To"),
            filled(_("the education authority of the municipality: {name}."), name=municipality.name),
        ),
        Paragraph(_("Ground"), ground),
        Paragraph(_("Recommended"), advice),
        Paragraph(_("Deadline"), (deadline or no_deadline(),)),
    )


def no_deadline() -> str:
    """No source gives a date, so none is made up: whoever approves the note sets it."""
    return _("to be set")


def _state(facts: ComponentFacts) -> Text:
    names = {
        "code": facts.direction.code,
        "direction": facts.direction.name,
        "number": str(facts.stage.number),
        "stage": facts.stage.name,
    }
    if facts.state is ComponentState.NOT_APPLICABLE:
        return filled(
            _("In direction {code} “{direction}” stage {number} “{stage}” is marked as not applicable throughout."),
            **names,
        )
    maximum = texts.points_of(facts.figure(facts.maximum))
    if facts.points is None:
        template = _("In direction {code} “{direction}” there are no data on stage {number} “{stage}”.")
        return filled(template, **names)
    template = {
        ComponentState.ABSENT: _(
            "In direction {code} “{direction}” stage {number} “{stage}” is absent: {points} {maximum}."
        ),
        ComponentState.PARTIAL: _(
            "In direction {code} “{direction}” stage {number} “{stage}” is not fully formed: {points} {maximum}."
        ),
        ComponentState.NO_DATA: _(
            "In direction {code} “{direction}” stage {number} “{stage}” is not fully scored and "
            "cannot be judged: so far {points} {maximum}."
        ),
    }[facts.state]
    return filled(template, **names, points=facts.figure(facts.points), maximum=maximum)


def _first(facts: ComponentFacts) -> Text:
    if not facts.is_first:
        return ()
    if facts.state in (ComponentState.ABSENT, ComponentState.PARTIAL):
        return (_("It is the first stage in the cycle of this direction that is not formed."),)
    # A stage without data may yet prove to be formed: it is not said to be broken.
    return (_("From this stage on, the cycle of this direction cannot be judged."),)


def _lost(facts: ComponentFacts) -> Text:
    if not facts.lost:
        return ()
    lost = texts.lost_points(facts.figure(facts.lost))
    if not facts.penalty:
        return (*lost, ".")
    penalty = texts.points(facts.figure(facts.penalty))
    return filled(_("{lost}, of which {penalty} as a penalty."), lost=lost, penalty=penalty)


def _positions(facts: ComponentFacts) -> Text:
    if not facts.positions:
        return ()
    listed = joined([(facts.figure(float(each)),) for each in facts.positions], ", ")
    if len(facts.positions) == 1:
        return filled(_("The loss is in position {numbers} of the rubric."), numbers=listed)
    return filled(_("The losses are in positions {numbers} of the rubric."), numbers=listed)


def _bare(facts: ComponentFacts) -> Text:
    if not facts.bare:
        return ()
    return filled(_("Without a supporting document: {points}."), points=texts.points(facts.figure(facts.bare)))


def _standing(facts: ComponentFacts) -> Text:
    standing, source = facts.standing, f"direction:{facts.direction.code}"
    if standing.points is None:
        return ()
    own = filled(
        _("The direction as a whole: {points} {maximum}"),
        points=texts.figure(standing.points, source, standing.link),
        maximum=texts.points_of(texts.figure(standing.maximum, source, standing.link)),
    )
    if standing.peer_median is None:
        return (*own, ".")
    median = texts.points(texts.figure(standing.peer_median, f"peers:{facts.direction.code}", standing.link))
    return filled(_("{own}; the median of similar municipalities: {median}."), own=own, median=median)


def _documents(documents: Sequence[ExpectedDocument]) -> str:
    named = list(dict.fromkeys(filter(None, (one.letter_words for one in documents))))
    if not named:
        return _("Expected documents: {silence}.").format(silence=silence())
    text = ngettext("Expected document ({source}): {listed}.", "Expected documents ({source}): {listed}.", len(named))
    return text.format(source=documents[0].source, listed="; ".join(named).rstrip("."))


def _target_state(row: TargetRow, link: str) -> Text:
    unit, source = row.indicator.unit, f"target:{row.indicator.code}"
    fact = () if isinstance(row.fact, Nothing) else (amount(row.fact, unit, source, link),)
    status = risk_words(row)
    names: dict[str, str | Figure | Text] = {
        "indicator": row.indicator.name,
        "fact": fact,
        "target": target_level(row, link),
        "status": status,
    }
    return filled(
        _("Indicator “{indicator}”: the fact is {fact}, the target is {target}; the target is {status}."), **names
    )


def risk_words(row: TargetRow) -> str:
    """How a target at risk stands, with what came after its deadline."""
    if row.result.status is not TargetStatus.MISSED:
        return _("behind the plan")
    return result_words(row.result) if row.result.late_years else _("not reached")


def target_level(row: TargetRow, link: str) -> Text:
    """«не менее 66,6 % к 2027 году», as far as the target states it."""
    source = f"target:{row.indicator.code}"
    if row.result.threshold is None:
        return (_("growth") if row.target.rule.sign > 0 else _("a fall"),)
    level = _level(row.result.threshold, row.indicator.unit, source, link)
    is_lower = row.target.rule.sign < 0
    if row.target.rule.kind is TargetKind.POSITIVE_DYNAMICS:
        # Growth against a baseline: reaching it is not enough.
        bound = _("below {level}") if is_lower else _("above {level}")
    else:
        bound = _("at most {level}") if is_lower else _("at least {level}")
    if row.result.deadline is None:
        return filled(bound, level=level)
    year = Figure(str(row.result.deadline), float(row.result.deadline), source, link)
    return filled(_("{level} by {year}"), level=filled(bound, level=level), year=year)


def _pace(row: TargetRow, link: str) -> Text:
    result, source = row.result, f"target:{row.indicator.code}"
    if result.status is TargetStatus.MISSED or not result.needed_step:
        return ()
    needed = _step(result.needed_step, row.indicator.unit, source, link)
    if result.pace is None:
        return filled(_("The step needed each year is {needed}."), needed=needed)
    pace = _step(result.pace, row.indicator.unit, source, link)
    return filled(_("The step needed each year is {needed}, the pace so far {pace}."), needed=needed, pace=pace)


def amount(value: float, unit: Unit, source: str, link: str) -> Figure:
    return Figure(percent_value(value) if unit is Unit.PERCENT else number(value), value, source, link)


def _level(value: float, unit: Unit, source: str, link: str) -> Figure:
    """A level as a target states it: as many decimals as it has."""
    return Figure(level(value, unit), value, source, link)


def _step(value: float, unit: Unit, source: str, link: str) -> Figure:
    return Figure(percentage_points(value) if unit is Unit.PERCENT else signed(value, 1), value, source, link)
