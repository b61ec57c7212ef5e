"""What a table works out in the browser, without a page: printed numbers, order, search, pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from data.formats import number, signed
from data.language import speaking
from layouts.parts.table_words import number_signs
from tests.test_house import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SCRIPT = ROOT / "dashboard/assets/scripts/30-table-values.js"
ROWS: dict[str, Any] = {
    "columns": [
        {"key": "name", "sort": "ascending", "values": ["Берёзовка", "Алый", "Ель", "Еж", "Ясень"]},
        {"key": "points", "sort": "descending", "values": [5, 7.5, [0], 7.5, None]},
        {"key": "words", "values": [None] * 5, "faces": [1, 0, 0, 0, 0]},
    ],
    "faces": [{}, {"shown": [["<b", "эф\u00adфектив"], "ное"]}],
    "keys": ["a", "b", "c", "d", "e"],
    "sections": [{"rows": 4}, {"rows": 1}],
}


@pytest.fixture(scope="module")
def values(browser: Browser) -> Iterator[Page]:
    """An empty page that knows the functions of the tables."""
    page = browser.new_page()
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    yield page
    page.close()


def call(page: Page, function: str, *arguments: Any) -> Any:
    return page.evaluate(f"given => window.mmuko.values.{function}(...given)", list(arguments))


def arranged(page: Page, **asked: Any) -> list[list[int]]:
    found = page.evaluate(
        """([rows, asked]) => window.mmuko.values.arranged(rows, asked, new Intl.Collator("ru"))
            .map(part => part.rows)""",
        [ROWS, asked],
    )
    return list(found)


# Amounts of the product, the edges of rounding among them: 1.005 is written so and becomes 1,01.
amounts = st.one_of(
    st.integers(-(10**7), 10**7),
    st.decimals(-10_000, 10_000, places=3).map(float),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 6)),
    st.sampled_from([0.0, -0.0, -0.004, 1.005, 2.675, 1e-7, 0.5, 66.65]),
)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("decimals", [None, 0, 1, 2])
def test_numbers_are_printed_as_the_server_prints_them(values: Page, language: str, decimals: int | None) -> None:
    # One question for many numbers: the way to the browser costs more than the number.
    @settings(max_examples=20)
    @given(st.lists(amounts, min_size=40, max_size=60))
    def check(found: list[float]) -> None:
        with speaking(language):
            signs = number_signs()
            expected = [[number(value, decimals), signed(value, decimals)] for value in found]
        printed = values.evaluate(
            """([found, decimals, signs]) => found.map(value => [
                window.mmuko.values.number(value, decimals, signs), window.mmuko.values.signed(value, decimals, signs)
            ])""",
            [found, decimals, signs],
        )
        assert printed == expected

    check()


def test_rows_stand_by_any_column_with_nothing_last_and_the_unranked_below(values: Page) -> None:
    assert arranged(values) == [[0, 1, 2, 3], [4]]
    assert arranged(values, order={"key": "points", "descending": True}) == [[1, 3, 0, 2], [4]]
    # Equal values keep the order that was given, whichever way.
    assert arranged(values, order={"key": "points", "descending": False}) == [[0, 1, 3, 2], [4]]
    assert arranged(values, order={"key": "name", "descending": False}) == [[1, 0, 3, 2], [4]]


def test_a_search_minds_neither_case_nor_yo_and_reads_texts_in_parts(values: Page) -> None:
    assert arranged(values, find="БЕРЕЗ") == [[0]]
    assert arranged(values, find="эффективное") == [[0]]
    assert arranged(values, find="е", order={"key": "name", "descending": True}) == [[2, 3, 0], [4]]
    assert arranged(values, find="нет такого") == []


def test_a_page_takes_its_rows_from_the_sections_in_turn(values: Page) -> None:
    def pages(number: int, size: int) -> list[list[int]]:
        return [
            part["rows"]
            for part in values.evaluate(
                """([rows, number, size]) => {
                    const { arranged, page } = window.mmuko.values;
                    return page(arranged(rows, {}, new Intl.Collator("ru")), number, size);
                }""",
                [ROWS, number, size],
            )
        ]

    assert [pages(number, 2) for number in (1, 2, 3)] == [[[0, 1]], [[2, 3]], [[4]]]
    assert pages(1, 5) == pages(1, 0) == [[0, 1, 2, 3], [4]]
    assert [call(values, "pages", total, size) for total, size in ((5, 2), (4, 2), (0, 2), (9, 0))] == [3, 2, 1, 1]


@pytest.mark.parametrize(
    ("now", "pages", "named"),
    [
        (1, 1, [1]),
        (1, 23, [1, 2, 3, 23]),
        # No gap of a single page.
        (5, 23, [1, 2, 3, 4, 5, 6, 7, 23]),
        (12, 23, [1, 10, 11, 12, 13, 14, 23]),
        (23, 23, [1, 21, 22, 23]),
    ],
)
def test_pages_that_are_named(values: Page, now: int, pages: int, named: list[int]) -> None:
    assert call(values, "namedPages", now, pages) == named


def test_a_heading_orders_one_way_then_the_other_then_as_given(values: Page) -> None:
    order = None
    seen = []
    for _press in range(3):
        order = call(values, "pressed", ROWS["columns"], order, "points")
        seen.append(call(values, "orderText", order))
    assert seen == ["points~desc", "points~asc", ""]
    assert call(values, "orderText", call(values, "pressed", ROWS["columns"], None, "name")) == "name~asc"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("points~asc", {"key": "points", "descending": False}),
        ("name~desc", {"key": "name", "descending": True}),
        # A column without an order, one that is not there, and no order at all.
        ("words~asc", None),
        ("luck~desc", None),
        ("", None),
    ],
)
def test_an_order_of_the_address(values: Page, text: str, order: dict[str, Any] | None) -> None:
    assert call(values, "parsedOrder", ROWS["columns"], text) == order


def test_sentences_and_addresses_are_filled(values: Page) -> None:
    names = {"row": "Ёлки", "row_key": "M1~1.1~goals", "column_key": "1.1", "value": "2"}
    text = "{row}: {value} из {maximum}, ?cell={row_key}&m={row_1}&d={row_2}&c={column_key}"
    assert call(values, "filled", text, names) == "Ёлки: 2 из {maximum}, ?cell=M1~1.1~goals&m=M1&d=1.1&c=1.1"
