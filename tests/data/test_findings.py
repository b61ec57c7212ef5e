"""A finding says what was found, in one place cut for all, with the quotation marks of the language."""

from dataclasses import replace

from data.findings import LONGEST_FOUND, Finding, found_words, quoted
from data.intake.tables.collector import Collector
from data.language import speaking
from data.vocabulary import Severity

TEN_MEGABYTES = "Ж" * 10_000_000


def test_what_was_found_is_cut_whoever_tells_it() -> None:
    found = Collector()
    found.error("a-rule", TEN_MEGABYTES, sheet=TEN_MEGABYTES, found=TEN_MEGABYTES, expected=TEN_MEGABYTES)
    found.warning("a-rule", "Сообщение", found=[TEN_MEGABYTES, "второе"])
    (error, warning) = found.findings
    assert len(str(error.found)) == LONGEST_FOUND
    assert str(error.found).endswith("Ж…")
    assert sum(len(str(text)) for text in error.as_dict().values()) < 3_000
    assert str(warning.found).endswith("Ж…; второе")


def test_a_finding_that_is_kept_and_read_again_is_the_same() -> None:
    listed = found_words([f"название {number}" for number in range(40)])
    finding = Finding(Severity.NOTE, "a-rule", "Сообщение", found=listed)
    assert replace(finding) == finding


def test_quotation_marks_are_those_of_the_language() -> None:
    assert quoted("Баллы") == "«Баллы»"
    with speaking("en"):
        assert quoted("Points") == "“Points”"
