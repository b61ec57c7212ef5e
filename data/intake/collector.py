"""Gathers all findings of a file at once, and puts the reasons why a cell is no number into words."""

from collections.abc import Callable

from data.intake.findings import Finding
from data.intake.numbers import Unreadable
from data.intake.workbook import Cell
from data.language import _
from data.vocabulary import Severity


class Collector:
    """Findings in the order they were met; the same one about the same place is kept once.

    Whoever goes through many rows calls ``pulse`` now and then: it tells that work goes on and may raise to cancel it.
    """

    def __init__(self, pulse: Callable[[], None] = lambda: None) -> None:
        self.pulse = pulse
        self._findings: dict[Finding, None] = {}
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
            self.errors += finding.severity is Severity.ERROR

    def error(
        self,
        rule: str,
        message: str,
        *,
        sheet: str | None = None,
        cell: str | None = None,
        found: str | None = None,
        expected: str | None = None,
        fix: str | None = None,
    ) -> None:
        self.add(Finding(Severity.ERROR, rule, message, sheet, cell, found, expected, fix))

    def at(
        self, rule: str, message: str, sheet: str, cell: Cell, *, expected: str | None = None, fix: str | None = None
    ) -> None:
        """An error about what stands in ``cell``."""
        self.error(rule, message, sheet=sheet, cell=cell.address, found=cell.shown, expected=expected, fix=fix)

    def warning(
        self, rule: str, message: str, *, sheet: str | None = None, cell: str | None = None, found: str | None = None
    ) -> None:
        self.add(Finding(Severity.WARNING, rule, message, sheet, cell, found))

    def note(
        self, rule: str, message: str, *, sheet: str | None = None, cell: str | None = None, found: str | None = None
    ) -> None:
        self.add(Finding(Severity.NOTE, rule, message, sheet, cell, found))

    def unreadable(self, reason: Unreadable, sheet: str, cell: Cell, expected: str) -> None:
        """The cell was to hold a number or a missing mark and holds neither."""
        rule, message, fix = {
            Unreadable.TEXT: (
                "text-in-number",
                _("There is text where a number belongs."),
                _("Write a number, or “н/д” where there are no data."),
            ),
            Unreadable.DATE: (
                "date-in-number",
                _("There is a date where a number belongs."),
                _("Set the format of the cell to General and write the number again."),
            ),
            Unreadable.BOOLEAN: (
                "boolean-in-number",
                _("There is TRUE or FALSE where a number belongs."),
                _("Write a number, or “н/д” where there are no data."),
            ),
            Unreadable.ERROR: (
                "error-cell",
                _("The cell shows an error of a formula."),
                _("Mend the formula or write the number itself."),
            ),
            Unreadable.FORMULA_WITHOUT_VALUE: (
                "formula-without-value",
                _("The formula has no stored value."),
                _("Open the file in a spreadsheet program, save it, and load it again."),
            ),
        }[reason]
        self.at(rule, message, sheet, cell, expected=expected, fix=fix)
