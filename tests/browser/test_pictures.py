"""Pictures that people put into a report: with title, filters, legend, source and the font of the page inside."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from data.demo import planted
from tests.browser.waiting import settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SVG = "{http://www.w3.org/2000/svg}"
HISTORY = '.sheet:has([data-chart="rankings-history"])'
# Whether two SVG are drawn alike, pixel by pixel.
ALIKE = """
async ([one, two]) => {
    const drawn = async text => {
        const image = new Image();
        image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
        await image.decode();
        await new Promise(go => setTimeout(go, 300));
        const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: 200 });
        canvas.getContext("2d").drawImage(image, 0, 0);
        return canvas.toDataURL();
    };
    return (await drawn(one)) === (await drawn(two));
}
"""


def saved(page: Page, card: str, form: str, folder: Path) -> Path:
    page.locator(f"{card} details.menu > summary", has_text="Экспорт").click()
    with page.expect_download() as download:
        page.locator(f'{card} [data-export-format="{form}"]').click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def said(picture: Path) -> str:
    """Every word that is drawn, on one line."""
    texts = ElementTree.fromstring(picture.read_bytes()).iter(f"{SVG}text")
    return " ".join(" ".join("".join(text.itertext()).split()) for text in texts)


def size_of_png(content: bytes) -> tuple[int, int]:
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def test_a_chart_has_title_filters_legend_and_source_and_says_what_is_off(page: Page, tmp_path: Path) -> None:
    visit(page, f"/rankings?municipality={planted.SHOWN}")
    page.locator('[data-chart="rankings-history"] [data-group="fall"]').click()
    picture = saved(page, HISTORY, "svg", tmp_path)
    assert picture.name == "Рейтинги — Места по итогу за все годы — 2026.svg"
    words = said(picture)
    for expected in ("Места по итогу за все годы", "Итог по 8 направлениям", "закреплён", "остальные муниципалитеты"):
        assert expected in words
    assert "наибольшее снижение (скрыто)" in words
    assert "Демонстрационные данные" in words
    assert "Светлоозёрский МО" in words


def test_the_font_goes_along_and_is_the_one_that_is_drawn(page: Page, tmp_path: Path) -> None:
    visit(page, f"/rankings?municipality={planted.SHOWN}")
    text = saved(page, HISTORY, "svg", tmp_path).read_text(encoding="utf-8")
    faces = re.findall(
        r"@font-face\{font-family:'Inter Variable';[^}]*url\(data:font/woff2;base64,[^)]+\)[^}]*\}", text
    )
    # The letters in use: Cyrillic and Latin. Greek signs, Vietnamese letters stay at home.
    assert len(faces) == 2
    assert not re.search(r"(href|src|url)\W{1,2}https?:", text)
    without = text
    for face in faces:
        without = without.replace(face, "")
    other = without.replace("Inter Variable", "Nowhere").replace("Inter,", "Nowhere,")
    assert page.evaluate(ALIKE, [text, text])
    assert not page.evaluate(ALIKE, [text, other]), "the embedded font makes a difference"


def test_a_png_is_the_same_picture_twice_as_large(page: Page, tmp_path: Path) -> None:
    visit(page, f"/clusters?municipality={planted.SHOWN}&indicator=s5")
    card = '.sheet:has([data-chart="clusters-chart"])'
    root = ElementTree.fromstring(saved(page, card, "svg", tmp_path).read_bytes())
    content = saved(page, card, "png", tmp_path).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert size_of_png(content) == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))
    # A picture of nothing would be a few kilobytes.
    assert len(content) > 100_000


def test_a_map_is_a_picture_with_its_quarters(page: Page, tmp_path: Path) -> None:
    visit(page, f"/rankings?municipality={planted.SHOWN}")
    page.locator("#rankings-region-map .place").first.wait_for()
    words = said(saved(page, "[data-region-map]", "svg", tmp_path))
    assert "На карте: Рейтинг муниципалитетов по итогу, 2026 год" in words
    assert re.search(r"I: от [\d,]+ · 10", words)
    assert "1–2" in words


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_heatmap_is_a_light_picture_of_every_cell_with_its_legend(
    page: Page, address: str, tmp_path: Path, theme: str
) -> None:
    page.context.add_cookies([{"name": "theme", "value": theme, "url": address}])
    visit(page, "/cycle?direction=1.1")
    # A page that is scrolled has its headings elsewhere; the picture does not.
    page.mouse.wheel(0, 600)
    picture = saved(page, ".sheet:has(table.heatmap)", "svg", tmp_path)
    words = said(picture)
    assert words.startswith("Карта цикла: 42 муниципалитета × 9 звеньев, направление 1.1")
    for expected in ("сформировано: от 100 % максимума", "нет данных", "не применимо", "Вердикт и первое"):
        assert expected in words.replace("\u00a0", " ")
    # Words that the browser breaks are broken in the same places.
    assert "Монито- ринг" in words
    shown = page.locator("table.heatmap tbody tr[data-row]").count()
    assert sum(words.count(kind) for kind in (" ГО", " МО", " МР")) >= shown == 42
    fills = set(re.findall(r'fill="(rgb\([^"]+\))"', picture.read_text(encoding="utf-8")))
    assert {"rgb(18, 67, 109)", "rgb(239, 243, 250)"} <= fills
    assert page.locator("html").get_attribute("data-bs-theme") == theme


def test_bullets_are_a_picture_with_bars_and_ticks(page: Page, tmp_path: Path) -> None:
    visit(page, f"/indicators?municipality={planted.SHOWN}&indicator=k08")
    settled(page)
    picture = saved(page, ".sheet:has(table.bullets)", "svg", tmp_path)
    assert picture.name == "Показатели — Факт и цель, 2026, Светлоозёрский МО.svg"
    words = said(picture)
    assert "факт и цель (метка)" in words
    assert words.count("достигнута") >= 7
    bars = page.locator("table.bullets .bar").count()
    assert picture.read_text(encoding="utf-8").count('fill="rgb(91, 143, 199)"') >= bars > 20


def test_a_timeline_and_a_matrix_are_pictures_with_their_legends(page: Page, tmp_path: Path) -> None:
    visit(page, "/roadmap?view=timeline")
    picture = saved(page, ".sheet:has([data-chart])", "svg", tmp_path)
    assert picture.name == "Дорожные карты — Сроки дорожной карты, все муниципалитеты.svg"
    words = said(picture)
    for expected in (
        "Муниципалитет: все",
        "По состоянию на:",
        "◆ просрочено",
        "● выполнено",
        "Демонстрационные данные",
    ):
        assert expected in words
    visit(page, "/indicators?view=matrix")
    picture = saved(page, ".sheet:has(table.heatmap)", "svg", tmp_path)
    assert picture.name == "Показатели — Состояния целей по муниципалитетам, 2026.svg"
    words = said(picture)
    for expected in ("достигнута", "отстаёт", "не достигнута", "Демонстрационные данные"):
        assert expected in words
    assert sum(words.count(kind) for kind in (" ГО", " МО", " МР")) >= 42
    assert "@font-face" in picture.read_text(encoding="utf-8")
