"""Text tables (.csv, .txt): encoding and separator are worked out strictly, and what stays unclear is refused.

A block of rows at a time goes into compact columns. A text has no types: every cell is a text until a column asks for
more. Runs in the reading process; imports nothing heavy.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice
from typing import NoReturn

from data.intake.files import limits
from data.intake.files.cell import address
from data.intake.files.cell_arrays import CompactCells
from data.intake.files.zip_package import Problem

SHEET = "таблица"
UTF_16 = ("utf-16-le", "utf-16-be")
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What Russian texts in cp1251 hold beside ASCII: letters, quotes, dashes, the number sign, degrees, fractions.
RUSSIAN_SIGNS = frozenset("«»„“”‘’–—…№§°±·•×\u00a0\u00ad€")
CYRILLIC = re.compile("[А-Яа-яЁё]")
# Two letters of three in a Russian text are one of these ten.
FREQUENT = frozenset("оеаинтсрвл")
OTHER_ENCODINGS = ("koi8-r", "cp866", "mac-cyrillic")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
# A binary file is full of them; a text has one or two that another program left there.
FEWEST_SIGNS_PER_CONTROL = 20
CONTROL_BYTES = bytes(code for code in range(32) if code not in b"\t\n\r")
SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
SAMPLE_ROWS, SAMPLE_SIGNS = 2_000, 1_000_000
# Rows that are put into columns at once.
BLOCK = 10_000


def read_table(content: bytes) -> CompactCells:
    """All cells that are not blank. Raises Problem when the text is unclear, malformed or too large."""
    text = decode(content)
    del content
    separator, skipped = _separator(text)
    cells = CompactCells()
    rows = islice(_rows(text, separator), skipped, None)
    last = skipped
    while block := list(islice(rows, BLOCK)):
        if max(map(len, block)) > limits.LAST_COLUMN:
            _cut_empty_ends(block, last + 1)
        cells.add_block(last + 1, block)
        last += len(block)
        if last > limits.TEXT_ROWS or len(cells) > limits.TEXT_CELLS:
            raise Problem("too-many-rows", limit=limits.TEXT_ROWS)
    return cells


def _cut_empty_ends(block: list[list[str]], first: int) -> None:
    """Take empty fields from the ends of rows that are too wide; Problem for one that is too wide without them."""
    for number, row in enumerate(block, start=first):
        while len(row) > limits.LAST_COLUMN and not row[-1].strip():
            del row[-1]
        if len(row) > limits.LAST_COLUMN:
            raise Problem("cell-out-of-limits", sheet=SHEET, cell=address(number, len(row)))


def decode(content: bytes) -> str:
    """The text: by its byte order mark, else as UTF-8, else as cp1251 when it reads as Russian. Raises Problem."""
    text = _by_mark(content)
    if text is None:
        if b"\x00" in content:
            _refuse_nul_bytes(content)
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = _cp1251(content)
    # Bytes are counted much faster than signs are searched; in UTF-16 every Latin letter has a byte of this kind.
    control = CONTROLS.search(text) if len(content.translate(None, CONTROL_BYTES)) < len(content) else None
    if control:
        is_text = len(CONTROLS.findall(text)) * FEWEST_SIGNS_PER_CONTROL <= len(text)
        code = "nul-bytes" if control[0] == "\x00" else "control-characters" if is_text else "wrong-file-type"
        raise Problem(code, line=text.count("\n", 0, control.start()) + 1, looks_like="unknown")
    return text


def _refuse_nul_bytes(content: bytes) -> NoReturn:
    """A text with stray NUL bytes, or in UTF-16 without its mark, differs from what is no text at all."""
    texts = (content.replace(b"\x00", b"").decode("latin-1"), *(content.decode(one, "replace") for one in UTF_16))
    if all(CONTROLS.search(text) for text in texts):
        raise Problem("wrong-file-type", looks_like="unknown")
    raise Problem("nul-bytes", line=content.count(b"\n", 0, content.index(b"\x00")) + 1)


def _by_mark(content: bytes) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise Problem("encoding-unclear", tried=encoding) from error
    return None


def _cp1251(content: bytes) -> str:
    tried = "utf-8 utf-16 cp1251"
    try:
        text = content.decode("cp1251")
    except UnicodeDecodeError as error:
        raise Problem("encoding-unclear", tried=tried) from error
    foreign = {sign for sign in text if sign > "\x7f" and not CYRILLIC.match(sign)} - RUSSIAN_SIGNS
    others = [other for name in OTHER_ENCODINGS if (other := content.decode(name, errors="replace")) != text]
    if foreign or _likeness(text) <= max(map(_likeness, others), default=0.0):
        raise Problem("encoding-unclear", tried=tried)
    return text


def _likeness(text: str) -> float:
    """How much a text looks like Russian: the share of frequent letters, less foreign ones and words such as «кОД»."""
    letters = [sign for sign in text if sign > "\x7f" and sign.isalpha()]
    if not letters:
        return 0.0
    frequent = sum(letter.lower() in FREQUENT for letter in letters)
    foreign = sum(not CYRILLIC.match(letter) for letter in letters)
    turned = len(re.findall("[а-яё][А-ЯЁ]", text))
    return (frequent - foreign - turned) / len(letters)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    # The length of a text is for the check of its column to judge.
    csv.field_size_limit(limits.FILE_BYTES)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    except csv.Error as error:
        raise Problem("csv-malformed", line=_malformed_line(text, separator)) from error


def _malformed_line(text: str, separator: str) -> int:
    """Where the row begins whose quotes do not match: they may run on to the end of the text."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    with suppress(csv.Error):
        for _row in reader:
            line = reader.line_num + 1
    return line


