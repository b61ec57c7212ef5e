"""How the page of school clusters says what it shows: values, ranks, reasons and sentences."""

from data.formats import nothing, number, percent_value, rank_of, signed
from data.language import _, ngettext
from data.measures.clusters import SECRECY_THRESHOLD, SMALL_DENOMINATOR, OutsideReason, Quarter
from data.views.clusters.lines import ClustersView, Figure, Figures, Place, SchoolLine
from data.views.indicators import words as indicator_words
from data.vocabulary import AnyUnit, Nothing, OwnUnit, Polarity, SchoolKind, Unit

# Order No. 753 of 2020 has «more than 500» and «less than 500».
BOUNDARY_OF_THE_ORDER = 500
QUARTER_MARKS = {Quarter.UPPER: "▲", Quarter.MIDDLE: "=", Quarter.LOWER: "▼"}


def amount(value: Figure, unit: AnyUnit) -> str:
    """A value of the indicator with its unit, or the kind of nothing."""
    if isinstance(value, Nothing):
        return nothing(value)
    if isinstance(unit, OwnUnit):
        return indicator_words.amount(value, unit)
    write = signed if unit is Unit.DIFFERENCE else number
    return percent_value(value) if unit is Unit.PERCENT else write(value)


def parts_text(numerator: Figure, denominator: Figure) -> str:
    """Numerator and denominator beside a share: «27 / 41»."""
    if isinstance(numerator, Nothing) or isinstance(denominator, Nothing):
        return nothing(numerator if isinstance(numerator, Nothing) else Nothing.NO_DATA)
    return f"{number(numerator)} / {number(denominator)}"


def quarter_words(quarter: Quarter) -> str:
    return {Quarter.UPPER: _("upper quarter"), Quarter.MIDDLE: _("middle"), Quarter.LOWER: _("lower quarter")}[quarter]


def rank_words(line: SchoolLine) -> str | Nothing:
    """«16–17 of 118», or that there is no rank."""
    if isinstance(line.place, Nothing):
        return line.place
    return rank_of(line.place.first, line.place.last, line.place.ranked) if line.place else _("no rank")


def standing_words(line: SchoolLine, polarity: Polarity) -> str | Nothing:
    """The quarter of the cluster in which a school lies, or why it has no rank."""
    if isinstance(line.place, Place):
        return quarter_words(line.place.quarter)
    if isinstance(line.value, Nothing) or isinstance(line.place, Nothing):
        return line.value if isinstance(line.value, Nothing) else Nothing.HIDDEN
    if line.is_small:
        return _("small denominator")
    return _("not judged") if polarity is Polarity.NO_JUDGEMENT and not line.outside_reason else _("outside clusters")


def kind_words(kind: SchoolKind) -> str:
    return {
        SchoolKind.SECONDARY: _("secondary"),
        SchoolKind.BASIC: _("basic"),
        SchoolKind.PRIMARY: _("primary"),
        SchoolKind.OTHER: _("evening, special or other"),
    }[kind]


def outside_words(line: SchoolLine) -> str:
    """Why a school is in no cluster."""
    if line.outside_reason is OutsideReason.ENROLMENT_UNKNOWN:
        return _("enrolment unknown")
    if line.outside_reason is OutsideReason.SIZE:
        return _("no cluster for {students} students").format(students=line.students)
    return kind_words(line.kind)


def page_sentence(view: ClustersView) -> str:
    return _(
        "Distribution of one indicator among schools of one kind and size. Marked schools: {municipality}."
    ).format(municipality=view.municipality.name)


def filters_sentence(view: ClustersView) -> str:
    """The choices of the page, for exports."""
    words = _("{indicator}; {school_year}; marked schools: {municipality}; clusters: {clusters}").format(
        indicator=view.indicator.short,
        school_year=view.school_year,
        municipality=view.municipality.name,
        clusters=", ".join(group.short for group in view.chosen_groups),
    )
    return "; ".join([words, *([_("pinned: {name}").format(name=view.pinned.name)] if view.pinned else [])])


def pinned_sentence(view: ClustersView, line: SchoolLine) -> str:
    """What is known of the pinned school, after its name: where it is, its cluster, its value and its rank there."""
    group = outside_words(line) if line.outside_reason else view.group(line.group).short
    parts = [line.municipality_name, group, amount(line.value, view.indicator.unit)]
    if not (isinstance(line.numerator, Nothing) or isinstance(line.denominator, Nothing)):
        parts[-1] = f"{parts[-1]} ({parts_text(line.numerator, line.denominator)})"
    rank = rank_words(line)
    if line.place is not None and not isinstance(rank, Nothing):
        parts.append(_("rank in the cluster: {rank}").format(rank=rank))
    elif line.is_small:
        parts.append(_("small denominator, no rank"))
    return ", ".join(parts)


def small_sentence() -> str:
    return _("Denominator below {small}: the value is shown, but it is never best or worst and has no rank.").format(
        small=SMALL_DENOMINATOR
    )


def figures_sentence(name: str, figures: Figures, unit: AnyUnit) -> str:
    """The figures of one cluster, spoken."""
    if isinstance(figures.median, Nothing):
        return f"{name}: {nothing(figures.median)}."
    minimum, lower, median, upper, maximum = (amount(value, unit) for value in figures.five_numbers)
    return _(
        "{name}: {count} ranked schools, from {minimum} to {maximum}, median {median}, middle half {lower}–{upper}."
    ).format(
        name=name,
        count=number(figures.comparable),
        minimum=minimum,
        maximum=maximum,
        median=median,
        lower=lower,
        upper=upper,
    )


def boundary_sentences(view: ClustersView) -> list[str]:
    return [
        _boundary_words(students).format(students=number(students), cluster=cluster)
        for students, cluster in view.boundaries
    ]


def _boundary_words(students: int) -> str:
    """What the order leaves open it leaves open at its own boundary only."""
    if students != BOUNDARY_OF_THE_ORDER:
        return _("Exactly {students} students: cluster “{cluster}”.")
    return _(
        "Exactly {students} students: cluster “{cluster}”. In the source (order No. 753 of 2020) "
        "exactly 500 belongs to no cluster; this is a setting."
    )


def mixed_sentence(count: int) -> str:
    return ngettext("{number} cluster is on the screen.", "{number} clusters are on the screen at once.", count).format(
        number=count
    )


def hidden_sentences(view: ClustersView) -> list[str]:
    """What is hidden on the page, and why; one sentence a reason."""
    sentences = []
    groups = [group.short for group in view.chosen_groups if _is_hidden(group.figures)]
    if groups:
        text = _(
            "Figures of {groups}: they cover fewer than {secret} schools, or would reveal such figures by subtraction."
        )
        sentences.append(text.format(groups=", ".join(groups), secret=SECRECY_THRESHOLD))
    own = [group.short for group in view.chosen_groups if group.own.share is Nothing.HIDDEN]
    if own:
        text = _(
            "Share of the marked schools in {groups}: it covers fewer than {secret} schools, or "
            "would reveal such a share by subtraction. The schools themselves are open to you one by one; "
            "a figure of a group is hidden from everybody alike."
        )
        sentences.append(text.format(groups=", ".join(own), secret=SECRECY_THRESHOLD))
    return sentences


def _is_hidden(figures: Figures) -> bool:
    return Nothing.HIDDEN in (figures.median, figures.share)
