"""Indicators as the region describes them: the catalogue as of the reader's revision over what came with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from data.language import local
from data.models.catalogue import CatalogueEntry
from data.models.indicators import Indicator, Observation
from data.storage.catalogue import CATALOGUE_SET
from data.storage.reader import Reader, kept
from data.vocabulary import AnyUnit, OwnUnit, Unit

# What the catalogue says of an indicator, as its table has it.
FIELDS = (
    "name_ru", "name_en", "short_ru", "short_en", "unit", "unit_word_ru", "unit_word_en", "decimals", "polarity",
    "direction_code", "criterion_code", "criterion_ru", "criterion_en", "source_ru", "collection_method_ru",
    "processing_ru", "contact_role", "break_year", "break_note",
)  # fmt: skip
# Those of them that the indicator itself does not have.
ONLY_HERE = frozenset(
    {"unit_word_ru", "unit_word_en", "decimals", "processing_ru", "contact_role", "break_year", "break_note"}
)


@dataclass(frozen=True)
class Described:
    """``values`` by the names of ``FIELDS``, in both languages; ``since`` is the revision of the catalogue's own entry,
    None where it has none. ``entry`` is the identity of its row.
    """

    id: int
    code: str
    indicator_set: str
    order: int
    level: str
    values: Mapping[str, Any]
    numerator: str
    denominator: str
    issues_ru: tuple[str, ...]
    issues_en: tuple[str, ...]
    since: int | None
    entry: int | None

    def text(self, name: str) -> str:
        """A text in the current language, empty where there is none."""
        values = self.values
        return local(values[f"{name}_ru"] or "", values[f"{name}_en"] or "")

    @property
    def is_part_of_whole(self) -> bool:
        """A percentage whose whole is named."""
        return self.values["unit"] == Unit.PERCENT and bool(self.denominator)

    @property
    def unit(self) -> AnyUnit:
        kind, word = Unit(self.values["unit"]), self.text("unit_word")
        decimals = self.values["decimals"]
        is_own = kind is not Unit.PERCENT and (word or decimals is not None)
        return OwnUnit(kind, word, decimals) if is_own else kind


@kept
def catalogue(reader: Reader) -> tuple[Described, ...]:
    """All indicators of all levels, in the order of their lists; small, and asked for by most pages."""
    joined = and_(CatalogueEntry.indicator_id == Indicator.id, reader.as_of(CatalogueEntry))
    rows = reader.session.execute(
        select(Indicator, CatalogueEntry)
        .outerjoin(CatalogueEntry, joined)
        .order_by(Indicator.indicator_set, Indicator.order, Indicator.code)
    ).all()
    return tuple(_described(one, entry) for one, entry in rows if entry is not None or _came_otherwise(reader, one))


@kept
def by_code(reader: Reader) -> Mapping[str, Described]:
    return {one.code: one for one in catalogue(reader)}


def _came_otherwise(reader: Reader, row: Indicator) -> bool:
    """Whether an indicator without an entry exists: one that the catalogue brought does only while it has figures."""
    # As of a revision in which the catalogue did not describe it.
    if row.indicator_set != CATALOGUE_SET:
        return True
    standing = select(Observation.id).where(Observation.indicator_id == row.id, reader.as_of(Observation)).limit(1)
    return reader.session.scalar(standing) is not None


def _described(row: Indicator, entry: CatalogueEntry | None) -> Described:
    if entry is None:
        values = {name: None if name in ONLY_HERE else getattr(row, name) for name in FIELDS}
    else:
        values = {name: getattr(entry, name) for name in FIELDS}
    return Described(
        id=row.id,
        code=row.code,
        indicator_set=row.indicator_set,
        order=row.order,
        level=row.level,
        values=values,
        numerator=row.numerator_ru or "",
        denominator=row.denominator_ru or "",
        issues_ru=tuple(row.issues_ru),
        issues_en=tuple(row.issues_en),
        since=entry.valid_from if entry else None,
        entry=entry.id if entry else None,
    )
