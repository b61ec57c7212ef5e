"""How many targets have each status."""

from collections import Counter
from collections.abc import Iterable

from data.measures.targets import TargetResult
from data.vocabulary import TargetStatus


def count_statuses(results: Iterable[TargetResult]) -> dict[TargetStatus, int]:
    """How many results have each status, every status named; the counts add up to the number of results."""
    counted = Counter(result.status for result in results)
    return {status: counted[status] for status in TargetStatus}
