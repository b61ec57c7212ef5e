"""A row that has the text of a target and no kind: what the text is read as is asked, and never guessed."""

from dataclasses import dataclass, replace

from data.findings import Finding, shortened
from data.formats import number
from data.intake.tables.answers import column_place
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row
from data.language import _, local, speaking
from data.measures.indicators.target_hints import numbers_of
from data.measures.indicators.target_texts import Proposal, propose
from data.measures.targets import Target
from data.queries.registry import IndicatorEntry
from data.text.answers import READINGS as ANSWERS
from data.text.answers import TextAnswer, choices_text
from data.text.target_kinds import KINDS, LARGEST, OPERATORS, READINGS, Limits, is_level, level_limits
from data.text.word_lists import word_of
from data.vocabulary import DynamicsReading, Polarity, Severity, Unit


@dataclass(frozen=True)
class ReadText:
    """The target that a text was read as, and what contradicts itself in it (Russian, English)."""

    rule: Target
    contradiction: tuple[str, str] | None = None


def read_target_text(
    row: Row, text: str, indicator: IndicatorEntry, years: tuple[int | None, int | None], found: Collector
) -> ReadText | None:
    """The target that was confirmed for the text; None after asking. ``years``: deadline and base year of the row."""
    proposal = propose(
        text,
        Unit(indicator.unit),
        is_share=bool(indicator.denominator),
        lower_is_better=indicator.polarity == Polarity.LOWER_IS_BETTER,
        year=years[0],
        baseline_year=years[1],
    )
    if proposal.is_definite:
        return _definite(row, text, proposal, found)
    limits = level_limits(Unit(indicator.unit), is_part=bool(indicator.denominator))
    readings = tuple(rule for rule in proposal.readings if _is_possible(rule, limits))
    if not _is_possible(proposal.unclear, limits):
        proposal = replace(proposal, unclear=_without_numbers(proposal.unclear))
    return _open(row, text, replace(proposal, readings=readings), found)


def _is_possible(rule: Target, limits: Limits) -> bool:
    """Whether its numbers may stand in the columns of the sheet."""
    low, high = limits if is_level(rule.kind, rule.reading) else (0.0, LARGEST)
    return all(low <= one <= high for one in numbers_of(rule))


def _without_numbers(rule: Target) -> Target:
    return replace(rule, value=None, upper=None, annual_floor=None, steps=())


def _definite(row: Row, text: str, proposal: Proposal, found: Collector) -> ReadText | None:
    """Every clear text of a column is noted with its reading; one answer stands for all of them."""
    sheet, cell, column = row.table.sheet.name, row.address("raw_ru"), row.table.columns["raw_ru"]
    place, (rule,) = column_place(sheet, column), proposal.readings
    message = _("The text is read as: {target}.").format(target=rule_words(rule))
    found.note("target-read", message, sheet=sheet, cell=cell, found=text)
    if found.texts.get(place) is TextAnswer.PROPOSED:
        return ReadText(rule)
    found.ask(
        Finding(
            Severity.QUESTION,
            "target-texts",
            _("Texts of the column are read as targets. Each reading is in the notes beside its cell."),
            sheet,
            place.rpartition("!")[2],
            fix=_("Confirm the readings, or choose the kind of target in its column."),
            question=place,
            choices=choices_text({TextAnswer.PROPOSED: _("All as they are read")}),
        )
    )
    return None


def _open(row: Row, text: str, proposal: Proposal, found: Collector) -> ReadText | None:
    sheet, cell = row.table.sheet.name, row.address("raw_ru")
    place = f"{sheet}!{cell}"
    options = dict(zip(ANSWERS, proposal.readings, strict=False))
    words = {answer: rule_words(rule) for answer, rule in options.items()}
    words[TextAnswer.CLARIFY] = local("требует уточнения", "to be clarified")
    message = _("The text of the target can be read in several ways.")
    if len(options) == 1:
        message = _("The text of the target leaves something open.")
    elif not options:
        message = _("The text of the target was not understood.")
    answer = found.texts.get(place)
    asked = Finding(
        Severity.QUESTION,
        "target-text",
        message,
        sheet,
        cell,
        shortened(text),
        "; ".join(words.values()),
        _("Say what is meant, or choose the kind of target and fill in its columns."),
        question=place,
        choices=choices_text(words),
    )
    if answer is TextAnswer.CLARIFY or answer in options:
        # The answer can be seen, and changed.
        found.add(
            Finding(
                Severity.NOTE, "target-text", message, sheet, cell, shortened(text), fix=words[answer],
                question=place, answer=answer.value, choices=choices_text(words),
            )
        )  # fmt: skip
        return ReadText(options[answer]) if answer in options else _unclear(proposal)
    found.ask(asked)
    return None


def _unclear(proposal: Proposal) -> ReadText:
    """As the text is stored while nobody has chosen: what cannot be judged, with what contradicts itself."""
    gap = proposal.disagreement
    rule = proposal.unclear
    if gap is None and rule.is_contradictory:
        return ReadText(rule, ("Части текста не согласуются.", "The parts of the text do not agree."))
    if gap is None:
        return ReadText(_marked(rule), None)
    words = {"ru": "{whole} % за {years} года и уровень {level} % не согласуются."}
    words["en"] = "{whole}% over {years} years and a level of {level}% do not agree."
    told = []
    for language, text in words.items():
        with speaking(language):
            told.append(text.format(whole=number(gap.whole), years=gap.years, level=number(gap.level)))
    return ReadText(rule, (told[0], told[1]))


def _marked(rule: Target) -> Target:
    return Target(**{**vars(rule), "reading": DynamicsReading.AMBIGUOUS})


def rule_words(rule: Target) -> str:
    """A target in the words of the sheet's own columns."""
    parts = [word_of(rule.kind.value, KINDS) or ""]
    sign = word_of(rule.operator, OPERATORS) or ""
    if rule.value is not None:
        bounds = number(rule.value) if rule.upper is None else f"{number(rule.value)}–{number(rule.upper)}"
        parts.extend(f"{sign} {number(level)} {_('by {year}').format(year=year)}".strip() for year, level in rule.steps)
        parts.append(f"{sign} {bounds}".strip())
    if rule.reading is not None:
        parts.append(word_of(rule.reading.value, READINGS) or "")
    if rule.annual_floor is not None:
        parts.append(_("every year {level}").format(level=number(rule.annual_floor)))
    if rule.year is not None:
        parts.append(_("by {year}").format(year=rule.year))
    if rule.baseline_year is not None:
        parts.append(_("base year {year}").format(year=rule.baseline_year))
    return ", ".join(parts)
