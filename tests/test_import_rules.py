"""The register of import rules is what the code says now, and every rule of it is tried by a test."""

import ast
from pathlib import Path

from data.vocabulary import Severity
from tools.import_rules import DOCUMENT, document
from tools.rules_in_code import ROOT, SOMETHING, Rule, all_rules, codes_of, rules_of

# Their words are those of a methodology, or of a mapping with its own list of problems.
WORDED_BY_DATA = {"inconsistent-figures", "mapping-incomplete"}


def codes(rules: list[Rule]) -> set[str]:
    return {rule.code for rule in rules}


def calls_of(name: str, folder: Path) -> list[ast.Call]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in folder.rglob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == name]


def test_the_register_is_what_the_code_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(all_rules()), "stale: run `make rules`"


def test_every_rule_has_words_in_both_languages() -> None:
    silent = {rule.code for rule in all_rules() if all(set(text) == {SOMETHING} for text in rule.messages)}
    worded = {rule.code for rule in all_rules() if any(len(set(text)) > 1 for text in rule.messages)}
    assert silent - worded == WORDED_BY_DATA


def test_every_problem_of_the_reading_process_is_a_rule() -> None:
    problems = [call for call in calls_of("Problem", ROOT / "data/intake/files") if call.args]
    assert problems
    told = {code for call in problems for code in codes_of(call.args[0])}
    assert told <= codes(all_rules())


def test_what_a_check_asks_of_others_is_a_rule() -> None:
    """The rules of the catalogue hold for a workbook and for the form on the page; a round has rules of its own."""
    of_catalogue = {rule.code: rule.severity for rule in rules_of("data/queries/catalogue/rules.py")}
    assert of_catalogue == {
        "indicator-incomplete": Severity.ERROR,
        "own-unit-of-percent": Severity.ERROR,
        "break-without-year": Severity.ERROR,
        "unknown-direction": Severity.WARNING,
        "unit-of-fractions": Severity.ERROR,
        "unit-of-stored-figures": Severity.WARNING,
    }
    assert codes([*rules_of("data/work/round_receiving.py")]) == {"archive-part", "other-municipality"}
    assert {*of_catalogue, "archive-part", "other-municipality", "original-gone"} <= codes(all_rules())


def test_no_problem_says_the_words_of_another() -> None:
    """A name that is given two texts in one function would be read as both of them."""
    told = [rule for rule in rules_of("data/queries/catalogue/rules.py") if len(rule.messages) > 1]
    assert told == []


def test_every_rule_is_tried() -> None:
    tried = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    untried = {code for code in codes(all_rules()) if f'"{code}"' not in tried}
    assert untried == set()


def test_a_rule_is_read_with_all_that_it_says() -> None:
    [rule] = [one for one in rules_of("data/intake/kinds/schools/check.py") if one.code == "not-a-whole-number"]
    assert rule.function == "_students"
    assert rule.messages == (("Здесь должно быть целое число.", "A whole number is expected here."),)
    assert rule.expected == (("целое число не меньше 0", "a whole number, 0 or more"),)
    assert rule.fix == (("Проверьте число.", "Check the number."),)
