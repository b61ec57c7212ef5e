"""Rules that hold for the repository as a whole, so that documents and settings cannot drift from the code."""

import ast
import re
import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.pages import PAGES
from dashboard.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOADED_BY_BROWSER = {".py", ".js", ".css", ".html"}


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
