"""The page of school clusters: from a reader and a selection to everything the page prints."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from data.errors import NotFound, NothingYet
from data.language import _, current_language
from data.measures.clusters import (
    OUTSIDE,
    SECRECY_THRESHOLD,
    SMALL_DENOMINATOR,
    assign_clusters,
    cluster_statistics,
    protect,
    ranks_within_clusters,
    small_denominators,
    total_statistics,
)
from data.queries.kept_frames import KEPT
from data.queries.schools import (
    ClusterLine,
    SchoolIndicator,
    cluster_lines,
    cluster_observations,
    periods_with_observations,
    school_indicators,
    school_observations,
)
from data.selection import Selection
from data.storage.reader import Reader, kept
from data.views.clusters.address import ClustersSelection
from data.views.clusters.lines import TOTAL, ClustersView, Figures, Group, SchoolLines, figures_of
from data.views.shared.choices import Choice, Choices, settle
from data.views.shared.provenance import Provenance, provenance
from data.views.shared.sources import may_fetch, observation_sources
from data.vocabulary import Nothing, Polarity

VIEWS = ("box", "table")


def clusters_view(reader: Reader, selection: ClustersSelection) -> ClustersView:
    """The page for ``selection``. Raises NotFound for an unknown code, AccessDenied for a foreign municipality."""
    clusters, indicators = cluster_lines(reader), school_indicators(reader)
    if not indicators:
        raise NothingYet(_("This page compares schools by indicators, and no observations of schools are loaded yet."))
    settled, choices = _settle(reader, selection, clusters, indicators)
    period = str(settled.period)
    reader.viewer.require_details_of(str(settled.municipality))
    indicator = next(line for line in indicators if line.code == settled.indicator)

    lines = _schools(reader, indicator, period)
    settled = _at_its_municipality(settled, lines)
    municipality = str(settled.municipality)
    groups, total = _groups(reader, indicator, period, municipality)
    # A rank among too few would tell who the others are.
    unranked = frozenset(group.code for group in groups if group.figures.median is Nothing.HIDDEN)
    return ClustersView(
        selection=settled,
        choices=choices,
        indicators=tuple(Choice(line.code, line.short, line.name) for line in indicators),
        indicator=indicator,
        municipality=Choices.find(choices.municipalities, municipality),
        school_year=Choices.find(choices.periods, period).group,
        groups=groups,
        total=total,
        schools=SchoolLines(lines, unranked),
        observed_periods=periods_with_observations(reader, indicator.code),
        boundaries=_boundaries(clusters),
        sees_all_schools=reader.viewer.sees_all_details,
        sources=observation_sources(reader, indicator=indicator.code, municipality=municipality, period=period),
        may_fetch=may_fetch(reader),
        provenance=_provenance(reader, indicator, clusters, settled.period),
    )


def _settle(
    reader: Reader, selection: ClustersSelection, clusters: Sequence[ClusterLine], indicators: Sequence[SchoolIndicator]
) -> tuple[ClustersSelection, Choices]:
    """The page's own choices with their defaults: the compared clusters, the first indicator, the chart."""
    asked = selection.period or _period_of(reader, selection.indicator)
    general, choices = settle(reader, Selection.of(selection, period=asked), selection.made_of)
    compared = tuple(line.rule.code for line in clusters)
    known = (*compared, OUTSIDE)
    for code in selection.clusters:
        _require(_("cluster"), code, known)
    codes = [line.code for line in indicators]
    indicator = selection.indicator or _indicator_of(reader, codes, general.period or "")
    _require(_("indicator"), indicator, codes)
    view = selection.view or VIEWS[0]
    _require(_("view"), view, VIEWS)
    return selection.but(
        period=general.period,
        municipality=general.municipality,
        indicator=indicator,
        clusters=tuple(code for code in known if code in selection.clusters) or compared or known,
        view=view,
    ), choices


def _at_its_municipality(settled: ClustersSelection, schools: pd.DataFrame) -> ClustersSelection:
    """A pinned school marks the schools of its own municipality, whichever was chosen before."""
    if not settled.school:
        return settled
    _require(_("school"), settled.school, schools["school"].tolist())
    return settled.but(municipality=schools.set_index("school").at[settled.school, "municipality"])


def _period_of(reader: Reader, indicator: str | None) -> str | None:
    """The latest period in which a chosen indicator was observed: the one that shows something."""
    observed = periods_with_observations(reader, indicator) if indicator else ()
    return observed[-1] if observed else None


def _indicator_of(reader: Reader, indicators: Sequence[str], period: str) -> str:
    """The first indicator that was observed in the period; the first of all where none was."""
    return next((code for code in indicators if period in periods_with_observations(reader, code)), indicators[0])


def _require(field: str, code: str, known: Sequence[str]) -> None:
    if code not in known:
        raise NotFound(
            _("There is no {field} “{code}” here. Known: {known}.").format(
                field=field, code=code, known=", ".join(known[:12])
            )
        )


