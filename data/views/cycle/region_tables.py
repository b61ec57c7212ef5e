"""Exports of what stands around the maps: all directions, chain patterns, unproved points, standing penalties."""

from data.formats import moment
from data.language import _
from data.measures.chains import LINKS, ChainPattern
from data.storage.reader import Reader
from data.tables import Column, Kind, Table, Value
from data.views.cycle.address import CycleSelection
from data.views.cycle.chains import chain_rule, chain_words, chains_words, lacking_sentence, possible
from data.views.cycle.directions import DirectionCell, DirectionsLine, DirectionsView, directions_cycle
from data.views.cycle.order import direction_column
from data.views.cycle.proof import penalties, unproved
from data.views.cycle.region import CycleView, cycle_view
from data.views.cycle.selection import (
    DIRECTIONS,
    cycle_filters,
    cycle_provenance,
    cycle_rubric,
    of_chosen,
    settle_cycle,
)
from data.views.cycle.words import stage_title, state_words, verdict_words
from data.views.shared.choices import Choice, Choices
from data.vocabulary import Nothing

Notes = tuple[tuple[str, str], ...]
Rows = tuple[dict[str, Value], ...]


def directions_table(reader: Reader, selection: CycleSelection) -> Table:
    """Municipality × direction: points, verdict and first break of each; then the full cycles."""
    view = directions_cycle(reader, selection)
    columns = [Column("code", _("Code")), Column("name", _("Municipality")), Column("points", _("Points"), Kind.NUMBER)]
    for direction in view.choices.directions:
        title = f"{direction.code} {direction.short}"
        columns += [
            Column(f"{direction.code}.points", f"{title}: {_('points')}", Kind.NUMBER),
            Column(f"{direction.code}.verdict", f"{title}: {_('Verdict')}"),
            Column(f"{direction.code}.broken", f"{title}: {_('first break')}"),
            Column(f"{direction.code}.chains", f"{title}: {_('chain patterns')}"),
        ]
    columns += [
        Column("complete", _("Full cycles"), Kind.NUMBER, 0),
        Column("judged", _("Directions judged"), Kind.NUMBER, 0),
        Column("note", _("Note")),
    ]
    rows = tuple(_directions_row(line) for line in view.rows)
    title = of_chosen(_("Full cycle: municipality × direction"), view.selection)
    notes = (*view.filters, (_("Chain patterns"), chain_rule()), *view.provenance.notes())
    keys = {direction_column(direction.code): f"{direction.code}.how_far" for direction in view.choices.directions}
    return Table("directions", title, tuple(columns), rows, notes, (len(view.lines), len(view.incomplete)), keys)


def _directions_row(line: DirectionsLine) -> dict[str, Value]:
    row: dict[str, Value] = {
        "code": line.code,
        "name": line.name,
        "points": line.nothing if line.points is None else line.points,
        "complete": line.complete_cycles if line.judged else Nothing.NO_DATA,
        "judged": line.judged,
        "note": "" if line.is_complete else _("not fully scored"),
    }
    for cell in line.cells:
        code = cell.direction.code
        row[f"{code}.points"] = (cell.nothing or Nothing.NO_DATA) if cell.points is None else cell.points
        row[f"{code}.verdict"] = verdict_words(cell.verdict)
        row[f"{code}.broken"] = broken_text(cell)
        row[f"{code}.chains"] = chains_words(cell.chains)
        row[f"{code}.how_far"] = cell.how_far
    return row


def broken_text(cell: DirectionCell) -> str:
    """The first stage that is not formed; one without data is not called broken."""
    if cell.first_broken is None or cell.first_broken_state is None:
        return _("the cycle is complete")
    title = stage_title(cell.first_broken)
    return title if cell.is_broken else f"{title}: {state_words(cell.first_broken_state)}"


def chains_table(reader: Reader, selection: CycleSelection) -> Table:
    """One row per municipality × direction × chain pattern of the view, whatever is found."""
    settled, choices = settle_cycle(reader, selection)
    patterns = possible(one.code for one in choices.cycle_components)
    columns = (
        Column("code", _("Code")),
        Column("municipality", _("Municipality")),
        Column("direction", _("Direction")),
        Column("pattern", _("Chain pattern")),
        Column("state", _("Result")),
        Column("earlier", _("Earlier stage")),
        Column("later", _("Later stage")),
    )
    names = {one.code: f"{number}. {one.short}" for number, one in enumerate(choices.cycle_components, start=1)}
    rows: Rows = tuple(
        {
            "code": municipality.code,
            "municipality": municipality.name,
            "direction": f"{direction.code} {direction.short}",
            "pattern": chain_words(pattern),
            "state": _found_words(pattern, found, unjudged),
            "earlier": names.get(LINKS[pattern].earlier, LINKS[pattern].earlier),
            "later": names.get(LINKS[pattern].later, LINKS[pattern].later),
        }
        for municipality, direction, found, unjudged in _chained(reader, settled)
        for pattern in patterns
    )
    rule = " ".join(filter(None, (chain_rule(), lacking_sentence(patterns))))
    notes = ((_("Chain patterns"), rule), *_notes(reader, settled, choices))
    return Table("chains", of_chosen(_("Chain patterns"), settled), columns, rows, notes)


