"""Storing the registry of municipalities: what is added or renamed, and who became part of whom. Nothing is deleted.

The registry has no history of its own: a new name is seen at every revision, so that links made earlier stay readable.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session, aliased

from data.intake.kinds.municipalities.check import MergerAnswer, PlaceAnswer
from data.intake.tables.collector import Collector
from data.intake.tables.planned_changes import PlannedChange
from data.intake.tables.second_identity import Namesakes
from data.language import _
from data.models.assessment import Assessment, Score
from data.models.indicators import Observation
from data.models.region import Municipality, MunicipalityMerger, Period
from data.storage.reader import Reader
from data.text.filled_names import filled_in_names
from data.text.names import code_key, name_key
from data.vocabulary import Nothing

FIELDS = ("kind", "name_ru", "name_en", "short_ru", "short_en", "first_year", "last_year")
Values = dict[str, Any]


@dataclass
class RegistryPlan:
    """Rows to add and to change: municipalities by code, mergers by (predecessor, successor)."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[PlannedChange] = field(default_factory=list)
    added: dict[str, Values] = field(default_factory=dict)
    renamed: dict[str, Values] = field(default_factory=dict)
    mergers: dict[tuple[str, str], Values] = field(default_factory=dict)

    def store(self, session: Session, _revision: int) -> None:
        if self.added:
            session.execute(insert(Municipality), [{"code": code, **values} for code, values in self.added.items()])
        for code, values in self.renamed.items():
            session.execute(update(Municipality).where(Municipality.code == code).values(**values))
        identities = {row.code: row.id for row in session.execute(select(Municipality.code, Municipality.id))}
        for (predecessor, successor), values in self.mergers.items():
            ends = {"predecessor_id": identities[predecessor], "successor_id": identities[successor]}
            stored = session.scalar(select(MunicipalityMerger).filter_by(**ends))
            if stored is None:
                session.add(MunicipalityMerger(**ends, **values))
            else:
                stored.year, stored.document = values["year"], values["document"]
        session.flush()

    def count(self, is_new: bool, changes: list[PlannedChange]) -> None:
        self.changes.extend(changes)
        if is_new:
            self.new += 1
        elif changes:
            self.changed += 1
        else:
            self.unchanged += 1


def plan_municipalities(reader: Reader, answers: list[PlaceAnswer | MergerAnswer], found: Collector) -> RegistryPlan:
    """Compare with the registry."""
    plan = RegistryPlan()
    stored = {row.code: _values_of(row) for row in reader.session.scalars(select(Municipality))}
    codes = {code_key(code): code for code in stored}
    after = dict(stored)
    for answer in answers:
        if isinstance(answer, PlaceAnswer):
            code = codes.setdefault(code_key(answer.code), answer.code)
            values = _plan_place(plan, code, answer, stored.get(code), found)
            if values is not None:
                after[code] = values
    _warn_namesakes(answers, codes, stored, after, found)
    used = _years_with_figures(reader)
    for answer in answers:
        if isinstance(answer, PlaceAnswer):
            _check_years(answer, after.get(codes[code_key(answer.code)]), used, found)
    known_mergers = _stored_mergers(reader)
    for answer in answers:
        if isinstance(answer, MergerAnswer):
            _plan_merger(plan, answer, codes, after, known_mergers, found)
    return plan


def _warn_namesakes(
    answers: list[PlaceAnswer | MergerAnswer],
    codes: dict[str, str],
    stored: dict[str, Values],
    after: dict[str, Values],
    found: Collector,
) -> None:
    """Warn of a municipality that is new or renamed and has the name of another one in the same years."""
    namesakes: dict[str, list[str]] = {}
    for code, values in stored.items():
        namesakes.setdefault(name_key(values["name_ru"]), []).append(code)
    for answer in answers:
        code = codes[code_key(answer.code)] if isinstance(answer, PlaceAnswer) else ""
        if not isinstance(answer, PlaceAnswer) or code not in after:
            continue
        values, key = after[code], name_key(after[code]["name_ru"])
        is_new = code not in stored or name_key(stored[code]["name_ru"]) != key
        others = [one for one in namesakes.get(key, []) if one != code and _overlap(after[one], values)]
        if is_new and others:
            known = Namesakes({key: {one: after[one]["name_ru"] for one in others}})
            message = _("Another municipality has the same name in the same years: {first}.")
            known.warn(key, code, message, answer.sheet, answer.cell, values["name_ru"], found)
        namesakes.setdefault(key, []).append(code)


def _overlap(one: Values, two: Values) -> bool:
    """Whether both exist in some year."""
    firsts = [values["first_year"] for values in (one, two) if values["first_year"] is not None]
    lasts = [values["last_year"] for values in (one, two) if values["last_year"] is not None]
    return not firsts or not lasts or max(firsts) <= min(lasts)


def _values_of(row: Municipality) -> Values:
    return {name: getattr(row, name) for name in FIELDS}


def _plan_place(
    plan: RegistryPlan, code: str, answer: PlaceAnswer, old: Values | None, found: Collector
) -> Values | None:
    if old is None and (answer.kind is None or answer.name_ru is None):
        found.error(
            "municipality-incomplete",
            _("A new municipality needs a kind and a name."),
            sheet=answer.sheet,
            cell=answer.cell,
            found=answer.code,
            fix=_("Choose the kind and write the name, or check the code."),
        )
        return None
    before = old or dict.fromkeys(FIELDS)
    values = {name: _said(getattr(answer, name), before[name]) for name in FIELDS}
    # A registry may be kept in Russian alone.
    values |= filled_in_names(values, before)
    changes = [
        PlannedChange(code, code, name, before[name], values[name]) for name in FIELDS if before[name] != values[name]
    ]
    plan.count(old is None, changes)
    if old is None:
        plan.added[code] = values
    elif changes:
        plan.renamed[code] = values
    return values


