"""The invented schools: kind, name, students of every year, and teachers, which follow from the students."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from data.demo import planted
from data.demo.places import YEARS, Place, places
from data.demo.scoring import SEED
from data.vocabulary import MunicipalityKind, SchoolKind

# Shares of large secondary, small secondary and basic schools by kind of municipality; the rest is primary and other.
MIX = {
    MunicipalityKind.URBAN_OKRUG: (0.42, 0.38, 0.12),
    MunicipalityKind.MUNICIPAL_OKRUG: (0.16, 0.48, 0.29),
    MunicipalityKind.MUNICIPAL_DISTRICT: (0.06, 0.50, 0.37),
}
SHOWN_MIX = (9, 8, 4)
# Smallest and largest number of students drawn for each size class.
SIZES = {"large": (520, 1350), "small": (70, 480), "basic": (24, 190), "primary": (30, 160), "other": (20, 95)}
# The smallest school needs a teacher for each group of subjects.
SMALLEST_STAFF, STUDENTS_PER_TEACHER = 5, 19
VILLAGES = (
    "Ключевская",
    "Боровская",
    "Сосновая",
    "Приозёрная",
    "Дубравная",
    "Берёзовская",
    "Яснополянская",
    "Луговская",
    "Заречная",
    "Каменская",
    "Ольховская",
    "Липовская",
    "Рябиновская",
    "Покровская",
    "Троицкая",
    "Никольская",
    "Высоковская",
    "Студенецкая",
    "Мостовская",
    "Мельничная",
    "Холмовская",
    "Родниковская",
    "Степановская",
    "Верхнелесная",
    "Нижнелесная",
    "Кедровская",
    "Пихтовская",
    "Осиновская",
    "Еловская",
    "Речная",
    "Марьинская",
    "Петровская",
    "Ивановская",
    "Озерковская",
    "Песчанская",
    "Глинская",
    "Пограничная",
    "Полевская",
    "Северная",
    "Южная",
)
OTHER_NAMES = ("Вечерняя школа № 1", "Школа «Надежда»", "Школа «Доверие»")
PRIMARY_NAMES = ("Начальная школа «Росток»", "Начальная школа «Родничок»", "Начальная школа «Теремок»")


@dataclass(frozen=True)
class DemoSchool:
    """``students`` in the order of YEARS."""

    code: str
    kind: SchoolKind
    name_ru: str
    students: tuple[int, ...]


@cache
def schools() -> tuple[DemoSchool, ...]:
    return tuple(
        school
        for index, place in enumerate(places())
        for school in _schools_of(place, np.random.default_rng([SEED, 7, index]))
    )


def students_in(school: DemoSchool, year: int) -> int:
    return school.students[YEARS.index(year)]


def teachers_in(school: DemoSchool, year: int) -> int:
    if school.code == planted.SCHOOL_OF_THREE_TEACHERS:
        return 3
    return SMALLEST_STAFF + round(students_in(school, year) / STUDENTS_PER_TEACHER)


def _schools_of(place: Place, generator: np.random.Generator) -> list[DemoSchool]:
    sizes = _size_classes(place)
    names = _Names(place, generator)
    return [
        DemoSchool(
            code=f"{place.code}-{number:02d}",
            kind=SchoolKind.SECONDARY if size in ("large", "small") else SchoolKind(size),
            name_ru=names.draw(size),
            students=_students(f"{place.code}-{number:02d}", size, generator),
        )
        for number, size in enumerate(sizes, start=1)
    ]


def _size_classes(place: Place) -> list[str]:
    """The size class of each school, large ones first."""
    shares = MIX[MunicipalityKind(place.kind)]
    large, small, basic = (round(place.schools * share) for share in shares)
    if place.code == planted.SHOWN:
        large, small, basic = SHOWN_MIX
    if place.code == planted.FEW_LARGE_SCHOOLS[0]:
        small += large - planted.FEW_LARGE_SCHOOLS[1]
        large = planted.FEW_LARGE_SCHOOLS[1]
    rest = place.schools - large - small - basic
    primary = (rest + 1) // 2
    return (
        ["large"] * large + ["small"] * small + ["basic"] * basic + ["primary"] * primary + ["other"] * (rest - primary)
    )


def _students(code: str, size: str, generator: np.random.Generator) -> tuple[int, ...]:
    low, high = SIZES[size]
    # Schools near the lower end are commoner than large ones.
    base = low + (high - low) * float(generator.beta(1.3, 2.2))
    drift = float(generator.normal(0.005, 0.015))
    students = [
        max(12, round(base * (1 + drift) ** step + generator.normal(0, base * 0.012))) for step in range(len(YEARS))
    ]
    if code == planted.SCHOOL_OF_500:
        # It shrinks out of one cluster into the other by standing exactly on the boundary.
        students = [528, 521, 514, 507, 500]
    if code == planted.SCHOOL_OF_THREE_TEACHERS:
        students = [27, 26, 24, 22, 21]
    return tuple(students)


class _Names:
    """Names that do not repeat within a municipality: numbers in towns, villages elsewhere."""

    def __init__(self, place: Place, generator: np.random.Generator) -> None:
        self._in_town = place.kind == MunicipalityKind.URBAN_OKRUG
        self._villages = [str(name) for name in generator.permutation(VILLAGES)]
        self._drawn: dict[str, int] = {}

    def draw(self, size: str) -> str:
        number = self._drawn[size] = self._drawn.get(size, 0) + 1
        if size == "other":
            return self._numbered(OTHER_NAMES, number)
        if size == "primary":
            return self._numbered(PRIMARY_NAMES, number)
        if size == "large" and number <= 2:
            return "Гимназия № 1" if number == 1 else "Лицей № 2"
        if size == "large" or (size == "small" and self._in_town):
            taken = self._drawn["numbered"] = self._drawn.get("numbered", 0) + 1
            return f"СОШ № {taken + 2}"
        return f"{self._villages.pop()} {'ООШ' if size == 'basic' else 'СОШ'}"

    @staticmethod
    def _numbered(names: tuple[str, ...], number: int) -> str:
        return names[number - 1] if number <= len(names) else f"{names[0]} ({number})"