def _chained(
    reader: Reader, settled: CycleSelection
) -> list[tuple[Choice, Choice, tuple[ChainPattern, ...], tuple[ChainPattern, ...]]]:
    """Municipality, direction, patterns found and unjudged, in the order of the view."""
    view: CycleView | DirectionsView
    if settled.view == DIRECTIONS:
        view = directions_cycle(reader, settled)
        return [
            (Choice(line.code, line.short, line.name), cell.direction, cell.chains, cell.unjudged)
            for line in view.rows
            for cell in line.cells
        ]
    view = cycle_view(reader, settled)
    rows = [(Choice(line.code, line.short, line.name), line.chains, line.unjudged) for line in view.rows]
    if view.is_region:
        return [(one, view.direction, found, unjudged) for one, found, unjudged in rows]
    return [(view.municipality, one, found, unjudged) for one, found, unjudged in rows]


def _found_words(pattern: ChainPattern, found: tuple[ChainPattern, ...], unjudged: tuple[ChainPattern, ...]) -> str:
    if pattern in unjudged:
        return _("cannot be judged")
    return _("found") if pattern in found else _("not found")


def bare_table(reader: Reader, selection: CycleSelection) -> Table:
    """Cells of the view with points that no document proves, wholly unproved ones first."""
    settled, choices = settle_cycle(reader, selection)
    columns = (
        Column("code", _("Code")),
        Column("municipality", _("Municipality")),
        Column("direction", _("Direction")),
        Column("stage", _("Stage")),
        Column("points", _("Points above 0"), Kind.NUMBER),
        Column("bare_points", _("Points without evidence"), Kind.NUMBER),
        Column("scores", _("Parameters with points"), Kind.NUMBER, 0),
        Column("bare_scores", _("Parameters without evidence"), Kind.NUMBER, 0),
        Column("note", _("Note")),
    )
    rows: Rows = tuple(
        {
            "code": cell.municipality.code,
            "municipality": cell.municipality.name,
            "direction": f"{cell.direction.code} {cell.direction.short}",
            "stage": stage_title(cell.stage),
            "points": cell.points,
            "bare_points": cell.bare_points,
            "scores": cell.scores,
            "bare_scores": cell.bare_scores,
            "note": _("no document at all") if cell.is_wholly_bare else "",
        }
        for cell in unproved(reader, settled).cells
    )
    return Table(
        "bare", of_chosen(_("Points without evidence"), settled), columns, rows, _notes(reader, settled, choices)
    )


def penalties_table(reader: Reader, selection: CycleSelection) -> Table:
    """Standing penalties of the view with the period and the revision since which they stand."""
    settled, choices = settle_cycle(reader, selection)
    columns = (
        Column("code", _("Code")),
        Column("municipality", _("Municipality")),
        Column("direction", _("Direction")),
        Column("stage", _("Stage")),
        Column("position", _("Position")),
        Column("parameter", _("Parameter")),
        Column("points", _("Points"), Kind.NUMBER),
        Column("since_period", _("In force since")),
        Column("since_revision", _("Revision"), Kind.NUMBER, 0),
        Column("since_time", _("Revision made")),
        Column("comment", _("Comment")),
    )
    found = penalties(reader, settled)
    rows: Rows = tuple(
        {
            "code": row.municipality.code,
            "municipality": row.municipality.name,
            "direction": f"{row.direction.code} {row.direction.short}",
            "stage": stage_title(row.stage),
            "position": row.position_text,
            "parameter": row.parameter_name,
            "points": row.points,
            "since_period": row.since_period.name,
            "since_revision": row.since_revision,
            "since_time": moment(row.since_created_at, found.zone),
            "comment": row.comment,
        }
        for row in found.rows
    )
    return Table(
        "penalties", of_chosen(_("Penalties in force"), settled), columns, rows, _notes(reader, settled, choices)
    )


def _notes(reader: Reader, settled: CycleSelection, choices: Choices) -> Notes:
    return (
        *cycle_filters(settled, choices),
        *cycle_provenance(reader, settled, cycle_rubric(reader, settled)).notes(),
    )
