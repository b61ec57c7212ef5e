"""How strongly a password is kept."""

import subprocess
import sys

from argon2 import Type, extract_parameters

from data.accounts.passwords import is_outdated

HASH = "from data.accounts.passwords import hash_password; print(hash_password('двенадцать жирафов у реки'))"
# RFC 9106, the second recommended option: KiB of memory, passes over it, lanes.
MEMORY, PASSES, LANES = 64 * 1024, 3, 4


def test_a_password_is_kept_as_rfc_9106_recommends() -> None:
    # In a process of its own: the tests themselves take weaker hashes.
    made = subprocess.run([sys.executable, "-c", HASH], capture_output=True, text=True, check=True).stdout.strip()
    found = extract_parameters(made)
    assert (found.type, found.memory_cost, found.time_cost, found.parallelism) == (Type.ID, MEMORY, PASSES, LANES)
    # And one that was made otherwise is made again at the next sign-in.
    assert is_outdated(made)
