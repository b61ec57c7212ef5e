"""The tables of an analytical note as cells: every number as the pages print it."""

from collections.abc import Sequence

from data.exports.docx_xml import Cell
from data.formats import coverage_words, nothing, number, percent, percentage_points
from data.language import _, ngettext
from data.views.cycle.region import Cell as CycleCell
from data.views.cycle.region import Line
from data.views.cycle.words import cycles_words, stage_title, state_words, verdict_words
from data.views.indicators.first_years import first_year_sentence
from data.views.indicators.states import states_sentence
from data.views.note.facts import NoteFacts
from data.views.note.page import NoteView
from data.views.note.targets import amount, risk_words, target_level
from data.views.note.text import figure, plain, points, points_of
from data.views.rankings.words import among_words
from data.vocabulary import ComponentState, Nothing, TargetStatus, Verdict

Head = Sequence[str]
Rows = list[list[Cell]]
# Ground and ink of a cell of the map, light to dark, as on the pages; in grey they stay apart, and a sign tells them.
FORMED, HIGH, LOW, ABSENT = ("12436D", "FFFFFF"), ("5B8FC7", "0B1420"), ("B3CBE8", "17222F"), ("EFF3FA", "17222F")
HALF = 0.5
SIGNS = {
    ComponentState.FORMED: "●",
    ComponentState.PARTIAL: "◐",
    ComponentState.ABSENT: "○",
    ComponentState.NO_DATA: "?",
    ComponentState.NOT_APPLICABLE: "—",
}
VERDICT_SIGNS = {Verdict.EFFECTIVE: "✓", Verdict.INEFFECTIVE: "◐", Verdict.CANNOT_BE_JUDGED: "?"}
PENALTY_INK = "B3261E"
BAR_LENGTH = 24


def key_figures(view: NoteView, facts: NoteFacts) -> list[tuple[str, str]]:
    row, maximum = facts.row, sum(line.maximum for line in facts.lines)
    total = _("not scored")
    if row.points is not None:
        share = f" ({percent(row.share)})" if row.share is not None else ""
        total = plain((number(row.points), " ", *points_of(figure(maximum, "", "")))) + share
    at_risk = len(view.targets.at_risk)
    lines = [
        (_("Rank by total"), row.rank_of or row.reason),
        (_("Rank within its kind ({kind})").format(kind=row.kind_name), row.kind_rank_of or "—"),
        (_("Range of ranks when weights change"), facts.certainty.range_text(row.code) or "—"),
        (_("Cannot be told apart"), facts.certainty.group_text(row.code) or _("no other ranks")),
        (_("Total points"), total),
        (_("Coverage of scores"), "—" if row.coverage is None else coverage_words(row.coverage)),
        (_("Full cycle"), cycles_words(facts.effective, facts.judged, len(facts.lines))),
        (_("Gaps of the cycle"), number(view.gaps)),
        (_("Penalties"), plain(points(figure(-view.penalty or 0.0, "", "")))),
        (_("Points without a document"), plain(points(figure(view.bare, "", "")))),
        (_("Targets at risk"), number(at_risk)),
    ]  # fmt: skip
    if row.rank_change is not None:
        change = _rank_change(row.rank_change)
        title = _("Change in rank since {year}, {among}")
        lines.insert(1, (title.format(year=facts.earlier, among=among_words(row.common)), change))
    return lines


def _rank_change(change: int) -> str:
    if not change:
        return _("no change")
    words = ngettext("{number} rank", "{number} ranks", abs(change)).format(number=abs(change))
    return f"▲ {words}" if change > 0 else f"▼ {words}"


def directions(facts: NoteFacts) -> tuple[Head, Rows]:
    head = (_("Direction"), _("Points"), _("Verdict"), _("First break"))
    return head, [_direction(line) for line in facts.lines]


def _direction(line: Line) -> list[Cell]:
    given = nothing(line.nothing or Nothing.NO_DATA)
    if line.points is not None:
        given = f"{number(line.points)} / {number(line.maximum)}"
    broken = stage_title(line.first_broken) if line.first_broken else "—"
    if line.first_broken and not line.is_broken:
        broken = f"{broken}: {_('no data')}" if line.first_broken_state is ComponentState.NO_DATA else broken
    return [
        Cell(f"{line.code} {line.name}"),
        Cell(given, is_number=True),
        Cell(f"{VERDICT_SIGNS[line.verdict]} {verdict_words(line.verdict)}"),
        Cell(broken),
    ]


def legend(facts: NoteFacts) -> str:
    signs = "; ".join(f"{sign} {state_words(state)}" for state, sign in SIGNS.items())
    threshold = percent(facts.cycle.rubric.formed_threshold, 0)
    names = "; ".join(f"{stage.number} {stage.name}" for stage in facts.cycle.stages)
    return _("Stages: {names}. Each cell: points and sign. {signs}. Formed from {threshold} of the maximum.").format(
        names=names, signs=signs, threshold=threshold
    )


