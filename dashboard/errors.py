"""An error whose text is for the user, as an HTTP answer: the one place that knows which status each kind has."""

from dash.exceptions import DependencyException
from flask import Flask, Response, jsonify, request

from data.accounts.tries import TooManyTries
from data.errors import (
    AccessDenied,
    BadFile,
    BadSelection,
    Conflict,
    DatabaseUnavailable,
    NotFound,
    ProductError,
)
from data.language import _

# A class has the status of the nearest class above it that stands here.
STATUSES: dict[type[Exception], int] = {
    ProductError: 400,
    AccessDenied: 403,
    NotFound: 404,
    BadSelection: 400,
    BadFile: 400,
    Conflict: 409,
    TooManyTries: 429,
    DatabaseUnavailable: 503,
}
# Seconds after which a database that does not answer may be asked again.
RETRY_AFTER = 60


def status_of(error: type[ProductError]) -> int:
    return next(STATUSES[one] for one in error.__mro__ if one in STATUSES)


def answer_errors(server: Flask) -> None:
    """Let every address answer a ProductError with its text and status: as JSON where JSON is asked for."""

    @server.errorhandler(DependencyException)
    def no_such_script(_error: DependencyException) -> Response:
        # Dash asks its developer to import a package; here a stranger asks for what is not there.
        return Response(_("There is no such page"), status=404, mimetype="text/plain")

    @server.errorhandler(ProductError)
    def answer(error: ProductError) -> Response:
        if request.accept_mimetypes.best == "application/json":
            response = jsonify({"message": str(error)})
        else:
            response = Response(str(error), mimetype="text/plain")
        response.status_code = status_of(type(error))
        if isinstance(error, DatabaseUnavailable):
            response.headers["Retry-After"] = str(RETRY_AFTER)
        if isinstance(error, TooManyTries):
            response.headers["Retry-After"] = str(error.seconds)
        return response
