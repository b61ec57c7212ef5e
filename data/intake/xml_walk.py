"""Walking through the XML of a part by expat: any well-formed XML, one handler for each element that matters."""

from collections.abc import Callable
from xml.parsers import expat

from data.intake.package import Problem

StartHandler = Callable[[dict[str, str]], None]
EndHandler = Callable[[], None]


def walk(
    part: bytes,
    namespaces: tuple[str, ...],
    start: dict[str, StartHandler],
    end: dict[str, EndHandler],
    characters: Callable[[str], None],
) -> None:
    """Call the handlers named by the local names of elements in ``namespaces``. Raises Problem for broken XML."""
    starts = {f"{space}}}{name}": handler for name, handler in start.items() for space in namespaces}
    ends = {f"{space}}}{name}": handler for name, handler in end.items() for space in namespaces}

    def started(name: str, attributes: dict[str, str]) -> None:
        if name in starts:
            starts[name](attributes)

    def ended(name: str) -> None:
        if name in ends:
            ends[name]()

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise Problem("file-damaged") from error


class TextCollector:
    """Collects the text of ``t`` elements, leaving out phonetic hints (``rPh``)."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.open = False
        self.phonetic = False

    def handlers(self) -> tuple[dict[str, Callable[[dict[str, str]], None]], dict[str, Callable[[], None]]]:
        return (
            {"t": lambda _: self._set_open(not self.phonetic), "rPh": lambda _: self._set_phonetic(True)},
            {"t": lambda: self._set_open(False), "rPh": lambda: self._set_phonetic(False)},
        )

    def _set_open(self, is_open: bool) -> None:
        self.open = is_open

    def _set_phonetic(self, is_phonetic: bool) -> None:
        self.phonetic = is_phonetic

    def add(self, text: str) -> None:
        if self.open:
            self.pieces.append(text)

    def take(self) -> str:
        text = "".join(self.pieces)
        self.pieces.clear()
        return text
