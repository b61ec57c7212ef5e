"""How long a process stood ready while others had the processors: not its fault, and no reason to end it."""

from pathlib import Path

PROCESSES = Path("/proc")
NANOSECONDS = 1e9


def kept_waiting(process: int, processes: Path = PROCESSES) -> float:
    """Seconds that the process could have run in and did not; 0 where the system does not count them."""
    try:
        _ran, waited, _times = (processes / str(process) / "schedstat").read_text(encoding="ascii").split()
        return int(waited) / NANOSECONDS
    except (OSError, ValueError):
        return 0.0
