"""What lies between two revisions, as a job tells it: counts of everything, and as much of it as a page can show."""

from dataclasses import asdict
from typing import Any

from data.intake.register import compared_cells
from data.queries.differences import cell_changes
from data.storage.reader import Reader
from data.views.data_page.consequences import consequences

# What a person can read; the counts tell of the rest.
MOST_LISTED = 300


def changes_between(before: Reader, after: Reader) -> dict[str, Any]:
    """Cells, ranks, verdicts and target statuses that differ between two readers of one session.

    ``new`` + ``changed`` + ``vanished`` = ``cells``; ``moved`` counts municipalities whose place in a total or a
    direction becomes another. ``data.views.data_page.changes`` reads this.
    """
    cells, found = cell_changes(before, after, compared_cells()), consequences(before, after)
    moved = {change.municipality for change in found.ranks if change.old_rank != change.new_rank}
    new, vanished = (sum(side is None for side in sides) for sides in _sides(cells))
    return {
        "before": before.revision,
        "after": after.revision,
        "cells": len(cells),
        "new": new,
        "vanished": vanished,
        "changed": len(cells) - new - vanished,
        "moved": len(moved),
        "verdicts": len(found.verdicts),
        "statuses": len(found.statuses),
        "cell_list": [asdict(cell) for cell in cells[:MOST_LISTED]],
        "rank_list": [asdict(change) for change in found.ranks[:MOST_LISTED]],
        "verdict_list": [asdict(change) for change in found.verdicts[:MOST_LISTED]],
        "status_list": [asdict(change) for change in found.statuses[:MOST_LISTED]],
    }


def _sides(cells: Any) -> tuple[list[Any], list[Any]]:
    return [cell.old for cell in cells], [cell.new for cell in cells]
