"""What is said of an indicator beside its figures: the description and its form."""

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import NotFound
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.indicators.about import about
from data.vocabulary import Role
from layouts.indicators.about import about_cards
from tests.layouts.reading import words

HEAD = Viewer(Role.MUNICIPALITY, planted.SHOWN)


def test_only_who_keeps_the_data_has_the_form_and_only_on_the_newest_data(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        newest = open_reader(session, MINISTRY)
        assert about(newest, "k08").may_edit
        assert not about(open_reader(session, MINISTRY, newest.revision - 1), "k08").may_edit
        assert not about(open_reader(session, HEAD), "k08").may_edit
        assert "Изменить описание" not in " ".join(
            words(part) for part in about_cards(about(open_reader(session, HEAD), "k08"))
        )
        with pytest.raises(NotFound):
            about(newest, "нет такого")
