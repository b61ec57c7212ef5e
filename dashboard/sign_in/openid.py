"""Signing in through OpenID Connect: the code flow with PKCE, state and nonce; tokens are checked by Authlib.

The provider says who somebody is; whether there is an account for them is decided here, by issuer and subject.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, redirect, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from requests import RequestException
from werkzeug.wrappers import Response as AnyResponse

from dashboard.door import OPENID, OPENID_RETURN, Door, local_path
from dashboard.settings import LOOPBACK, Settings
from dashboard.viewer import current_session
from data.accounts.sessions import sign_out
from data.accounts.sign_in import SignInRefused, sign_in_recognised
from data.errors import AccessDenied, DatabaseUnavailable
from data.language import _
from data.vocabulary import SignInWay

SCOPE = "openid"
# Signatures with a key that only the provider holds; a shared secret could be the client's own, and none is none.
ALGORITHMS = ["RS256", "ES256", "PS256"]
SECONDS_TO_SIGN_IN, SECONDS_TO_ANSWER = 600, 10
# Clocks of two machines.
LEEWAY = 60
WHAT_IS_AWAITED = ("state", "nonce", "verifier", "next")

# Shows the form of signing in again, with a message and a status.
Refusal = Callable[[str, int], AnyResponse]


class ProviderUnavailable(DatabaseUnavailable):
    """The provider does not answer, or not as a provider does."""


class OpenId:
    """What is asked of a provider and what is believed of its answers."""

    def __init__(self, settings: Settings, secret: bytes) -> None:
        self.settings = settings
        self.issuer = settings.openid_issuer.rstrip("/")
        self._seal = URLSafeTimedSerializer(secret, salt="openid", signer_kwargs={"digest_method": hashlib.sha256})
        self._found: dict[str, Any] | None = None

    @property
    def _address(self) -> str:
        return (self.settings.public_address or request.host_url).rstrip("/") + OPENID_RETURN

    def start(self, target: str) -> tuple[str, str]:
        """The provider's address to go to, and what the browser has to bring back, sealed."""
        awaited = dict(zip(WHAT_IS_AWAITED, (*(secrets.token_urlsafe(32) for _one in range(3)), target), strict=True))
        address, _state = self._client().create_authorization_url(
            self._metadata()["authorization_endpoint"],
            state=awaited["state"],
            nonce=awaited["nonce"],
            code_verifier=awaited["verifier"],
        )
        return address, str(self._seal.dumps(awaited))

    def awaited(self, sealed: str) -> dict[str, str]:
        """What a browser was sent away with. Raises AccessDenied for anything else, and when it took too long."""
        try:
            found: dict[str, str] = self._seal.loads(sealed, max_age=SECONDS_TO_SIGN_IN)
        except BadSignature as error:
            raise AccessDenied(_("The sign-in took too long or was begun elsewhere. Begin again.")) from error
        return found

    def subject(self, code: str, awaited: dict[str, str]) -> str:
        """Issuer and subject of who has signed in. Raises AccessDenied for a token that does not prove it."""
        from authlib.common.errors import AuthlibBaseError
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        try:
            token = self._client().fetch_token(
                self._metadata()["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=awaited["verifier"],
            )
            keys = KeySet.import_key_set(self._read(self._metadata()["jwks_uri"]))
            decoded = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS)
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                {"iss": {"essential": True, "value": self.issuer}, "sub": {"essential": True}},
                {
                    "nonce": awaited["nonce"],
                    "client_id": self.settings.openid_client,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(leeway=LEEWAY)
        except RequestException as error:
            raise _unavailable() from error
        except (AuthlibBaseError, JoseError, KeyError, TypeError, ValueError) as error:
            raise AccessDenied(_("The answer of the sign-in service does not prove who you are.")) from error
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if self.settings.openid_client not in audience:
            raise AccessDenied(_("The answer of the sign-in service does not prove who you are."))
        return f"{claims['iss']}|{claims['sub']}"

    def _client(self) -> Any:
        from authlib.integrations.requests_client import OAuth2Session

        return OAuth2Session(
            self.settings.openid_client,
            self.settings.openid_secret.get_secret_value(),
            scope=SCOPE,
            redirect_uri=self._address,
            code_challenge_method="S256",
            default_timeout=SECONDS_TO_ANSWER,
        )

    def _metadata(self) -> dict[str, Any]:
        """What the provider says of itself, asked once; it must be the issuer that the settings name."""
        if self._found is None:
            found = self._read(f"{self.issuer}/.well-known/openid-configuration")
            wanted = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
            if any(not isinstance(found.get(name), str) for name in wanted):
                raise _unavailable()
            if found["issuer"].rstrip("/") != self.issuer or not all(_is_safe(found[name]) for name in wanted):
                raise _unavailable()
            self.issuer, self._found = found["issuer"], found
        return self._found

    def _read(self, address: str) -> dict[str, Any]:
        import requests

        try:
            answer = requests.get(address, timeout=SECONDS_TO_ANSWER, allow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except (RequestException, ValueError) as error:
            raise _unavailable() from error
        if not isinstance(found, dict):
            raise _unavailable()
        return found


def add_openid(server: Flask, door: Door, refuse: Refusal) -> None:
    """Install ``/login/openid`` and the address to which the provider sends back."""
    provider = OpenId(door.settings, door.secret)
    cookie = f"{door.session_cookie}-openid"
    safe = not door.settings.demo

    @server.get(OPENID)
    def go() -> AnyResponse:
        try:
            address, sealed = provider.start(local_path(request.args.get("next", "/")))
        except ProviderUnavailable as error:
            return refuse(str(error), 503)
        response = redirect(address)
        # Lax: the provider's answer is a link from another site.
        response.set_cookie(cookie, sealed, SECONDS_TO_SIGN_IN, secure=safe, httponly=True, samesite="Lax", path="/")
        return response

    @server.get(OPENID_RETURN)
    def come_back() -> AnyResponse:
        try:
            awaited = provider.awaited(request.cookies.get(cookie, ""))
            if not hmac.compare_digest(request.args.get("state", "").encode(), awaited["state"].encode()):
                raise AccessDenied(_("The sign-in took too long or was begun elsewhere. Begin again."))
            if "code" not in request.args:
                raise AccessDenied(_("The sign-in service has not let you in."))
            subject = provider.subject(request.args["code"], awaited)
            token = sign_in_recognised(door.engine, SignInWay.OPENID_CONNECT, subject=subject)
        except (AccessDenied, SignInRefused, ProviderUnavailable) as error:
            response = refuse(str(error), 503 if isinstance(error, ProviderUnavailable) else 403)
        else:
            held = current_session()
            if held is not None:
                sign_out(door.engine, held.token)
            response = redirect(local_path(awaited["next"]))
            door.give_session(response, token)
        # It has served; the same answer brought a second time finds nothing.
        response.delete_cookie(cookie, secure=safe, httponly=True, samesite="Lax", path="/")
        return response


def _is_safe(address: str) -> bool:
    """Over TLS, or on this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _unavailable() -> ProviderUnavailable:
    return ProviderUnavailable(
        _("The sign-in service does not answer as expected. Try again, or tell the administrator.")
    )
