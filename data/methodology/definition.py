"""A rubric as it is read from a file, before anything is stored: flat rows that name each other by code.

The order of the rows of each kind is their order in the rubric. ``place`` says where a row stands in its file
(``Лист!B7`` in a workbook, ``directions[2].rows[1]`` in YAML), so that a finding can name it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from data.vocabulary import Comparability


@dataclass(frozen=True, kw_only=True)
class BlockDefinition:
    """A group of directions; ``official_maximum`` in points, None where no document states it."""

    code: str
    name_ru: str
    name_en: str
    official_maximum: float | None = None
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class DirectionDefinition:
    """An area of activity, in the block of code ``block``; ``official_maximum`` as in a block."""

    code: str
    block: str
    name_ru: str
    name_en: str
    short_ru: str
    short_en: str
    official_maximum: float | None = None
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class CycleComponentDefinition:
    """A stage of the cycle; ``group`` is the code of the coarser stage it belongs to."""

    code: str
    name_ru: str
    name_en: str
    short_ru: str
    short_en: str
    group: str
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class PositionDefinition:
    """A row of the rubric. ``code`` is unique within its direction."""

    code: str
    direction: str
    cycle_component: str
    text_ru: str
    text_en: str
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class ParameterDefinition:
    """A column of one position, in points. ``code`` is unique within its position; a penalty has maximum 0."""

    code: str
    direction: str
    position: str
    name_ru: str
    name_en: str
    minimum: float
    maximum: float
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class StatedTotal:
    """A maximum that the file states for what it itemises: a stage of a direction, a direction, or a block.

    With neither direction nor block it is the total of the methodology. It must equal the sum of the parameters;
    an official maximum that is only partly itemised belongs into ``official_maximum`` instead.
    """

    maximum: float
    block: str | None = None
    direction: str | None = None
    cycle_component: str | None = None
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class CrosswalkDefinition:
    """How ``direction`` of this methodology continues as ``newer_direction`` of ``newer_methodology``."""

    direction: str
    newer_methodology: str
    newer_direction: str
    comparable: Comparability
    note_ru: str
    note_en: str
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class MethodologyDefinition:
    """One rubric. ``formed_threshold`` is a share of 0…1; the other fields are as in ``data.models.methodology``."""

    code: str
    version: str
    name_ru: str
    name_en: str
    source_ru: str
    source_en: str
    is_demo: bool = False
    formed_threshold: float = 1.0
    floor_at_zero: bool = False
    blocks: tuple[BlockDefinition, ...] = ()
    directions: tuple[DirectionDefinition, ...] = ()
    cycle_components: tuple[CycleComponentDefinition, ...] = ()
    positions: tuple[PositionDefinition, ...] = ()
    parameters: tuple[ParameterDefinition, ...] = ()
    stated_totals: tuple[StatedTotal, ...] = ()
    crosswalk: tuple[CrosswalkDefinition, ...] = ()

    def parameters_of(self, total: StatedTotal) -> Iterator[ParameterDefinition]:
        """The parameters that a stated total sums."""
        block_of = {direction.code: direction.block for direction in self.directions}
        component_of = {(row.direction, row.code): row.cycle_component for row in self.positions}
        for parameter in self.parameters:
            if (
                total.block in (None, block_of.get(parameter.direction))
                and total.direction in (None, parameter.direction)
                and total.cycle_component in (None, component_of.get((parameter.direction, parameter.position)))
            ):
                yield parameter
