"""The only way to register a callback: with roles, a viewer, and an answer to every error."""

import functools
import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from dash import ClientsideFunction, Dash, no_update
from sqlalchemy import Engine

from callbacks.keeping import Keep, Keeping
from data.access import Viewer
from data.errors import AccessDenied, NothingYet, ProductError
from data.jobs.queue import JobQueue
from data.language import _
from data.origin import current_correlation
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.vocabulary import Role
from layouts.parts.page import empty_state, error_notice
from layouts.parts.still import ready, still

LOG = logging.getLogger(__name__)
EVERY_ROLE = frozenset(Role)


class Viewing:
    """Who asks, and the way to the data for this one request; it knows whether the answer may be kept."""

    def __init__(self, engine: Engine, viewer: Viewer, queue: JobQueue) -> None:
        self.viewer = viewer
        self._engine, self._queue = engine, queue
        self._answered = False
        self._goes_beyond = False

    @property
    def engine(self) -> Engine:
        """The database itself, to store something; what is done with it is no part of any key."""
        self.never_keep()
        return self._engine

    @property
    def queue(self) -> JobQueue:
        """Jobs change without a revision."""
        self.never_keep()
        return self._queue

    @contextmanager
    def reader(self, revision: int | None = None) -> Iterator[Reader]:
        with reading(self._engine) as session:
            yield open_reader(session, self.viewer, revision)

    def never_keep(self) -> None:
        """Say that this answer depends on more than the key of kept answers."""
        self._goes_beyond = True

    def has_answered(self) -> None:
        """Say that the callback has answered, and not with an error."""
        self._answered = True

    @property
    def may_be_kept(self) -> bool:
        return self._answered and not self._goes_beyond


def _stilled(outputs: list[Any], values: Any) -> list[Any]:
    """The answer of a callback as it is sent, its still parts being one component each."""
    return [
        ready(still(value)) if output.component_property == "children" else value
        for output, value in zip(outputs, values, strict=True)
    ]


class Registrar:
    """Registers callbacks on the application being built and remembers which roles may call each.

    ``viewing`` gives the viewer of the running request. A callback's first output must be a container: that is where
    an error is reported.
    """

    def __init__(self, app: Dash, viewing: Callable[[], Viewing]) -> None:
        self.app = app
        self.viewing = viewing
        self.roles: dict[str, frozenset[Role]] = {}
        self.keeping: dict[str, Keeping | None] = {}

    def callback(
        self,
        outputs: list[Any],
        inputs: dict[str, Any],
        *,
        roles: frozenset[Role] = EVERY_ROLE,
        keeping: Keeping | None = None,
        **options: Any,
    ) -> Callable[[Callable[..., Any]], None]:
        """Decorate ``function(viewing, **values)``, which returns one value per output.

        ``keeping`` declares whether its answers may be kept; without it none is, and a test fails.
        """

        def decorate(function: Callable[..., Any]) -> None:
            before = set(self.app.callback_map)

            @functools.wraps(function)
            def answer(**values: Any) -> Any:
                try:
                    viewing = self.viewing()
                    if viewing.viewer.role not in roles:
                        raise AccessDenied(_("Your role has no access to this."))
                    answered = _stilled(outputs, function(viewing, **values))
                    viewing.has_answered()
                    return answered
                except NothingYet as missing:
                    waiting = empty_state(_("Nothing to show yet"), str(missing))
                    return [waiting, *[no_update] * (len(outputs) - 1)]
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
                self.keeping[identity] = keeping

        return decorate

    def keeps(self, output: str) -> Keep | None:
        """What the kept answers of a callback depend on; None where none may be kept."""
        keeping = self.keeping.get(output)
        return keeping if isinstance(keeping, Keep) else None

    def in_browser(self, namespace: str, function: str, output: Any, inputs: list[Any]) -> None:
        """Register a function of the assets that runs in the browser and reaches no data."""
        self.app.clientside_callback(ClientsideFunction(namespace, function), output, inputs)
