"""What can be chosen on the profile of a municipality, and whose profile it opens with."""

from dataclasses import replace

from data.errors import BadSelection
from data.language import _
from data.queries.headings import region_line
from data.storage.reader import Reader
from data.views.municipality.address import MunicipalitySelection
from data.views.rankings.history import PeriodRanks
from data.views.rankings.words import find_subject
from data.views.shared.choices import Choice, Choices, settle

# With whom the profile compares: those of the same kind, or the nearest by size.
KIND, ALIKE = "kind", "alike"
# What stands in the cells of the map: points, or their share of the maximum.
POINTS, SHARE = "points", "share"
ALLOWED = {"peers": (KIND, ALIKE), "scaling": (POINTS, SHARE)}


def settle_profile(reader: Reader, selection: MunicipalitySelection) -> tuple[MunicipalitySelection, Choices]:
    """``settle`` with this page's own defaults; municipalities are those whose details the viewer may see.

    Without a choice the profile is the viewer's own; for who sees all it is the region's default
    municipality, else the first of the ranking. Raises NotFound for a code that does not exist and BadSelection for a
    choice that this page does not know. Another's municipality stays chosen: ``is_open`` tells whether it is open.
    """
    settled, choices = settle(reader, selection)
    settled = settled.but(
        municipality=selection.municipality or _home(reader, settled, choices),
        peers=selection.peers or KIND,
        scaling=selection.scaling or POINTS,
    )
    for name, known in ALLOWED.items():
        if getattr(settled, name) not in known:
            raise BadSelection(
                _("“{name}” in the address cannot be “{value}”. Choose it again on the page.").format(
                    name=name, value=getattr(settled, name)
                )
            )
    return settled, choices


def open_choices(reader: Reader, choices: Choices) -> Choices:
    """The choices with only those municipalities whose profile the viewer may open."""
    seen = tuple(choice for choice in choices.municipalities if reader.viewer.sees_details_of(choice.code))
    return replace(choices, municipalities=seen)


def is_open(reader: Reader, settled: MunicipalitySelection) -> bool:
    return reader.viewer.sees_details_of(settled.municipality or "")


def known_cell(settled: MunicipalitySelection, choices: Choices) -> str | None:
    """The chosen cell, where it is a stage of the municipality and of the methodology."""
    municipality, direction, link = (settled.cell or "~~").split("~")
    known = municipality == settled.municipality
    known = known and any(choice.code == direction for choice in choices.directions)
    return settled.cell if known and any(choice.code == link for choice in choices.cycle_components) else None


def peer_names(own: Choice, choices: Choices) -> tuple[tuple[str, str], ...]:
    """The groups to compare with, as (code, name) pairs."""
    kind = Choices.find(choices.kinds, own.group)
    return ((KIND, kind.name), (ALIKE, _("nearest in size")))


def _home(reader: Reader, settled: MunicipalitySelection, choices: Choices) -> str:
    known = [choice.code for choice in choices.municipalities]
    if reader.viewer.municipality in known:
        return reader.viewer.municipality
    region = region_line(reader)
    if region is not None and region.default_municipality in known:
        return region.default_municipality
    ranks = PeriodRanks(reader, find_subject(choices, None)).ranks(settled.period or "", settled.methodology or "")
    best = ranks.dropna(subset=["rank_first"]).sort_values(["rank_first", "municipality"])
    return str(best["municipality"].iloc[0]) if len(best) else known[0]
