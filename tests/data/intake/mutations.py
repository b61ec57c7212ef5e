"""Seeded damage to good workbooks: what disks, mail and people do to files, and what nobody should do."""

import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

from openpyxl import Workbook
from sqlalchemy import Engine

from tests.data.intake.books import edit, place, template
from tests.data.intake.corpus.sheets import scores

Entries = list[tuple[str, bytes]]
CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
VALUE = re.compile(rb"<v>([^<]*)</v>")
MOMENT = re.compile(rb"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")


def originals(region: Engine, folder: Path) -> list[bytes]:
    """Filled templates, a workbook of shared texts, and one written by hand: all of them acceptable."""
    filled = template(region, folder / "filled.xlsx", "scores", ["A"])
    edit(filled, "1.1", {place(filled, "1.1", "Баллы", "g2", "presence"): 0})
    several = template(region, folder / "several.xlsx", "scores", ["A", "B", "F"])
    observations = Workbook()
    sheet = observations.worksheets[0]
    sheet.title = "1.1"
    rows = [("Код муниципалитета", "F"), ("Период", 2026), ("Методика", "small"), ()]
    codes = [("g1", "presence"), ("g1", "alignment"), ("g2", "presence"), ("i1", "presence"), ("i1", "penalty")]
    values = [1.5, "0,5", "н/д", 2, -1]
    header = ("Код позиции", "Код параметра", "Баллы", "Комментарий")
    scored = [(*code, value, f"пояснение {value}") for code, value in zip(codes, values, strict=True)]
    for row in (*rows, header, *scored):
        sheet.append(row)
    observations.save(folder / "plain.xlsx")
    made = [path.read_bytes() for path in (filled, several, folder / "plain.xlsx")]
    made.append(scores(*((*code, value) for code, value in zip(codes, values, strict=True))))
    return [without_time(content) for content in made]


def without_time(content: bytes) -> bytes:
    """The same workbook whenever it was made, so that a seed gives the same damage in every run."""
    entries = unzip(content)
    assert entries is not None
    return zip_again([(name, MOMENT.sub(b"2026-01-01T00:00:00Z", part)) for name, part in entries])


def mutate(original: bytes, random: Random) -> bytes:
    """The workbook with one to three mutations of its zip, its parts or its cells."""
    content = original
    for _count in range(random.choice((1, 1, 1, 2, 3))):
        if not zipfile.is_zipfile(BytesIO(content)):
            return content
        content = random.choice(MUTATIONS)(content, random)
    return content


def unzip(content: bytes) -> Entries | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        return None


