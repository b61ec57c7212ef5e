"""Walking through the XML of a part by expat: any well-formed XML, one handler for each element that matters."""

from collections.abc import Callable
from xml.parsers import expat

from data.intake.files.zip_package import Problem

# The number 12 with a raised 3, which points to a footnote, is not 123; and a number struck through is not meant.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", "\u0336")
STRIKE = "\u0336"
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


def as_shown(text: str, *, raised: bool, struck: bool) -> str:
    """The text of a run with raised (or lowered) digits and struck signs as signs of their own."""
    text = text.translate(RAISED) if raised else text
    return "".join(sign + STRIKE for sign in text) if struck else text


class TextCollector:
    """Collects the text of ``t`` elements, leaving out phonetic hints (``rPh``); raised and struck signs stay so."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.open = self.phonetic = self.raised = self.struck = False

    def handlers(self) -> tuple[dict[str, Callable[[dict[str, str]], None]], dict[str, Callable[[], None]]]:
        return (
            {
                "t": lambda _: self._set_open(not self.phonetic),
                "rPh": lambda _: self._set_phonetic(True),
                "vertAlign": lambda attributes: self._raise(attributes.get("val", "")),
                "strike": lambda attributes: self._strike(attributes.get("val", "1")),
            },
            {"t": lambda: self._set_open(False), "rPh": lambda: self._set_phonetic(False), "r": self._end_of_run},
        )

    def _set_open(self, is_open: bool) -> None:
        self.open = is_open

    def _set_phonetic(self, is_phonetic: bool) -> None:
        self.phonetic = is_phonetic

    def _raise(self, place: str) -> None:
        self.raised = place in {"superscript", "subscript"}

    def _strike(self, value: str) -> None:
        self.struck = value not in {"0", "false"}

    def _end_of_run(self) -> None:
        self.raised = self.struck = False

    def add(self, text: str) -> None:
        if self.open:
            self.pieces.append(as_shown(text, raised=self.raised, struck=self.struck))

    def take(self) -> str:
        text = "".join(self.pieces)
        self.pieces.clear()
        return text