def cycle_map(facts: NoteFacts) -> tuple[Head, Rows]:
    head = (_("Direction"), *(str(stage.number) for stage in facts.cycle.stages), _("Total"))
    rows = []
    for line in facts.lines:
        total = "—" if line.points is None else number(line.points)
        cells = [_map_cell(cell) for cell in line.cells]
        rows.append([Cell(f"{line.code} {line.short}"), *cells, Cell(total, is_number=True, bold=True)])
    return head, rows


def _map_cell(cell: CycleCell) -> Cell:
    sign = SIGNS[cell.state]
    words = sign if cell.points is None else f"{number(cell.points)} {sign}"
    if cell.state is ComponentState.PARTIAL:
        ground, ink = HIGH if (cell.share or 0.0) >= HALF else LOW
    else:
        looks = {ComponentState.FORMED: FORMED, ComponentState.ABSENT: ABSENT}
        ground, ink = looks.get(cell.state, ("", ""))
    if cell.points is not None and cell.points < 0:
        ink = PENALTY_INK
    return Cell(words, is_number=True, ground=ground, ink=ink)


def gaps(view: NoteView) -> tuple[Head, Rows]:
    head = (
        _("No."), _("Direction and stage"), _("State"), _("Points"), _("Lost"), _("Penalty"), _("No document"),
    )  # fmt: skip
    rows = []
    lines = [(place, gap) for place, section in enumerate(view.sections, start=1) for gap in section.gaps]
    for place, gap in lines:
        given = "—" if gap.points is None else number(gap.points)
        rows.append([
            Cell(number(place), is_number=True),
            Cell(gap.title),
            Cell(f"{SIGNS[gap.state]} {state_words(gap.state)}"),
            Cell(f"{given} / {number(gap.maximum)}", is_number=True),
            Cell(number(gap.lost), is_number=True),
            Cell(number(-gap.penalty or 0.0), is_number=True, ink=PENALTY_INK if gap.penalty else ""),
            Cell(number(gap.bare), is_number=True),
        ])  # fmt: skip
    return head, rows


def peers_sentence(facts: NoteFacts) -> str:
    return _(
        "Shares of the maximum; the median is that of {count} municipalities nearest by numbers of students and "
        "schools, {scope}: {names}. Bars start at zero, ◆ is the median."
    ).format(count=len(facts.peer_names), scope=facts.peer_scope, names=", ".join(facts.peer_names))


def peers(facts: NoteFacts) -> tuple[Head, Rows]:
    head = (_("Direction"), _("Own"), _("Median"), _("Difference"), _("0 … 100%"))
    rows = []
    for line in facts.peers:
        own, median = line.share(line.points), line.share(line.median)
        difference = "—" if own is None or median is None else percentage_points(100 * (own - median))
        name = next(row.short for row in facts.lines if row.code == line.code)
        rows.append([
            Cell(f"{line.code} {name}"),
            Cell("—" if own is None else percent(own), is_number=True),
            Cell("—" if median is None else percent(median), is_number=True),
            Cell(difference, is_number=True),
            Cell(_bar(own, median), ink="12436D"),
        ])  # fmt: skip
    return head, rows


def _bar(own: float | None, median: float | None) -> str:
    """A bar of block characters from zero, the median marked: a chart that every word processor can print."""
    filled = 0 if own is None else round(BAR_LENGTH * min(max(own, 0.0), 1.0))
    marks = ["█"] * filled + ["░"] * (BAR_LENGTH - filled)
    if median is not None:
        marks[min(BAR_LENGTH - 1, round(BAR_LENGTH * min(max(median, 0.0), 1.0)))] = "◆"
    return "".join(marks)


def targets_sentence(view: NoteView) -> str:
    at_risk, count = len(view.targets.at_risk), len(view.targets.rows)
    words = _("At risk: {at_risk} of {count} targets; cannot be judged: {unjudged}.").format(
        at_risk=at_risk, count=count, unjudged=view.targets.counts[TargetStatus.CANNOT_BE_JUDGED]
    )
    beside = (first_year_sentence(view.targets.in_first_year), states_sentence(view.targets.rows))
    return " ".join(filter(None, (words, *beside)))


def targets(view: NoteView) -> tuple[Head, Rows]:
    head = (_("No."), _("Indicator"), _("Fact"), _("Target"), _("Status"))
    rows = []
    places = {section.key: place for place, section in enumerate(view.sections, start=1)}
    for row in view.targets.at_risk:
        fact = "—" if isinstance(row.fact, Nothing) else amount(row.fact, row.indicator.unit, "", "").text
        rows.append([
            Cell(number(places[f"target~{row.indicator.code}"]), is_number=True),
            Cell(row.indicator.name),
            Cell(fact, is_number=True),
            Cell(plain(target_level(row, ""))),
            Cell(risk_words(row)),
        ])  # fmt: skip
    return head, rows
