"""How the fields of the catalogue are called, and their values in words: on the page, in exports and findings."""

from data.language import _, local
from data.text.word_lists import word_of
from data.vocabulary import Polarity, Unit

# Russian and English as drop-downs offer them, then other ways to say it.
UNITS: dict[str, tuple[str, ...]] = {
    Unit.PERCENT: ("%", "%", "проценты", "процент", "в процентах", "percent", "per cent"),
    Unit.COUNT: ("количество", "count", "число", "единиц", "единицы", "шт", "шт."),
    Unit.COUNT_PER_ORGANISATION: ("число в каждой организации", "count in each organisation"),
    Unit.RATE: ("коэффициент", "rate", "отношение"),
    Unit.INDEX: ("индекс", "index"),
    Unit.POINTS: ("баллы", "points", "балл"),
    Unit.MONEY: ("рубли", "roubles", "руб", "руб.", "₽"),
    Unit.DIFFERENCE: ("разность со знаком", "difference with its sign", "разность"),
}
POLARITIES: dict[str, tuple[str, ...]] = {
    Polarity.HIGHER_IS_BETTER: ("больше — лучше", "higher is better", "больше", "выше", "higher"),
    Polarity.LOWER_IS_BETTER: ("меньше — лучше", "lower is better", "меньше", "ниже", "lower"),
    Polarity.NO_JUDGEMENT: ("не оценивается", "not judged", "нет", "none"),
}


def catalogue_names() -> dict[str, str]:
    """Field → what it is called in the current language."""
    return {
        "name_ru": _("Name in Russian"),
        "name_en": _("Name in English"),
        "short_ru": _("Short name in Russian"),
        "short_en": _("Short name in English"),
        "unit": _("Unit"),
        "unit_word_ru": _("Own word of the unit"),
        "unit_word_en": _("Own word of the unit in English"),
        "decimals": _("Decimals"),
        "polarity": _("Polarity"),
        "direction_code": _("Direction"),
        "criterion_code": _("Criterion, code"),
        "criterion_ru": _("Criterion"),
        "criterion_en": _("Criterion in English"),
        "source_ru": _("Source of data"),
        "collection_method_ru": _("Method of collecting"),
        "processing_ru": _("Method of processing"),
        "contact_role": _("Contact (position or unit)"),
        "break_year": _("Break in the series, from the year"),
        "break_note": _("Note on the break"),
    }


def catalogue_value(name: str, value: str | int | None) -> str:
    """A value of a field in words; empty where there is none."""
    if name == "unit":
        return word_of(str(value), UNITS) or ""
    if name == "polarity":
        return word_of(str(value), POLARITIES) or ""
    if name == "direction_code":
        return local("без направления", "without a direction") if value == "" else str(value)
    return "" if value is None else str(value)
