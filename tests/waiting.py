"""Waiting by condition: one patience for all tests, so that none fails because the machine is busy."""

import os
import time
from collections.abc import Callable

# Seconds. Nothing takes this long on a quiet machine; a test that fails by it waited for what does not come at all.
# Whoever looks for such a test may be less patient: PATIENCE=20 make browser.
PATIENCE = float(os.environ.get("PATIENCE", "240"))
BETWEEN_LOOKS = 0.01


def wait_for(condition: Callable[[], object], what: str = "what was waited for") -> None:
    """Return as soon as ``condition()`` is true. Raises AssertionError when the patience ends."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"{what} does not happen"
        time.sleep(BETWEEN_LOOKS)
