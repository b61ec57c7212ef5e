"""One municipality among the ranked ones of the region and the nearest in size, by total and every direction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial

from data.formats import number, rank, rank_of
from data.language import _
from data.measures.comparison import Quarter, Spread, quarter, spread
from data.measures.peers import LIMIT, NoPeers, PeerGroup, peer_group
from data.queries.attributes import municipality_attributes
from data.storage.reader import Reader, kept
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.selection import ALIKE
from data.views.rankings.history import official_ranks
from data.views.rankings.words import TOTAL
from data.views.shared.choices import Choice, Choices


@dataclass(frozen=True)
class Standing:
    """The total or a direction. Shares are 0…1 of the maximum, of ranked municipalities only.

    ``own`` is None where the municipality has no rank; ``rank_of`` is then empty. ``sharing`` counts the others who
    have the same points. ``group_median`` is None where none
    of the group is ranked. ``difference`` is own share minus the median of the region.
    """

    code: str
    short: str
    name: str
    own: float | None
    rank: str
    rank_of: str
    sharing: int
    region: Spread | None
    quarter: Quarter | None
    group_median: float | None
    group_count: int

    @property
    def difference(self) -> float | None:
        return None if self.own is None or self.region is None else self.own - self.region.median


@dataclass(frozen=True)
class StandingsView:
    """``rows`` begin with the total. ``group`` names those compared with; ``how`` says how they were chosen."""

    rows: tuple[Standing, ...]
    group: str
    how: str
    members: frozenset[str]

    @property
    def total(self) -> Standing:
        return self.rows[0]

    def of(self, direction: str) -> Standing:
        return next(row for row in self.rows if row.code == direction)


def standings(
    reader: Reader, settled: MunicipalitySelection, choices: Choices, peers: PeerGroup, group_name: str
) -> StandingsView:
    """Among totals of directions, which are open to every role."""
    own = Choices.find(choices.municipalities, settled.municipality or "")
    is_alike = settled.peers == ALIKE
    members = frozenset(
        {own.code, *peers.members}
        if is_alike
        else {choice.code for choice in choices.municipalities if choice.group == own.group}
    )
    shares = partial(region_shares, reader, settled.period or "", settled.methodology or "")
    whole = Choice(TOTAL, _("Total"), _("Total"))
    rows = [_standing(shares(), whole, own.code, members)]
    rows += [_standing(shares((each.code,)), each, own.code, members) for each in choices.directions]
    return StandingsView(tuple(rows), group_name, _how(peers, own) if is_alike else "", members)


def nearest_peers(reader: Reader, settled: MunicipalitySelection) -> PeerGroup:
    """Those nearest in size to the municipality."""
    return _nearest(reader, settled.period or "", settled.municipality or "")


@kept
def _nearest(reader: Reader, period: str, municipality: str) -> PeerGroup:
    return peer_group(municipality_attributes(reader, period=period), municipality)


@dataclass(frozen=True)
class RegionShares:
    """The ranked of one subject by code: shares of the maximum, and places (first, last)."""

    shares: Mapping[str, float]
    places: Mapping[str, tuple[int, int]]
    spread: Spread | None


@kept
def region_shares(
    reader: Reader, period: str, methodology: str, directions: tuple[str, ...] | None = None
) -> RegionShares:
    """What every municipality is compared with, by the sum of ``directions`` or of all."""
    ranks = official_ranks(reader, period, methodology, directions)
    ranked = ranks[(ranks["rank_first"].notna() & (ranks["maximum"] > 0)).to_numpy()]
    shares = dict(zip(ranked["municipality"], (ranked["points"] / ranked["maximum"]).tolist(), strict=True))
    places = zip(ranked["rank_first"].tolist(), ranked["rank_last"].tolist(), strict=True)
    return RegionShares(shares, dict(zip(shares, places, strict=True)), spread(shares.values()))


def _standing(found: RegionShares, subject: Choice, own: str, members: Collection[str]) -> Standing:
    shares, region = found.shares, found.spread
    group = spread(shares[code] for code in shares.keys() & members)
    is_ranked, share = own in shares, shares.get(own)
    first, last = found.places.get(own, (0, 0))
    return Standing(
        code=subject.code,
        short=subject.short,
        name=subject.name,
        own=share,
        rank=rank(first, last) if is_ranked else "",
        rank_of=rank_of(first, last, len(shares)) if is_ranked else "",
        sharing=last - first,
        region=region,
        quarter=quarter(share, region) if share is not None and region is not None else None,
        group_median=group.median if group else None,
        group_count=group.count if group else 0,
    )


def _how(peers: PeerGroup, own: Choice) -> str:
    if peers.reason is not NoPeers.FOUND:
        return _("No group: the number of students of {name} is unknown.").format(name=own.short)
    text = _(
        "Nearest in size: {size} by numbers of students and schools; above {limit} standard "
        "deviations a municipality is far."
    )
    return text.format(size=len(peers.members), limit=number(LIMIT))
