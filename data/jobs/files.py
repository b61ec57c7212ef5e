"""Files of jobs: uploaded workbooks and finished templates, under names of our own, for a set time."""

import re
import secrets
import time
from pathlib import Path

NAME = re.compile(r"[0-9a-f]{32}(\.[0-9A-Za-z_-]{0,8})?")


def new_name(ending: str) -> str:
    """A name that nobody can guess, such as ``3f…9a.xlsx``."""
    return secrets.token_hex(16) + ending


def own_file(folder: Path, name: str) -> Path | None:
    """The file of this name in the folder; None for a foreign name and for a file that is gone."""
    path = folder / name
    return path if NAME.fullmatch(name) and path.is_file() else None


def remove_old(folder: Path, kept_seconds: float) -> int:
    """Remove files that nobody will come for any more; returns how many there were."""
    if not folder.is_dir():
        return 0
    removed = 0
    for path in folder.iterdir():
        try:
            if NAME.fullmatch(path.name) and path.stat().st_mtime < time.time() - kept_seconds:
                path.unlink()
                removed += 1
        except FileNotFoundError:
            # Another worker was faster.
            continue
    return removed
