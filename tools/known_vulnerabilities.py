"""Which pinned packages have known vulnerabilities, by what the registry itself says of each version.

``python -m tools.known_vulnerabilities``: exit code 1 where there are some. Where the registry cannot be asked, as
without a network, that is said plainly and nothing fails: a check that was not made is no verdict.
"""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from pip._internal.models.index import PyPI

CONSTRAINTS = Path(__file__).parent.parent / "constraints.txt"
SECONDS = 5


class CannotAsk(Exception):
    """The registry does not answer, or knows nothing of vulnerabilities."""


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


def vulnerabilities(address: str, name: str, version: str) -> list[str]:
    """One text for each that stands. Raises CannotAsk."""
    try:
        with urllib.request.urlopen(f"{address}/{name}/{version}/json", timeout=SECONDS) as answer:  # noqa: S310
            found = json.load(answer)
    except HTTPError as error:
        if error.code == 404:
            raise CannotAsk(f"it knows no {name} {version} under this address") from error
        raise CannotAsk(str(error)) from error
    except (URLError, OSError, ValueError) as error:
        raise CannotAsk(str(error)) from error
    if not isinstance(found, dict) or "vulnerabilities" not in found:
        raise CannotAsk("it does not tell of vulnerabilities")
    return [_told(name, version, one) for one in found["vulnerabilities"] if not one.get("withdrawn")]


def _told(name: str, version: str, one: dict[str, Any]) -> str:
    fixed = ", ".join(one.get("fixed_in") or ["—"])
    return f"{name} {version}: {one.get('id')} {one.get('summary') or ''}; fixed in {fixed}"


def main(constraints: Path = CONSTRAINTS, address: str | None = None) -> int:
    found: list[str] = []
    asked = 0
    try:
        address = address or registry()
        for name, version in pinned(constraints.read_text(encoding="utf-8")):
            found += vulnerabilities(address, name, version)
            asked += 1
    except CannotAsk as reason:
        told = f"NOT CHECKED beyond {asked} packages, because the registry cannot be asked: {reason}"
    else:
        told = f"{asked} packages asked for, {len(found)} found."
    sys.stdout.write("\n".join([f"Known vulnerabilities: {told}", *found, ""]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
