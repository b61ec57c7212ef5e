"""A finding says what was found, in one place cut for all, with the quotation marks of the language."""

from dataclasses import replace

from data.findings import LONGEST_FOUND, Finding, found_words, in_both_languages, in_current_language, quoted
from data.intake.tables.collector import Collector
from data.language import current_language, local, speaking
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


def found(russian: str, english: str, cell: str, severity: Severity = Severity.ERROR, **more: str) -> Finding:
    return Finding(severity, "a-rule", local(russian, english), "1.1", cell, **more)


def test_a_stored_finding_is_read_in_either_language() -> None:
    for first, second in (("ru", "en"), ("en", "ru")):
        with speaking(first):
            (stored,) = in_both_languages([found("много", "many", "B2")], lambda: [found("много", "many", "B2")])
            assert in_current_language(stored) == found("много", "many", "B2").as_dict()
        with speaking(second):
            assert in_current_language(stored) == found("много", "many", "B2").as_dict()


def test_only_what_differs_is_kept_twice() -> None:
    same, words = found("1.2", "1.2", "A1"), found("много", "many", "B2", found="5", fix="5")
    english = found("many", "many", "B2", found="5")
    told = in_both_languages([same, words], lambda: [same, english])
    assert "otherwise" not in told[0]
    assert told[1]["otherwise"] == {"en": {"message": "many", "fix": None}}


def test_without_findings_nothing_is_asked_again() -> None:
    def again() -> list[Finding]:
        raise AssertionError("asked again")

    assert in_both_languages([], again) == []


def test_findings_are_paired_by_order_else_by_a_place_of_their_own() -> None:
    def both() -> list[Finding]:
        """In English the names are in another order, and there is one finding more."""
        first, second = found("а", "a", "B2"), found("б", "b", "C3")
        twice = [found("в", "c", "D4"), found("г", "d", "D4")]
        return [first, second, *twice] if current_language() == "ru" else [second, first, *twice, *twice[:1]]

    told = in_both_languages(both(), lambda: [*both(), found("", "one more", "D4")])
    with speaking("en"):
        # Of those in D4 nobody can say which is which.
        assert [in_current_language(one)["message"] for one in told] == ["a", "b", "в", "г"]


def test_another_severity_question_or_number_of_choices_is_another_finding() -> None:
    asked = found("как?", "how?", "B2", Severity.QUESTION, question="1.1!B", choices="a=x\nb=y")
    for other in (
        replace(asked, severity=Severity.ERROR),
        replace(asked, question="1.1!C"),
        replace(asked, choices="a=x"),
        replace(asked, rule="another-rule"),
    ):
        (stored,) = in_both_languages([asked], lambda other=other: [replace(other, message="how?")])  # type: ignore[misc]
        assert "otherwise" not in stored
    (stored,) = in_both_languages([asked], lambda: [replace(asked, message="how?")])
    assert stored["otherwise"] == {"en": {"message": "how?"}}


def test_what_was_stored_in_one_language_says_what_it_said() -> None:
    stored = found("много", "many", "B2").as_dict()
    with speaking("en"):
        assert in_current_language(stored) == stored
