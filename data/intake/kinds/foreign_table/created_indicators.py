"""Indicators that a long table names and nobody has described: created by its own names where a person allows it."""

from data.intake.kinds.foreign_table.mapping import (
    ColumnRole,
    Creation,
    NewIndicator,
    TableRequest,
)
from data.intake.tables.columns import TableColumns
from data.queries.registry import IndicatorEntry
from data.text.indicator_codes import LONGEST_CODE, is_code
from data.text.names import code_key, name_key


def named_in_table(
    request: TableRequest, figures: dict[str, TableColumns], known: dict[str, IndicatorEntry]
) -> list[NewIndicator]:
    """One for each wording that is neither known nor described in the mapping, in the order of the table.

    A wording is the code where it can be one; a longer one is cut, with its number behind it.
    """
    if Creation.INDICATORS not in request.create or "" not in figures:
        return []
    mapping, columns = request.mapping, figures[""]
    taken = {key for entry in known.values() for key in (code_key(entry.code), name_key(entry.name_ru))}
    taken |= {key for one in mapping.new_indicators for key in (code_key(one.code), name_key(one.name))}
    created: list[NewIndicator] = []
    _codes, firsts = columns.distinct((ColumnRole.INDICATOR,))
    for index in sorted(firsts.tolist()):
        text = columns.row(index).text(ColumnRole.INDICATOR)
        if not text or {code_key(text), name_key(text)} & taken:
            continue
        code = text if is_code(text) else _cut(text, len(created) + 1)
        taken |= {code_key(text), name_key(text)}
        defaults = mapping.defaults
        created.append(NewIndicator(code, text, defaults.unit, mapping.level, defaults.polarity, defaults.source))
    return created


def _cut(text: str, number: int) -> str:
    plain = " ".join("".join(letter for letter in text if letter.isprintable()).split())
    return f"{plain[: LONGEST_CODE - 6].rstrip()}-{number}"
