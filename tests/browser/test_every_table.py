"""Every table of every page: words for a reader of the screen, keys, heads that stay, paper, phone, grey."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from data.demo import planted
from tests.browser.conftest import WIDE
from tests.browser.tables import faults_of_tables
from tests.browser.waiting import visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HEAD = planted.SHOWN
# Each table of the product stands on one of these; those of accounts, the log, jobs and rounds in their own journeys.
ADDRESSES = (
    f"/overview?forms=ranking,map&municipality={HEAD}",
    "/rankings?view=chart&ranges=track",
    f"/rankings?subject=direction:1.1&peers=own&municipality={HEAD}",
    "/cycle?direction=1.1",
    "/cycle?view=directions",
    f"/cycle?view=municipality&municipality={HEAD}&cell={HEAD}~1.1~goals",
    f"/municipality/{HEAD}?cell={HEAD}~1.1~indicators&peers=alike&view=all&plan=next:1",
    f"/clusters?view=table&municipality={HEAD}&indicator=s5",
    f"/indicators?municipality={HEAD}&indicator=k08",
    f"/indicators?view=years&municipality={HEAD}",
    "/indicators?view=municipalities&indicator=k08",
    "/indicators?view=list",
    "/indicators?view=matrix",
    "/indicators?view=own&own=k08,k06",
    "/roadmap",
    "/roadmap?view=calendar",
    "/roadmap?view=review",
    "/roadmap?view=reference",
    f"/roadmap?municipality={HEAD}&measure={HEAD}~1.1~3.1",
    "/methodology",
    "/corrections",
    "/data?view=revisions",
)


@pytest.mark.parametrize("locale", ["ru-RU", "en-GB"])
def test_every_table_is_heard_reached_printed_and_read_on_a_phone(windows: Callable[..., Page], locale: str) -> None:
    page = windows(WIDE, locale)
    found = {}
    # The other language changes words and widths; a few pages show whether that matters.
    for address in ADDRESSES if locale == "ru-RU" else ADDRESSES[::6]:
        visit(page, address)
        assert page.locator("main table").count() > 0, address
        found[address] = faults_of_tables(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
