"""The tables of the page of the cycle as they are exported: what is on the screen, in its order."""

from data.language import _, ngettext
from data.storage.reader import Reader
from data.tables import Column, Kind, Table, Value
from data.views.cycle.address import CycleSelection
from data.views.cycle.cell import CellDetail, Document, Given, PositionLine, cell_detail
from data.views.cycle.chains import chain_rule, chains_words
from data.views.cycle.expected_documents import silence
from data.views.cycle.order import BY_FIRST_BROKEN, stage_column
from data.views.cycle.region import CycleView, Line, municipality_cycle, region_cycle
from data.views.cycle.selection import Stage, cycle_provenance, cycle_rubric, of_chosen, settle_cycle
from data.views.cycle.words import stage_title, state_words, verdict_words
from data.views.shared.sources import note_words
from data.vocabulary import ComponentState, Nothing


def region_table(reader: Reader, selection: CycleSelection) -> Table:
    """Municipality × stage of one direction."""
    view = region_cycle(reader, selection)
    title = _("Cycle of direction {code} “{name}”").format(code=view.direction.code, name=view.direction.name)
    return _grid_table("cycle", of_chosen(title, view.selection), _("Municipality"), view)


def municipality_table(reader: Reader, selection: CycleSelection) -> Table:
    """Direction × stage of one municipality."""
    view = municipality_cycle(reader, selection)
    title = _("Management cycle: {municipality}").format(municipality=view.municipality.name)
    return _grid_table("municipality", title, _("Direction"), view)


def _grid_table(name: str, title: str, first: str, view: CycleView) -> Table:
    columns = [Column("code", _("Code")), Column("name", first), Column("points", _("Points"), Kind.NUMBER)]
    columns.append(Column("maximum", _("Maximum"), Kind.NUMBER))
    for stage in view.stages:
        columns.append(Column(f"{stage.code}.points", f"{stage_title(stage)}: {_('points')}", Kind.NUMBER))
        columns.append(Column(f"{stage.code}.state", f"{stage_title(stage)}: {_('state')}"))
    columns += [
        Column("verdict", _("Verdict")),
        Column("first_broken", _("First break")),
        Column("first_broken_state", _("State at the first break")),
        Column("chains", _("Chain patterns")),
        Column("note", _("Note")),
    ]
    rows = tuple(_grid_row(view, line) for line in view.rows)
    return Table(
        name,
        title,
        tuple(columns),
        rows,
        (*view.filters, (_("Chain patterns"), chain_rule()), *view.provenance.notes()),
        (len(view.lines), len(view.incomplete)),
        {BY_FIRST_BROKEN: "breaks_at"} | {stage_column(stage.code): f"{stage.code}.points" for stage in view.stages},
    )


def _grid_row(view: CycleView, line: Line) -> dict[str, Value]:
    row: dict[str, Value] = {
        "code": line.code,
        "name": line.name,
        "points": _or_nothing(line.points, line.nothing or Nothing.NO_DATA),
        "maximum": line.maximum,
        "verdict": verdict_words(line.verdict),
        "first_broken": stage_title(line.first_broken) if line.first_broken else _("the cycle is complete"),
        "first_broken_state": state_words(line.first_broken_state) if line.first_broken_state else "",
        "chains": chains_words(line.chains),
        "note": "" if line.is_complete else _("not fully scored"),
        "breaks_at": line.breaks_at,
    }
    for stage, cell in zip(view.stages, line.cells, strict=True):
        nothing = Nothing.NOT_APPLICABLE if cell.state is ComponentState.NOT_APPLICABLE else Nothing.NO_DATA
        row[f"{stage.code}.points"] = _or_nothing(cell.points, nothing)
        row[f"{stage.code}.state"] = state_words(cell.state)
    return row


def cell_table(reader: Reader, selection: CycleSelection) -> Table:
    """One row per parameter behind the chosen cell; no rows while none is chosen."""
    detail = cell_detail(reader, selection)
    settled, _choices = settle_cycle(reader, selection)
    columns = (
        Column("stage", _("Stage")),
        Column("number", _("No."), Kind.NUMBER, 0),
        Column("position", _("Position")),
        Column("parameter", _("Parameter")),
        Column("minimum", _("Minimum"), Kind.NUMBER),
        Column("maximum", _("Maximum"), Kind.NUMBER),
        Column("points", _("Points"), Kind.NUMBER),
        Column("lost", _("Lost"), Kind.NUMBER),
        Column("comment", _("Comment")),
        Column("evidence", _("Evidence")),
        Column("evidence_details", _("Number and date")),
        Column("evidence_link", _("Address")),
        Column("source", _("Source cell")),
        Column("note", _("Answer of the sender")),
    )
    notes = cycle_provenance(reader, settled, cycle_rubric(reader, settled)).notes()
    if detail is None:
        return Table("cell", _("Positions behind a cell: no cell is chosen"), columns, (), notes)
    rows = tuple(
        _parameter_row(section.stage, position, given, detail)
        for section in detail.sections
        for position in section.positions
        for given in position.given
        if given is not None
    )
    return Table("cell", cell_title(detail), columns, rows, (*_cell_notes(detail), *notes))


def cell_title(detail: CellDetail) -> str:
    return f"{detail.municipality.name} · {detail.direction.code} · {stage_title(detail.stage)}"


def _parameter_row(stage: Stage, position: PositionLine, given: Given, detail: CellDetail) -> dict[str, Value]:
    document = detail.documents[given.document - 1] if given.document else None
    return {
        "stage": stage.name,
        "number": position.number,
        "position": position.text,
        "parameter": given.name,
        "minimum": given.minimum,
        "maximum": given.maximum,
        "points": given.missing or _or_nothing(given.points),
        "lost": given.missing or given.lost,
        "comment": given.comment,
        "evidence": document.title if document else "",
        "evidence_details": document.details if document else "",
        "evidence_link": document.link if document else "",
        "source": given.source.words if given.source else "",
        "note": note_words(given.note) if given.note else "",
    }


def _cell_notes(detail: CellDetail) -> tuple[tuple[str, str], ...]:
    return (
        (_("Period"), detail.period.name),
        (_("Direction"), f"{detail.direction.code} {detail.direction.name}"),
        *((_("Evidence"), " · ".join(filter(None, _document_parts(one)))) for one in detail.documents),
        *((_("What is expected"), f"{one.words} ({one.source})") for one in detail.expected),
        *(() if detail.expected else ((_("What is expected"), silence()),)),
    )


def _document_parts(document: Document) -> tuple[str, ...]:
    return document.title, document.details, positions_words(document.positions), document.link


def positions_words(numbers: tuple[int, ...]) -> str:
    """«позиция 6», «позиции 1, 2, 5»."""
    return ngettext("position {numbers}", "positions {numbers}", len(numbers)).format(
        numbers=", ".join(str(number) for number in numbers)
    )


def _or_nothing(value: float | None, nothing: Nothing = Nothing.NO_DATA) -> Value:
    return nothing if value is None else value
