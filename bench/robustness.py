"""Time of 10,000 draws of direction weights for a region and for the whole federation.

Run with ``make bench``. The budget: 45 units under a second, 2,300 under three.
"""

import resource
import sys
import time

import numpy as np

from data.measures.robustness import DRAWS, rank_ranges

DIRECTIONS = 8
BUDGETS = {45: 1.0, 2_300: 3.0}


def seconds(units: int) -> float:
    """Processor time, the best of three runs, over points as a rubric gives them: halves of 0…112."""
    points = np.random.default_rng(units).integers(0, 225, (units, DIRECTIONS)) / 2
    taken = []
    for seed in range(3):
        start = time.process_time()
        rank_ranges(points, seed=seed)
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> int:
    within = True
    for units, budget in BUDGETS.items():
        taken = seconds(units)
        within &= taken <= budget
        line = f"{DRAWS} draws × {units} × {DIRECTIONS}: {taken:.2f} s, {taken / budget:.0%} of {budget:.0f} s"
        sys.stdout.write(line + "\n")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"memory at most: {memory:.0f} MB\n")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
