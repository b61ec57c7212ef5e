"""Signs that nobody sees: zero-width spaces, marks of writing direction, soft hyphens. Copies are full of them."""

import re

# Joiners stay: letters of some languages and pictures made of several signs need them.
INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

LONGEST_FILE_NAME = 255


def visible(text: str) -> str:
    """The text without signs that nobody sees."""
    return text if text.isascii() else INVISIBLE.sub("", text)


def file_name(name: str) -> str:
    """A file's name as it may be shown and stored: bytes of an old encoding are no text, and a line has one line."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)[-LONGEST_FILE_NAME:]
