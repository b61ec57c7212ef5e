"""``make rules``: every rule of the checks of imported files with what it says, written to ``docs/import-rules.md``."""

import sys
from collections import defaultdict
from collections.abc import Iterator

from data.intake.kinds.foreign_table.check import TABLE, TableImport
from data.intake.register import KINDS
from data.vocabulary import Severity
from tools.rules_by_kind import Place, reached_from
from tools.rules_in_code import ROOT, Rule, Text, all_rules

DOCUMENT = ROOT / "docs" / "import-rules.md"
SEVERITIES = {
    Severity.ERROR: "Ошибка: файл отклонён · error, the file is refused",
    Severity.QUESTION: "Вопрос: без ответа файл отклонён · question, refused without an answer",
    Severity.WARNING: "Предупреждение · warning",
    Severity.NOTE: "Замечание · note",
}
# What is said only of the files of a round, whatever their kind.
ROUND, ROOM_OF_ROUNDS = "round", "data/work/"
PARTS = (("messages", "Сообщение", "message"), ("expected", "Ожидается", "expected"), ("fix", "Как исправить", "fix"))
HEAD = """# Правила проверки файлов · Import rules

<!-- Written by `make rules` from the code: change the check, not this page. A test fails when the page is stale. -->

Что говорят проверки загружаемых файлов. Код правила стоит в отчёте `mmuko import … --format json` и в выгрузке
замечаний. В фигурных скобках — то, что подставляется из файла; «…» — то, что зависит от файла или от данных.

What the checks of imported files say. The code of a rule stands in the report of `mmuko import … --format json` and in
the export of the findings. Braces hold what is filled in from the file; “…” is what depends on the file or the data.
"""


def reached_by_kind() -> dict[str, set[Place]]:
    entries = {kind: reached_from(entry.check, entry.plan) for kind, entry in KINDS.items()}
    return entries | {TABLE: reached_from(TableImport)}


def document(rules: list[Rule]) -> str:
    by_code: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_code[rule.code].append(rule)
    of_rounds = {(rule.path, rule.function) for rule in rules if rule.path.startswith(ROOM_OF_ROUNDS)}
    reached = reached_by_kind() | {ROUND: of_rounds}
    return "\n".join([HEAD, *(line for code, told in by_code.items() for line in _section(code, told, reached))])


def _section(code: str, told: list[Rule], reached: dict[str, set[Place]]) -> Iterator[str]:
    yield from (f"## `{code}`", "")
    for severity in dict.fromkeys(rule.severity for rule in told):
        same = [rule for rule in told if rule.severity is severity]
        places = {(rule.path, rule.function) for rule in same}
        of_kinds = [kind for kind, found in reached.items() if places & found]
        paths = list(dict.fromkeys(f"`{rule.path}`" for rule in same))
        yield f"{SEVERITIES[severity]}. {_kinds(of_kinds)}. {', '.join(paths)}"
        yield from ("", "| | Русский | English |", "|---|---|---|")
        for part, russian, english in PARTS:
            texts = list(dict.fromkeys(text for rule in same for text in getattr(rule, part)))
            if texts:
                yield f"| {russian} · {english} | {_cell(texts, 0)} | {_cell(texts, 1)} |"
        yield ""


def _kinds(names: list[str]) -> str:
    return f"`{'`, `'.join(names)}`" if names else "При чтении файла · while the file is read"


def _cell(texts: list[Text], language: int) -> str:
    return "<br>".join(dict.fromkeys(text[language].replace("|", "\\|") for text in texts))


def main() -> int:
    DOCUMENT.write_text(document(all_rules()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
