"""With whom /rankings compares: everybody, those like the pinned municipality, or a set of the viewer's own."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from data.errors import NotFound
from data.formats import number, rank_of
from data.language import _, ngettext
from data.measures.peers import FEWEST, LIMIT, NoPeers, PeerGroup, peer_group
from data.queries.attributes import municipality_attributes
from data.storage.reader import Reader
from data.views.rankings.address import RankingsSelection
from data.views.rankings.words import kind_name
from data.views.shared.choices import Choice, Choices
from data.vocabulary import WITHHELD_KIND, MunicipalityKind

REGION, ALIKE, OWN_SET = "region", "alike", "own"


@dataclass(frozen=True)
class Comparison:
    """``members`` are the municipalities compared, the pinned one included; None means everybody. ``how`` says how
    they were chosen, ``warning`` where unlike is compared with unlike. ``ranks`` gives the rank within the group
    («2 из 9») by code, for the ranked ones of a group."""

    code: str
    name: str
    members: frozenset[str] | None
    how: str
    warning: str
    ranks: dict[str, str]

    def has(self, municipality: str) -> bool:
        return self.members is None or municipality in self.members


def comparison_names() -> dict[str, str]:
    return {REGION: _("the whole region"), ALIKE: _("nearest in size to the pinned one"), OWN_SET: _("my own set")}


def settled_comparison(selection: RankingsSelection, choices: Choices) -> tuple[str, tuple[str, ...]]:
    """The kind of comparison and the own set. Raises NotFound for one that does not exist."""
    text = _("There is no {field} “{code}” here. Known: {known}.")
    code = selection.peers or REGION
    names = comparison_names()
    if code not in names:
        raise NotFound(text.format(field=_("comparison group"), code=code, known=", ".join(names)))
    known = [choice.code for choice in choices.municipalities]
    for municipality in selection.municipalities:
        if municipality not in known:
            shown = ", ".join(known[:12])
            raise NotFound(text.format(field=_("municipality"), code=municipality, known=shown))
    return code, tuple(dict.fromkeys(selection.municipalities))


def comparison(reader: Reader, chosen: RankingsSelection, choices: Choices, now: pd.DataFrame) -> Comparison:
    """``chosen`` is settled; ``now`` a frame of ``with_ranks``."""
    code, pinned = chosen.peers or REGION, chosen.municipality
    name = comparison_names()[code]
    if code == OWN_SET:
        members = frozenset({*chosen.municipalities, *([pinned] if pinned else [])})
        how = _("Chosen by you; the set is kept in the address of the page.")
        return Comparison(code, name, members, how, _mixed(members, choices), _ranks(now, members))
    if code == REGION or pinned is None:
        how = _("Pin a municipality to see the nearest in size.") if code == ALIKE else ""
        return Comparison(code, name, None, how, _mixed_with(pinned, chosen, choices), {})
    if not reader.viewer.knows_others and pinned != reader.viewer.municipality:
        # Sizes are published: whoever is near whom would tell who everybody is.
        how = _("No group: who is similar in size to another municipality would tell which one it is.")
        return Comparison(code, name, None, how, "", {})
    group = peer_group(municipality_attributes(reader, period=chosen.period or ""), pinned)
    members = frozenset({pinned, *group.members})
    own = Choices.find(choices.municipalities, pinned)
    unlike = _unlike(group, choices) if reader.viewer.knows_others else ""
    return Comparison(code, name, members, _how(group, own), unlike, _ranks(now, members))


def _how(group: PeerGroup, own: Choice) -> str:
    if group.reason is NoPeers.UNKNOWN_ATTRIBUTES:
        return _("No group: the number of students of {name} is unknown.").format(name=own.short)
    if group.reason is NoPeers.NOBODY_ELSE:
        return _("No group: there is no other municipality with known numbers of students and schools.")
    scope = (
        _("among those of its kind ({kind})").format(kind=kind_name(own.group))
        if group.of_its_kind
        else _("among all kinds, because fewer than {fewest} of its own kind are near").format(fewest=FEWEST)
    )
    return _(
        "How they are chosen: the {size} nearest to {name} by numbers of students and schools, "
        "{scope}. Distance is measured in standard deviations over all municipalities; above {limit} "
        "a municipality is far."
    ).format(size=len(group.members), name=own.short, scope=scope, limit=number(LIMIT))


def _unlike(group: PeerGroup, choices: Choices) -> str:
    if group.reason is not NoPeers.FOUND:
        return ""
    members = {group.municipality, *group.members}
    if not group.unlike:
        return _mixed(members, choices)
    names = ", ".join(Choices.find(choices.municipalities, code).short for code in group.unlike)
    text = _("The group includes municipalities of another size: none is nearer than {names}.")
    return " ".join(filter(None, (text.format(names=names), _mixed(members, choices))))


def _mixed(members: Collection[str], choices: Choices) -> str:
    """That the group has several kinds, empty where it has one."""
    kinds = {choice.group for choice in choices.municipalities if choice.code in members}
    if len(kinds) < 2:
        return ""
    names = ", ".join(kind_name(kind) for kind in (*MunicipalityKind, WITHHELD_KIND) if kind in kinds)
    return _("The group includes municipalities of several kinds ({kinds}).").format(kinds=names)


def _mixed_with(pinned: str | None, chosen: RankingsSelection, choices: Choices) -> str:
    """That the whole list has other kinds than the pinned municipality; the tasks of kinds differ."""
    if pinned is None:
        return ""
    own = Choices.find(choices.municipalities, pinned).group
    listed = [choice for choice in choices.municipalities if not chosen.kinds or choice.group in chosen.kinds]
    others = sum(choice.group != own for choice in listed)
    if not others:
        return ""
    text = ngettext(
        "The list includes {number} municipality of another kind.",
        "The list includes {number} municipalities of other kinds.",
        others,
    )
    return text.format(number=others)


def _ranks(now: pd.DataFrame, members: Collection[str]) -> dict[str, str]:
    """Ranks among the members only, by the rule of the whole ranking."""
    group = now[now["municipality"].isin(list(members)) & now["rank_first"].notna()]
    first = group["rank_first"].astype(int).rank(method="min").astype(int)
    last = group["rank_first"].astype(int).rank(method="max").astype(int)
    rows = zip(group["municipality"], first, last, strict=True)
    return {code: rank_of(low, high, len(group)) for code, low, high in rows}
