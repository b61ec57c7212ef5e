"""A figure that a source has revised, and a file that brings the first release of it again."""

import numpy as np

from data.intake.files.sheet_columns import Flags
from data.intake.kinds.observations.columns import ObservationAnswers
from data.intake.tables.collector import Collector
from data.intake.tables.columns import Objects
from data.language import _, ngettext
from data.text.intervals.labels import read_label

MOST_NAMED = 5


def warn_of_older_releases(answers: ObservationAnswers, stored: Objects, changed: Flags, found: Collector) -> None:
    """Tell once of all figures whose revised release would be overwritten by one that does not say that it is one.

    ``stored``: the label of the figure that stands, for each answer; ``changed``: whether its numbers would change.
    """
    revised = {label for label in set(stored[changed].tolist()) if label and _is_revised(label)}
    if not revised:
        return
    said = answers.columns["label"]
    still = {label for label in set(said[changed].tolist()) if label and _is_revised(label)}
    older = changed & np.array([one in revised for one in stored]) & ~np.array([one in still for one in said])
    places = np.flatnonzero(older).tolist()
    if not places:
        return
    first = answers[places[0]]
    message = ngettext(
        "{number} revised figure gets another value from a file that does not call it revised.",
        "{number} revised figures get other values from a file that does not call them revised.",
        len(places),
    )
    found.warning(
        "older-release",
        message.format(number=len(places)),
        sheet=first.sheet,
        cell=first.cell,
        found=[str(stored[place]) for place in places[:MOST_NAMED]],
        expected=_("a label such as {example}").format(example="2018 (Rev)"),
        fix=_("Check that the file is not the older release."),
    )


def _is_revised(label: str) -> bool:
    read = read_label(label)
    return read is not None and read.is_revised
