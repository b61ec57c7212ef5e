"""The changes in rank across a change of methodology as a table of plain values."""

from data.language import _
from data.tables import Column, Kind, Table, Value
from data.views.method_change.page import MethodChange
from data.views.method_change.rows import PlaceChange
from data.views.method_change.words import comparability_words, rule_heading, table_title

TABLE = "method_change"


def method_change_table(view: MethodChange) -> Table:
    """Everybody: those told apart in the order of their newer place, then the others with the reason.

    The column of those who took part in one period only is left out where it moved nobody.
    """
    moved = any(row.taking_part for row in view.split)
    columns = (
        Column("municipality", _("Municipality")),
        Column("code", _("Code")),
        Column("then", _("Rank in {year}").format(year=view.older)),
        Column("now", _("Rank in {year}").format(year=view.newer)),
        Column("change", _("Change in rank"), Kind.SIGNED, 0),
        Column("rules", _("Rules"), Kind.SIGNED, 0),
        Column("performance", _("Performance"), Kind.SIGNED, 0),
        *((Column("taking_part", _("Different participants"), Kind.SIGNED, 0),) if moved else ()),
        *((Column("reason", _("Why there is no comparison")),) if view.unsplit else ()),
    )
    rows = tuple(_row(row) for row in (*view.split, *view.unsplit))
    return Table(TABLE, table_title(view.older, view.newer), columns, rows, _notes(view))


def _row(row: PlaceChange) -> dict[str, Value]:
    return {
        "municipality": row.name,
        "code": row.code,
        "then": row.then or _("not ranked"),
        "now": row.now or _("not ranked"),
        **{name: _known(getattr(row, name)) for name in ("change", "rules", "performance", "taking_part")},
        "reason": row.reason,
    }


def _known(value: int | None) -> Value:
    return _("no comparison") if value is None else value


def _notes(view: MethodChange) -> tuple[tuple[str, str], ...]:
    crosswalk = tuple(
        (f"{line.older} → {line.newer}", f"{comparability_words(line.comparable)}. {line.note}") for line in view.lines
    )
    return (
        (_("Shown"), view.sentence),
        (rule_heading(), view.rule),
        (_("Comparison"), view.unsplit_words),
        *crosswalk,
        *view.provenance.notes(),
    )