def _separator(text: str) -> tuple[str, int]:
    """The separator, and how many rows say nothing but what it is (``sep=;``, as Excel writes it)."""
    first = text[: text.find("\n") + 1].strip().casefold()
    if first.startswith("sep=") and first[4:] in SEPARATORS:
        return first[4:], 1
    if text[:5].casefold() == "sep=\t":
        return "\t", 1
    shapes: dict[str, int] = {}
    malformed: list[Problem] = []
    for one in SEPARATORS:
        try:
            shapes[one] = _shape(text, one)
        except Problem as problem:
            malformed.append(problem)
    for quality in (3, 2, 1):
        fitting = [one for one, shape in shapes.items() if shape == quality]
        if len(fitting) > 1 and "," in fitting and not _commas_separate(text):
            fitting.remove(",")
        if len(fitting) == 1:
            return fitting[0], 0
        if fitting:
            break
    # With the separator that is meant, reading comes furthest.
    furthest = max(malformed, key=lambda problem: int(problem.facts["line"]), default=None)
    raise furthest or Problem("separator-unclear", tried=" ".join(SEPARATORS.values()))


def _commas_separate(text: str) -> bool:
    """Whether a comma stands elsewhere than between the digits of a number."""
    sample = "".join(islice(StringIO(text, newline=""), SAMPLE_ROWS))
    return "," in DECIMAL_COMMA.sub("", sample)


def _shape(text: str, separator: str) -> int:
    """3: all rows of the sample have the same number of fields; 2: a table with titles above it; 0: no table.

    1: rows of different numbers of fields, as a text pasted into a cell makes them, but each with this separator.
    """
    widths = _widths(text, separator)
    if not widths or max(widths) < 2:
        return 0
    if len(set(widths)) == 1:
        return 3
    usual = max(set(widths), key=widths.count)
    if usual > 1 and 2 * widths.count(usual) >= len(widths):
        return 2
    return int(min(widths) > 1)


def _widths(text: str, separator: str) -> list[int]:
    """The number of fields in each of the first rows that are not blank."""
    return [len(fields) for fields in _sample(text, separator) if any(map(str.strip, fields))]


def _sample(text: str, separator: str) -> list[list[str]]:
    """The first rows; most texts need not be gone through for them."""
    try:
        rows = list(islice(_rows(text[:SAMPLE_SIGNS], separator), SAMPLE_ROWS + 1))
    except Problem:
        rows = []
    if not rows or len(rows) <= SAMPLE_ROWS < SAMPLE_SIGNS < len(text):
        rows = list(islice(_rows(text, separator), SAMPLE_ROWS))
    return rows[:SAMPLE_ROWS]
