"""The tables of the profile as they are exported: what is on the screen, in its order."""

from data.language import _
from data.reader import Reader
from data.selection import Selection
from data.tables import Column, Kind, Table, Value
from data.views.cycle import Line
from data.views.cycle_tables import stage_title, state_words, verdict_words
from data.views.municipality import ProfileView, profile_view
from data.vocabulary import ComponentState, Nothing


def profile_table(reader: Reader, selection: Selection) -> Table:
    """Direction × cycle component with place, verdict and first broken link: the map of the profile."""
    view = profile_view(reader, selection)
    columns = [
        Column("code", _("Code")),
        Column("name", _("Direction")),
        *(Column(stage.code, stage_title(stage), Kind.NUMBER) for stage in view.cycle.stages),
        *(Column(f"{stage.code}.state", f"{stage_title(stage)}: {_('state')}") for stage in view.cycle.stages),
        Column("points", _("Points"), Kind.NUMBER),
        Column("maximum", _("Maximum"), Kind.NUMBER),
        Column("verdict", _("Verdict")),
        Column("first_broken", _("First broken link")),
    ]
    rows = tuple(_direction_row(view, line) for line in view.lines)
    title = _("Directions and links of the cycle: {name}").format(name=view.municipality.name)
    return Table("profile", title, tuple(columns), rows, notes(view))


def _direction_row(view: ProfileView, line: Line) -> dict[str, Value]:
    row: dict[str, Value] = {
        "code": line.code,
        "name": line.name,
        "points": Nothing.NO_DATA if line.points is None else line.points,
        "maximum": line.maximum,
        "verdict": verdict_words(line.verdict),
        "first_broken": stage_title(line.first_broken) if line.first_broken else _("the cycle is complete"),
    }
    for stage, cell in zip(view.cycle.stages, line.cells, strict=True):
        nothing = Nothing.NOT_APPLICABLE if cell.state is ComponentState.NOT_APPLICABLE else Nothing.NO_DATA
        row[stage.code] = nothing if cell.points is None else cell.points
        row[f"{stage.code}.state"] = state_words(cell.state)
    return row


def notes(view: ProfileView) -> tuple[tuple[str, str], ...]:
    return ((_("Choices"), view.filters), *view.provenance.notes())
