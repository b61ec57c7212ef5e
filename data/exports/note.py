"""The analytical note of one municipality as a Word document."""

from datetime import UTC, datetime

from docx.document import Document

from data.exports import docx_parts as parts
from data.exports import docx_xml as xml
from data.exports import note_tables as tables
from data.language import _, current_language, pgettext
from data.queries.note import SavedText
from data.views.note.facts import NoteFacts
from data.views.note.page import NoteView, Section
from data.views.note.recommendations import Draft
from data.views.note.text import plain
from data.views.note.words import role_words, signature
from data.views.shared.provenance import demonstration_label, methodology_sentence
from data.vocabulary import NoteState, Role


def note_document(view: NoteView, facts: NoteFacts, role: Role) -> bytes:
    """The .docx in the current language; ``role`` is that of the viewer for whom it is made.

    The same view and facts give the same bytes.
    """
    title = _("Analytical note with targeted recommendations")
    subject = f"{view.municipality.name}, {view.period.name}"
    document = parts.new_document(
        title, subject, view.data_time or datetime(2000, 1, 1, tzinfo=UTC), current_language()
    )
    parts.heading(document, title, 0)
    if facts.provenance.is_demo:
        parts.remark(document, demonstration_label())
    _about(document, view, facts, role)
    _figures(document, view, facts)
    _directions(document, facts)
    _gaps(document, view)
    _peers(document, facts)
    _targets(document, view)
    _recommendations(document, view)
    _rules(document, facts)
    return parts.content_of(document)


def _about(document: Document, view: NoteView, facts: NoteFacts, role: Role) -> None:
    revision = next((text for label, text in facts.provenance.lines if label == _("Data revision")), "")
    rows = [
        (_("Region"), facts.provenance.region),
        (_("Municipality"), view.municipality.name),
        (_("Period"), f"{view.period.name} ({view.period.group})" if view.period.group else view.period.name),
        (_("Methodology"), methodology_sentence(view.methodology)),
        (_("Data revision"), revision),
        (_("Prepared for"), role_words(role)),
    ]
    cells = [[xml.Cell(label, bold=True), xml.Cell(text)] for label, text in rows]
    parts.table(document, [], cells, widths=(42, 132))


def _figures(document: Document, view: NoteView, facts: NoteFacts) -> None:
    parts.heading(document, _("Key figures"), 1)
    rows = [[xml.Cell(label), xml.Cell(text, bold=True)] for label, text in tables.key_figures(view, facts)]
    parts.table(document, [], rows, widths=(72, 102))


def _directions(document: Document, facts: NoteFacts) -> None:
    parts.heading(document, _("Directions: verdict and first break"), 1)
    head, rows = tables.directions(facts)
    parts.table(document, head, rows, widths=(84, 24, 34, 32))
    parts.heading(document, _("Map of directions and stages of the cycle"), 1)
    parts.paragraph(document, tables.legend(facts), second=True)
    head, rows = tables.cycle_map(facts)
    stages = len(head) - 2
    parts.table(document, head, rows, widths=(40, *[116 / stages] * stages, 18), size=8)


def _gaps(document: Document, view: NoteView) -> None:
    parts.heading(document, _("Where points are lost"), 1)
    head, rows = tables.gaps(view)
    if rows:
        parts.table(document, head, rows, widths=(9, 60, 42, 20, 14, 13, 16), size=8)
    else:
        parts.paragraph(document, _("Every stage of the cycle that the methodology requires is formed."))


def _peers(document: Document, facts: NoteFacts) -> None:
    parts.heading(document, _("Comparison with the nearest in size"), 1)
    if facts.peer_words:
        parts.paragraph(document, facts.peer_words)
        return
    parts.paragraph(document, tables.peers_sentence(facts), second=True)
    head, rows = tables.peers(facts)
    parts.table(document, head, rows, widths=(50, 20, 22, 20, 62), size=8)


def _targets(document: Document, view: NoteView) -> None:
    parts.heading(document, _("Targets at risk"), 1)
    head, rows = tables.targets(view)
    parts.paragraph(document, tables.targets_sentence(view))
    if rows:
        parts.table(document, head, rows, widths=(10, 78, 22, 40, 24), size=8)


def _recommendations(document: Document, view: NoteView) -> None:
    parts.heading(document, _("Targeted recommendations"), 1)
    if not view.sections:
        parts.paragraph(document, _("There is nothing to recommend."))
    content = []
    for place, section in enumerate(view.sections, start=1):
        content.append(xml.heading(f"{_('No. {number}').format(number=place)} · {section.draft.title}", 2))
        content.append(parts.words(_status(section, view), second=True))
        content += _lines(section.saved) if section.saved else _draft(section.draft)
    xml.append(document, "".join(content))


def _status(section: Section, view: NoteView) -> str:
    saved = section.saved
    if saved is None:
        return _("Draft, compiled from the data.")
    signed = signature(saved, view.time_zone)
    words = [_("Approved") if saved.state is NoteState.APPROVED else pgettext("note", "Draft"), signed]
    if section.differences:
        words.append(_("the data have changed since"))
    return ", ".join(words) + "."


def _lines(saved: SavedText) -> list[str]:
    return [parts.words(line) for line in saved.text.split("\n") if line.strip()]


def _draft(draft: Draft) -> list[str]:
    return [parts.words(plain(one.text), label=one.label) for one in draft.paragraphs]


def _rules(document: Document, facts: NoteFacts) -> None:
    parts.heading(document, _("Rules and sources"), 1)
    for label, text in facts.provenance.lines:
        if label not in (_("Methodology"), _("Data revision")):
            parts.paragraph(document, text, label=label, second=True)
