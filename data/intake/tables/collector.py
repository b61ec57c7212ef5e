"""Gathers all findings of a file at once, and puts the reasons why a cell is no number into words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from data.findings import REFUSING, Finding, found_words
from data.formats import number
from data.intake.files.workbook import Cell
from data.intake.tables.answers import Scales, in_percent, indicator_place, scale_of
from data.intake.tables.numbers import NO_MARKS, Amount, Marks, Unreadable
from data.language import _
from data.text.answers import PercentScale, TextAnswer
from data.vocabulary import Severity


class Collector:
    """Findings in the order they were met; the same one about the same place is kept once.

    Whoever goes through many rows calls ``pulse`` now and then: it tells that work goes on and may raise to cancel it.
    ``scales`` are the answers to questions about columns of percentages, ``texts`` those about texts; ``marks`` what
    the source writes in the place of a number; ``errors`` counts what refuses the file.
    """

    def __init__(
        self,
        pulse: Callable[[], None] = lambda: None,
        scales: Scales = MappingProxyType({}),
        texts: Mapping[str, TextAnswer] = MappingProxyType({}),
    ) -> None:
        self.pulse = pulse
        self.scales, self.texts = scales, texts
        self.marks: Marks = NO_MARKS
        self._findings: dict[Finding, None] = {}
        self._asked: set[str] = set()
        self.errors = 0

    @property
    def findings(self) -> list[Finding]:
        return list(self._findings)

    @property
    def refuses(self) -> bool:
        return self.errors > 0

    def add(self, finding: Finding) -> None:
        if finding not in self._findings:
            self._findings[finding] = None
            self.errors += finding.severity in REFUSING

    def ask(self, question: Finding) -> None:
        """Ask once about a place; whatever else depends on the answer is refused too."""
        if question.question in self._asked:
            self.errors += 1
            return
        self._asked.add(question.question or "")
        self.add(question)

    def error(
        self,
        rule: str,
        message: str,
        *,
        sheet: str | None = None,
        cell: str | None = None,
        found: str | Sequence[str] | None = None,
        expected: str | None = None,
        fix: str | None = None,
    ) -> None:
        self.add(Finding(Severity.ERROR, rule, message, sheet, cell, found_words(found), expected, fix))

    def question(
        self,
        rule: str,
        message: str,
        question: str,
        *,
        sheet: str | None = None,
        cell: str | None = None,
        found: str | None = None,
        expected: str | None = None,
        fix: str | None = None,
    ) -> None:
        """What only a person can say, asked once; ``question`` names it in the answer."""
        if question in self._asked:
            # One question stands for all places, but this row is refused too.
            self.errors += 1
            return
        self._asked.add(question)
        told = Finding(Severity.QUESTION, rule, message, sheet, cell, found_words(found), expected, fix, question)
        self.add(told)

    def at(
        self, rule: str, message: str, sheet: str, cell: Cell, *, expected: str | None = None, fix: str | None = None
    ) -> None:
        """An error about what stands in ``cell``."""
        self.error(rule, message, sheet=sheet, cell=cell.address, found=cell.shown, expected=expected, fix=fix)

    def warning(
        self,
        rule: str,
        message: str,
        *,
        sheet: str | None = None,
        cell: str | None = None,
        found: str | Sequence[str] | None = None,
        expected: str | None = None,
        fix: str | None = None,
    ) -> None:
        self.add(Finding(Severity.WARNING, rule, message, sheet, cell, found_words(found), expected, fix))

    def note(
        self,
        rule: str,
        message: str,
        *,
        sheet: str | None = None,
        cell: str | None = None,
        found: str | Sequence[str] | None = None,
    ) -> None:
        self.add(Finding(Severity.NOTE, rule, message, sheet, cell, found_words(found)))

    def reword(self, finding: Finding, message: str) -> None:
        """Say something told already in other words, in its place."""
        self._findings = {replace(one, message=message) if one == finding else one: None for one in self._findings}

    def percent(self, amount: Amount, sheet: str, cell: Cell, indicator: str = "") -> Amount | None:
        """The amount of a cell of percentages as it is meant; nothing after asking when that is not clear.

        ``indicator`` is asked about alone where the column holds several.
        """
        place = indicator_place(sheet, cell.column, indicator)
        scale = scale_of(self.scales, sheet, cell.column, indicator)
        if scale is PercentScale.SHARE and not amount.is_percent and amount.value > 1:
            self.at(
                "share-above-one",
                _("The column was declared as shares of 1, and this number is larger."),
                sheet,
                cell,
                expected=_("a number from 0 to 1, or a percentage with its sign"),
                fix=_("Write the number with a percent sign, or answer that the column holds percentages."),
            )
            return None
        if scale or amount.is_percent or not 0 < amount.value < 1:
            return in_percent(amount, scale)
        if place in self._asked:
            # One question stands for all of the column, but this row is refused too.
            self.errors += 1
        else:
            self._asked.add(place)
            self.add(_question(place, amount, sheet, cell))
        return None

    def is_grouped(self, amount: Amount, sheet: str, cell: Cell, expected: str) -> bool:
        """Whether a number is written so that it may be a thousand times as large, which is reported."""
        if amount.is_grouped:
            self.at(
                "ambiguous-number",
                _("It is unclear whether this is {small} or {large}.").format(
                    small=number(amount.value, 3).rstrip("0").rstrip(",."), large=number(amount.value * 1000)
                ),
                sheet,
                cell,
                expected=expected,
                fix=_("Write the number without a separator, or with a space between thousands."),
            )
        return amount.is_grouped

    def unreadable(
        self, reason: Unreadable, sheet: str, cell: Cell, expected: str, *, may_be_missing: bool = True
    ) -> None:
        """The cell was to hold a number, or a missing mark where ``may_be_missing``, and holds neither."""
        write = _("Write a number, or “н/д” where there are no data.") if may_be_missing else _("Write a number.")
        rule, message, fix = {
            Unreadable.TEXT: ("text-in-number", _("Text instead of a number."), write),
            Unreadable.DATE: (
                "date-in-number",
                _("A date instead of a number."),
                _("Set the format of the cell to General and write the number again."),
            ),
            Unreadable.BOOLEAN: (
                "boolean-in-number",
                _("TRUE or FALSE instead of a number."),
                write,
            ),
            Unreadable.ERROR: (
                "error-cell",
                _("The cell shows a formula error."),
                _("Fix the formula or write the value itself."),
            ),
            Unreadable.FORMULA_WITHOUT_VALUE: (
                "formula-without-value",
                _("The formula has no stored value."),
                _("Open the file in a spreadsheet program, save it, and load it again."),
            ),
        }[reason]
        self.at(rule, message, sheet, cell, expected=expected, fix=fix)


def _question(place: str, amount: Amount, sheet: str, cell: Cell) -> Finding:
    """Asked once for a column, at the first number that may mean two things."""
    small, large = number(amount.value, 4).rstrip("0").rstrip(",."), number(amount.value * 100)
    return Finding(
        Severity.QUESTION,
        "ambiguous-percent",
        _("It is unclear whether this is {small}% or {large}%.").format(small=small, large=large),
        sheet,
        cell.address,
        cell.shown,
        _("a percentage from 0 to 100"),
        _("Say what the numbers of the column are, or write them with a percent sign."),
        question=place,
    )
