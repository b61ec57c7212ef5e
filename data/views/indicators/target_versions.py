"""The versions of a target: what each said, who set it, when and why, and what the facts of now would be under it."""

from dataclasses import dataclass

from data.formats import moment
from data.language import _
from data.measures.targets import TargetResult, target_status
from data.queries.targets.versions import TargetVersion, target_versions
from data.storage.reader import Reader
from data.tables import Column, Kind, Table, Value
from data.views.indicators.rows import Row
from data.views.indicators.target_proposals import reading_sentence
from data.views.indicators.words import effect_words, first_year_words, reason_short, result_words
from data.views.shared.choices import Choice
from data.views.shared.revision_words import author_words, revision_message


@dataclass(frozen=True)
class VersionRow:
    """``result`` judges the facts of the year that is shown by this version; ``holds``: it is the one that counts."""

    version: TargetVersion
    place: str
    words: str
    time: str
    result: TargetResult
    holds: bool


def history(reader: Reader, row: Row, municipality: Choice, zone: str) -> tuple[VersionRow, ...]:
    """Of the targets that hold or held for one municipality: the region's and its own, the newest first."""
    versions = target_versions(reader, row.indicator.code, (municipality.code,))
    standing = [one for one in versions if one.ended is None]
    own = next((one for one in standing if one.municipality), None)
    holding = own or next(iter(standing), None)
    return tuple(
        VersionRow(
            version=one,
            place=municipality.short if one.municipality else _("the region"),
            words=reading_sentence(one.rule, row.indicator.unit),
            time=moment(one.created_at, zone),
            result=target_status(one.rule, row.standing, row.now.year),
            holds=one is holding,
        )
        for one in versions
    )


def judgement_notes(row: Row | None) -> tuple[tuple[str, str], ...]:
    """The state in the words of document 002, and the warning of the first year."""
    found = []
    if row is not None and row.effect is not None:
        found.append((_("State by document 002"), effect_words(row.effect)))
    if row is not None and row.warning is not None:
        found.append((_("Warning"), first_year_words(row.warning, row.result.needed_step, row.indicator.unit)))
    return tuple(found)


def history_table(rows: tuple[VersionRow, ...], indicator: str, year: int, notes: tuple[tuple[str, str], ...]) -> Table:
    """One version a row, the newest first."""
    return Table(
        name="history",
        title=_("{indicator}: versions of the target").format(indicator=indicator),
        columns=(
            Column("target", _("Target")),
            Column("place", _("For whom")),
            Column("holds", _("Holds")),
            Column("status", _("Facts of {year} under it").format(year=year)),
            Column("revision", _("Revision"), Kind.NUMBER, 0),
            Column("time", _("Set")),
            Column("author", _("By whom")),
            Column("reason", _("Reason")),
            Column("text", _("Text of the target")),
        ),
        rows=tuple(_table_row(row) for row in rows),
        notes=notes,
    )


def _table_row(row: VersionRow) -> dict[str, Value]:
    version, result = row.version, row.result
    return {
        "target": row.words,
        "place": row.place,
        "holds": _("now") if row.holds else _holding(row),
        "status": reason_short(result.reason) if result.reason else result_words(result),
        "revision": version.revision,
        "time": row.time,
        "author": author_words(version.author),
        "reason": revision_message(version),
        "text": version.raw,
    }


def _holding(row: VersionRow) -> str:
    if row.version.ended is None:
        return _("where there is no own target")
    return _("until revision {number}").format(number=row.version.ended)
