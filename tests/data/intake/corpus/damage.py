"""Broken zips, broken XML, and files that were made to harm their reader."""

import struct
from collections.abc import Callable
from functools import partial

from data.intake.files import limits
from tests.data.intake.books import MAIN, zipped
from tests.data.intake.corpus.case import Accepted, Case, refused
from tests.data.intake.corpus.layouts import ROW, VALUES, one
from tests.data.intake.corpus.sheets import Raw, score_sheet, scores, sheet_data, workbook_parts

SHEET = "xl/worksheets/sheet1.xml"


def changed(change: Callable[[dict[str, bytes]], object]) -> bytes:
    parts = workbook_parts({"1.1": score_sheet(ROW)})
    change(parts)
    return zipped(parts)


def without(name: str) -> bytes:
    return changed(lambda parts: parts.pop(name))


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)

    return changed(change)


def cut(share: float) -> bytes:
    content = scores(ROW)
    return content[: int(len(content) * share)]


def flipped(offset: int) -> bytes:
    """A byte of the packed sheet is wrong, so that its checksum is."""
    content = bytearray(scores(ROW))
    start = content.index(SHEET.encode()) + len(SHEET) + offset
    content[start] ^= 0xFF
    return bytes(content)


def encrypted_part() -> bytes:
    content = bytearray(scores(ROW))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(sign)
        struct.pack_into("<H", content, place + offset, content[place + offset] | 1)
    return bytes(content)


def bomb() -> bytes:
    return changed(lambda parts: parts.update({"xl/media/big.bin": b"\x00" * (limits.UNPACKED_BYTES + 1)}))


def entity_bomb() -> bytes:
    lines = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    sheet = '<sheetData><row r="1"><c r="A1" t="str"><v>&i;</v></c></row></sheetData>'
    xml = f'{lines}]><worksheet xmlns="{MAIN}">{sheet}</worksheet>'
    return changed(lambda parts: parts.update({SHEET: xml.encode()}))


def external_entity() -> bytes:
    xml = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><worksheet xmlns="{MAIN}"><a>&x;</a></worksheet>'
    return changed(lambda parts: parts.update({SHEET: xml.encode()}))


def deep() -> bytes:
    return one("<a>" * 20_000 + "</a>" * 20_000 + score_sheet(ROW))


def stray(reference: str) -> bytes:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    inside = score_sheet(ROW).replace(
        "</sheetData>", f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'
    )
    return one(inside)


def many_texts() -> bytes:
    """The table of shared texts claims more of them than there are atoms."""

    def change(parts: dict[str, bytes]) -> None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}" count="1" uniqueCount="4294967295"/>'.encode()
        relations = "xl/_rels/workbook.xml.rels"
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        added = b'<Relationship Id="t" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>'
        parts[relations] = parts[relations].replace(b"</Relationships>", added)

    return changed(change)


def _named_twice() -> dict[str, bytes]:
    parts = workbook_parts({"1.1": score_sheet(ROW), "x": sheet_data(())})
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'name="x"', b'name="1.1"')
    return parts


DAMAGED = refused("file-damaged")
CASES = [
    Case("zip-cut-short", partial(cut, 0.5), DAMAGED),
    Case("zip-without-its-end", partial(cut, 0.97), DAMAGED),
    Case("zip-wrong-checksum", partial(flipped, 20), DAMAGED),
    Case("zip-only-a-beginning", lambda: b"PK\x03\x04", DAMAGED),
    Case("zip-encrypted-part", encrypted_part, refused("password-protected")),
    Case("zip-bomb", bomb, refused("unpacks-too-large")),
    Case(
        "zip-many-parts",
        lambda: changed(lambda parts: parts.update({f"{n}.bin": b"" for n in range(limits.PARTS)})),
        refused("too-many-parts"),
    ),
    Case(
        "zip-two-of-a-name",
        lambda: changed(lambda parts: parts.update({SHEET.upper(): b"<a/>"})),
        refused("duplicate-parts"),
    ),
    Case("zip-path-outside", lambda: changed(lambda parts: parts.update({"../../etc/passwd": b"x"})), Accepted(VALUES)),
    Case("parts-no-types", partial(without, "[Content_Types].xml"), refused("wrong-file-type")),
    Case("parts-no-relations", partial(without, "_rels/.rels"), DAMAGED),
    Case("parts-no-workbook", partial(without, "xl/workbook.xml"), DAMAGED),
    Case("parts-no-sheet", partial(without, SHEET), DAMAGED),
    Case("parts-no-styles", partial(without, "xl/styles.xml"), Accepted(VALUES)),
    Case("xml-unclosed", partial(replaced, SHEET, b"</sheetData>", b""), DAMAGED),
    Case("xml-no-xml", lambda: changed(lambda parts: parts.update({SHEET: b"nothing"})), DAMAGED),
    Case("xml-control-character", partial(replaced, SHEET, b"presence", b"pre\x01sence"), DAMAGED),
    Case("xml-wrong-encoding", partial(replaced, SHEET, b"presence", b"pre\xffsence"), DAMAGED),
    Case("xml-entity-bomb", entity_bomb, refused("doctype")),
    Case("xml-external-entity", external_entity, refused("doctype")),
    Case("xml-deep", deep, Accepted(VALUES)),
    Case("xml-two-sheets-of-a-name", lambda: zipped(_named_twice()), DAMAGED),
    Case("cell-far-right", partial(stray, "XFD9"), refused("cell-out-of-limits", "1.1", "XFD9")),
    Case("cell-far-down", partial(stray, "A1048576"), refused("cell-out-of-limits", "1.1", "A1048576")),
    Case("cell-nowhere", partial(stray, "ABCD9"), DAMAGED),
    Case("cell-twice", partial(replaced, SHEET, b'r="B6"', b'r="A6"'), DAMAGED),
    Case("cell-in-another-row", partial(replaced, SHEET, b'r="B6"', b'r="B7"'), DAMAGED),
    Case("cell-unknown-type", lambda: scores(("g1", "presence", Raw(' t="q"', "<v>1</v>"))), DAMAGED),
    Case("cell-text-as-number", lambda: scores(("g1", "presence", Raw("", "<v>много</v>"))), DAMAGED),
    Case("cell-infinite", lambda: scores(("g1", "presence", Raw("", "<v>1e999</v>"))), DAMAGED),
    Case("cell-no-such-text", lambda: scores(("g1", "presence", Raw(' t="s"', "<v>5</v>"))), DAMAGED),
    Case("texts-without-end", many_texts, refused("reader-failed")),
]
