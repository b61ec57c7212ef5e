"""Periods of a mapped table: its labels are understood once each, by the mapping before their own words."""

from dataclasses import dataclass, field

from data.intake.kinds.foreign_table.mapping import ColumnRole, Creation, Releases, TableRequest, period_key
from data.intake.kinds.foreign_table.words import fix_of_unknown
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row, lacks_period
from data.intake.tables.known_names import Region
from data.intake.tables.periods.figure_period import LABEL
from data.language import _
from data.queries.registry import PeriodEntry
from data.storage.periods import school_year
from data.text.intervals.interval import Interval, period_code, split_period
from data.text.intervals.labels import read_label, year_of
from data.text.intervals.words import period_words

# What is said of a row whose label names a revised release that replaces the first one.
RELEASE = "period_release"
MOST_TOLD = 50


@dataclass
class TablePeriods:
    """``new`` are the years that the table creates, with identities below 0 until they are stored."""

    request: TableRequest
    region: Region
    found: Collector
    new: list[PeriodEntry] = field(default_factory=list)
    _answers: dict[str, dict[str, str] | None] = field(init=False, default_factory=dict)

    def settle(self, row: Row) -> dict[str, str] | None:
        """Code and label of the period of a row, or nothing, which is reported once for each label."""
        text = row.text(ColumnRole.PERIOD)
        if lacks_period(row, ColumnRole.PERIOD, self.found):
            return None
        cell = row.address(ColumnRole.PERIOD) if text else None
        text = text or self.request.mapping.period
        if text not in self._answers:
            self._answers[text] = self._find(text, row.table.sheet.name, cell)
        return self._answers[text]

    def note_labels(self) -> None:
        """Tell what every label that is no plain year was taken for."""
        taken = {
            f"{text} → {_words(said[ColumnRole.PERIOD.value])}"
            for text, said in self._answers.items()
            if said is not None and LABEL in said and said[LABEL] != said[ColumnRole.PERIOD.value]
        }
        if taken:
            self.found.note(
                "period-labels", _("Labels of periods, and what each was taken for."), found=sorted(taken)[:MOST_TOLD]
            )

    def _find(self, text: str, sheet: str, cell: str | None) -> dict[str, str] | None:
        before = self.found.errors
        read = self._read(text, sheet, cell)
        if self.found.errors > before:
            return None
        if read is None or not self._knows(read[0]):
            self._tell_unknown(text, read, sheet, cell)
            return None
        year, interval = read
        label = read_label(text)
        replaces = label is not None and label.is_revised and self.request.mapping.releases is Releases.REPLACE
        said = {ColumnRole.PERIOD.value: period_code(year, interval), LABEL: text}
        return said | ({RELEASE: "revised"} if replaces else {})

    def _read(self, text: str, sheet: str, cell: str | None) -> tuple[int, str] | None:
        """Year and interval: what the mapping says of the label, else what the label says itself."""
        said = self.request.mapping.periods.get(period_key(text))
        if said is not None:
            return split_period(said)
        known = self.region.period(text)
        plain = known.year if known else year_of(text)
        if plain is not None:
            return plain, ""
        label = read_label(text)
        if label is None:
            return split_period(text)
        year = label.year or year_of(self.request.mapping.period)
        if year is None:
            self._tell_without_year(text, sheet, cell)
            return None
        if label.is_revised and self.request.mapping.releases is None:
            self._tell_undecided(text, sheet, cell)
            return None
        beside = label.is_revised and self.request.mapping.releases is Releases.BESIDE
        return year, Interval(label.interval.kind, label.interval.number, beside).code

    def _knows(self, year: int) -> bool:
        if any(entry.year == year for entry in (*self.region.periods, *self.new)):
            return True
        if Creation.PERIODS not in self.request.create:
            return False
        self.new.append(PeriodEntry(-1 - len(self.new), str(year), year, school_year(year)))
        return True

    def _tell_unknown(self, text: str, read: tuple[int, str] | None, sheet: str, cell: str | None) -> None:
        self.found.error(
            "unknown-period",
            _("The period is unknown."),
            sheet=sheet,
            cell=cell,
            found=text or None,
            expected=", ".join(entry.code for entry in self.region.periods) or _("a year such as 2016 or 2015/16"),
            fix=fix_of_unknown("unknown-period")
            if read
            else _("Write the year or the school year, or say in the mapping what the label means."),
        )

    def _tell_without_year(self, text: str, sheet: str, cell: str | None) -> None:
        self.found.error(
            "period-without-year",
            _("The label names a part of a year, and no year is stated."),
            sheet=sheet,
            cell=cell,
            found=text,
            expected=_("a year, such as {example}").format(example=f"{text} 2026"),
            fix=_("Name the year in the mapping, as the one period of the whole table."),
        )

    def _tell_undecided(self, text: str, sheet: str, cell: str | None) -> None:
        self.found.error(
            "release-not-decided",
            _("The label names a revised release, and what becomes of the first one is not decided."),
            sheet=sheet,
            cell=cell,
            found=text,
            expected=_("one decision for the source: the revised figure replaces the first one, or stands beside it"),
            fix=_("Choose it in the mapping."),
        )


def _words(code: str) -> str:
    found = split_period(code)
    return period_words(*found) if found else code
