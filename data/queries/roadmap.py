"""What the measures of a roadmap refer to: the directions and the stages of the cycle of one methodology."""

from dataclasses import dataclass

from sqlalchemy import select

from data.models.methodology import CycleComponent, Direction, Methodology
from data.storage.reader import Reader

# The Russian and the English name, then other ways to write it.
Spellings = tuple[str, ...]


@dataclass(frozen=True)
class Scheme:
    """Directions and stages by code. A stage is a cycle component, or a group of them (document 001 has six)."""

    code: str
    direction_ids: dict[str, int]
    directions: dict[str, Spellings]
    stages: dict[str, Spellings]


def scheme(reader: Reader, code: str) -> Scheme | None:
    """The scheme of the methodology ``code``, or nothing when there is none."""
    methodology = reader.session.scalar(select(Methodology).where(Methodology.code == code))
    if methodology is None:
        return None
    groups: dict[str, list[CycleComponent]] = {}
    for part in methodology.cycle_components:
        groups.setdefault(part.group, []).append(part)
    stages: dict[str, Spellings] = {
        part.code: (part.name_ru, part.name_en, part.short_ru, part.short_en) for part in methodology.cycle_components
    }
    for group, parts in groups.items():
        if len(parts) > 1:
            stages[group] = ("; ".join(part.name_ru for part in parts), "; ".join(part.name_en for part in parts))
    return Scheme(
        methodology.code,
        {direction.code: direction.id for direction in methodology.directions},
        {direction.code: _spellings(direction) for direction in methodology.directions},
        stages,
    )


def _spellings(direction: Direction) -> Spellings:
    """A direction is named by its code, with its name or without, or by its name alone."""
    code, names = direction.code, (direction.name_ru, direction.name_en, direction.short_ru, direction.short_en)
    return (code, code, code.replace(".", ","), *names, *(f"{code} {name}" for name in names))
