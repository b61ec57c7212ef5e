"""Notes over HTTP: whose may be fetched by whom, under which name, and what a forged address gives."""

import re
from io import BytesIO
from urllib.parse import unquote

import pytest
from docx import Document
from flask.testing import FlaskClient

from data.demo import planted
from data.exports.docx_parts import MIMETYPE

OTHER = planted.HALF_FILLED


def test_the_note_comes_as_a_word_document_in_the_language_of_the_viewer(client: FlaskClient) -> None:
    answer = client.get(f"/note/{planted.SHOWN}.docx", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.mimetype) == (200, MIMETYPE)
    title = Document(BytesIO(answer.data)).core_properties.title
    assert title == "Analytical note with targeted recommendations"
    latin, readable = re.match(
        r'attachment; filename="([a-z0-9.-]+)"; filename\*=UTF-8\'\'(\S+)$', answer.headers["Content-Disposition"]
    ).groups()  # type: ignore[union-attr]
    assert latin == "note-m14-svetloozyorsky-mo-2026.docx"
    assert unquote(readable) == "Note — Svetloozyorsky MO — 2026.docx"


def test_a_head_fetches_the_own_note_and_no_other(client: FlaskClient) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    assert client.get(f"/note/{planted.SHOWN}.docx").status_code == 200
    for address in (f"/note/{OTHER}.docx", f"/note/{OTHER}.docx?municipality={planted.SHOWN}"):
        refused = client.get(address)
        assert refused.status_code == 403
        assert refused.text == "Подробности других муниципалитетов вам не открыты."


def test_the_query_does_not_choose_the_municipality(client: FlaskClient) -> None:
    answer = client.get(f"/note/{planted.SHOWN}.docx?municipality={OTHER}")
    assert "note-m14-" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/note/M99.docx", 404),
        ("/note/M14.docx?period=1999", 404),
        ("/note/M14.docx?revision=999999", 404),
        ("/note/M14.docx?revision=x", 400),
        ("/note/M14.docx?period=<b>", 400),
        ("/note/%3Cscript%3E.docx", 400),
        ("/notes/00000000000000000000000000000000.zip", 404),
    ],
)
def test_an_address_that_leads_nowhere_is_reported_in_words(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_a_head_fetches_no_archive(client: FlaskClient) -> None:
    client.set_cookie("viewer", planted.SHOWN)
    assert client.get("/notes/00000000000000000000000000000000.zip").status_code == 403
