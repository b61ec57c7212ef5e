"""Make the copy of plotly.js that the product serves: the published cartesian bundle without addresses of other hosts.

Run after `npm install plotly.js-cartesian-dist-min@<version>` in an empty folder:
``python -m dashboard.offline_plotly node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js``
"""

import re
import sys
from pathlib import Path

from dashboard.static_files import BUNDLE

# What stands there → what is served, and how often. The first two a browser could follow: outlines of countries and an
# editor of charts as defaults, the maker's home page as a link. The others are texts of messages.
REPLACEMENTS = (
    (r'dflt:"https://[^"]+"', 'dflt:""', 2),
    (r'href="https://[^"]+"', 'href="#"', 1),
    (r"https://plotly\.com/javascript/animations/", "the documentation of animations", 2),
    (r"https://github\.com/d3/d3-format/tree/v1\.4\.5#d3-format", "d3-format 1.4.5", 1),
    (r"https://github\.com/d3/d3-time-format/tree/v2\.2\.3#locale_format", "d3-time-format 2.2.3, locale.format", 1),
)
# What the bundle takes from others is named in a comment at its end; it stands beside the bundle instead.
NOTICES = re.compile(r"/\*! Bundled license information:.*?\*/\n?", re.DOTALL)
MAIL = re.compile(r"<[^<>\s]+@[^<>\s]+> ?")


def without_addresses(published: str) -> tuple[str, str]:
    """The bundle as it is served, and the notices of what it contains.

    Raises ValueError when a replacement does not fit, as with another version: look at its addresses again.
    """
    for address, instead, count in REPLACEMENTS:
        published, found = re.subn(address, instead, published)
        if found != count:
            raise ValueError(f"expected {count} × {address}, found {found}")
    notices = NOTICES.findall(published)
    if len(notices) != 1:
        raise ValueError(f"expected one comment with the notices of others, found {len(notices)}")
    return NOTICES.sub("", published), MAIL.sub("", notices[0])


def main(published: Path) -> None:
    bundle, notices = without_addresses(published.read_text(encoding="utf-8"))
    BUNDLE.write_text(bundle, encoding="utf-8", newline="")
    BUNDLE.with_name("plotly-NOTICES.txt").write_text(notices, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
