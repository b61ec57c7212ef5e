"""The workbooks a region begins with: empty ones, and an example of three municipalities and two stages."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from data.errors import NotFound
from data.intake.kinds.methodology.template import template_of
from data.intake.kinds.municipalities.check import kind_word
from data.intake.kinds.municipalities.template import municipalities_template
from data.intake.tables.template import Template, Value, write_template
from data.language import _
from data.methodology.yaml_files import read_shipped
from data.storage.reader import Reader
from data.vocabulary import MunicipalityKind

EXAMPLE = "example"
EXAMPLE_FILES = ("municipalities", "methodology")
# Invented, of a kind each.
EXAMPLE_MUNICIPALITIES = (
    ("T1", MunicipalityKind.URBAN_OKRUG, "Речной округ", "Rechnoy Urban Okrug", "Речной ГО", "Rechnoy"),
    ("T2", MunicipalityKind.MUNICIPAL_OKRUG, "Лесной округ", "Lesnoy Okrug", "Лесной МО", "Lesnoy"),
    (
        "T3",
        MunicipalityKind.MUNICIPAL_DISTRICT,
        "Полевой муниципальный район",
        "Polevoy District",
        "Полевой МР",
        "Polevoy",
    ),
)
COLUMNS = ("code", "kind", "name_ru", "name_en", "short_ru", "short_en")


def start_workbook(reader: Reader, name: str) -> Template:
    """``municipalities`` or ``methodology``, or one of them with ``example-`` before it.

    Raises AccessDenied for a viewer who may not write, NotFound for another name.
    """
    reader.viewer.require_writing()
    made = {
        "municipalities": lambda: municipalities_template(reader),
        "methodology": lambda: template_of(None),
        "example-municipalities": lambda: _with_example(municipalities_template(reader)),
        "example-methodology": lambda: template_of(read_shipped(EXAMPLE)),
    }.get(name)
    if made is None:
        raise NotFound(_("There is no such file. Make it again."))
    return made()


def write_examples(reader: Reader, folder: Path) -> tuple[Path, ...]:
    """Write the example's workbooks into a folder, which is made where it is missing; a file that is there stays.

    Gives the paths that were written. Raises AccessDenied, and BadFile where nothing can be written.
    """
    written = []
    for name in EXAMPLE_FILES:
        path = folder / f"{name}.xlsx"
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            write_template(start_workbook(reader, f"example-{name}"), path)
            written.append(path)
    return tuple(written)


def workbook_bytes(template: Template) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        write_template(template, path)
        return path.read_bytes()


def _with_example(template: Template) -> Template:
    """The registry's template with three invented municipalities in place of what is stored."""
    places, *others = template.sheets
    rows: tuple[dict[str, Value], ...] = tuple(
        {**dict(zip(COLUMNS, row, strict=True)), "kind": kind_word(row[1].value)} for row in EXAMPLE_MUNICIPALITIES
    )
    return replace(template, sheets=(replace(places, rows=rows), *(replace(sheet, rows=()) for sheet in others)))
