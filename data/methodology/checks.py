"""What must hold before a rubric is stored. All findings come at once, each naming the place in the file."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from data.findings import Finding, shortened
from data.formats import number
from data.language import _, pgettext
from data.methodology.definition import BlockDefinition, DirectionDefinition, MethodologyDefinition, StatedTotal
from data.text.names import code_key
from data.vocabulary import Severity

# Points are sums of decimals; a difference below this is only how floats are stored.
TOLERANCE = 1e-6


class _Row(Protocol):
    @property
    def place(self) -> str | None: ...


def check_methodology(definition: MethodologyDefinition) -> list[Finding]:
    """Duplicate codes, unknown references, limits the wrong way round, and totals that contradict each other."""
    return [
        *_check_duplicates(definition),
        *_check_references(definition),
        *_check_threshold(definition),
        *_check_limits(definition),
        *_warn_positions(definition),
        *_check_stated_totals(definition),
        *_check_official_maxima(definition),
    ]


def _error(rule: str, message: str, row: _Row, *, found: str, expected: str, fix: str | None = None) -> Finding:
    sheet, cell = _split_place(row.place)
    return Finding(
        Severity.ERROR, rule, message, sheet=sheet, cell=cell, found=shortened(found), expected=expected, fix=fix
    )


def _split_place(place: str | None) -> tuple[str | None, str | None]:
    """``Лист!B7`` names a sheet and a cell; any other place is an address in a file without sheets."""
    if place is None:
        return None, None
    sheet, mark, cell = place.rpartition("!")
    return (sheet, cell) if mark else (None, place)


def _check_duplicates(definition: MethodologyDefinition) -> Iterator[Finding]:
    yield from _duplicates(((row.code,), row) for row in definition.blocks)
    yield from _duplicates(((row.code,), row) for row in definition.directions)
    yield from _duplicates(((row.code,), row) for row in definition.cycle_components)
    yield from _duplicates(((row.direction, row.code), row) for row in definition.positions)
    yield from _duplicates(((row.direction, row.position, row.code), row) for row in definition.parameters)


def _duplicates(rows: Iterable[tuple[tuple[str, ...], _Row]]) -> Iterator[Finding]:
    """Two codes that look the same are one: scores come with either."""
    first: dict[tuple[str, ...], _Row] = {}
    for codes, row in rows:
        key = tuple(map(code_key, codes))
        if key in first:
            yield _error(
                "duplicate-code",
                _("The code {code} appears twice; first at {place}.").format(
                    code=" / ".join(codes), place=first[key].place or "—"
                ),
                row,
                found=codes[-1],
                expected=_("a code that is used once"),
                fix=_("Give one of the two rows another code, or delete it."),
            )
        first.setdefault(key, row)


def _check_references(definition: MethodologyDefinition) -> Iterator[Finding]:
    blocks = {row.code for row in definition.blocks}
    directions = {row.code for row in definition.directions}
    components = {row.code for row in definition.cycle_components}
    positions = {(row.direction, row.code) for row in definition.positions}
    for direction in definition.directions:
        if direction.block not in blocks:
            yield _unknown(_no_block(), direction.block, blocks, direction)
    for position in definition.positions:
        if position.direction not in directions:
            yield _unknown(_no_direction(), position.direction, directions, position)
        if position.cycle_component not in components:
            yield _unknown(_no_cycle_component(), position.cycle_component, components, position)
    for parameter in definition.parameters:
        if (parameter.direction, parameter.position) not in positions:
            known = {code for direction_code, code in positions if direction_code == parameter.direction}
            yield _unknown(_no_position(), parameter.position, known, parameter)
    for total in definition.stated_totals:
        for message, code, known in (
            (_no_block(), total.block, blocks),
            (_no_direction(), total.direction, directions),
            (_no_cycle_component(), total.cycle_component, components),
        ):
            if code is not None and code not in known:
                yield _unknown(message, code, known, total)
    for link in definition.crosswalk:
        if link.direction not in directions:
            yield _unknown(_no_direction(), link.direction, directions, link)


def _no_block() -> str:
    return pgettext("unknown code", "There is no block with the code {code}.")


def _no_direction() -> str:
    return pgettext("unknown code", "There is no direction with the code {code}.")


def _no_cycle_component() -> str:
    return pgettext("unknown code", "There is no stage with the code {code}.")


def _no_position() -> str:
    return pgettext("unknown code", "There is no position with the code {code}.")


def _unknown(message: str, code: str, known: set[str], row: _Row) -> Finding:
    return _error(
        "unknown-reference",
        message.format(code=code),
        row,
        found=code,
        expected=", ".join(sorted(known)) or _("at least one defined code"),
    )


def _check_threshold(definition: MethodologyDefinition) -> Iterator[Finding]:
    if not 0 < definition.formed_threshold <= 1:
        yield Finding(
            Severity.ERROR,
            "threshold-out-of-range",
            _("The share from which a stage counts as formed must be above 0 and at most 1."),
            found=number(definition.formed_threshold),
            expected="0 < x ≤ 1",
        )


def _check_limits(definition: MethodologyDefinition) -> Iterator[Finding]:
    for row in definition.parameters:
        if row.minimum > row.maximum:
            yield _error(
                "minimum-above-maximum",
                _("The minimum of parameter {code} is above its maximum.").format(code=f"{row.position} / {row.code}"),
                row,
                found=f"{number(row.minimum)} > {number(row.maximum)}",
                expected=_("a minimum that is not above the maximum"),
            )


def _warn_positions(definition: MethodologyDefinition) -> Iterator[Finding]:
    """A position without parameters stays without points for ever."""
    filled = {(row.direction, row.position) for row in definition.parameters}
    for row in definition.positions:
        if (row.direction, row.code) not in filled:
            sheet, cell = _split_place(row.place)
            yield Finding(
                Severity.WARNING,
                "position-without-parameters",
                _("The position has no parameters: nothing can ever be scored there."),
                sheet=sheet,
                cell=cell,
                found=shortened(row.code),
                fix=_("Add its parameters to the sheet of parameters, or delete the position."),
            )


def _check_stated_totals(definition: MethodologyDefinition) -> Iterator[Finding]:
    for total in definition.stated_totals:
        loaded = sum(parameter.maximum for parameter in definition.parameters_of(total))
        if abs(loaded - total.maximum) > TOLERANCE:
            yield _error(
                "contradictory-total",
                _("{what}: the stated total is {stated}, but the parameters add up to {loaded}.").format(
                    what=_name_of(total), stated=number(total.maximum), loaded=number(loaded)
                ),
                total,
                found=number(total.maximum),
                expected=number(loaded),
                fix=_("Correct the total or the points of the parameters."),
            )


def _name_of(total: StatedTotal) -> str:
    if total.direction is not None and total.cycle_component is not None:
        return _("Direction {direction}, stage {cycle_component}").format(
            direction=total.direction, cycle_component=total.cycle_component
        )
    if total.direction is not None:
        return _("Direction {direction}").format(direction=total.direction)
    if total.block is not None:
        return _("Block {block}").format(block=total.block)
    if total.cycle_component is not None:
        return _("Stage {cycle_component}").format(cycle_component=total.cycle_component)
    return _("The whole methodology")


def _check_official_maxima(definition: MethodologyDefinition) -> Iterator[Finding]:
    """An official maximum above what is loaded is normal («загружено 47 из 149»); one below it cannot be."""
    officials: list[tuple[BlockDefinition | DirectionDefinition, StatedTotal]] = [
        *((row, StatedTotal(maximum=row.official_maximum or 0, block=row.code)) for row in definition.blocks),
        *((row, StatedTotal(maximum=row.official_maximum or 0, direction=row.code)) for row in definition.directions),
    ]
    for row, total in officials:
        loaded = sum(parameter.maximum for parameter in definition.parameters_of(total))
        if row.official_maximum is not None and loaded > row.official_maximum + TOLERANCE:
            yield _error(
                "official-maximum-exceeded",
                _("{what}: the parameters add up to {loaded}, above the official maximum {official}.").format(
                    what=_name_of(total), loaded=number(loaded), official=number(row.official_maximum)
                ),
                row,
                found=number(loaded),
                expected=f"≤ {number(row.official_maximum)}",
            )
