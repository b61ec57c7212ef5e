"""What footers say of the source is said of the shipped documents alone."""

import pytest

from data.language import speaking
from data.methodology.yaml_files import SHIPPED_CODES
from data.queries.headings import MethodologyLine
from data.views.shared.provenance import threshold_sentence

OWN = MethodologyLine("own", "2026", "Own", "Own order No. 1", False, 0.8, False, ())
SETTING = (
    "Звено считается сформированным от 80\u00a0% своего максимума: это настройка методики, в источнике порог не задан."
)


def test_the_threshold_of_an_own_rubric_is_set_by_it() -> None:
    with speaking("ru"):
        assert threshold_sentence(OWN) == (
            "Звено считается сформированным от 80\u00a0% своего максимума: порог задан рубрикой."
        )
    with speaking("en"):
        assert "the source" not in threshold_sentence(OWN)


@pytest.mark.parametrize("code", SHIPPED_CODES)
def test_the_shipped_documents_give_no_threshold(code: str) -> None:
    shipped = MethodologyLine(code, "1", "Shipped", "Document 001", True, 0.8, False, ())
    with speaking("ru"):
        assert threshold_sentence(shipped) == SETTING
