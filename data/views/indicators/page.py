"""Page /indicators: facts against targets of one municipality, one indicator over time, one across the region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.errors import NotFound
from data.findings import quoted
from data.language import _
from data.measures.indicators.outlook import Outlook, outlook
from data.measures.target_counts import count_statuses
from data.measures.targets import way
from data.queries.headings import region_line
from data.queries.indicators import IndicatorLine, fastest_step, indicator_list, targets
from data.queries.targets.measures import CarryingMeasure, measures_of
from data.storage.reader import Reader
from data.views.indicators.across import Across, across
from data.views.indicators.address import WITHOUT_DIRECTION, IndicatorsSelection
from data.views.indicators.choices import group, group_of, groups, settle
from data.views.indicators.listing import ListedIndicator, in_groups, listing
from data.views.indicators.matrix import Matrix, matrix
from data.views.indicators.own_table import OwnTable, own_table
from data.views.indicators.rows import ATTENTION, Row, rows_of
from data.views.indicators.rules import rules
from data.views.indicators.series import PeriodSeries, known_interval, period_series
from data.views.indicators.target_versions import VersionRow, history
from data.views.indicators.unlike_texts import UnlikeTarget, unlike_targets
from data.views.indicators.words import status_word
from data.views.shared.choices import Choice, Choices, only
from data.views.shared.provenance import Provenance, provenance
from data.views.shared.sources import Sourced, may_fetch, observation_sources
from data.vocabulary import TargetStatus

MUNICIPALITY_VIEW, YEARS_VIEW, REGION_VIEW, MATRIX_VIEW, LIST_VIEW, OWN_VIEW = VIEWS = (
    "municipality",
    "years",
    "municipalities",
    "matrix",
    "list",
    "own",
)
# These show one indicator.
OF_ONE = (YEARS_VIEW, REGION_VIEW)
BY_CRITERION, BEHIND_FIRST = ORDERS = ("criteria", "behind")


@dataclass(frozen=True)
class IndicatorsView:
    """Everything the page shows. ``rows`` are all indicators of the direction, ``shown`` those of the filter;
    ``listed`` are the indicators of all directions or of the chosen group, in the view that lists them; ``groups`` are
    all groups with their numbers.

    ``counts`` are of ``rows`` and add up to their number. ``chosen`` is the indicator shown over time, ``series`` all
    of its periods of one kind; ``sources`` say by period from which cell of which file its figures came;
    ``may_fetch``: whether those files are open to the viewer.
    ``measures`` of the roadmaps name ``chosen``; ``history`` are the versions of its target, in the view of its years.
    ``unlike`` are the targets of this view whose fields are no reading of their text, for whoever may set them.
    """

    selection: IndicatorsSelection
    choices: Choices
    municipality: Choice
    municipalities: tuple[Choice, ...]
    direction: Choice
    directions: tuple[Choice, ...]
    year: int
    rows: tuple[Row, ...]
    shown: tuple[Row, ...]
    counts: Mapping[TargetStatus, int]
    chosen: Row | None
    series: PeriodSeries | None
    outlook: Outlook | None
    across: Across | None
    matrix: Matrix | None
    listed: tuple[ListedIndicator, ...]
    groups: tuple[tuple[Choice, int], ...]
    own: OwnTable | None
    sources: tuple[Sourced, ...]
    may_fetch: bool
    measures: tuple[CarryingMeasure, ...]
    history: tuple[VersionRow, ...]
    may_set_targets: bool
    unlike: tuple[UnlikeTarget, ...]
    provenance: Provenance

    def titled(self, title: str) -> str:
        """The title of the list of targets: it names the statuses where they are not all."""
        chosen = [status for status in TargetStatus if status in self.selection.statuses]
        return only(title, [quoted(status_word(status)) for status in chosen])

    @property
    def filters(self) -> str:
        """What is chosen, in words, for exports."""
        words = _("{municipality}; direction {direction}; fact of {year}")
        if self.direction.code == WITHOUT_DIRECTION:
            words = _("{municipality}; {direction}; fact of {year}")
        return words.format(municipality=self.municipality.name, direction=group_words(self.direction), year=self.year)


def indicators_view(reader: Reader, selection: IndicatorsSelection) -> IndicatorsView:
    """Settle the selection and judge every indicator of its direction for its municipality and year.

    An indicator that is asked for says its direction itself. Raises NotFound for a code that does not exist,
    AccessDenied for another municipality than a head's own.
    """
    selection = selection.but(statuses=_statuses(selection))
    lines = indicator_list(reader)
    asked = _asked(lines, selection.indicator)
    wanted = group_of(asked) if asked else selection.direction
    directions = groups(reader, lines, wanted)
    direction = group(directions, lines, wanted)
    selection = selection.but(interval=known_interval(reader, asked.code, selection.interval) if asked else None)
    settled = settle(reader, selection, asked)
    municipality = Choices.find(settled.choices.municipalities, settled.municipality)
    rows = rows_of(
        reader, [line for line in lines if group_of(line) == direction.code], municipality.code, settled.years
    )
    shown = _shown(rows, selection)
    chosen = _chosen(rows, shown, asked)
    view = selection.view if selection.view in VIEWS else MUNICIPALITY_VIEW
    region = region_line(reader)
    return IndicatorsView(
        selection=selection.but(
            period=settled.period,
            municipality=settled.municipality,
            direction=direction.code,
            indicator=chosen.indicator.code if chosen else None,
            view=view,
            order=selection.order if selection.order in ORDERS else BY_CRITERION,
        ),
        choices=settled.choices,
        municipality=municipality,
        municipalities=tuple(
            item for item in settled.choices.municipalities if reader.viewer.sees_details_of(item.code)
        ),
        direction=direction,
        directions=directions,
        year=settled.year,
        rows=rows,
        shown=shown,
        counts=count_statuses(row.result for row in rows),
        chosen=chosen,
        series=period_series(reader, chosen, municipality.code, selection.interval) if chosen else None,
        outlook=_outlook(reader, chosen) if chosen and view in (MUNICIPALITY_VIEW, YEARS_VIEW) else None,
        across=across(
            reader,
            chosen.indicator,
            settled.choices.municipalities,
            settled.years,
            own=municipality.code,
            statuses=selection.statuses,
            interval=selection.interval,
        )
        if view == REGION_VIEW and chosen
        else None,
        matrix=matrix(
            reader,
            [row.indicator for row in rows],
            settled.choices.municipalities,
            settled.year,
            selection.statuses,
        )
        if view == MATRIX_VIEW
        else None,
        listed=listing(reader, _of_group(lines, directions, selection), directions, municipality.code, settled.year)
        if view == LIST_VIEW
        else (),
        groups=in_groups(lines, directions) if view == LIST_VIEW else (),
        own=own_table(reader, selection, lines, settled.choices.municipalities, settled.years)
        if view == OWN_VIEW
        else None,
        sources=observation_sources(reader, indicator=chosen.indicator.code, municipality=municipality.code)
        if chosen and view in (MUNICIPALITY_VIEW, YEARS_VIEW)
        else (),
        may_fetch=may_fetch(reader),
        measures=measures_of(reader, indicator=chosen.indicator.code, municipality=municipality.code)
        if chosen and view in (MUNICIPALITY_VIEW, YEARS_VIEW)
        else (),
        history=history(reader, chosen, municipality, region.time_zone if region else "UTC")
        if view == YEARS_VIEW and chosen
        else (),
        may_set_targets=reader.viewer.may_set_targets(),
        unlike=_unlike(reader, view, rows, chosen) if reader.viewer.may_set_targets() else (),
        provenance=provenance(
            reader,
            None,
            *rules(bool(region and region.is_demo), [chosen] if chosen and view in OF_ONE else rows),
            period=settled.period,
        ),
    )


def group_words(direction: Choice) -> str:
    """«2.2 Professional development …», or that there is no direction."""
    return direction.name if direction.code == WITHOUT_DIRECTION else f"{direction.code} {direction.name}"


def _statuses(selection: IndicatorsSelection) -> tuple[str, ...]:
    """The statuses kept; all of them is the same as none chosen."""
    for status in selection.statuses:
        if status not in set(TargetStatus):
            raise NotFound(_("There is no status “{code}”.").format(code=status))
    return () if set(selection.statuses) == set(TargetStatus) else selection.statuses


def _of_group(
    lines: Sequence[IndicatorLine], known: Sequence[Choice], selection: IndicatorsSelection
) -> Sequence[IndicatorLine]:
    if selection.group is None:
        return lines
    chosen = group(known, lines, selection.group)
    return [line for line in lines if group_of(line) == chosen.code]


def _asked(lines: tuple[IndicatorLine, ...], code: str | None) -> IndicatorLine | None:
    if code is None:
        return None
    found = next((line for line in lines if line.code == code), None)
    if found is None:
        raise NotFound(_("There is no indicator “{code}”.").format(code=code))
    return found


def _shown(rows: tuple[Row, ...], selection: IndicatorsSelection) -> tuple[Row, ...]:
    kept = [row for row in rows if not selection.statuses or row.result.status in selection.statuses]
    if selection.order == BEHIND_FIRST:
        kept.sort(key=lambda row: ATTENTION.index(row.result.status))
    return tuple(kept)


def _outlook(reader: Reader, row: Row) -> Outlook | None:
    """Where the chosen target leads at the present pace; asked only of one that still needs a step."""
    if row.target is None or row.result.aim is None:
        return None
    sign = way(row.target.rule, row.series[row.now.year])
    best = fastest_step(reader, row.indicator.code, row.now.year, sign)
    return outlook(row.result, row.series, row.now.year, sign, best, row.lowest)


def _unlike(reader: Reader, view: str, rows: tuple[Row, ...], chosen: Row | None) -> tuple[UnlikeTarget, ...]:
    """Of the chosen indicator, or of all that are listed; of every municipality where every one is shown."""
    shown = [chosen] if chosen and view in OF_ONE else rows
    lines = {row.indicator.code: row.indicator for row in shown}
    if view in (REGION_VIEW, MATRIX_VIEW):
        return unlike_targets(lines, targets(reader).values())
    return unlike_targets(lines, [row.target for row in shown if row.target])


def _chosen(rows: tuple[Row, ...], shown: tuple[Row, ...], asked: IndicatorLine | None) -> Row | None:
    """The indicator asked for; where none is, the first that needs attention."""
    found = next((row for row in rows if row.indicator == asked), None)
    return found or min(shown or rows, key=lambda row: ATTENTION.index(row.result.status), default=None)
