"""The choices of /rankings, as its address names them."""

from dataclasses import dataclass

from data.selection import CODE, SUBJECT, WORD, Selection, choice, choices

NUMBER = r"[1-9][0-9]{0,3}"


@dataclass(frozen=True)
class RankingsSelection(Selection):
    """``subject`` is what is ranked: ``total``, ``block:1`` or ``direction:1.1``.

    ``weights`` are the viewer's own, ``1.1:120`` for 120 %, of 0…200; ``municipalities`` the viewer's own set.
    ``page`` and ``size`` (rows) are of a long list, ``search`` words of a name, ``jump`` the code of a row to
    be shown and marked.
    """

    key = "rankings"

    subject: str | None = choice(SUBJECT)
    view: str | None = choice(WORD)
    scaling: str | None = choice(WORD)
    peers: str | None = choice(WORD)
    page: str | None = choice(NUMBER)
    size: str | None = choice(NUMBER)
    # Any words: they are compared with names and never become part of a query.
    search: str | None = choice(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,80}")
    jump: str | None = choice(CODE)
    kinds: tuple[str, ...] = choices(WORD)
    ranges: tuple[str, ...] = choices(r"track")
    weights: tuple[str, ...] = choices(rf"{CODE}:(?:[0-9]{{1,2}}|1[0-9]{{2}}|200)")
    municipalities: tuple[str, ...] = choices(CODE)
