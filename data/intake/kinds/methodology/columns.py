"""The sheets of a methodology workbook and their columns."""

from dataclasses import dataclass

from data.intake.tables.header import ColumnSpec
from data.language import local
from data.vocabulary import Comparability

KIND = "methodology"
CODE = ColumnSpec("code", "Код", "Code", (), True, True)
NAME_RU = ColumnSpec("name_ru", "Название", "Name in Russian", ("название (рус.)", "наименование"))
NAME_EN = ColumnSpec("name_en", "Название (англ.)", "Name in English", (), False)
SHORT_RU = ColumnSpec("short_ru", "Краткое название", "Short name in Russian", ("краткое название (рус.)",), False)
SHORT_EN = ColumnSpec("short_en", "Краткое название (англ.)", "Short name in English", (), False)
OFFICIAL = ColumnSpec("official_maximum", "Официальный максимум", "Official maximum", ("максимум по документу",), False)
BLOCK = ColumnSpec("block", "Блок", "Block", ("код блока", "block code"), True, True)
DIRECTION = ColumnSpec("direction", "Направление", "Direction", ("код направления", "direction code"), True, True)
COMPONENT = ColumnSpec(
    "cycle_component", "Звено цикла", "Stage", ("код звена", "cycle component", "cycle component code"), True, True
)
POSITION = ColumnSpec("position", "Код позиции", "Position code", ("позиция",), True, True)


@dataclass(frozen=True)
class SheetSpec:
    """One sheet of the workbook, by its names in both languages; ``aliases``: names of earlier templates."""

    key: str
    ru: str
    en: str
    columns: tuple[ColumnSpec, ...]
    required: bool = True
    aliases: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return local(self.ru, self.en)


def _optional(spec: ColumnSpec) -> ColumnSpec:
    return ColumnSpec(spec.key, spec.ru, spec.en, spec.aliases, False, False)


SHEETS = (
    SheetSpec(
        "settings",
        "Методика",
        "Methodology",
        (
            ColumnSpec("property", "Свойство", "Property", (), True, True),
            ColumnSpec("value", "Значение", "Value"),
        ),
    ),
    SheetSpec("blocks", "Блоки", "Blocks", (CODE, NAME_RU, NAME_EN, OFFICIAL)),
    SheetSpec("directions", "Направления", "Directions", (CODE, BLOCK, NAME_RU, NAME_EN, SHORT_RU, SHORT_EN, OFFICIAL)),
    SheetSpec(
        "cycle_components",
        "Звенья цикла",
        "Stages",
        (
            CODE,
            NAME_RU,
            NAME_EN,
            SHORT_RU,
            SHORT_EN,
            ColumnSpec("group", "Группа", "Group", ("укрупнённое звено",), False),
        ),
        aliases=("Cycle components",),
    ),
    SheetSpec(
        "positions",
        "Позиции",
        "Positions",
        (
            DIRECTION,
            COMPONENT,
            ColumnSpec("code", POSITION.ru, POSITION.en, ("код",), True, True),
            ColumnSpec("text_ru", "Позиция оценивания", "Position in Russian", ("текст",)),
            ColumnSpec("text_en", "Позиция оценивания (англ.)", "Position in English", (), False),
        ),
    ),
    SheetSpec(
        "parameters",
        "Параметры",
        "Parameters",
        (
            DIRECTION,
            POSITION,
            ColumnSpec("code", "Код параметра", "Parameter code", ("код",), True, True),
            ColumnSpec("name_ru", "Параметр оценивания", "Parameter in Russian", ("параметр", "название")),
            ColumnSpec("name_en", "Параметр оценивания (англ.)", "Parameter in English", (), False),
            ColumnSpec("minimum", "Минимум", "Minimum", ("минимальный балл",)),
            ColumnSpec("maximum", "Максимум", "Maximum", ("максимальный балл", "баллы")),
        ),
    ),
    SheetSpec(
        "stated_totals",
        "Суммы",
        "Stated totals",
        (
            _optional(BLOCK),
            _optional(DIRECTION),
            _optional(COMPONENT),
            ColumnSpec("maximum", "Максимум", "Maximum", ("сумма",)),
        ),
        required=False,
    ),
    SheetSpec(
        "crosswalk",
        "Преемственность",
        "Crosswalk",
        (
            DIRECTION,
            ColumnSpec("newer_methodology", "Новая методика", "Newer methodology"),
            ColumnSpec("newer_direction", "Новое направление", "Newer direction"),
            ColumnSpec("comparable", "Сопоставимость", "Comparability"),
            ColumnSpec("note_ru", "Пояснение", "Note in Russian", (), False),
            ColumnSpec("note_en", "Пояснение (англ.)", "Note in English", (), False),
        ),
        required=False,
    ),
)
# Properties of the methodology itself, one a row of the first sheet.
PROPERTIES = (
    ColumnSpec("code", "Код", "Code"),
    ColumnSpec("version", "Версия", "Version", ("редакция",)),
    ColumnSpec("name_ru", "Название", "Name in Russian"),
    ColumnSpec("name_en", "Название (англ.)", "Name in English", (), False),
    ColumnSpec("source_ru", "Источник", "Source in Russian"),
    ColumnSpec("source_en", "Источник (англ.)", "Source in English", (), False),
    ColumnSpec("is_demo", "Демонстрационная", "Demonstration", (), False),
    ColumnSpec("formed_threshold", "Порог «сформирован»", "Threshold of “formed”", ("порог",), False),
    ColumnSpec("floor_at_zero", "Сумма не ниже нуля", "Sum not below zero", (), False),
)
YES_NO = {True: ("да", "yes"), False: ("нет", "no")}
COMPARABLE = {
    Comparability.FULL: ("полная", "full"),
    Comparability.PARTLY: ("частичная", "partly"),
    Comparability.NONE: ("нет", "none"),
}