def _said(answer: Any, before: Any) -> Any:
    """What a field becomes: an empty cell leaves it, a mark that there is none empties it."""
    if answer is None:
        return before
    return None if isinstance(answer, Nothing) else answer


def _years_with_figures(reader: Reader) -> dict[str, set[int]]:
    """The years in which scores or observations of a municipality stand as of the reader's revision, by its code."""
    scored = (
        select(Municipality.code, Period.year)
        .join(Assessment, Assessment.municipality_id == Municipality.id)
        .join(Period, Period.id == Assessment.period_id)
        .join(Score, Score.assessment_id == Assessment.id)
        .where(reader.as_of(Score))
        .distinct()
    )
    observed = (
        select(Municipality.code, Period.year)
        .join(Observation, Observation.municipality_id == Municipality.id)
        .join(Period, Period.id == Observation.period_id)
        .where(reader.as_of(Observation))
        .distinct()
    )
    found: dict[str, set[int]] = {}
    for query in (scored, observed):
        for code, year in reader.session.execute(query):
            found.setdefault(code, set()).add(year)
    return found


def _check_years(answer: PlaceAnswer, values: Values | None, used: dict[str, set[int]], found: Collector) -> None:
    """Figures of a year in which the municipality would not exist would vanish from the pages."""
    if values is None:
        return
    first, last = values["first_year"], values["last_year"]
    outside = sorted(
        year
        for year in used.get(answer.code, set())
        if (first is not None and year < first) or (last is not None and year > last)
    )
    if outside:
        found.error(
            "figures-outside-years",
            _("The municipality has figures in years in which it would not exist."),
            sheet=answer.sheet,
            cell=answer.cell,
            found=f"{answer.code}: {', '.join(map(str, outside))}",
            fix=_("Check the first and the last year."),
        )


def _exists(values: Values, year: int) -> bool:
    first, last = values["first_year"], values["last_year"]
    return (first is None or first <= year) and (last is None or year <= last)


def _stored_mergers(reader: Reader) -> dict[tuple[str, str], Values]:
    former, new = aliased(Municipality), aliased(Municipality)
    rows = reader.session.execute(
        select(former.code, new.code, MunicipalityMerger.year, MunicipalityMerger.document)
        .join(former, former.id == MunicipalityMerger.predecessor_id)
        .join(new, new.id == MunicipalityMerger.successor_id)
    )
    return {(before, after): {"year": year, "document": document} for before, after, year, document in rows}


def _plan_merger(
    plan: RegistryPlan,
    answer: MergerAnswer,
    codes: dict[str, str],
    places: dict[str, Values],
    stored: dict[tuple[str, str], Values],
    found: Collector,
) -> None:
    ends = [codes.get(code_key(code)) for code in (answer.predecessor, answer.successor)]
    if ends[0] is None or ends[1] is None or not all(end in places for end in ends):
        is_former = ends[0] not in places
        found.error(
            "unknown-municipality",
            _("The municipality is unknown."),
            sheet=answer.sheet,
            cell=answer.cell if is_former else answer.successor_cell,
            found=answer.predecessor if is_former else answer.successor,
            expected=_("a code of the registry"),
            fix=_("Add the municipality to the sheet of municipalities, or check the code."),
        )
        return
    pair = (ends[0], ends[1])
    last = places[pair[0]]["last_year"]
    if last is None or last >= answer.year:
        found.error(
            "merger-contradicts-years",
            _("A municipality that became part of another one ends before that year."),
            sheet=answer.sheet,
            cell=answer.cell,
            found=f"{pair[0]}: {last if last is not None else '—'}",
            expected=_("a last year of {year} or earlier").format(year=answer.year - 1),
            fix=_("Write the last year of the former municipality on the sheet of municipalities."),
        )
        return
    if not _exists(places[pair[1]], answer.year):
        found.error(
            "merger-contradicts-years",
            _("The receiving municipality does not exist in that year."),
            sheet=answer.sheet,
            cell=answer.successor_cell,
            found=f"{pair[1]}, {answer.year}",
            expected=_("a municipality that exists in {period}").format(period=answer.year),
            fix=_("Check the years of both municipalities."),
        )
        return
    before = stored.get(pair, {"year": None, "document": None})
    values = {"year": answer.year, "document": answer.document or before["document"]}
    subject = f"{pair[0]} → {pair[1]}"
    changes = [
        PlannedChange(pair[0], subject, name, before[name], values[name])
        for name in values
        if before[name] != values[name]
    ]
    plan.count(pair not in stored, changes)
    if changes:
        plan.mergers[pair] = values


def stored_registry(reader: Reader) -> tuple[dict[str, Values], dict[tuple[str, str], Values]]:
    """The registry as a template shows it: municipalities by code, mergers by (predecessor, successor)."""
    rows = reader.session.scalars(select(Municipality).order_by(Municipality.code))
    return {row.code: _values_of(row) for row in rows}, _stored_mergers(reader)
