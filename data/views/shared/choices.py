"""What can be chosen on a page, and the selection with every default filled in."""

from dataclasses import dataclass

from sqlalchemy import func, select

from data.errors import NotFound
from data.language import _, local, pgettext
from data.models.assessment import Assessment
from data.models.methodology import Block, CycleComponent, Direction, Methodology
from data.models.region import Municipality, Period
from data.queries.results import is_assessed
from data.selection import Selection
from data.storage.reader import Reader
from data.vocabulary import MunicipalityKind


@dataclass(frozen=True)
class Choice:
    """``short`` fits a chart or a list, ``name`` is the full official name; ``group`` is a block or a kind."""

    code: str
    short: str
    name: str
    group: str = ""


@dataclass(frozen=True)
class Choices:
    """Everything that exists for the selected period and methodology, in its official order."""

    periods: tuple[Choice, ...]
    methodologies: tuple[Choice, ...]
    blocks: tuple[Choice, ...]
    directions: tuple[Choice, ...]
    cycle_components: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]

    @staticmethod
    def find(choices: tuple[Choice, ...], code: str) -> Choice:
        return next(choice for choice in choices if choice.code == code)


def kind_names() -> dict[str, str]:
    return {
        MunicipalityKind.URBAN_OKRUG: _("urban okrugs"),
        MunicipalityKind.MUNICIPAL_OKRUG: _("municipal okrugs"),
        MunicipalityKind.MUNICIPAL_DISTRICT: _("municipal districts"),
    }


def settle(reader: Reader, selection: Selection) -> tuple[Selection, Choices]:
    """Fill in period, methodology, direction and municipality, and list what else could be chosen.

    A viewer with a scope starts at the own municipality. Raises NotFound for a code that does not exist.
    """
    periods = _periods(reader)
    if not periods:
        raise NotFound(_("There are no assessments yet. Load a workbook of scores, then open this page again."))
    period = _settled(_("period"), selection.period, periods, periods[-1].code)
    methodologies = _methodologies(reader, period)
    methodology = _settled(_("methodology"), selection.methodology, methodologies, methodologies[0].code)
    directions = _directions(reader, methodology)
    municipalities = _municipalities(reader, period)
    own = reader.viewer.municipality
    default = own if own in {choice.code for choice in municipalities} else municipalities[0].code
    settled = selection.but(
        period=period,
        methodology=methodology,
        direction=_settled(_("direction"), selection.direction, directions, directions[0].code),
        municipality=_settled(_("municipality"), selection.municipality, municipalities, default),
    )
    return settled, Choices(
        periods=periods,
        methodologies=methodologies,
        blocks=_blocks(reader, methodology),
        directions=directions,
        cycle_components=_cycle_components(reader, methodology),
        kinds=tuple(Choice(code, name, name) for code, name in kind_names().items()),
        municipalities=municipalities,
    )


def _settled(field: str, code: str | None, choices: tuple[Choice, ...], default: str) -> str:
    if code is None:
        return default
    if code not in {choice.code for choice in choices}:
        raise NotFound(
            _("There is no {field} “{code}” here. Known: {known}.").format(
                field=field, code=code, known=", ".join(choice.code for choice in choices[:12])
            )
        )
    return code


def _periods(reader: Reader) -> tuple[Choice, ...]:
    rows = reader.session.execute(
        select(Period.code, Period.year, Period.school_year)
        .where(Period.id.in_(select(Assessment.period_id).where(is_assessed(reader))))
        .order_by(Period.year)
    )
    return tuple(
        Choice(code, str(year), pgettext("period", "{year}").format(year=year), school_year)
        for code, year, school_year in rows
    )


def _methodologies(reader: Reader, period: str) -> tuple[Choice, ...]:
    """The methodologies of a period, the one with the largest loaded rubric first."""
    rows = reader.session.execute(
        select(Methodology.code, Methodology.name_ru, Methodology.name_en)
        .join(Assessment, Assessment.methodology_id == Methodology.id)
        .join(Period, Period.id == Assessment.period_id)
        .where(Period.code == period, is_assessed(reader))
        .group_by(Methodology.id, Methodology.code, Methodology.name_ru, Methodology.name_en)
        .order_by(func.count(Assessment.id).desc(), Methodology.is_demo.desc(), Methodology.code)
    )
    return tuple(Choice(code, local(ru, en), local(ru, en)) for code, ru, en in rows)


def _blocks(reader: Reader, methodology: str) -> tuple[Choice, ...]:
    rows = reader.session.scalars(
        select(Block).join(Block.methodology).where(Methodology.code == methodology).order_by(Block.order)
    )
    return tuple(
        Choice(row.code, _("Block {code}").format(code=row.code), local(row.name_ru, row.name_en)) for row in rows
    )


def _directions(reader: Reader, methodology: str) -> tuple[Choice, ...]:
    rows = reader.session.execute(
        select(Direction, Block.code)
        .join(Direction.block)
        .join(Direction.methodology)
        .where(Methodology.code == methodology)
        .order_by(Direction.order)
    )
    return tuple(
        Choice(row.code, local(row.short_ru, row.short_en), local(row.name_ru, row.name_en), block)
        for row, block in rows
    )


def _cycle_components(reader: Reader, methodology: str) -> tuple[Choice, ...]:
    rows = reader.session.scalars(
        select(CycleComponent)
        .join(CycleComponent.methodology)
        .where(Methodology.code == methodology)
        .order_by(CycleComponent.order)
    )
    return tuple(
        Choice(row.code, local(row.short_ru, row.short_en), local(row.name_ru, row.name_en), row.group) for row in rows
    )


def _municipalities(reader: Reader, period: str) -> tuple[Choice, ...]:
    """The municipalities that exist in the period, by name."""
    year = reader.session.scalar(select(Period.year).where(Period.code == period))
    columns = (
        Municipality.code,
        Municipality.kind,
        Municipality.short_ru,
        Municipality.short_en,
        Municipality.name_ru,
        Municipality.name_en,
    )
    rows = reader.session.connection().execute(
        select(*columns)
        .where(
            func.coalesce(Municipality.first_year, year) <= year,
            func.coalesce(Municipality.last_year, year) >= year,
        )
        .order_by(Municipality.code)
    )
    found = [
        Choice(code, local(short_ru, short_en), local(name_ru, name_en), kind)
        for code, kind, short_ru, short_en, name_ru, name_en in rows
    ]
    return tuple(sorted(found, key=lambda choice: choice.short.casefold()))
