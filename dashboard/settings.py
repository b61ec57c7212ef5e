"""Settings, read from the environment. Each has a prefix ``MMUKO_`` but for the two that hosts set themselves."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from data.language import _

SHORTEST_SECRET = 32
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def _folder(given: dict[str, Any]) -> str:
    return "var/demo" if given.get("demo") else "var"


class Settings(BaseSettings):
    """``demo``: seed and show the invented region; only then may a viewer choose as whom to look. It keeps its files in
    a folder of its own, so that a region is never mixed with it.
    ``database_url``: SQLite file or PostgreSQL. ``port``: where the server listens, on this machine only.

    ``bind``: the address of this machine where it listens; a demonstration listens to this machine only.
    ``secret``: what the tokens against forged requests are made with; without it only a demonstration starts.
    ``proxies``: addresses, separated by commas, of proxies whose word on a request's origin is believed.
    ``trusted_header``: the header in which such a proxy names who is signed in; empty = no such sign-in.
    ``public_address``: the address under which browsers reach the product, ``https://…``.
    ``openid_issuer``, ``openid_client``, ``openid_secret``: a provider of OpenID Connect, and how the product is known
    there; ``openid_name`` is how the button calls it. Empty issuer = no such sign-in.
    ``metrics_token``: with it ``/metrics`` is read from anywhere; without it from this machine only.
    ``log_json``: the log is one JSON object a line, with a line for every answer.
    ``rate_limit``: requests of one browser in a minute and process; 0 = no limit.
    ``upload_limit``: largest accepted request body in bytes. ``upload_folder``: where files wait for their check.
    ``queue_url``: queue of long work, a file or ``redis://…``. ``embedded_worker``: the server starts the worker.
    ``kept_megabytes``: answers that each process keeps, compressed; 0 = none.
    ``answer_ahead``: each process answers the common questions about a new revision before anybody asks them.
    ``redis_url``: where processes and machines share kept answers, ``redis://…``; empty = each keeps its own.
    ``static_folder``: where scripts, styles and fonts lie as they are sent, compressed.
    ``keep_originals_days``: how long the files that figures came from are kept; 0 = for ever.
    ``keep_hours``: how long records of ended jobs, uploaded files and finished templates are kept.
    """

    model_config = SettingsConfigDict(env_prefix="MMUKO_", extra="ignore")

    demo: bool = False
    database_url: str = Field(
        default_factory=lambda given: f"sqlite:///{_folder(given)}/mmuko.db", validation_alias="DATABASE_URL"
    )
    port: int = Field(default=8050, validation_alias="PORT", ge=1, le=65535)
    bind: str = "127.0.0.1"
    secret: SecretStr = SecretStr("")
    proxies: str = ""
    trusted_header: str = ""
    public_address: str = ""
    openid_issuer: str = ""
    openid_client: str = ""
    openid_secret: SecretStr = SecretStr("")
    openid_name: str = ""
    metrics_token: SecretStr = SecretStr("")
    log_json: bool = False
    rate_limit: int = Field(default=3000, ge=0)
    upload_limit: int = Field(default=25_000_000, ge=1)
    upload_folder: Path = Field(default_factory=lambda given: Path(_folder(given)) / "uploads")
    queue_url: str = Field(default_factory=lambda given: f"sqlite:///{_folder(given)}/jobs.db")
    embedded_worker: bool = True
    kept_megabytes: int = Field(default=24, ge=0)
    answer_ahead: bool = True
    redis_url: str = ""
    static_folder: Path = Path("var/static")
    keep_hours: float = Field(default=24, gt=0)
    keep_originals_days: int = Field(default=0, ge=0)

    @property
    def trusted_proxies(self) -> frozenset[str]:
        return frozenset(address.strip() for address in self.proxies.split(",") if address.strip())

    def problem(self) -> str | None:
        """Why the product must not start with these settings, in words; None when it may."""
        secret = self.secret.get_secret_value()
        if not self.demo and len(secret) < SHORTEST_SECRET:
            return _(
                "MMUKO_SECRET is missing or shorter than {number} characters. Make one with "
                "“python3 -c 'import secrets; print(secrets.token_hex(32))'” and keep it."
            ).format(number=SHORTEST_SECRET)
        if self.demo and self.bind not in LOOPBACK:
            return _("A demonstration has no sign-in and listens to this machine only: leave MMUKO_BIND out.")
        if self.trusted_header and not self.trusted_proxies:
            return _("MMUKO_TRUSTED_HEADER needs MMUKO_PROXIES: the addresses that may set this header.")
        return self._problem_of_openid() if self.openid_issuer else None

    def _problem_of_openid(self) -> str | None:
        if find_spec("authlib") is None:
            return _("MMUKO_OPENID_ISSUER needs a package that is not installed: install the product as mmuko[openid].")
        if not self.openid_client or (not self.demo and not self.public_address):
            return _("MMUKO_OPENID_ISSUER needs MMUKO_OPENID_CLIENT and MMUKO_PUBLIC_ADDRESS.")
        is_local = any(self.openid_issuer.startswith(f"http://{name}") for name in LOOPBACK)
        if not self.openid_issuer.startswith("https://") and not is_local:
            return _("MMUKO_OPENID_ISSUER must begin with https://.")
        return None

    @property
    def kept_seconds(self) -> float:
        return self.keep_hours * 3600
