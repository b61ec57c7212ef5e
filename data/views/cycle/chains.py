"""The chain patterns in words, counted for the region, and as a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from data.language import _, pgettext
from data.measures.chains import LINKS, ChainPattern


class Chained(Protocol):
    """A municipality × direction whose patterns are known."""

    @property
    def chains(self) -> tuple[ChainPattern, ...]: ...
    @property
    def unjudged(self) -> tuple[ChainPattern, ...]: ...


@dataclass(frozen=True)
class ChainCount:
    """How many municipality × direction pairs show the pattern, and of how many nobody can say."""

    pattern: ChainPattern
    found: int
    unjudged: int
    total: int


def chain_words(pattern: ChainPattern) -> str:
    return {
        ChainPattern.MEASURES_WITHOUT_ANALYSIS: _("measures without analysis"),
        ChainPattern.ANALYSIS_WITHOUT_MONITORING: _("analysis without monitoring"),
        ChainPattern.INDICATORS_WITHOUT_GOALS: _("indicators without goals"),
    }[pattern]


def chain_mark(pattern: ChainPattern) -> str:
    """The letter that stands for the pattern where there is no room for words; the legend explains it."""
    return {
        ChainPattern.MEASURES_WITHOUT_ANALYSIS: pgettext("mark of a chain pattern", "a"),
        ChainPattern.ANALYSIS_WITHOUT_MONITORING: pgettext("mark of a chain pattern", "b"),
        ChainPattern.INDICATORS_WITHOUT_GOALS: pgettext("mark of a chain pattern", "c"),
    }[pattern]


def chains_words(patterns: Iterable[ChainPattern]) -> str:
    return ", ".join(chain_words(pattern) for pattern in patterns)


def concerned(patterns: Iterable[ChainPattern], cycle_components: Iterable[str]) -> tuple[ChainPattern, ...]:
    """The patterns that one of these stages belongs to."""
    codes = set(cycle_components)
    return tuple(pattern for pattern in patterns if codes & set(LINKS[pattern]))


def possible(cycle_components: Iterable[str]) -> tuple[ChainPattern, ...]:
    """The patterns that a methodology with these stages can show: it has both stages of each."""
    codes = set(cycle_components)
    return tuple(pattern for pattern, link in LINKS.items() if {link.earlier, link.later} <= codes)


def lacking_sentence(patterns: Iterable[ChainPattern]) -> str:
    """Which patterns are not looked for, as the methodology lacks their stages; empty where all are."""
    lacking = [pattern for pattern in LINKS if pattern not in set(patterns)]
    if len(lacking) == len(LINKS):
        return _("The methodology has none of the pairs of stages that chain patterns are made of: none is looked for.")
    if not lacking:
        return ""
    return _("Not looked for, as the methodology lacks one of the stages: {patterns}.").format(
        patterns=chains_words(lacking)
    )


def chain_counts(
    rows: Iterable[Chained], patterns: Iterable[ChainPattern] = tuple(ChainPattern)
) -> tuple[ChainCount, ...]:
    """One count for each of ``patterns``, those that the methodology can show."""
    every = list(rows)
    return tuple(
        ChainCount(
            pattern,
            found=sum(pattern in row.chains for row in every),
            unjudged=sum(pattern in row.unjudged for row in every),
            total=len(every),
        )
        for pattern in patterns
    )


def chain_rule() -> str:
    """When a pattern is said to be found."""
    return _(
        "“Without” means that the earlier stage is absent (0 points or less) while the later one is "
        "formed or partly formed. Where either has no data, it cannot be judged."
    )
