"""A file that changes approved figures: that is a correction, and somebody has to say why."""

from sqlalchemy import select

from data.intake.tables.collector import Collector
from data.language import _
from data.models.indicators import Observation
from data.models.region import Period
from data.queries.differences import touched_assessments, touched_between
from data.queries.publication import approved_parts
from data.storage.publication import PublishedPart
from data.storage.reader import Reader


def tell_correction(before: Reader, after: Reader, found: Collector, *, is_explained: bool) -> None:
    """Report which approved figures differ between two revisions: a warning, and without an explanation an error."""
    approved = approved_parts(before)
    if not approved:
        return
    touched = {PublishedPart(*codes) for codes in touched_assessments(before, after)}
    periods = (
        select(Period.code)
        .join(Observation, Observation.period_id == Period.id)
        .where(touched_between(Observation, before.revision, after.revision))
    )
    touched |= {PublishedPart(code) for code in after.session.scalars(periods.distinct())}
    corrected = sorted({part.period for part in approved & touched})
    if not corrected:
        return
    message = _("The file changes approved figures.")
    if is_explained:
        found.warning(
            "approved-figures", message, found=corrected, fix=_("It will be listed as a correction, with its reason.")
        )
    else:
        fix = _("Say why in the words for the list of revisions: a correction is published with its reason.")
        found.error("approved-figures", message, found=corrected, fix=fix)
