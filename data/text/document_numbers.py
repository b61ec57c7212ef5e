"""The number of a document as it was written, with or without the sign that stands before it in print."""

import re

# «№», «N», «No.», «Nо» with a Cyrillic о: only where a number follows, so that a number like «НО-12» stays.
SIGN = re.compile(r"(?:№|n[oо]?\.?(?=[\s\d]))\s*", re.IGNORECASE)


def bare_number(text: str) -> str:
    """«№ 12/3» as «12/3»: whoever prints it puts the sign of the language before it. A sign alone stays."""
    bare = text.strip()
    while bare and (found := SIGN.match(bare)):
        bare = bare[found.end() :]
    return bare or text.strip()
