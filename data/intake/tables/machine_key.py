"""The very hidden sheet by which a returned template says what it is, so that an outdated one is recognised."""

from dataclasses import dataclass, replace

from data.intake.files.workbook import CellKind, Workbook
from data.intake.tables.collector import Collector
from data.language import _

SHEET = "_mmuko"
# Raised when the columns of a template change in a way that an old file would be misread.
TEMPLATE_VERSION = "1"


@dataclass(frozen=True)
class MachineKey:
    """``municipalities`` and ``sheets`` are the codes and names that the template was made with."""

    kind: str
    methodology: str = ""
    methodology_version: str = ""
    period: str = ""
    municipalities: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    template_version: str = TEMPLATE_VERSION
    # The round of collecting forms that it was made for; empty for any other template.
    round: str = ""

    @property
    def is_template(self) -> bool:
        """Whether the workbook was made from a template: each of them names its sheets."""
        return bool(self.sheets)

    def rows(self) -> list[tuple[str, str]]:
        return [
            ("kind", self.kind),
            ("template_version", self.template_version),
            ("methodology", self.methodology),
            ("methodology_version", self.methodology_version),
            ("period", self.period),
            ("municipalities", " ".join(self.municipalities)),
            *([("round", self.round)] if self.round else []),
            *(("sheet", sheet) for sheet in self.sheets),
        ]


def read_key(workbook: Workbook, kind: str, found: Collector) -> MachineKey:
    """The key of the workbook, an empty one for a workbook that was not made from a template."""
    key = key_of(workbook)
    if key is None:
        return MachineKey(kind)
    key = replace(key, kind=key.kind or kind)
    _check(key, kind, found)
    return key


def key_of(workbook: Workbook) -> MachineKey | None:
    """What a workbook says it is, whatever kind is expected; nothing for one that was not made from a template."""
    sheet = workbook.sheet(SHEET)
    if sheet is None:
        return None
    values: dict[str, str] = {}
    sheets = []
    for number in sorted(sheet.by_row):
        name, value = sheet.at(number, 1), sheet.at(number, 2)
        if name is None or value is None or value.kind not in {CellKind.TEXT, CellKind.NUMBER}:
            continue
        text = f"{value.value:.15g}" if isinstance(value.value, float) else str(value.value)
        if name.value == "sheet":
            sheets.append(text)
        else:
            values[str(name.value)] = text
    return MachineKey(
        kind=values.get("kind", ""),
        methodology=values.get("methodology", ""),
        methodology_version=values.get("methodology_version", ""),
        period=values.get("period", ""),
        municipalities=tuple(values.get("municipalities", "").split()),
        sheets=tuple(sheets),
        template_version=values.get("template_version", ""),
        round=values.get("round", ""),
    )


def kind_words() -> dict[str, str]:
    """The kinds of workbook by the keys that templates carry."""
    return {
        "scores": _("Scores"),
        "observations": _("Observations of indicators"),
        "schools": _("Schools and enrolment"),
        "targets": _("Targets of indicators"),
        "measures": _("Measures of roadmaps"),
        "completions": _("Done measures of roadmaps"),
        "catalogue": _("Catalogue of indicators"),
        "municipalities": _("Municipalities and mergers"),
        "methodology": _("Methodology"),
    }


def _check(key: MachineKey, kind: str, found: Collector) -> None:
    if key.kind != kind:
        found.error(
            "wrong-kind",
            _("The workbook was made from the template of another kind of data."),
            found=kind_words().get(key.kind, _("another kind of data")),
            expected=kind_words()[kind],
            fix=_("Load it as the kind of data it holds."),
        )
    elif key.template_version != TEMPLATE_VERSION:
        found.error(
            "template-version",
            _("The workbook was made from an outdated template."),
            found=key.template_version or "—",
            expected=TEMPLATE_VERSION,
            fix=_("Make a new template and copy the answers into it."),
        )
