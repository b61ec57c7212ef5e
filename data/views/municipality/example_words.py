"""The sentences about similar municipalities that closed a gap: how they were chosen, and why nobody is named."""

from data.formats import number, percent
from data.language import _, ngettext
from data.measures.peers import TOLERANCE, Alike
from data.queries.aliases import FEWEST
from data.views.municipality.examples import Example, ExamplesView, FirstGap, NoExample
from data.views.rankings.words import kind_name
from data.vocabulary import WITHHELD_KIND


def examples_rule(view: ExamplesView) -> str:
    """How candidates are chosen, with the figures of the municipality itself."""
    rule = _(
        "For the first break of each direction. Similar: numbers of students and of schools within ±{tolerance}, "
        "municipalities of the same kind first. First named is who earned the whole direction, then who formed this "
        "stage."
    ).format(tolerance=percent(TOLERANCE, 0))
    if view.own is None:
        return rule
    if view.own.kind == WITHHELD_KIND:
        return rule
    own = _("Here: {size}; similar: {number}, of the same kind: {own_kind}.").format(
        size=size_words(view.own, None), number=number(view.alike), own_kind=number(view.own_kind)
    )
    return f"{rule} {own}"


def size_words(size: Alike | None, own: Alike | None) -> str:
    """«городской округ, 24 школы (0 %), 10 558 обучающихся (−0,2 %)»; ``own`` is the size compared with, if any."""
    if size is None:
        return _("of similar size")
    schools = ngettext("{number} school", "{number} schools", size.schools).format(number=number(size.schools))
    students = ngettext("{number} student", "{number} students", size.students).format(number=number(size.students))
    if own is not None:
        schools += _difference(size.schools, own.schools)
        students += _difference(size.students, own.students)
    return f"{kind_name(size.kind)}, {schools}, {students}"


def closed_words(gap: FirstGap, view: ExamplesView) -> str:
    """The name of who closed it, or why nobody is named."""
    if isinstance(gap.example, Example):
        return gap.example.peer.name
    return {
        NoExample.UNKNOWN_SIZE: _("The number of students here is unknown, so nobody can be called similar."),
        NoExample.NOBODY_ALIKE: _("Nobody is similar in size."),
        NoExample.NOBODY_CLOSED_IT: _("None of the similar ones ({number}).").format(number=number(view.alike)),
        NoExample.NOT_OPEN: _(
            "None of the similar ones ({number}) earned the whole direction. Only the ministry sees who formed this "
            "stage."
        ).format(number=number(view.alike)),
        NoExample.TOO_FEW: _(
            "Fewer than {fewest} are similar in size: whoever closed it would be recognised, so nobody is named."
        ).format(fewest=FEWEST),
    }[gap.example]


def documents_words(gap: FirstGap) -> str:
    """The documents of another municipality, or why none is named."""
    if not isinstance(gap.example, Example):
        return "—"
    if gap.example.documents is None:
        return _("only the ministry sees the documents")
    listed = (" ".join(filter(None, (one.title, one.details))) for one in gap.example.documents)
    return "; ".join(listed) or _("no document is named")


def _difference(value: int, own: int) -> str:
    if not own:
        return ""
    share = (value - own) / own
    printed = percent(share, 0)
    return f" (+{printed})" if printed != percent(0, 0) and share > 0 else f" ({printed})"
