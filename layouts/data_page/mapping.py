"""The step of /data at which a person says what the columns of a foreign table are."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from data.intake.kinds.foreign_table.mapping import ColumnRole, Creation, IndicatorColumns, NewIndicator, Releases
from data.intake.tables.units import unit_names
from data.language import _
from data.views.data_page.mapping import NEW, SPARE_ROWS, MappingView, municipality_kind_names, school_kind_names
from data.vocabulary import Nothing, Polarity, Unit
from layouts.parts.page import card, empty_state, field, select
from layouts.parts.screen_table import UNSORTED, Cell, Heading, Row, Section, screen_table

Options = Sequence[tuple[str, str]]
# The value of «none»: a select shows an empty value without its words, and no title of a column is a blank.
NONE = " "


def role_names() -> dict[ColumnRole, str]:
    """The roles of columns that do not belong to one indicator, in the order of the form."""
    return {
        ColumnRole.MUNICIPALITY: _("Municipality, by name"),
        ColumnRole.MUNICIPALITY_CODE: _("Municipality, by code"),
        ColumnRole.SCHOOL: _("School, by code"),
        ColumnRole.SCHOOL_NAME: _("School, by name"),
        ColumnRole.PERIOD: _("Period"),
        ColumnRole.COMMENT: _("Comment"),
    }


def long_role_names() -> dict[ColumnRole, str]:
    """The roles of a table in which each row names its indicator."""
    return {
        ColumnRole.INDICATOR: _("Indicator, by code or name"),
        ColumnRole.VALUE: _("Value"),
        ColumnRole.NUMERATOR: _("Numerator"),
        ColumnRole.DENOMINATOR: _("Denominator"),
    }


def mapping_card(view: MappingView, store: str) -> Component:
    """The form; its buttons write what stands in it into ``store``."""
    title = _("What the columns are")
    if view.look is None:
        return empty_state(title, _("The file has no table with a row of titles. Give its columns titles."))
    return card(
        title,
        html.Div(
            [
                _sample(view),
                _sheets(view),
                _saved(view),
                html.Div([_role(view, role, name) for role, name in role_names().items()], className="mapping-fields"),
                _period(view),
                html.H3(_("Figures: every row names its indicator")),
                html.Div(
                    [_role(view, role, name) for role, name in long_role_names().items()], className="mapping-fields"
                ),
                html.H3(_("Figures: indicators have columns of their own")),
                *_indicators(view),
                html.H3(_("How the source writes")),
                _source(view),
                html.H3(_("What is not in the registers")),
                _creation(view),
                _actions(),
            ],
            **{"data-form": store, "data-form-job": view.job},
        ),
        caption=_("Say what each column is; the file itself does not change. Nothing is stored before you publish it."),
    )


def _sample(view: MappingView) -> Component:
    headings = [
        Heading(str(place), column.title, look="text", sort=UNSORTED) for place, column in enumerate(view.columns)
    ]
    rows = [
        Row(str(place), [Cell(text) for text in texts])
        for place, texts in enumerate(zip(*(column.sample for column in view.columns), strict=True))
    ]
    title = _("The first rows of the table")
    return screen_table("mapping-sample", title, headings, [Section(rows)], look="data-table mapping-sample")


def _sheets(view: MappingView) -> Component:
    if len(view.sheets) < 2:
        return html.Div()
    chosen = view.look.sheet if view.look else ""
    control = select("mapping-sheet", [(name, name) for name in view.sheets], chosen)
    return html.Div([field(_("Sheet"), control), _button(_("Show the sheet"), "sheet")], className="toolbar")


def _saved(view: MappingView) -> Component:
    if not view.saved:
        return html.Div()
    control = select("mapping-saved", [(name, name) for name in view.saved], view.saved[0])
    buttons = (_button(_("Use it"), "use"), _button(_("Delete it"), "delete"))
    return html.Div([field(_("Saved mapping"), control), *buttons], className="toolbar")


def _role(view: MappingView, role: ColumnRole, name: str) -> Component:
    return _column(view, f"mapping-column-{role.value}", name, view.mapping.columns.get(role, ""))


def _column(view: MappingView, identity: str, label: str, title: str) -> Component:
    """A choice among the columns; each option shows what stands in its first row."""
    options = [(NONE, _("no such column"))] + [
        (column.title, f"{column.title}: {column.sample[0]}" if column.sample and column.sample[0] else column.title)
        for column in view.columns
    ]
    return field(label, select(identity, [(value, words[:80]) for value, words in options], view.chosen(title) or NONE))


def _period(view: MappingView) -> Component:
    return html.Div(
        _text(
            "mapping-period",
            _("One period for the whole table"),
            view.mapping.period,
            _("If no column has it: a year, or a school year such as 2015/16."),
        ),
        className="mapping-fields",
    )


def _indicators(view: MappingView) -> list[Component]:
    """A line for each indicator of the mapping and some more; one that is not known yet is described in its line."""
    described = {one.code: one for one in view.mapping.new_indicators}
    known = {code for code, _name in view.indicators}
    lines = [*view.mapping.indicators, *[IndicatorColumns("")] * SPARE_ROWS]
    options = [(NONE, _("no indicator")), (NEW, _("a new indicator …")), *view.indicators]
    return [
        _indicator(view, number, line, options, None if line.indicator in known else described.get(line.indicator))
        for number, line in enumerate(lines)
    ]


def _indicator(
    view: MappingView, number: int, line: IndicatorColumns, options: Options, new: NewIndicator | None
) -> Component:
    chosen = select(f"mapping-indicator-{number}", options, NEW if new else line.indicator or NONE)
    return html.Div(
        [
            html.Div(
                [
                    field(_("Indicator {number}").format(number=number + 1), chosen),
                    _column(view, f"mapping-numerator-{number}", _("Numerator"), line.numerator),
                    _column(view, f"mapping-denominator-{number}", _("Denominator"), line.denominator),
                    _column(view, f"mapping-value-{number}", _("Value"), line.value),
                ],
                className="mapping-fields",
            ),
            html.Div(_new_indicator(number, new), className="mapping-fields mapping-new"),
        ],
        className="mapping-indicator",
    )


def _new_indicator(number: int, new: NewIndicator | None) -> list[Component]:
    unit = select(f"mapping-new-unit-{number}", _units(), new.unit.value if new else Unit.PERCENT.value)
    polarity = select(
        f"mapping-new-polarity-{number}", _polarities(), new.polarity.value if new else Polarity.NO_JUDGEMENT.value
    )
    return [
        _text(f"mapping-new-code-{number}", _("Code of the new indicator"), new.code if new else ""),
        _text(f"mapping-new-name-{number}", _("Name of the new indicator"), new.name if new else ""),
        field(_("Unit"), unit),
        field(_("How it is judged"), polarity),
        _text(f"mapping-new-source-{number}", _("Source"), new.source if new else ""),
    ]


def _units() -> Options:
    return [(unit, name) for unit, name in unit_names().items() if unit != Unit.COUNT_PER_ORGANISATION]


def _polarities() -> Options:
    return [
        (Polarity.NO_JUDGEMENT.value, _("no judgement")),
        (Polarity.HIGHER_IS_BETTER.value, _("higher is better")),
        (Polarity.LOWER_IS_BETTER.value, _("lower is better")),
    ]


def _source(view: MappingView) -> Component:
    """What the source writes for nothing and for periods: said once for it."""
    names = {
        Nothing.NO_DATA: _("Marks for “no data”"),
        Nothing.NOT_APPLICABLE: _("Marks for “not applicable”"),
        Nothing.HIDDEN: _("Marks for “hidden”"),
    }
    marks = [
        _text(
            f"mapping-marks-{kind.value}",
            name,
            "; ".join(mark for mark, meant in view.mapping.marks.items() if meant is kind),
            _("Several stand between semicolons: c; low."),
        )
        for kind, name in names.items()
    ]
    said = "; ".join(f"{label} = {code}" for label, code in view.mapping.periods.items())
    hint = _("Only where a label does not say it itself: 2014-16 = 2016; autumn 2026 = 2026-H2.")
    labels = _text("mapping-periods", _("Labels of periods"), said, hint)
    return html.Div([*marks, labels, _releases(view)], className="mapping-fields")


def _releases(view: MappingView) -> Component:
    options = [
        (NONE, _("not decided")),
        (Releases.REPLACE.value, _("replace the first ones")),
        (Releases.BESIDE.value, _("stand beside the first ones")),
    ]
    chosen = view.mapping.releases
    return field(
        _("Revised figures, such as “2018 (Rev)”"),
        select("mapping-releases", options, chosen.value if chosen else NONE),
    )


def _creation(view: MappingView) -> Component:
    names = {
        Creation.MUNICIPALITIES: _("create unknown municipalities"),
        Creation.SCHOOLS: _("create unknown schools"),
        Creation.PERIODS: _("create the period"),
        Creation.INDICATORS: _("create unknown indicators"),
    }
    mapping = view.mapping
    kinds = (
        (
            "mapping-municipality-kind",
            _("Kind of new municipalities"),
            municipality_kind_names(),
            mapping.municipality_kind,
        ),
        ("mapping-school-kind", _("Kind of new schools"), school_kind_names(), mapping.school_kind),
    )
    ticks = [
        dbc.Checkbox(id=f"mapping-create-{one.value}", label=name, value=one in view.request.create)
        for one, name in names.items()
    ]
    choices = [
        field(label, select(identity, [(NONE, _("not chosen")), *options], kind.value if kind else NONE))
        for identity, label, options, kind in kinds
    ]
    defaults = view.mapping.defaults
    choices += [
        field(_("Unit of new indicators"), select("mapping-default-unit", _units(), defaults.unit.value)),
        field(
            _("How new indicators are judged"),
            select("mapping-default-polarity", _polarities(), defaults.polarity.value),
        ),
    ]
    hint = _("Municipalities, periods and indicators stay in the registers even when the revision is undone.")
    return html.Div([html.Div([*choices, html.Div(ticks)], className="mapping-fields"), html.P(hint, className="hint")])


def _actions() -> Component:
    return html.Div(
        [
            _button(_("Check the table"), "check", "button button-primary"),
            _text("mapping-name", _("Name of the mapping"), ""),
            _button(_("Save the mapping"), "save"),
        ],
        className="toolbar mapping-actions",
    )


def _text(identity: str, label: str, value: str, hint: str | None = None) -> Component:
    return field(label, dbc.Input(id=identity, value=value, type="text", size="sm", maxLength=300), hint)


def _button(text: str, action: str, look: str = "button") -> Component:
    return html.Button(text, type="button", className=look, **{"data-form-action": action})
