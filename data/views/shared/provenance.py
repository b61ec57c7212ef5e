"""Where the figures of a page come from, in words: for the footer and for every export."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.formats import moment, number, percent
from data.language import _
from data.methodology.yaml_files import SHIPPED_CODES
from data.queries.headings import LoadedPart, MethodologyLine, methodology_line, region_line
from data.queries.revisions import revision_line
from data.storage.publication import PublishedPart
from data.storage.reader import Reader
from data.views.shared.publication_words import status_sentence, whole_status
from data.views.shared.revision_words import revision_message


@dataclass(frozen=True)
class Provenance:
    """``lines`` are (heading, text) pairs, each complete in itself; ``is_demo`` labels invented data."""

    region: str
    is_demo: bool
    revision: int
    lines: tuple[tuple[str, str], ...]

    def notes(self) -> tuple[tuple[str, str], ...]:
        """The lines of an export: region, the label of invented data, then everything the footer says."""
        label = ((_("Data"), demonstration_label()),) if self.is_demo else ()
        return ((_("Region"), self.region), *label, *self.lines)

    @property
    def in_a_line(self) -> str:
        """The texts of an export one after another, as they stand under a picture."""
        return " · ".join(text for _heading, text in self.notes())


def demonstration_label() -> str:
    return _("Demonstration data. The region and its municipalities are invented and the scores are generated.")


def provenance(
    reader: Reader,
    methodology: str | None,
    *rules: tuple[str, str],
    period: str | None = None,
    compared: Sequence[PublishedPart] = (),
) -> Provenance:
    """Revision, status, rubric and the page's own ``rules`` (heading, text), as of the reader's revision.

    The status is that of the ``period`` (its code) with the methodology, or of its indicators; without a period that of
    everything. A page that compares periods names all of them in ``compared``.
    """
    region, revision = region_line(reader), revision_line(reader)
    rubric = methodology_line(reader, methodology) if methodology else None
    lines: list[tuple[str, str]] = []
    if rubric:
        lines.append((_("Methodology"), methodology_sentence(rubric)))
    if region and revision:
        lines.append(
            (
                _("Data revision"),
                _(
                    "No. {number} of {time} · “{message}”. A link with the revision always shows the same figures."
                ).format(
                    number=revision.number,
                    time=moment(revision.created_at, region.time_zone),
                    message=revision_message(revision),
                ),
            )
        )
    if revision:
        part = None if period is None else PublishedPart(period, methodology or "")
        lines.append((_("Status of the figures"), _status(reader, part, compared)))
    return Provenance(
        region=region.name if region else _("No region is loaded"),
        is_demo=bool(region and region.is_demo),
        revision=reader.revision,
        lines=(*lines, *rules, *_unknown_others(reader)),
    )


def _status(reader: Reader, part: PublishedPart | None, compared: Sequence[PublishedPart]) -> str:
    if compared:
        return " ".join(f"{one.period}: {status_sentence(reader, one)}" for one in compared)
    return whole_status(reader) if part is None else status_sentence(reader, part)


def _unknown_others(reader: Reader) -> tuple[tuple[str, str], ...]:
    if reader.viewer.knows_others:
        return ()
    words = _(
        "Other municipalities stand under numbers, which hold for this session only: the ministry does not name them."
    )
    return ((_("Other municipalities"), words),)


def methodology_sentence(rubric: MethodologyLine) -> str:
    """Name, edition, how much of the official maxima is itemised, and whether points are invented."""
    parts = [_("{name}, edition {version}.").format(name=rubric.name, version=rubric.version)]
    if rubric.is_demo:
        parts.append(_("Points are for demonstration only."))
    parts.extend(_loaded_sentence(part) for part in rubric.loaded_parts if part.loaded < part.official)
    return " ".join(parts)


def _loaded_sentence(part: LoadedPart) -> str:
    text = (
        _("Block {code}: {loaded} of {official} official points loaded.")
        if part.is_block
        else _("Direction {code}: {loaded} of {official} official points loaded.")
    )
    return text.format(code=part.code, loaded=number(part.loaded), official=number(part.official))


def threshold_sentence(rubric: MethodologyLine) -> str:
    """The printed setting behind «formed»: document 001 gives none, which says nothing about other documents."""
    words = _("A stage counts as formed from {threshold} of its maximum. The threshold is set by the rubric.")
    if rubric.code in SHIPPED_CODES:
        words = _(
            "A stage counts as formed from {threshold} of its maximum. The threshold is a setting of the "
            "methodology; the source gives none."
        )
    return words.format(threshold=percent(rubric.formed_threshold, 0))
