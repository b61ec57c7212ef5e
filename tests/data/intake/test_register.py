"""The register of kinds: import, template, commands, choices of the page, comparison and undo follow from it."""

from dataclasses import dataclass
from pathlib import Path

from dashboard.cli import import_group, template_group
from data.intake.register import KINDS, compared_cells
from data.messages import Message
from data.models.base import Base, Versioned
from data.storage.undo import changed_models
from data.views.shared.revision_words import revision_message

KINDS_FOLDER = Path(__file__).parents[3] / "data" / "intake" / "kinds"


def test_each_folder_of_a_kind_is_in_the_register() -> None:
    folders = {path.name for path in KINDS_FOLDER.iterdir() if (path / "__init__.py").exists()}
    listed = {kind.check.__module__.split(".")[3] for kind in KINDS.values()}
    assert folders - {"foreign_table"} == listed


def test_each_kind_has_a_command_to_import_it_and_a_template_unless_it_is_a_map() -> None:
    assert set(import_group.commands) == {*KINDS, "table"}
    assert set(template_group.commands) == {key for key, kind in KINDS.items() if not kind.is_map}


def test_what_people_change_can_be_undone_in_an_order_that_respects_references() -> None:
    models = changed_models()
    versioned = {mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Versioned)}
    assert {model.__name__ for model in versioned - set(models)} == {"ComponentResult"}
    for model in models:
        assert model.IDENTITY
        assert set(model.IDENTITY) <= set(model.__table__.columns.keys())  # type: ignore[attr-defined]


def test_each_table_that_can_be_undone_is_compared() -> None:
    named = {reader.__name__.removesuffix("_cells") for reader in compared_cells()}
    of_tables = {"score", "observation", "school", "enrolment", "target", "measure", "boundary", "catalogue"}
    assert named == of_tables | {"completion", "calendar", "publication"}
    assert len(changed_models()) == len(named)


@dataclass(frozen=True)
class Said:
    message: Message


def test_the_revision_of_each_kind_has_words() -> None:
    for kind in KINDS.values():
        assert revision_message(Said(Message(kind.message))) != kind.message
