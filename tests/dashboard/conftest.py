"""The application on the demonstration region, asked without a browser."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.app import Application, create_app
from dashboard.settings import Settings


@pytest.fixture(scope="session")
def app(demo_database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Application:
    folder = tmp_path_factory.mktemp("application")
    settings = Settings(demo=True, upload_folder=folder / "uploads", queue_url=f"sqlite:///{folder}/jobs.db")
    return create_app(settings, demo_database)


@pytest.fixture
def client(app: Application) -> FlaskClient:
    return app.server.test_client()


def callback_payload(app: Application, output: str, values: dict[str, Any] | None = None) -> dict[str, Any]:
    """What a browser posts for the callback with this output; ``values`` by ``id.property``, everything else empty."""
    values = values or {}
    entry = app.callback_map[output]
    parts = [part.rsplit(".", 1) for part in output.strip(".").split("...")]
    outputs = [{"id": identity, "property": name} for identity, name in parts]
    inputs, state = (
        [
            {"id": item["id"], "property": item["property"], "value": values.get(f"{item['id']}.{item['property']}")}
            for item in entry[part]
        ]
        for part in ("inputs", "state")
    )
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": inputs,
        "state": state,
        "changedPropIds": [f"{item['id']}.{item['property']}" for item in entry["inputs"]][:1],
    }
