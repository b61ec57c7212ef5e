"""A colleague's address, followed by a head: what is closed is said, and the same page of their own is offered."""

import json
import re

import pytest
from flask.testing import FlaskClient

from dashboard.app import Application
from data.demo import planted
from tests.dashboard.conftest import callback_payload

OWN, FOREIGN = planted.SHOWN, planted.HALF_FILLED
ROUTER = "..shell-page.children...shell-header.children.."
CLOSED = "Подробности этого муниципалитета вам не открыты"
# What a colleague sends, and what of it holds at home.
ADDRESSES = {
    f"/clusters?municipality={FOREIGN}&view=table": f"/clusters?municipality={OWN}&view=table",
    f"/indicators?period=2025&municipality={FOREIGN}&places={FOREIGN}": f"/indicators?period=2025&municipality={OWN}",
    f"/roadmap?municipality={FOREIGN}&direction=2.2&measure={FOREIGN}~2.2~3.3": (
        f"/roadmap?municipality={OWN}&direction=2.2"
    ),
    f"/cycle?municipality={FOREIGN}&direction=1.1&cell={FOREIGN}~1.1~monitoring&view=municipality": (
        f"/cycle?municipality={OWN}&direction=1.1&view=municipality"
    ),
}


def page_of(app: Application, client: FlaskClient, address: str) -> str:
    client.set_cookie("viewer", OWN)
    payload = callback_payload(app, ROUTER, {"shell-location.href": f"https://localhost{address}"})
    answer = client.post("/_dash-update-component", json=payload).get_json()
    return json.dumps(answer["response"]["shell-page"]["children"], ensure_ascii=False).replace('\\"', '"')


@pytest.mark.parametrize(("asked", "offered"), ADDRESSES.items(), ids=lambda one: one.split("?")[0])
def test_a_colleagues_address_leads_to_the_same_page_of_ones_own(
    app: Application, client: FlaskClient, asked: str, offered: str
) -> None:
    said = page_of(app, client, asked)
    assert CLOSED in said
    assert "Показать не получилось" not in said
    assert re.findall(r'"href":"([^"]*)"', said) == [offered]
    assert FOREIGN not in said
    at_home = page_of(app, client, offered)
    assert CLOSED not in at_home
    assert "Показать не получилось" not in at_home
