"""A look at the zip of a workbook before any reader sees it. Runs in the reading process; imports nothing heavy."""

import posixpath
import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

from defusedxml import ElementTree

from data.intake.files import limits

MAIN_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}.main+xml"
SPREADSHEETS = {MAIN_CONTENT.format("sheet"), MAIN_CONTENT.format("template")}
MACRO_SPREADSHEETS = {
    f"application/vnd.ms-excel.{kind}.macroEnabled.main+xml" for kind in ("sheet", "template", "addin")
}
OTHER_CONTENTS = {"wordprocessingml": "word", "presentationml": "powerpoint", "sheet.binary": "xlsb"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream that holds an encrypted workbook, as the compound file spells it.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
OTHER_TYPES = {
    b"%pdf": "pdf",
    b"<!doctype html": "html",
    b"<html": "html",
    b"<head": "html",
    b"<meta": "html",
    b"<body": "html",
    b"<table": "html",
    b"mime-version:": "html",
    b"<?xml": "xml",
    b"{\\rtf": "rtf",
    b"rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
}
# How pictures begin: JPEG, PNG, GIF, TIFF in both orders of bytes and for more than 4 GB.
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
# What pictures of telephones (HEIC, AVIF) say behind their length.
PHOTO_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
CHUNK = 1 << 16
XML_ENDINGS = (".xml", ".rels")
# How much of a file or part is looked at to tell what it is, and what may stand before its first sign.
START = 1024
BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \t\r\n"


class Problem(Exception):
    """Why the file cannot be read: a code that the parent turns into words, and the facts of the case."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def is_archive(content: bytes) -> bool:
    """Whether the content is a zip or text; Problem for every other type, for nothing at all, and for too much."""
    if not content:
        raise Problem("file-empty")
    if len(content) > limits.FILE_BYTES:
        raise Problem("file-too-large", megabytes=limits.FILE_BYTES // limits.MEGABYTE)
    if content.startswith(b"PK"):
        return True
    if content.startswith(OLE):
        if ENCRYPTED_STREAM in content:
            raise Problem("password-protected")
        raise Problem("wrong-file-type", looks_like="xls")
    if _is_picture(content[:START]):
        raise Problem("wrong-file-type", looks_like="picture")
    start = content[:START].lstrip(BEFORE_XML).replace(b"\x00", b"").lower()
    for sign, name in OTHER_TYPES.items():
        if start.startswith(sign):
            raise Problem("wrong-file-type", looks_like=name)
    return False


def _is_picture(start: bytes) -> bool:
    """By the bytes as they are: what may stand before a text is how some pictures begin."""
    is_photo = start[4:8] == b"ftyp" and start[8:12] in PHOTO_BRANDS
    is_webp = start[:4] == b"RIFF" and start[8:12] == b"WEBP"
    # Two letters alone could begin a text: behind the size of a bitmap stand four zeros.
    is_bitmap = start[:2] == b"BM" and start[6:10] == bytes(4)
    return start.startswith(PICTURES) or is_photo or is_webp or is_bitmap


def unpack(content: bytes) -> dict[str, bytes]:
    """All parts of a zip by name, or Problem: password, too large, damaged, or an attack."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = _read_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Problem("file-damaged") from error
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Problem("password-protected")
    for name, part in parts.items():
        _refuse_doctype(part, is_xml=name.lower().endswith(XML_ENDINGS))
    return parts


def _read_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > limits.PARTS:
        raise Problem("too-many-parts", limit=limits.PARTS)
    names = [entry.filename.replace("\\", "/").lstrip("/").casefold() for entry in entries]
    if len(set(names)) != len(names):
        raise Problem("duplicate-parts")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Problem("password-protected")
    parts: dict[str, bytes] = {}
    unpacked = 0
    for entry in entries:
        chunks = []
        with archive.open(entry) as part:
            while chunk := part.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > limits.UNPACKED_BYTES:
                    raise Problem("unpacks-too-large", megabytes=limits.UNPACKED_BYTES // limits.MEGABYTE)
                chunks.append(chunk)
        parts[entry.filename.replace("\\", "/").lstrip("/")] = b"".join(chunks)
    return parts


def _refuse_doctype(part: bytes, *, is_xml: bool) -> None:
    """Whatever a part is called: drawings of old programs are nearly XML, and a relationship may point anywhere."""
    if not is_xml and not part[:START].lstrip(BEFORE_XML).startswith((b"<", b"\x00<")):
        return
    if not part.strip():
        # OpenOffice and old LibreOffice leave parts of their settings empty. A part that is needed is missed later.
        return
    parser = expat.ParserCreate()

    def refuse(*_declaration: object) -> None:
        raise Problem("doctype")

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        if is_xml:
            raise Problem("file-damaged") from error


def parse_part(parts: dict[str, bytes], name: str) -> Element:
    """The tree of a small part. Raises Problem when it is absent or not XML."""
    if name not in parts:
        raise Problem("file-damaged")
    try:
        root: Element = ElementTree.fromstring(parts[name], forbid_dtd=True)
    except (ParseError, ValueError) as error:
        raise Problem("file-damaged") from error
    return root


def local_name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def relationships(parts: dict[str, bytes], source: str) -> dict[str, tuple[str, str]]:
    """The relationships of a part: id → (last word of the type, name of the target part)."""
    folder, _, file = source.rpartition("/")
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if name not in parts:
        return {}
    return {
        element.get("Id", ""): (
            element.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/" + folder, element.get("Target", ""))).lstrip("/"),
        )
        for element in parse_part(parts, name)
        if element.get("TargetMode") != "External"
    }


def main_part(parts: dict[str, bytes]) -> tuple[str, bool]:
    """The name of the workbook part, and whether the workbook carries macros (which are never run)."""
    if "[Content_Types].xml" not in parts:
        looks_like = "ods" if b"opendocument" in parts.get("mimetype", b"") else "zip"
        raise Problem("wrong-file-type", looks_like=looks_like)
    targets = [target for kind, target in relationships(parts, "").values() if kind == "officeDocument"]
    if len(targets) != 1 or targets[0] not in parts:
        raise Problem("file-damaged")
    content = _content_type(parts, targets[0])
    if content in SPREADSHEETS or content in MACRO_SPREADSHEETS:
        return targets[0], content in MACRO_SPREADSHEETS
    for sign, looks_like in OTHER_CONTENTS.items():
        if sign in content:
            raise Problem("wrong-file-type", looks_like=looks_like)
    raise Problem("wrong-file-type", looks_like="zip")


def _content_type(parts: dict[str, bytes], part: str) -> str:
    default = ""
    for element in parse_part(parts, "[Content_Types].xml"):
        content = element.get("ContentType", "")
        if local_name(element) == "Override" and element.get("PartName", "").lstrip("/") == part:
            return content
        if local_name(element) == "Default" and part.endswith("." + element.get("Extension", " ")):
            default = content
    return default
