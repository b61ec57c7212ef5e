"""«Winners ≤ participants» and the like: rules are data, and hold for file and stored figures together."""

from dataclasses import dataclass
from math import nan

import numpy as np

from data.formats import number
from data.intake.files.sheet_columns import Flags
from data.intake.kinds.observations.columns import ObservationAnswers
from data.intake.kinds.observations.stored import StoredObservations
from data.intake.tables.collector import Collector
from data.intake.tables.columns import Codes, combined
from data.intake.tables.quantity_columns import Numbers
from data.language import _, local
from data.queries import registry
from data.queries.registry import RuleEntry
from data.storage.reader import Reader


@dataclass(frozen=True)
class _Figures:
    """The figures of one indicator by the number of their unit; NaN where there is none."""

    numerators: Numbers
    amounts: Numbers

    def shown(self, unit: int) -> str:
        numerator, amount = self.numerators[unit], self.amounts[unit]
        told = amount if np.isnan(numerator) else numerator
        return "—" if np.isnan(told) else number(float(told))


@dataclass(frozen=True)
class _All:
    """Stored figures and those of the file; ``units`` numbers period, municipality and school together."""

    answers: ObservationAnswers
    stored: StoredObservations
    units: Codes

    @property
    def size(self) -> int:
        return int(self.units.max(initial=-1)) + 1

    def of(self, indicator: int) -> _Figures:
        """What will stand when the file is stored: a figure that the file says goes before the stored one."""
        said = self.answers.quantities
        figures = _Figures(np.full(self.size, nan), np.full(self.size, nan))
        units_of_answers, units_of_stored = self.units[: len(self.answers)], self.units[len(self.answers) :]
        for chosen, units, quantities in (
            (self.stored.identities[0] == indicator, units_of_stored, self.stored.quantities),
            ((self.answers.columns["indicator_id"] == indicator) & said.said, units_of_answers, said),
        ):
            figures.numerators[units[chosen]] = quantities.numerator[chosen]
            figures.amounts[units[chosen]] = quantities.amount[chosen]
        return figures


def check_rules(reader: Reader, answers: ObservationAnswers, stored: StoredObservations, found: Collector) -> None:
    """Tell of each rule that a row of the file breaks, once for each unit."""
    rules = registry.indicator_rules(reader)
    identities = {entry.code: entry.id for entry in registry.indicators(reader)}
    said = answers.columns["indicator_id"][answers.quantities.said]
    wanted = np.unique(said)
    broken: list[tuple[int, int, int, str]] = []
    every: _All | None = None
    for place, rule in enumerate(rules):
        pair = identities[rule.smaller], identities[rule.larger]
        if not np.isin(pair, wanted).any():
            continue
        every = every or _all(answers, stored)
        smaller, larger = map(every.of, pair)
        units = every.units[: len(answers)]
        concerned = np.isin(answers.columns["indicator_id"], pair) & answers.quantities.said
        breaking = np.flatnonzero(concerned & _exceeds(smaller, larger)[units])
        _each, firsts = np.unique(units[breaking], return_index=True)
        for index in breaking[firsts].tolist():
            unit = int(units[index])
            told = f"{rule.smaller}: {smaller.shown(unit)}; {rule.larger}: {larger.shown(unit)}"
            broken.append((index, place, unit, told))
    for index, place, _unit, told in sorted(broken):
        _tell(answers, index, rules[place], told, found)


def _all(answers: ObservationAnswers, stored: StoredObservations) -> _All:
    pairs = zip(answers.identities[1:], stored.identities[1:], strict=True)
    return _All(answers, stored, combined(*(np.concatenate(pair) for pair in pairs)))


def _exceeds(smaller: _Figures, larger: _Figures) -> Flags:
    """Compare numerators where both have them: shares of different denominators do not tell who is part of whom."""
    both = ~np.isnan(smaller.numerators) & ~np.isnan(larger.numerators)
    return np.where(both, smaller.numerators > larger.numerators, smaller.amounts > larger.amounts)


def _tell(answers: ObservationAnswers, index: int, rule: RuleEntry, told: str, found: Collector) -> None:
    answer = answers[index]
    found.error(
        "inconsistent-figures",
        local(rule.note_ru, rule.note_en),
        sheet=answer.sheet,
        cell=answer.cell,
        found=told,
        expected=_("{smaller} is at most {larger}").format(smaller=rule.smaller, larger=rule.larger),
        fix=_("Check both figures."),
    )
