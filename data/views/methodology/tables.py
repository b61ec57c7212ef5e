"""The tables of /methodology for export: the maxima by direction and stage, and every parameter."""

from data.language import _, local
from data.storage.reader import Reader
from data.tables import Column, Kind, Table, Value
from data.views.methodology.address import MethodologySelection
from data.views.methodology.page import MethodologyView, methodology_view, stage_name
from data.vocabulary import Nothing


def directions_table(reader: Reader, selection: MethodologySelection) -> Table:
    """A row for each direction, a column for each stage: maxima in points."""
    view = methodology_view(reader, selection)
    columns = (
        Column("block", _("Block")),
        Column("code", _("Code")),
        Column("name", _("Direction")),
        *(Column(f"stage:{stage.code}", stage.name, Kind.NUMBER) for stage in view.stages),
        Column("loaded", _("Loaded, points"), Kind.NUMBER),
        Column("official", _("Official maximum, points"), Kind.NUMBER),
        Column("parameters", _("Parameters"), Kind.NUMBER, 0),
    )
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "block": line.block,
            "code": line.code,
            "name": line.name,
            **{
                f"stage:{stage.code}": Nothing.NOT_APPLICABLE if points is None else points
                for stage, points in zip(view.stages, line.stages, strict=True)
            },
            "loaded": line.loaded,
            "official": Nothing.NO_DATA if line.official is None else line.official,
            "parameters": line.parameters,
        }
        for line in view.maxima
    )
    return Table("directions", _("Maxima by direction and stage"), columns, rows, _notes_of(view))


def parameters_table(reader: Reader, selection: MethodologySelection) -> Table:
    """A row for each parameter, with everything above it."""
    view = methodology_view(reader, selection)
    columns = (
        Column("direction", _("Direction")),
        Column("stage", _("Stage")),
        Column("position", _("Position code")),
        Column("text", _("Position")),
        Column("parameter", _("Parameter code")),
        Column("name", _("Parameter")),
        Column("minimum", _("Minimum"), Kind.NUMBER),
        Column("maximum", _("Maximum"), Kind.NUMBER),
    )
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "direction": row.direction,
            "stage": stage_name(row),
            "position": row.position,
            "text": local(row.position_text_ru, row.position_text_en),
            "parameter": row.parameter,
            "name": local(row.parameter_name_ru, row.parameter_name_en),
            "minimum": row.minimum,
            "maximum": row.maximum,
        }
        for row in view.rows
    )
    return Table("parameters", _("Parameters of the methodology"), columns, rows, _notes_of(view))


def _notes_of(view: MethodologyView) -> tuple[tuple[str, str], ...]:
    return (*view.provenance.notes(), *((_("Remark"), text) for text in view.notes))
