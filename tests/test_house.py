"""Rules that hold for the repository as a whole, so that documents and settings cannot drift from the code."""

import ast
import re
import subprocess
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from dashboard.cli import main
from dashboard.pages import PAGES
from dashboard.settings import Settings
from data.language import LOCALE_FOLDER

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOADED_BY_BROWSER = {".py", ".js", ".css", ".html"}
# Left what is not written, right what is written instead.
TRANSLATED = {
    r"\bmend(s|ed|ing)?\b": "fix",
    r"\banew\b": "again",
    r"\bours\b": "the product's",
    r"\b(is|are|was|were|be|being) told\b(?! apart)": "reports, states",
    r"\bnot said\b": "missing",
    r"\bwho has (no|none|gaps|a)\b": "municipalities with",
    r"\bits like\b|\bthe like ones\b|\blike it by\b": "similar municipalities",
}
# Words of the screen that have one form: a stage is no component and no link, a rank is no place.
ONE_WORD = {
    r"\bcomponents?\b": "stage",
    r"\bbroken links?\b|\blinks? of the (management )?cycle\b|\b(this|first|each|every) link\b": "stage, break",
    r"(?<!in )\bplaces?\b": "rank",
    r"\bour\b": "the product's",
    r"\bby the total\b": "by total",
    r"\bunlike\b": "not similar",
    r"\ba press on\b": "select",
}
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
PACKAGES = ("dashboard", "callbacks", "layouts", "data")


def tracked_files() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def package_name(requirement: str) -> str:
    return re.split(r"[\[><=~ ]", requirement)[0].lower().replace("_", "-")


def test_constraints_are_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+", line), line


def test_every_dependency_is_pinned_and_has_a_reason() -> None:
    pinned = {package_name(line) for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()}
    reasons = (ROOT / "docs/decisions/0001-shape-and-packages.md").read_text(encoding="utf-8").lower()
    extras = [item for extra in PROJECT["optional-dependencies"].values() for item in extra]
    for requirement in (*PROJECT["dependencies"], *extras):
        assert package_name(requirement) in pinned
    for requirement in PROJECT["dependencies"]:
        assert package_name(requirement) in reasons


def test_the_readme_names_every_page_and_no_other() -> None:
    named = set(re.findall(r"^\| `(/[a-z]*)` \|", README, re.MULTILINE))
    assert named == {page.path for page in PAGES}


def test_the_readme_names_every_setting_and_no_other() -> None:
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    known = {
        str(field.validation_alias) if field.validation_alias else f"MMUKO_{name.upper()}"
        for name, field in Settings.model_fields.items()
    }
    assert named == known


def test_every_command_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for target in re.findall(r"\bmake ([a-z]+)", README):
        assert target in targets
    for command, kind in re.findall(r"^mmuko ([a-z]+) ([a-z]+)", README, re.MULTILINE):
        group = main.commands[command]
        assert kind in group.commands  # type: ignore[attr-defined]


def test_every_file_the_documents_link_to_exists() -> None:
    for document in tracked_files():
        if document.suffix == ".md":
            for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
                assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_nothing_is_loaded_from_another_host() -> None:
    foreign = re.compile(r"cdn\.|unpkg\.com|jsdelivr|googleapis")
    for path in tracked_files():
        if path.suffix in LOADED_BY_BROWSER and "tests" not in path.parts:
            assert not foreign.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("folder", ["dashboard", "callbacks", "layouts", "data"])
def test_files_stay_short_enough_to_read(folder: str) -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in (ROOT / folder).rglob("*.py")
        if "versions" not in path.parts and (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


MOST_FILES_OF_A_FOLDER = 30


def test_no_folder_is_a_flat_heap() -> None:
    counts = Counter(path.parent.relative_to(ROOT).as_posix() for path in tracked_files())
    assert {folder: count for folder, count in counts.items() if count > MOST_FILES_OF_A_FOLDER} == {}


def test_a_name_is_imported_from_where_it_is_defined() -> None:
    """A name that is imported under its own name is there for others to import: nobody sees where it comes from."""
    for path in (path for path in tracked_files() if path.suffix == ".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not [one.name for one in node.names if one.name == one.asname], f"{path}:{node.lineno}"


@cache
def english() -> tuple[tuple[str, str], ...]:
    """Every sentence of the product and the catalogue it stands in, with «…» for what is filled in."""
    found = []
    for path in sorted((LOCALE_FOLDER / "ru").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="ru"):
                texts = message.id if isinstance(message.id, tuple) else (message.id,)
                found += [(path.name, PLACEHOLDER.sub("…", text)) for text in texts]
    return tuple(found)


def lines_of(paths: list[Path]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"{path.relative_to(ROOT)}:{number}", line)
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    )


def against(rule: dict[str, str], texts: tuple[tuple[str, str], ...]) -> list[str]:
    return [
        f"{place}: {text} (write «{instead}»)"
        for pattern, instead in rule.items()
        for place, text in texts
        if re.search(pattern, text, re.IGNORECASE)
    ]


def test_the_screen_speaks_plain_english() -> None:
    assert not against(TRANSLATED | ONE_WORD, english())


def test_docstrings_and_comments_speak_plain_english() -> None:
    # The code may have a name ``said``; migrations stay as they were published.
    rule = {pattern: instead for pattern, instead in TRANSLATED.items() if "said" not in pattern}
    packages = [
        path for path in tracked_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PACKAGES
    ]
    assert not against(rule, lines_of([path for path in packages if "migrations" not in path.parts]))


def test_documents_speak_plain_english() -> None:
    assert not against(
        TRANSLATED | {r"\bcycle components?\b": "stage"},
        lines_of([path for path in tracked_files() if path.suffix == ".md"]),
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Mend the formula.",
        "Make it anew.",
        "who has gaps",
        "Nothing is told.",
        "First broken link",
        "Place 3 by the total",
    ],
)
def test_the_rule_finds_what_it_forbids(sentence: str) -> None:
    assert against(TRANSLATED | ONE_WORD, (("here", sentence),))


def test_the_rule_lets_a_right_sentence_pass() -> None:
    assert not against(TRANSLATED | ONE_WORD, (("here", "Ranks 3–5 cannot be told apart; copy the link in place."),))


GUIDES = ("CONTRIBUTING.md", "docs/developing.md", "docs/weak-spots.md")


@pytest.mark.parametrize("guide", GUIDES)
def test_every_path_a_guide_names_exists(guide: str) -> None:
    """Paths in code marks; one with a gap such as ``<page>`` must exist for one page at least."""
    text = (ROOT / guide).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:dashboard|callbacks|layouts|data|tests|docs)/[^`\s…]*)`", text)
    assert len(paths) > 1
    for path in paths:
        found = list(ROOT.glob(re.sub(r"<[a-z]+>", "*", path.rstrip("/"))))
        assert found, f"{guide} names {path}"


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_a_guide_names_exists(guide: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", (ROOT / guide).read_text(encoding="utf-8"))) <= targets


def test_nothing_that_is_left_out_is_a_file_of_the_project() -> None:
    """Such as a link to the environment: whoever takes it over loses the environment itself."""
    shown = subprocess.run(
        ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    assert shown.stdout.split() == []
