"""A versioned rubric: blocks → directions → stages → positions → parameters."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.models.base import Base, Code, Identity


class Methodology(Base):
    """One rubric. ``formed_threshold`` is the share of the maximum from which a component counts as formed.

    The source (document 001) gives no threshold and no floor, so both are settings of the methodology and printed.
    """

    __tablename__ = "methodology"

    id: Mapped[Identity]
    code: Mapped[Code] = mapped_column(unique=True)
    version: Mapped[str] = mapped_column(String(32))
    name_ru: Mapped[str]
    name_en: Mapped[str]
    source_ru: Mapped[str]
    source_en: Mapped[str]
    # Points of a demonstration methodology are invented; pages say so.
    is_demo: Mapped[bool]
    formed_threshold: Mapped[float] = mapped_column(default=1.0)
    floor_at_zero: Mapped[bool] = mapped_column(default=False)
    blocks: Mapped[list["Block"]] = relationship(order_by="Block.order", back_populates="methodology")
    directions: Mapped[list["Direction"]] = relationship(order_by="Direction.order", back_populates="methodology")
    cycle_components: Mapped[list["CycleComponent"]] = relationship(
        order_by="CycleComponent.order", back_populates="methodology"
    )


class Block(Base):
    """A group of directions; ``official_maximum`` is empty where no document states it."""

    __tablename__ = "block"
    __table_args__ = (UniqueConstraint("methodology_id", "code"),)

    id: Mapped[Identity]
    methodology_id: Mapped[int] = mapped_column(ForeignKey("methodology.id"))
    code: Mapped[Code]
    order: Mapped[int]
    name_ru: Mapped[str]
    name_en: Mapped[str]
    official_maximum: Mapped[float | None]
    methodology: Mapped[Methodology] = relationship(back_populates="blocks")


class Direction(Base):
    """An area of activity. Its code means something only together with its methodology."""

    __tablename__ = "direction"
    __table_args__ = (UniqueConstraint("methodology_id", "code"),)

    id: Mapped[Identity]
    methodology_id: Mapped[int] = mapped_column(ForeignKey("methodology.id"))
    block_id: Mapped[int] = mapped_column(ForeignKey("block.id"))
    code: Mapped[Code]
    order: Mapped[int]
    name_ru: Mapped[str]
    name_en: Mapped[str]
    short_ru: Mapped[str]
    short_en: Mapped[str]
    official_maximum: Mapped[float | None]
    methodology: Mapped[Methodology] = relationship(back_populates="directions")
    block: Mapped[Block] = relationship()
    positions: Mapped[list["Position"]] = relationship(order_by="Position.order", back_populates="direction")


class CycleComponent(Base):
    """A stage of the management cycle. ``group`` is the code of the coarser stage of document 001 it belongs to."""

    __tablename__ = "cycle_component"
    __table_args__ = (UniqueConstraint("methodology_id", "code"),)

    id: Mapped[Identity]
    methodology_id: Mapped[int] = mapped_column(ForeignKey("methodology.id"))
    code: Mapped[Code]
    order: Mapped[int]
    name_ru: Mapped[str]
    name_en: Mapped[str]
    short_ru: Mapped[str]
    short_en: Mapped[str]
    group: Mapped[Code]
    methodology: Mapped[Methodology] = relationship(back_populates="cycle_components")


class Position(Base):
    """A row of the rubric: what is looked at, within one direction and one stage."""

    __tablename__ = "position"
    __table_args__ = (UniqueConstraint("direction_id", "code"),)

    id: Mapped[Identity]
    direction_id: Mapped[int] = mapped_column(ForeignKey("direction.id"))
    cycle_component_id: Mapped[int] = mapped_column(ForeignKey("cycle_component.id"))
    code: Mapped[Code]
    order: Mapped[int]
    text_ru: Mapped[str]
    text_en: Mapped[str]
    direction: Mapped[Direction] = relationship(back_populates="positions")
    cycle_component: Mapped[CycleComponent] = relationship()
    parameters: Mapped[list["Parameter"]] = relationship(order_by="Parameter.order", back_populates="position")


class Parameter(Base):
    """A column of the rubric for one position; a penalty has ``minimum`` < 0 and ``maximum`` 0."""

    __tablename__ = "parameter"
    __table_args__ = (UniqueConstraint("position_id", "code"),)

    id: Mapped[Identity]
    position_id: Mapped[int] = mapped_column(ForeignKey("position.id"))
    code: Mapped[Code]
    order: Mapped[int]
    name_ru: Mapped[str]
    name_en: Mapped[str]
    minimum: Mapped[float]
    maximum: Mapped[float]
    position: Mapped[Position] = relationship(back_populates="parameters")


class DirectionCrosswalk(Base):
    """How a direction of an older methodology continues in a newer one.

    ``comparable`` is one of ``data.vocabulary.Comparability``. Source: ``older_nine_directions`` of document 001.
    """

    __tablename__ = "direction_crosswalk"

    id: Mapped[Identity]
    older_id: Mapped[int] = mapped_column(ForeignKey("direction.id"))
    newer_id: Mapped[int] = mapped_column(ForeignKey("direction.id"))
    comparable: Mapped[str] = mapped_column(String(16))
    note_ru: Mapped[str]
    note_en: Mapped[str]
