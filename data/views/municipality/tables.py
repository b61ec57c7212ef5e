"""The tables of the profile as they are exported: what is on the screen, in its order."""

from data.language import _
from data.storage.reader import Reader
from data.tables import Column, Kind, Table, Value
from data.views.cycle.expected_documents import silence
from data.views.cycle.region import Line
from data.views.cycle.words import stage_title, state_words, verdict_words
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.comparison import Standing
from data.views.municipality.example_words import closed_words, documents_words, examples_rule, size_words
from data.views.municipality.examples import Example, ExamplesView, FirstGap
from data.views.municipality.page import Profile
from data.views.municipality.trend import TrendLine
from data.vocabulary import ComponentState, Nothing


def profile_table(reader: Reader, selection: MunicipalitySelection) -> Table:
    """Direction × stage with place, verdict and first break: the map of the profile."""
    view = Profile(reader, selection)
    columns = [
        Column("code", _("Code")),
        Column("name", _("Direction")),
        *(Column(stage.code, stage_title(stage), Kind.NUMBER) for stage in view.cycle.stages),
        *(Column(f"{stage.code}.state", f"{stage_title(stage)}: {_('state')}") for stage in view.cycle.stages),
        Column("points", _("Points"), Kind.NUMBER),
        Column("maximum", _("Maximum"), Kind.NUMBER),
        Column("place", _("Rank"), Kind.RANK),
        Column("verdict", _("Verdict")),
        Column("first_broken", _("First break")),
    ]
    rows = tuple(_direction_row(view, line) for line in view.lines)
    title = _("Directions and stages of the cycle: {name}").format(name=view.municipality.name)
    return Table("profile", title, tuple(columns), rows, _notes(view))


def _direction_row(view: Profile, line: Line) -> dict[str, Value]:
    row: dict[str, Value] = {
        "code": line.code,
        "name": line.name,
        "points": line.nothing or _or_nothing(line.points),
        "maximum": line.maximum,
        "place": view.standings.of(line.code).rank_of or _("not fully scored, so no rank"),
        "verdict": verdict_words(line.verdict),
        "first_broken": stage_title(line.first_broken) if line.first_broken else _("the cycle is complete"),
    }
    for stage, cell in zip(view.cycle.stages, line.cells, strict=True):
        nothing = Nothing.NOT_APPLICABLE if cell.state is ComponentState.NOT_APPLICABLE else Nothing.NO_DATA
        row[stage.code] = nothing if cell.points is None else cell.points
        row[f"{stage.code}.state"] = state_words(cell.state)
    return row


def comparison_table(reader: Reader, selection: MunicipalitySelection) -> Table:
    """The total and every direction among the ranked of the region, in shares of the maximum."""
    view = Profile(reader, selection)
    columns = (
        Column("code", _("Code")),
        Column("name", _("Direction")),
        Column("own", _("Own"), Kind.SHARE),
        Column("place", _("Rank"), Kind.RANK),
        Column("minimum", _("Lowest"), Kind.SHARE),
        Column("lower_quartile", _("Lower quartile"), Kind.SHARE),
        Column("median", _("Median"), Kind.SHARE),
        Column("upper_quartile", _("Upper quartile"), Kind.SHARE),
        Column("maximum", _("Highest"), Kind.SHARE),
        Column("count", _("Ranked"), Kind.NUMBER, 0),
        Column("group_median", _("Median of the group"), Kind.SHARE),
        Column("group_count", _("In the group"), Kind.NUMBER, 0),
    )
    rows = tuple(_standing_row(standing) for standing in view.standings.rows)
    title = _("Comparison with the region and the nearest in size: {name}").format(name=view.municipality.name)
    return Table("comparison", title, columns, rows, _notes(view, view.filters))


def _standing_row(standing: Standing) -> dict[str, Value]:
    region = standing.region
    spread = ("minimum", "lower_quartile", "median", "upper_quartile", "maximum")
    return {
        "code": standing.code,
        "name": standing.name,
        "own": _or_nothing(standing.own),
        "place": standing.rank_of,
        **{name: Nothing.NO_DATA if region is None else getattr(region, name) for name in spread},
        "count": region.count if region else 0,
        "group_median": _or_nothing(standing.group_median),
        "group_count": standing.group_count,
    }