def zip_again(entries: Entries) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in entries:
            # Without the time at which it is written.
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def flip_bytes(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _count in range(random.randint(1, 20)):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def cut_short(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(1, len(content))]


def of_entries(change: Callable[[Entries, Random], Entries]) -> Callable[[bytes, Random], bytes]:
    def changed(content: bytes, random: Random) -> bytes:
        entries = unzip(content)
        return content if not entries else zip_again(change(entries, random))

    return changed


def of_part(pattern: str, change: Callable[[bytes, Random], bytes]) -> Callable[[bytes, Random], bytes]:
    """A change of one part whose name fits."""

    def changed(entries: Entries, random: Random) -> Entries:
        fitting = [index for index, (name, _part) in enumerate(entries) if re.search(pattern, name)]
        if fitting:
            index = random.choice(fitting)
            entries[index] = (entries[index][0], change(entries[index][1], random))
        return entries

    return of_entries(changed)


def remove_entry(entries: Entries, random: Random) -> Entries:
    entries.pop(random.randrange(len(entries)))
    return entries


def double_entry(entries: Entries, random: Random) -> Entries:
    name, part = random.choice(entries)
    return [*entries, (random.choice([name, name.upper(), "/" + name]), part[: random.randrange(len(part) + 1)])]


def shuffle_entries(entries: Entries, random: Random) -> Entries:
    random.shuffle(entries)
    return entries


def swap_parts(entries: Entries, random: Random) -> Entries:
    first, second = random.randrange(len(entries)), random.randrange(len(entries))
    parts = entries[first][1], entries[second][1]
    entries[first], entries[second] = (entries[first][0], parts[1]), (entries[second][0], parts[0])
    return entries


def cut_part(part: bytes, random: Random) -> bytes:
    return part[: random.randrange(len(part) + 1)]


def spoil_part(part: bytes, random: Random) -> bytes:
    changed = bytearray(part)
    for _count in range(random.randint(1, 5)):
        if changed:
            changed[random.randrange(len(changed))] = random.choice(b'<>&"/0123456789ABZ \x00\xff')
    return bytes(changed)


def _cells(part: bytes) -> list[re.Match[bytes]]:
    return list(CELL.finditer(part))


def _replace(part: bytes, match: re.Match[bytes], new: bytes) -> bytes:
    return part[: match.start()] + new + part[match.end() :]


def swap_cells(part: bytes, random: Random) -> bytes:
    cells = _cells(part)
    if len(cells) < 2:
        return part
    first, second = sorted(random.sample(cells, 2), key=lambda match: match.start())
    return part[: first.start()] + second[0] + part[first.end() : second.start()] + first[0] + part[second.end() :]


def move_cell(part: bytes, random: Random) -> bytes:
    cells = _cells(part)
    if not cells:
        return part
    match, other = random.choice(cells), random.choice(cells)
    new = random.choice([other[1], b"XFD1048576", b"A0", b"AAAA1", b"a1", b"B2", b"$C$3", b""])
    return _replace(part, match, match[0].replace(b'r="' + match[1], b'r="' + new, 1))


def drop_cell(part: bytes, random: Random) -> bytes:
    cells = _cells(part)
    return _replace(part, random.choice(cells), b"") if cells else part


def double_cell(part: bytes, random: Random) -> bytes:
    cells = _cells(part)
    if not cells:
        return part
    match = random.choice(cells)
    return _replace(part, match, match[0] * 2)


def change_type(part: bytes, random: Random) -> bytes:
    cells = _cells(part)
    if not cells:
        return part
    match = random.choice(cells)
    kind = random.choice([b"n", b"s", b"str", b"inlineStr", b"b", b"e", b"d", b"q", b""])
    plain = re.sub(rb' t="[^"]*"', b"", match[0], count=1)
    return _replace(part, match, plain.replace(b"<c ", b'<c t="' + kind + b'" ', 1))


def change_value(part: bytes, random: Random) -> bytes:
    values = list(VALUE.finditer(part))
    if not values:
        return part
    new = random.choice(
        [b"", b"0", b"1", b"-1", b"2", b"1.5", b"99", b"1e400", b"1_0", b"nan", b" 1 ", b"0x1", b"4294967296", b"#N/A"]
    )
    return _replace(part, random.choice(values), b"<v>" + new + b"</v>")


def add_formula(part: bytes, random: Random) -> bytes:
    values = list(VALUE.finditer(part))
    if not values:
        return part
    match = random.choice(values)
    kept = random.choice([match[0], b"", b"<v/>"])
    return _replace(part, match, b"<f>SUM(A1:A9)</f>" + kept)


def inflate_dimension(part: bytes, random: Random) -> bytes:
    size = random.choice([b"A1", b"A1:XFD1048576", b"B2:C3", b"A1:A1048576", b"nothing"])
    without = re.sub(rb"<dimension[^>]*>", b"", part)
    return re.sub(rb"(<worksheet[^>]*>)", rb'\1<dimension ref="' + size + b'"/>', without, count=1)


def renumber_row(part: bytes, random: Random) -> bytes:
    rows = list(re.finditer(rb'<row r="([0-9]+)"', part))
    if not rows:
        return part
    new = random.choice([b"0", b"1", b"6", b"1048576", b"99999999", b"x"])
    return _replace(part, random.choice(rows), b'<row r="' + new + b'"')


def rename_sheet(part: bytes, random: Random) -> bytes:
    name = random.choice(["1.1", "1.2", "Лист", "1,1", " 1.1", "_mmuko", "", "x" * 40]).encode()
    return re.sub(rb'(<sheet [^>]*?name=")[^"]*', lambda match: match[1] + name, part, count=1)


def comment_out(part: bytes, random: Random) -> bytes:
    cells = _cells(part)
    if not cells:
        return part
    match = random.choice(cells)
    return _replace(part, match, random.choice([b"<!--" + match[0] + b"-->", b"<![CDATA[" + match[0] + b"]]>"]))


SHEET, BOOK, ANY = r"worksheets/sheet", r"xl/workbook\.xml$", r"\.(xml|rels)$"
MUTATIONS: list[Callable[[bytes, Random], bytes]] = [
    flip_bytes,
    cut_short,
    *map(of_entries, (remove_entry, double_entry, shuffle_entries, swap_parts)),
    of_part(ANY, cut_part),
    of_part(ANY, spoil_part),
    *(
        of_part(SHEET, change)
        for change in (
            spoil_part,
            swap_cells,
            swap_cells,
            move_cell,
            move_cell,
            drop_cell,
            double_cell,
            change_type,
            change_type,
            change_value,
            change_value,
            add_formula,
            inflate_dimension,
            renumber_row,
            comment_out,
        )
    ),
    of_part("sharedStrings", drop_cell),
    of_part("sharedStrings", spoil_part),
    of_part(BOOK, rename_sheet),
]
