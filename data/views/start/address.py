"""The choices of /start, as its address names them."""

from dataclasses import dataclass

from data.selection import Selection, choice, not_here


@dataclass(frozen=True)
class StartSelection(Selection):
    """``done`` is the step that was just carried out, and the revision it made: the page says so once."""

    key = "start"

    period: None = not_here()
    methodology: None = not_here()
    municipality: None = not_here()
    done: str | None = choice(r"(region|methodology|period)~[0-9]{1,10}")
