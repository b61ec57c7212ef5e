"""Imports at the same time: they come one after another, and the result is that of the revisions in their order."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice, product
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine

from data.intake.importing import DataChanged
from tests.data.intake.books import run
from tests.resilience.states import PARAMETERS, PLACES, Points, two_workbooks, whole_state, workbook

pytestmark = pytest.mark.slow

THREADS, IMPORTS = 20, 10
# What each thread's own workbooks say: no two threads give a municipality the same four points in the same turn.
CHOICES = list(product((0, 1, 2), (0, 2), (0, 1), (1, 2)))


def workbooks_of_threads(folder: Path) -> list[list[Path]]:
    """For each thread two workbooks about one or two municipalities, which others write at the same time too."""
    books = []
    for thread in range(THREADS):
        places = PLACES[thread % 5] + PLACES[(thread + 1) % 5] * (thread % 2)
        choices = (CHOICES[thread], CHOICES[-1 - thread])
        books.append([workbook(folder, f"{thread}-{turn}-{places}", said, places) for turn, said in enumerate(choices)])
    return books


def replayed(points: Points, files: Sequence[str | None]) -> Points:
    """The points that follow from the files of the revisions, taken in the order of their numbers."""
    points = dict(points)
    for name in files:
        thread, turn, places = Path(name or "").stem.split("-")
        said = (CHOICES[int(thread)], CHOICES[-1 - int(thread)])[int(turn)]
        for place in places:
            for parameter, given in zip(PARAMETERS, said, strict=True):
                points[(place, *parameter)] = float(given)
    return points


@pytest.mark.usefixtures("read_once")
def test_twenty_threads_importing_ten_times_equal_some_serial_order(each_region: Engine, tmp_path: Path) -> None:
    books = workbooks_of_threads(tmp_path)
    for path in (path for pair in books for path in pair):
        run(each_region, "scores", path, dry_run=True)
    before = whole_state(each_region)
    first = before.latest
    together = Barrier(THREADS)

    def import_in_turn(pair: list[Path]) -> list[int]:
        together.wait()
        reports = [run(each_region, "scores", path) for path in islice(cycle(pair), IMPORTS)]
        assert not any(report.refused for report in reports)
        return [report.revision for report in reports if report.revision is not None]

    with ThreadPoolExecutor(THREADS) as pool:
        made = list(pool.map(import_in_turn, books))
    state = whole_state(each_region, since=max(number for numbers in made for number in numbers))
    # No number twice, none left out, and each thread's own in the order in which it made them.
    assert sorted(number for numbers in made for number in numbers) == list(range(first + 1, state.latest + 1))
    assert all(numbers == sorted(numbers) for numbers in made)
    assert state.latest > first + THREADS
    assert state.points[state.latest] == replayed(before.points[first], state.files[first:])


@pytest.mark.usefixtures("read_once")
def test_of_two_publications_of_one_preview_the_second_is_reported(each_region: Engine, tmp_path: Path) -> None:
    low, high = two_workbooks(tmp_path)
    seen = whole_state(each_region).latest
    for path in (low, high):
        run(each_region, "scores", path, dry_run=True)
    together = Barrier(2)

    def publish(path: Path) -> str:
        together.wait()
        try:
            return f"revision {run(each_region, 'scores', path, expected_revision=seen).revision}"
        except DataChanged as error:
            return str(error)

    with ThreadPoolExecutor(2) as pool:
        outcomes = set(pool.map(publish, (low, high)))
    stored = f"revision {seen + 1}"
    assert stored in outcomes
    [told] = outcomes - {stored}
    assert "изменились" in told
    assert str(seen + 1) in told
    assert whole_state(each_region).latest == seen + 1
