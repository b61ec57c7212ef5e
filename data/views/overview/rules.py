"""The rules by which the overview counts, in words: for its footer and its exports."""

from data.formats import percent
from data.language import _
from data.measures.data_quality import JUMP_SHARE
from data.queries.headings import MethodologyLine
from data.views.rankings.words import rule_sentence
from data.views.shared.provenance import threshold_sentence


def overview_rules(rubric: MethodologyLine, ranked: int, is_region: bool) -> tuple[tuple[str, str], ...]:
    """(heading, text) pairs."""
    full = _("A cycle is full when every component is formed; points of a direction do not replace one.")
    rules = [
        (_("Rule of ranks"), rule_sentence(ranked)),
        (_("Full cycle"), f"{full} {threshold_sentence(rubric)}"),
    ]
    if not is_region:
        return (*rules, (_("Targets"), _("At risk: behind the schedule, or missed.")))
    region = _(
        "A share of the region is the sum of numerators over the sum of denominators (Σ); of counts, and of shares "
        "without parts, the median of the municipalities stands for it. At risk: behind or missed."
    )
    jump = _("A jump of the total is a change above {share} of the maximum.").format(share=percent(JUMP_SHARE, 0))
    return (*rules, (_("Facts of the region"), f"{region} {jump}"))
