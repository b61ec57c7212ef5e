"""The table «plan» as it is exported: the steps on the screen, and what they change among its notes."""

from data.formats import number
from data.language import _
from data.storage.reader import Reader
from data.tables import Column, Kind, Table, Value
from data.views.cycle.expected_documents import silence
from data.views.cycle.words import stage_title, verdict_words
from data.views.municipality.address import MunicipalitySelection
from data.views.plan.lines import StepLine
from data.views.plan.page import DirectionEffect, PlanView, plan_view
from data.views.plan.source import Judgement, Standing
from data.views.plan.words import no_place
from data.vocabulary import Nothing


def plan_table(reader: Reader, selection: MunicipalitySelection) -> Table:
    """One row per step that the plan takes; without a plan no rows, and the reason among the notes."""
    view = plan_view(reader, selection)
    columns = (
        Column("direction", _("Direction")),
        Column("stage", _("Stage")),
        Column("position", _("Position")),
        Column("parameter", _("Parameter")),
        Column("before", _("Points now"), Kind.NUMBER),
        Column("after", _("Points with the plan"), Kind.NUMBER),
        Column("gain", _("Gain"), Kind.SIGNED),
        Column("expected", _("Expected document")),
    )
    title = _("{municipality}. {plan}").format(municipality=view.municipality.name, plan=view.title)
    return Table("plan", title, columns, tuple(_row(line) for line in view.steps), _notes(view))


def _row(line: StepLine) -> dict[str, Value]:
    return {
        "direction": f"{line.direction.code} {line.direction.name}",
        "stage": stage_title(line.stage),
        "position": line.position,
        "parameter": line.parameter,
        "before": Nothing.NO_DATA if line.before is None else line.before,
        "after": line.after,
        "gain": line.gain,
        "expected": "; ".join(line.expected) or silence(),
    }


def _notes(view: PlanView) -> tuple[tuple[str, str], ...]:
    changes = [(_("What it changes"), view.sentence or view.reason)]
    if not view.is_by_total:
        effect = view.effect
        changes.append((_("Total"), change_words(effect.total_before, effect.total_after)))
    changes += [(f"{one.direction.code} {one.direction.short}", effect_words(one)) for one in view.effect.directions]
    return (*view.filters, *changes, *view.provenance.notes())


def effect_words(effect: DirectionEffect) -> str:
    before, after = judged_words(effect.judged_before), judged_words(effect.judged_after)
    verdict = f"{before} → {after}" if before != after else before
    return f"{change_words(effect.before, effect.after)}; {verdict}"


def change_words(before: Standing, after: Standing) -> str:
    """«99 → 102; место 12 → 11 из 41»."""
    places = _("rank {before} → {after}").format(before=before.rank or no_place(), after=after.rank_of or no_place())
    return f"{_points(before)} → {_points(after)}; {places}"


def judged_words(judgement: Judgement) -> str:
    words = verdict_words(judgement.verdict)
    return f"{words}, {stage_title(judgement.broken)}" if judgement.broken else words


def _points(standing: Standing) -> str:
    return _("no data") if standing.points is None else number(standing.points)
