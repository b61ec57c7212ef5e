"""Which pinned packages have known vulnerabilities, by what the registry itself says of each version.

``python -m tools.known_vulnerabilities``: exit code 1 where one of them is fixed in another version, so that there is
something to do: raise the pin, or accept it here with a reason. What nobody has fixed yet is told, and fails nothing:
no change of this project could fix it. Where the registry cannot be asked in time, as without a network, that is said
plainly and nothing fails: a check that was not made is no verdict.
"""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from pip._internal.models.index import PyPI

CONSTRAINTS = Path(__file__).parent.parent / "constraints.txt"
# What has been looked at and does no harm here: the number of the vulnerability and the reason, with the date.
ACCEPTED: Mapping[str, str] = {}
# The whole check takes no longer; every change waits for it.
SECONDS = 10.0
AT_ONCE = 8


class CannotAsk(Exception):
    """The registry does not answer, or knows nothing of vulnerabilities."""


@dataclass(frozen=True)
class Vulnerability:
    package: str
    number: str
    summary: str
    fixed_in: tuple[str, ...]

    def __str__(self) -> str:
        fixed = f"fixed in {', '.join(self.fixed_in)}" if self.fixed_in else "not fixed yet, fails nothing"
        return f"{self.package}: {self.number} {self.summary}; {fixed}"


def pinned(text: str) -> Iterator[tuple[str, str]]:
    """Name and version of each line."""
    for line in text.splitlines():
        name, _equal, version = line.partition("==")
        if version:
            yield name.strip(), version.strip()


def registry() -> str:
    """Where pip gets packages from, as the address that tells about them. Raises CannotAsk for a folder."""
    words = (sys.executable, "-m", "pip", "config", "get", "global.index-url")
    configured = subprocess.run(words, capture_output=True, text=True).stdout.strip()
    address = configured.rstrip("/").removesuffix("/simple") + "/pypi" if configured else PyPI.pypi_url
    if urlsplit(address).scheme not in ("http", "https"):
        raise CannotAsk(f"pip is set to {configured}, which is no registry on a network")
    return address


def vulnerabilities(address: str, name: str, version: str, deadline: float) -> list[Vulnerability]:
    """Those that stand and are not accepted. Raises CannotAsk; ``deadline`` is of the monotonic clock."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise CannotAsk("it does not answer in time")
    try:
        with urllib.request.urlopen(f"{address}/{name}/{version}/json", timeout=left) as answer:  # noqa: S310
            found = json.load(answer)
    except HTTPError as error:
        error.close()
        if error.code == 404:
            raise CannotAsk(f"it knows no {name} {version} under this address") from error
        raise CannotAsk(str(error)) from error
    except (URLError, OSError, ValueError) as error:
        raise CannotAsk(str(error)) from error
    if not isinstance(found, dict) or "vulnerabilities" not in found:
        raise CannotAsk("it does not tell of vulnerabilities")
    return [_read(f"{name} {version}", one) for one in found["vulnerabilities"] if _stands(one)]


def _stands(one: dict[str, Any]) -> bool:
    return not one.get("withdrawn") and not {one.get("id"), *(one.get("aliases") or ())} & ACCEPTED.keys()


def _read(package: str, one: dict[str, Any]) -> Vulnerability:
    return Vulnerability(package, str(one.get("id")), one.get("summary") or "", tuple(one.get("fixed_in") or ()))


def main(constraints: Path = CONSTRAINTS, address: str | None = None, seconds: float = SECONDS) -> int:
    found: list[Vulnerability] = []
    asked = 0
    deadline = time.monotonic() + seconds
    with ThreadPoolExecutor(AT_ONCE) as threads:
        try:
            address = address or registry()
            packages = list(pinned(constraints.read_text(encoding="utf-8")))
            # The first alone: where it cannot be asked for, the others are not.
            for name, version in packages[:1]:
                found += vulnerabilities(address, name, version, deadline)
                asked += 1
            waiting = [threads.submit(vulnerabilities, address, *package, deadline) for package in packages[1:]]
            for answer in waiting:
                found += answer.result()
                asked += 1
        except CannotAsk as reason:
            threads.shutdown(wait=False, cancel_futures=True)
            told = f"NOT CHECKED beyond {asked} packages, because the registry cannot be asked: {reason}"
        else:
            told = f"{asked} packages asked for, {len(found)} found."
    sys.stdout.write("\n".join([f"Known vulnerabilities: {told}", *map(str, found), ""]))
    return 1 if any(one.fixed_in for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
