"""Outlines of municipalities, for the map that is drawn where an operator has loaded them."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Identity, Versioned


class Boundary(Versioned, Base):
    """The outline of one municipality.

    ``outline`` is JSON: polygons → rings (the first is the outer one, the others are holes) → [longitude, latitude] in
    degrees (WGS84); a ring ends where it begins. ``points`` counts its positions.
    """

    __tablename__ = "boundary"
    IDENTITY = ("municipality_id",)

    id: Mapped[Identity]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    outline: Mapped[str] = mapped_column(Text)
    points: Mapped[int]
