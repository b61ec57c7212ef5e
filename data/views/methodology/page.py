"""What /methodology shows: a rubric as a tree with maxima and sources, readable before any score exists."""

from dataclasses import dataclass

from data.errors import NotFound, NothingYet
from data.formats import number
from data.language import _, local, ngettext
from data.queries.headings import MethodologyLine, methodology_line
from data.queries.methodologies import CycleComponentLine, blocks, cycle_components, directions, methodologies
from data.queries.registry import Rubric, RubricRow, rubric
from data.storage.reader import Reader
from data.views.methodology.address import MethodologySelection
from data.views.shared.choices import Choice, known_code
from data.views.shared.provenance import Provenance, provenance, threshold_sentence


@dataclass(frozen=True)
class DirectionMaxima:
    """Points of one direction: ``stages`` in cycle order, None where the stage has no parameter.

    ``official`` is the maximum of the document, None where no document states it.
    """

    code: str
    short: str
    name: str
    block: str
    stages: tuple[float | None, ...]
    loaded: float
    official: float | None
    positions: int
    parameters: int


@dataclass(frozen=True)
class MethodologyView:
    """``rows`` are the parameters of the chosen direction, of all without one, in the order of the rubric.

    ``block_names`` by code, of blocks with an official maximum the loaded and the official points in words.
    """

    selection: MethodologySelection
    methodologies: tuple[Choice, ...]
    directions: tuple[Choice, ...]
    about: MethodologyLine
    stages: tuple[CycleComponentLine, ...]
    block_names: dict[str, str]
    maxima: tuple[DirectionMaxima, ...]
    rows: tuple[RubricRow, ...]
    notes: tuple[str, ...]
    provenance: Provenance

    @property
    def loaded(self) -> float:
        return sum(line.loaded for line in self.maxima)

    @property
    def sentence(self) -> str:
        """How large the rubric is, in words."""
        positions, parameters = (
            sum(getattr(line, name) for line in self.maxima) for name in ("positions", "parameters")
        )
        return ", ".join(
            (
                _("Edition {version}").format(version=self.about.version),
                ngettext("{number} direction", "{number} directions", len(self.maxima)).format(number=len(self.maxima)),
                ngettext("{number} stage", "{number} stages", len(self.stages)).format(number=len(self.stages)),
                ngettext("{number} position", "{number} positions", positions).format(number=positions),
                ngettext("{number} parameter", "{number} parameters", parameters).format(number=parameters),
                _("at most {points} points").format(points=number(self.loaded)),
            )
        )


def methodology_view(reader: Reader, selection: MethodologySelection) -> MethodologyView:
    """The rubric asked for, the one assessed by last without a choice. Open to every role.

    Raises NotFound for an unknown code, NothingYet while there is no methodology.
    """
    offered = tuple(Choice(one.code, one.name, one.name) for one in methodologies(reader))
    if not offered:
        raise NothingYet(_("No methodology is loaded yet."))
    code = known_code(_("methodology"), selection.methodology, offered, offered[0].code)
    about, whole = methodology_line(reader, code), rubric(reader, code)
    if about is None or whole is None:
        raise NotFound(_("There is no methodology “{code}”. Known: {known}.").format(code=code, known=code))
    lines = tuple(Choice(one.code, one.short, one.name, one.block) for one in directions(reader, code))
    direction = known_code(_("direction"), selection.direction, lines, "") or None
    stages = cycle_components(reader, code)
    return MethodologyView(
        selection=selection.but(methodology=code, direction=direction),
        methodologies=offered,
        directions=lines,
        about=about,
        stages=stages,
        block_names={one.code: one.name for one in blocks(reader, code)},
        maxima=tuple(_maxima(line, whole, about, stages) for line in lines),
        rows=tuple(row for row in whole.rows if direction in (None, row.direction)),
        notes=_notes(whole, stages, lines),
        provenance=provenance(reader, code, (_("Source"), about.source), (_("Threshold"), threshold_sentence(about))),
    )


def _maxima(
    direction: Choice, whole: Rubric, about: MethodologyLine, stages: tuple[CycleComponentLine, ...]
) -> DirectionMaxima:
    own = [row for row in whole.rows if row.direction == direction.code]
    sums: dict[str, float] = {}
    for row in own:
        stage = stage_name(row)
        sums[stage] = sums.get(stage, 0.0) + row.maximum
    official = {part.code: part.official for part in about.loaded_parts if not part.is_block}
    return DirectionMaxima(
        code=direction.code,
        short=direction.short,
        name=direction.name,
        block=direction.group,
        stages=tuple(sums.get(stage.name) for stage in stages),
        loaded=sum(sums.values()),
        official=official.get(direction.code),
        positions=len({row.position for row in own}),
        parameters=len(own),
    )


def stage_name(row: RubricRow) -> str:
    return local(row.cycle_component_ru, row.cycle_component_en)


def _notes(whole: Rubric, stages: tuple[CycleComponentLine, ...], lines: tuple[Choice, ...]) -> tuple[str, ...]:
    """What rules need and the rubric lacks, each once."""
    found = []
    if len(stages) == 1:
        found.append(
            _(
                "The methodology has one stage: a chain of stages and its first break cannot be shown. "
                "A direction is judged by this stage alone."
            )
        )
    if len(lines) == 1:
        found.append(_("The methodology has one direction: the total and the direction are the same."))
    empty = [line.code for line in lines if line.code not in whole.directions]
    if empty:
        words = ngettext(
            "Direction {codes} has no parameters yet and cannot be judged.",
            "Directions {codes} have no parameters yet and cannot be judged.",
            len(empty),
        )
        found.append(words.format(codes=", ".join(empty)))
    bare = [stage.name for stage in stages if stage.name not in {stage_name(row) for row in whole.rows}]
    if bare:
        words = ngettext(
            "The stage {names} has no parameters in any direction.",
            "The stages {names} have no parameters in any direction.",
            len(bare),
        )
        found.append(words.format(names=", ".join(f"“{name}”" for name in bare)))
    return tuple(found)


def loaded_words(loaded: float, official: float | None) -> str:
    """«47 of 149», or the points alone where no document states a maximum."""
    if official is None:
        return number(loaded)
    return _("{loaded} of {official}").format(loaded=number(loaded), official=number(official))
