"""A thing that is known already and comes under another code: possible, and worth a word before it is stored."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from data.intake.tables.collector import Collector
from data.language import _


@dataclass
class Namesakes:
    """What is known by a name: whoever comes under another code is warned of the first one.

    ``known``: what is the same for two things that may be one → their codes with a name for each, in order.
    """

    known: dict[Hashable, dict[str, str]] = field(default_factory=dict)

    def add(self, key: Hashable, code: str, name: str) -> None:
        self.known.setdefault(key, {})[code] = name

    def warn(
        self, key: Hashable, code: str, message: str, sheet: str | None, cell: str | None, name: str, found: Collector
    ) -> None:
        """Warn where another code has the key; from then on this one has it too."""
        first = next((one for one in self.known.get(key, {}).items() if one[0] != code), None)
        if first is not None:
            found.warning(
                "second-identity",
                message.format(first=" ".join(filter(None, first))),
                sheet=sheet,
                cell=cell,
                found=" ".join(filter(None, (code, name))),
                fix=_(
                    "If it is the same one, use its code: {code}. If it is another one, nothing need be done."
                ).format(code=first[0]),
            )
        self.add(key, code, name)
