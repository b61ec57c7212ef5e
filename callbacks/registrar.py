"""The only way to register a callback: with roles, a viewer, and an answer to every error."""

import functools
import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dash import ClientsideFunction, Dash, no_update
from sqlalchemy import Engine

from data.access import Viewer
from data.errors import AccessDenied, ProductError
from data.jobs.queue import JobQueue
from data.language import _
from data.origin import current_correlation
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.vocabulary import Role
from layouts.parts.page import error_notice

LOG = logging.getLogger(__name__)
EVERY_ROLE = frozenset(Role)


@dataclass(frozen=True)
class Viewing:
    """Who asks, and the way to the data for this one request."""

    engine: Engine
    viewer: Viewer
    queue: JobQueue

    @contextmanager
    def reader(self, revision: int | None = None) -> Iterator[Reader]:
        with reading(self.engine) as session:
            yield open_reader(session, self.viewer, revision)


class Registrar:
    """Registers callbacks on the application being built and remembers which roles may call each.

    ``viewing`` gives the viewer of the running request. A callback's first output must be a container: that is where
    an error is reported.
    """

    def __init__(self, app: Dash, viewing: Callable[[], Viewing]) -> None:
        self.app = app
        self.viewing = viewing
        self.roles: dict[str, frozenset[Role]] = {}

    def callback(
        self, outputs: list[Any], inputs: dict[str, Any], *, roles: frozenset[Role] = EVERY_ROLE, **options: Any
    ) -> Callable[[Callable[..., Any]], None]:
        """Decorate ``function(viewing, **values)``, which returns one value per output."""

        def decorate(function: Callable[..., Any]) -> None:
            before = set(self.app.callback_map)

            @functools.wraps(function)
            def answer(**values: Any) -> Any:
                try:
                    viewing = self.viewing()
                    if viewing.viewer.role not in roles:
                        raise AccessDenied(_("Your role has no access to this."))
                    return function(viewing, **values)
                except ProductError as error:
                    message = str(error)
                except Exception:
                    number = current_correlation() or secrets.token_hex(4)
                    LOG.exception("Callback failed, number %s", number)
                    message = _("The server failed to answer. Tell your administrator the number {number}.").format(
                        number=number
                    )
                return [error_notice(message), *[no_update] * (len(outputs) - 1)]

            # Every page writes the address, so that outputs repeat; Dash then asks how a first call is meant.
            self.app.callback(outputs, inputs, **{"prevent_initial_call": "initial_duplicate"} | options)(answer)
            for identity in set(self.app.callback_map) - before:
                self.roles[identity] = roles

        return decorate

    def in_browser(self, namespace: str, function: str, output: Any, inputs: list[Any]) -> None:
        """Register a function of the assets that runs in the browser and reaches no data."""
        self.app.clientside_callback(ClientsideFunction(namespace, function), output, inputs)
