"""Texts in parts: what stands inside a cell of a screen table when it is more than a value."""

from typing import Any, NamedTuple, TypeAlias, Union

from data.language import _

Parts: TypeAlias = Union[str, "Part", tuple["Parts", ...]]


class Part(NamedTuple):
    """A piece of text in a tag of HTML. ``hidden`` is only for the eye; a look ``visually-hidden`` only for the ear.

    ``choice`` makes it a button that puts ``value`` into the dcc.Store of that id. ``href`` and ``value`` may hold the
    places that ``Cell`` names.
    """

    tag: str
    content: Parts = ""
    look: str = ""
    title: str = ""
    href: str = ""
    choice: str = ""
    value: str = ""
    pressed: bool | None = None
    label: str = ""
    lang: str = ""
    role: str = ""
    hidden: bool = False


LINE_BREAK = Part("br")
# Where there is nothing to say.
DASH = "—"
_PLAIN = Part("")


def bold(content: Parts) -> Part:
    return Part("b", content)


def small(content: Parts, look: str = "") -> Part:
    """A second line under the first, smaller."""
    return Part("small", content, look)


def span(content: Parts, look: str = "", title: str = "") -> Part:
    return Part("span", content, look, title)


def eye_only(content: Parts, look: str = "", title: str = "") -> Part:
    """A sign whose words are spoken elsewhere."""
    return Part("span", content, look, title, hidden=True)


def ear_only(text: str) -> Part:
    """Text for a reader of the screen only."""
    return Part("span", text, "visually-hidden")


def link(content: Parts, href: str, look: str = "", title: str = "") -> Part:
    return Part("a", content, look, title, href)


def button(
    content: Parts, store: str, value: str, *, look: str = "button button-small", pressed: bool | None = None
) -> Part:
    """A button that puts ``value`` into the dcc.Store of the id ``store``."""
    return Part("button", content, look, choice=store, value=value, pressed=pressed)


def parts_json(parts: Parts) -> Any:
    """Parts as the browser reads them: a text, ``["<tag", content, attributes]``, or a list of such.

    A dash alone says nothing to a reader of the screen: it is spoken as a word.
    """
    if parts == DASH:
        return [parts_json(eye_only(DASH)), parts_json(ear_only(_("none")))]
    if isinstance(parts, str):
        return parts
    if isinstance(parts, Part):
        attributes = {
            name: value for name, value, plain in zip(Part._fields, parts, _PLAIN, strict=True) if value != plain
        }
        attributes.pop("tag", None)
        attributes.pop("content", None)
        # What is only for the eye has its words elsewhere.
        is_seen = parts.hidden and isinstance(parts.content, str)
        sent = [f"<{parts.tag}", parts.content if is_seen else parts_json(parts.content)]
        return [*sent, attributes] if attributes else sent
    listed = [parts_json(part) for part in parts]
    # What begins with «<» would be read as a tag.
    is_text = bool(parts) and isinstance(parts[0], str) and parts[0].startswith("<")
    return ["", *listed] if is_text else listed


def text_of(parts: Parts) -> str:
    """What is read aloud: all texts without those that are only for the eye; a new line reads as a blank."""
    if isinstance(parts, str):
        return parts.replace("\u00ad", "")
    if isinstance(parts, Part):
        return "" if parts.hidden else " " if parts.tag == "br" else text_of(parts.content)
    return "".join(text_of(part) for part in parts)