def _everyone(reader: Reader, indicator: SchoolIndicator, period: str) -> pd.DataFrame:
    """A frame of ``cluster_observations``: what of it is shown goes through ``protect``."""
    rules = [line.rule for line in cluster_lines(reader)]
    return KEPT.get(
        reader,
        ("cluster_observations", indicator.code, period, *rules),
        lambda: cluster_observations(reader, indicator=indicator.code, period=period, rules=rules),
    )


def _schools(reader: Reader, indicator: SchoolIndicator, period: str) -> pd.DataFrame:
    """The schools that the viewer may see one by one, with their clusters and ranks."""
    rules = [line.rule for line in cluster_lines(reader)]

    def read() -> pd.DataFrame:
        schools = school_observations(reader, indicator=indicator.code, period=period)
        schools = schools.join(assign_clusters(schools, rules)).assign(is_small=small_denominators(schools))
        return schools.join(ranks_within_clusters(schools, _everyone(reader, indicator, period), indicator.polarity))

    # The names of municipalities are in the language of the reader.
    scope = current_language(), reader.viewer.municipality, reader.viewer.sees_all_details
    return KEPT.get(reader, ("cluster_schools", *scope, indicator.code, period, *rules), read)


@kept
def _groups(
    reader: Reader, indicator: SchoolIndicator, period: str, municipality: str
) -> tuple[tuple[Group, ...], Group]:
    """The figures of every group, shown or not, and of the region: what is hidden must not depend on what is shown."""
    clusters = cluster_lines(reader)
    everyone, schools = _everyone(reader, indicator, period), _schools(reader, indicator, period)
    names = {line.rule.code: (line.short, line.name) for line in clusters}
    names[OUTSIDE] = (_("Outside clusters"), _("all other schools, and schools of unknown enrolment"))
    codes = list(names)
    seen = None if reader.viewer.sees_all_details else cluster_statistics(schools, codes)
    marked = schools[schools["municipality"] == municipality]
    statistics, total_hidden = protect(cluster_statistics(everyone, codes), seen)
    own, own_total_hidden = protect(cluster_statistics(marked, codes))
    shown, owned = (
        {str(code): {str(name): value for name, value in row.items()} for code, row in frame.iterrows()}
        for frame in (statistics, own)
    )
    groups = tuple(
        Group(
            code,
            *names[code],
            figures_of(shown[code], compares=code != OUTSIDE),
            figures_of(owned[code], compares=code != OUTSIDE),
        )
        for code in codes
    )
    total = Group(
        TOTAL,
        _("Region"),
        _("all schools of the region"),
        _total(everyone, total_hidden),
        _total(marked, own_total_hidden),
    )
    return groups, total


def _total(schools: pd.DataFrame, hidden: bool) -> Figures:
    """Counts and sums of several groups; five numbers would compare schools of different kinds."""
    row = {str(name): value for name, value in total_statistics(schools).items()}
    return figures_of({**row, "sums_hidden": hidden}, compares=False)


def _boundaries(clusters: Sequence[ClusterLine]) -> tuple[tuple[int, str], ...]:
    """Where one cluster ends and the next of the same kind begins: the last number of students of the lower one."""
    ordered = sorted(
        (line for line in clusters), key=lambda line: (line.rule.school_kind, line.rule.minimum_students or 0)
    )
    return tuple(
        (lower.rule.maximum_students, lower.short)
        for lower, upper in pairwise(ordered)
        if lower.rule.school_kind == upper.rule.school_kind and lower.rule.maximum_students is not None
    )


def _provenance(
    reader: Reader, indicator: SchoolIndicator, clusters: Sequence[ClusterLine], period: str | None
) -> Provenance:
    polarity = _polarity_words(indicator.polarity)
    source = _("Source: {source}.").format(source=indicator.source) if indicator.source else ""
    return provenance(
        reader,
        None,
        (
            _("Indicator"),
            " ".join(part for part in (f"{indicator.name}.", polarity, source, *indicator.issues) if part),
        ),
        (
            _("Clusters"),
            _(
                "{clusters}; all other schools are outside the clusters. The clusters come from order No. 753 of "
                "14.08.2020; their bounds are a setting."
            ).format(clusters="; ".join(line.short for line in clusters)),
        ),
        (
            _("Thresholds"),
            _(
                "A denominator below {small} is small: the school has no rank and is outside the "
                "five numbers, but counts in the sums. Figures of fewer than {secret} schools are "
                "hidden, and so is anything that would reveal them by subtraction. Both thresholds "
                "are settings."
            ).format(small=SMALL_DENOMINATOR, secret=SECRECY_THRESHOLD),
        ),
    )


def _polarity_words(polarity: Polarity) -> str:
    return {
        Polarity.HIGHER_IS_BETTER: _("Higher is better."),
        Polarity.LOWER_IS_BETTER: _("Lower is better."),
        Polarity.NO_JUDGEMENT: _("Neither higher nor lower is better."),
    }[polarity]