def gaps_table(reader: Reader, selection: MunicipalitySelection) -> Table:
    """The gaps that are shown: the first ones, or all of them."""
    view = Profile(reader, selection)
    columns = (
        Column("code", _("Code")),
        Column("direction", _("Direction")),
        Column("link", _("Stage")),
        Column("points", _("Points"), Kind.NUMBER),
        Column("maximum", _("Maximum"), Kind.NUMBER),
        Column("lost", _("Lost"), Kind.NUMBER),
        Column("penalty", _("Of which penalties"), Kind.NUMBER),
        Column("expected", _("Expected document")),
    )
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "code": gap.direction.code,
            "direction": gap.direction.name,
            "link": stage_title(gap.stage),
            "points": gap.points,
            "maximum": gap.maximum,
            "lost": gap.lost,
            "penalty": gap.penalty,
            "expected": "; ".join(document.words for document in gap.expected) or silence(),
        }
        for gap in view.gaps.rows
    )
    title = _("Where points are lost: {name}").format(name=view.municipality.name)
    return Table("gaps", title, columns, rows, _notes(view))


def penalties_table(reader: Reader, selection: MunicipalitySelection) -> Table:
    view = Profile(reader, selection)
    columns = (
        Column("code", _("Code")),
        Column("direction", _("Direction")),
        Column("link", _("Stage")),
        Column("position", _("Position")),
        Column("parameter", _("Parameter")),
        Column("points", _("Points"), Kind.NUMBER),
        Column("since", _("Since")),
        Column("comment", _("Comment")),
    )
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "code": line.direction.code,
            "direction": line.direction.name,
            "link": stage_title(line.stage),
            "position": line.position,
            "parameter": line.parameter,
            "points": line.points,
            "since": line.since,
            "comment": line.comment,
        }
        for line in view.penalties
    )
    title = _("Penalties: {name}").format(name=view.municipality.name)
    return Table("penalties", title, columns, rows, _notes(view))


def examples_table(reader: Reader, selection: MunicipalitySelection) -> Table:
    """Who of the similar municipalities has closed the first break of each direction, and how alike the two are."""
    view = Profile(reader, selection)
    columns = (
        Column("code", _("Code")),
        Column("direction", _("Direction")),
        Column("link", _("Stage")),
        Column("peer", _("Closed by")),
        Column("size", _("How similar")),
        Column("documents", _("Documents")),
    )
    rows = tuple(_example_row(gap, view.examples) for gap in view.examples.rows)
    title = _("Similar municipalities that closed this gap: {name}").format(name=view.municipality.name)
    notes = (*_notes(view), (_("How they are chosen"), examples_rule(view.examples)))
    return Table("examples", title, columns, rows, notes)


def _example_row(gap: FirstGap, examples: ExamplesView) -> dict[str, Value]:
    found = gap.example
    return {
        "code": gap.direction.code,
        "direction": gap.direction.name,
        "link": stage_title(gap.stage),
        "peer": closed_words(gap, examples),
        "size": size_words(found.size, examples.own) if isinstance(found, Example) else "",
        "documents": documents_words(gap),
    }


def trend_table(reader: Reader, selection: MunicipalitySelection) -> Table:
    """Shares of the maximum over the periods, by total and by direction."""
    view = Profile(reader, selection)
    columns = (
        Column("code", _("Code")),
        Column("name", _("Direction")),
        *(
            Column(
                period.code,
                f"{period.label} ({_('different methodology')})" if period.breaks else period.label,
                Kind.SHARE,
            )
            for period in view.trend.periods
        ),
        Column("change", _("Change, pp"), Kind.SIGNED, 1),
    )
    rows = tuple(_trend_row(view, line) for line in view.trend.lines)
    title = _("Results over the periods: {name}").format(name=view.municipality.name)
    return Table("trend", title, columns, rows, _notes(view))


def _trend_row(view: Profile, line: TrendLine) -> dict[str, Value]:
    shares = zip(view.trend.periods, line.shares, strict=True)
    changed = line.change(view.trend.chosen)
    return {
        "code": line.code,
        "name": line.short,
        **{period.code: _or_nothing(share) for period, share in shares},
        "change": Nothing.NOT_APPLICABLE if changed is None else 100 * changed,
    }


def _notes(view: Profile, choices: str = "") -> tuple[tuple[str, str], ...]:
    """``choices`` in words, those of every card when none are given: only one card depends on whom to compare with."""
    return ((_("Choices"), choices or view.basis), *view.provenance.notes())


def _or_nothing(value: float | None) -> Value:
    return Nothing.NO_DATA if value is None else value
