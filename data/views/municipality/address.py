"""The choices of /municipality/<code>, its plans among them, as its address names them."""

from dataclasses import dataclass

from data.selection import CODE, SUBJECT, THREE_CODES, WORD, Selection, choice, choices

# A plan may close the cycle of a whole direction.
LONGEST_PLAN = 150


@dataclass(frozen=True)
class MunicipalitySelection(Selection):
    """``cell`` names one cell of the map as municipality~direction~cycle component.

    ``plan`` is what a plan is to reach: ``next:2`` for two places, ``close:1.1`` for the cycle of a direction, ``own``
    for nothing but ``steps``, the parameters that the viewer has ticked, by direction, position and parameter.
    ``subject`` is the ranking in which the plan rises.
    """

    key = "municipality"
    in_path = "municipality"

    subject: str | None = choice(SUBJECT)
    cell: str | None = choice(THREE_CODES)
    scaling: str | None = choice(WORD)
    peers: str | None = choice(WORD)
    plan: str | None = choice(rf"next:[1-9][0-9]{{0,3}}|close:{CODE}|own")
    steps: tuple[str, ...] = choices(THREE_CODES, longest=LONGEST_PLAN)
