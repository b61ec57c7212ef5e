"""The rules by which the overview counts, in words: for its footer and its exports."""

from data.formats import percent
from data.language import _
from data.measures.data_quality import JUMP_SHARE
from data.queries.headings import MethodologyLine
from data.views.rankings.words import rule_sentence
from data.views.shared.provenance import threshold_sentence


def overview_rules(rubric: MethodologyLine, ranked: int, is_region: bool) -> tuple[tuple[str, str], ...]:
    """(heading, text) pairs."""
    full = _("A cycle is full when every stage is formed; points cannot make up for a missing stage.")
    rules = [
        (_("Ranking rule"), rule_sentence(ranked)),
        (_("Full cycle"), f"{full} {threshold_sentence(rubric)}"),
    ]
    if not is_region:
        return (*rules, (_("Targets"), _("At risk: behind schedule or missed.")))
    region = _(
        "A share of the region is the sum of numerators divided by the sum of denominators. For "
        "counts, and for shares without numerator and denominator, the median of the municipalities "
        "is shown. At risk: behind or missed."
    )
    jump = _("A jump is a change of the total by more than {share} of the maximum.").format(
        share=percent(JUMP_SHARE, 0)
    )
    return (*rules, (_("Regional facts"), f"{region} {jump}"))
