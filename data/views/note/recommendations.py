"""The draft of a recommendation on a stage of the cycle: who does what by when, what proves it, what it would give.

Gaps that differ only in the direction make one recommendation, with a ground for each direction.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from data.language import _, ngettext, pgettext
from data.views.cycle.expected_documents import ExpectedDocument
from data.views.cycle.selection import Stage
from data.views.note import text as texts
from data.views.note.actions import action
from data.views.note.effect import Effect, effect_text
from data.views.note.text import Figure, Text, filled, joined, plain
from data.views.shared.choices import Choice
from data.vocabulary import ComponentState


@dataclass(frozen=True)
class Paragraph:
    label: str
    text: Text


@dataclass(frozen=True)
class Draft:
    """What stands before anybody has edited it. ``make`` writes it when somebody asks: a plan stands behind each."""

    title: str
    make: Callable[[], tuple[Paragraph, ...]]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return self.make()

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

    ``key`` names the gap, ``positions`` those that lost points; ``cell`` is the key of the heatmap's cell and ``link``
    opens it.
    """

    key: str
    direction: Choice
    stage: Stage
    state: ComponentState
    is_first: bool
    points: float | None
    maximum: float
    lost: float
    penalty: float
    bare: float
    positions: tuple[str, ...]
    standing: Standing
    documents: tuple[ExpectedDocument, ...]
    cell: str
    link: str

    def figure(self, value: float) -> Figure:
        return texts.figure(value, self.cell, self.link)


def component_paragraphs(
    municipality: Choice, gaps: Sequence[ComponentFacts], effect: Effect, deadline: str
) -> tuple[Paragraph, ...]:
    """``gaps`` are those of one stage, one for each direction."""
    paragraphs = addressed(municipality, _advice(gaps), deadline)
    proof = Paragraph(_("Proof"), (_proof(gaps),))
    given = effect_text(effect)
    gives = (Paragraph(_("What it would give"), given),) if given else ()
    grounds = (_ground(one, several=len(gaps) > 1) for one in gaps)
    return (*paragraphs, proof, *gives, *grounds)


def gap_title(gaps: Sequence[ComponentFacts]) -> str:
    """Of one direction with its name, of several by their codes."""
    one, stage = gaps[0].direction, gaps[0].stage
    directions = f"{one.code} {one.short}" if len(gaps) == 1 else _codes(gaps)
    return _("{directions}: stage {number} “{stage}”").format(
        directions=directions, number=stage.number, stage=stage.short
    )


def addressed(municipality: Choice, advice: Text, deadline: str) -> tuple[Paragraph, ...]:
    """Who does what, and by when."""
    return (
        Paragraph(
            pgettext("note", "To"),
            filled(_("the education authority of the municipality: {name}."), name=municipality.name),
        ),
        Paragraph(_("Recommended"), advice),
        Paragraph(_("Deadline"), (deadline,)),
    )


def _advice(gaps: Sequence[ComponentFacts]) -> Text:
    actions = dict.fromkeys(action(one.stage.code, one.stage.name, one.state) for one in gaps)
    return joined(
        [
            *actions,
            _where(
                gaps,
                [one for one in gaps if one.penalty],
                _("Remove what the penalty was given for."),
                _("Remove what the penalty was given for: {directions}."),
            ),
            _where(
                gaps,
                [one for one in gaps if one.bare],
                _("Attach documents to the points given without them."),
                _("Attach documents to the points given without them: {directions}."),
            ),
        ]
    )


def _where(every: Sequence[ComponentFacts], gaps: Sequence[ComponentFacts], alone: str, several: str) -> Text:
    """A sentence about some of the gaps; of several it says which."""
    if not gaps:
        return ()
    return (alone,) if len(every) == 1 else filled(several, directions=_codes(gaps))


def _codes(gaps: Iterable[ComponentFacts]) -> str:
    return ", ".join(one.direction.code for one in gaps)


def _proof(gaps: Sequence[ComponentFacts]) -> str:
    """The documents that prove the stage, once for all directions that share them."""
    by_documents: dict[str, list[ComponentFacts]] = {}
    for one in gaps:
        by_documents.setdefault(_documents(one.documents), []).append(one)
    if len(by_documents) == 1:
        return f"{next(iter(by_documents))}."
    return "; ".join(f"{_codes(some)} — {words}" for words, some in by_documents.items()) + "."


def _documents(documents: Sequence[ExpectedDocument]) -> str:
    named = list(dict.fromkeys(filter(None, (one.letter_words for one in documents))))
    if not named:
        return _("a document of the municipality's own choice, because the source names none")
    return f"{'; '.join(named)} ({documents[0].source})"


def _ground(facts: ComponentFacts, *, several: bool) -> Paragraph:
    """The ground of one gap; of several it says in whose direction."""
    label = _("Ground ({direction})").format(direction=facts.direction.code) if several else _("Ground")
    parts = [_state(facts), _first(facts), _lost(facts), _positions(facts), _bare(facts), _standing(facts)]
    return Paragraph(label, joined(parts))


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
    listed = "; ".join(_("“{name}”").format(name=name) for name in facts.positions)
    template = ngettext(
        "The loss is in the position {names}.", "The losses are in the positions {names}.", len(facts.positions)
    )
    return filled(template, names=listed)


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
    return filled(_("{own}; the median of the nearest in size: {median}."), own=own, median=median)
