"""What the product knows of a kind of workbook: one description, from which everything about the kind follows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from data.errors import NotFound
from data.intake.files.workbook import Workbook
from data.intake.tables.collector import Collector
from data.intake.tables.planned_changes import Checked, Plan
from data.intake.tables.template import Template
from data.language import _
from data.messages import MessageCode
from data.queries.differences import CellReader
from data.storage.reader import Reader


@dataclass(frozen=True)
class TemplateRequest:
    """What a template is asked for, by code; no municipality means all that the kind can name."""

    period: str | None = None
    municipalities: tuple[str, ...] = ()
    methodology: str | None = None

    @property
    def named_period(self) -> str:
        """Raises NotFound where the kind needs a period and none is named."""
        if self.period is None:
            raise NotFound(_("Name the period: --period."))
        return self.period


@dataclass(frozen=True)
class Kind:
    """``name``, ``help``: in the current language. ``check`` reads a workbook, ``plan`` compares it with the data.

    ``cells`` read what two revisions are compared by; undo follows from the identity of the tables themselves.
    ``template`` is missing where the product has no workbook. ``is_map`` says that the file is a GeoJSON map.
    ``per_municipality``: each municipality fills in its own workbook; ``for_one`` only that one can be asked for.
    """

    key: str
    name: Callable[[], str]
    help: Callable[[], str]
    message: MessageCode
    check: Callable[[Reader, Workbook, Collector], Checked]
    plan: Callable[[Reader, Any, Collector], Plan]
    cells: tuple[CellReader, ...] = ()
    template: Callable[[Reader, TemplateRequest], Template] | None = None
    is_map: bool = False
    per_municipality: bool = False
    for_one: bool = False
    needs_period: bool = False
    needs_methodology: bool = False
