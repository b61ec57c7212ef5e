"""A number of a document is printed with one sign before it, however it was typed."""

from datetime import date

import pytest

from data.language import speaking
from data.queries.roadmap_measures import Completion
from data.text.document_numbers import bare_number
from data.views.cycle.cell import Document
from data.views.shared.measure_rows import proof_words


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("12/3", "12/3"),
        ("№ 12/3", "12/3"),
        ("№12-о", "12-о"),
        ("№ № 12", "12"),
        ("No. 12", "12"),
        ("no 12", "12"),
        ("N 12", "12"),
        ("N12", "12"),
        # Letters of the number itself, and nothing but a sign.
        ("НО-12", "НО-12"),
        ("No-12", "No-12"),
        ("№", "№"),
        ("", ""),
    ],
)
def test_the_sign_before_a_number_is_no_part_of_it(typed: str, bare: str) -> None:
    assert bare_number(typed) == bare


def test_a_typed_sign_is_printed_once() -> None:
    completion = Completion("2026", date(2026, 3, 3), "Приказ", "№ 12/3", date(2026, 3, 3), 1, "")
    with speaking("ru"):
        assert Document("Приказ", "№ 12/3", "2026-03-03", "", ()).details == "№ 12/3 от 03.03.2026"
        assert Document("Приказ", "№ 12/3", "", "", ()).details == "№ 12/3"
        assert proof_words(completion) == "Приказ № 12/3 от 03.03.2026"
    with speaking("en"):
        assert proof_words(completion) == "Приказ No. 12/3 of 3 Mar 2026"
