"""A round of collecting forms: what is asked of whom by when, what came back, and what was answered to questions."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Code, Identity, UtcTime


class Round(Base):
    """One collection of forms about one period. ``code`` stands in the key of its templates."""

    __tablename__ = "round"

    id: Mapped[Identity]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[str]
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    author: Mapped[Code]


class RoundForm(Base):
    """A kind of workbook that the round asks for; ``due`` is an ISO date, the last day in time."""

    __tablename__ = "round_form"
    __table_args__ = (UniqueConstraint("round_id", "kind", "methodology_id"),)

    id: Mapped[Identity]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    kind: Mapped[Code]
    methodology_id: Mapped[int | None] = mapped_column(ForeignKey("methodology.id"))
    due: Mapped[str] = mapped_column(String(10))


class RoundAddressee(Base):
    """A municipality that is asked for every form of the round."""

    __tablename__ = "round_addressee"
    __table_args__ = (UniqueConstraint("round_id", "municipality_id"),)

    id: Mapped[Identity]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))


class RoundReturn(Base):
    """A file that came back. ``outcome`` is one of ``data.vocabulary.ReturnOutcome``; only an accepted one has a form.

    ``content_digest`` is the same for files that say the same in every cell. ``findings`` are those of its check,
    in both languages (``data.findings.in_both_languages``); ``changes`` counts cells that differ from what was stored
    then, ``differences`` are cells that differ from the file that came before for the same form (sheet, cell, old,
    new). ``chosen_at``: somebody has said that this one counts. ``published_in`` is the revision that has stored it.
    """

    __tablename__ = "round_return"
    __table_args__ = (
        UniqueConstraint("round_id", "sha256"),
        Index("ix_round_return_form_municipality", "form_id", "municipality_id"),
    )

    id: Mapped[Identity]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    form_id: Mapped[int | None] = mapped_column(ForeignKey("round_form.id"))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    content_digest: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(16))
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    changes: Mapped[int]
    differences: Mapped[list[dict[str, Any]]] = mapped_column(JSON, server_default="[]")
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    author: Mapped[Code]
    chosen_at: Mapped[datetime | None] = mapped_column(UtcTime)
    approved_at: Mapped[datetime | None] = mapped_column(UtcTime)
    published_in: Mapped[int | None] = mapped_column(ForeignKey("revision.number"))


class RoundAnswer(Base):
    """The sender's note to a question about one place of a form, and whether it was accepted (empty: not decided).

    It holds for every file of the form in which the same question stands at the same cell, and it is shown beside the
    figure that came from there. ``choice`` is what a column of percentages was said to hold
    (``data.intake.tables.answers``); the files of the form are read accordingly, and ``text`` may be empty.
    """

    __tablename__ = "round_answer"
    __table_args__ = (UniqueConstraint("form_id", "municipality_id", "rule", "sheet", "cell"),)

    id: Mapped[Identity]
    form_id: Mapped[int] = mapped_column(ForeignKey("round_form.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    rule: Mapped[str] = mapped_column(String(64))
    sheet: Mapped[str]
    # Of a column with several indicators with the code of one: ``C#7.1``.
    cell: Mapped[str] = mapped_column(String(80))
    text: Mapped[str]
    choice: Mapped[str | None] = mapped_column(String(16))
    author: Mapped[Code]
    written_at: Mapped[datetime] = mapped_column(UtcTime)
    is_accepted: Mapped[bool | None]
    decided_by: Mapped[str | None]
