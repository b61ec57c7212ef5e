"""A provider of OpenID Connect for tests, made of Authlib's own server: ``python -m tests.openid_provider PORT``.

Whoever types a name into its form is that subject. ``/spoil/<how>`` makes the next tokens wrong in one way.
"""

import sys
import time
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, jsonify, request
from joserfc.jwk import RSAKey

CLIENT, SECRET = "mmuko-test", "a secret of the client, for tests"
RETURN = "/login/openid/return"
KEY, FOREIGN_KEY = (RSAKey.generate_key(2048, {"kid": name, "use": "sig"}) for name in ("right", "foreign"))


class Client(ClientMixin):
    id_token_signed_response_alg = "RS256"

    def get_client_id(self) -> str:
        return CLIENT

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.endswith(RETURN)

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class Code(AuthorizationCodeMixin):
    def __init__(self, asked: Any) -> None:
        data = asked.payload.data
        self.user = asked.user
        self.redirect_uri = data["redirect_uri"]
        self.scope = asked.payload.scope
        self.nonce = data.get("nonce")
        self.code_challenge = data.get("code_challenge")
        self.code_challenge_method = data.get("code_challenge_method")
        self.at = int(time.time())

    def get_redirect_uri(self) -> str:
        return str(self.redirect_uri)

    def get_scope(self) -> str:
        return str(self.scope)

    def get_nonce(self) -> str | None:
        return "another nonce" if SPOILT["how"] == "nonce" else self.nonce

    def get_auth_time(self) -> int:
        return self.at

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


CODES: dict[str, Code] = {}
SPOILT = {"how": ""}


class Grant(AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

    def save_authorization_code(self, code: str, request: Any) -> None:
        CODES[code] = Code(request)

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        return CODES.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        for code in [code for code, one in CODES.items() if one is authorization_code]:
            del CODES[code]

    def authenticate_user(self, authorization_code: Code) -> str:
        return str(authorization_code.user)


class Tokens(OpenIDCode):
    def __init__(self, issuer: str) -> None:
        super().__init__(require_nonce=True)
        self.issuer = issuer

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return False

    def resolve_client_private_key(self, client: Client) -> Any:
        return FOREIGN_KEY if SPOILT["how"] == "key" else KEY

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        claims: dict[str, Any] = {"iss": self.issuer, "aud": [CLIENT]}
        wrong = {
            "issuer": {"iss": "https://elsewhere.example"},
            "audience": {"aud": ["another client"], "azp": CLIENT},
            "late": {"iat": 1_000, "exp": 2_000},
        }
        return claims | wrong.get(SPOILT["how"], {})

    def generate_user_info(self, user: str, scope: str) -> UserInfo:
        return UserInfo(sub=user)


def create_provider(issuer: str) -> Flask:
    app = Flask("provider")
    server = AuthorizationServer(app, query_client=lambda _client: Client(), save_token=lambda _token, _request: None)
    server.register_grant(Grant, [Tokens(issuer), CodeChallenge(required=True)])

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Response:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return jsonify({"issuer": issuer} | {name: f"{issuer}/{path}" for name, path in names.items()})

    @app.get("/keys")
    def keys() -> Response:
        return jsonify({"keys": [KEY.as_dict(private=False)]})

    @app.route("/authorize", methods=["GET", "POST"])
    def authorize() -> Any:
        if request.method == "GET":
            # The form posts to the address it came from, with everything that was asked.
            return '<form method="post"><input name="who" id="who"><button id="go">Go</button></form>'
        return server.create_authorization_response(grant_user=request.form["who"])

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @app.post("/spoil/<how>")
    def spoil(how: str) -> str:
        SPOILT["how"] = "" if how == "nothing" else how
        return "ok"

    return app


if __name__ == "__main__":
    port = int(sys.argv[1])
    create_provider(f"http://127.0.0.1:{port}").run("127.0.0.1", port)
