"""Settings, read from the environment. Each has a prefix ``MMUKO_`` but for the two that hosts set themselves."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """``database_url``: SQLite file or PostgreSQL. ``port``: where the server listens, on this machine only.

    ``demo``: seed and show the invented region; only then may a viewer choose as whom to look.
    ``upload_limit``: largest accepted request body in bytes. ``upload_folder``: where files wait for their check.
    ``queue_url``: queue of long work, a file or ``redis://…``. ``embedded_worker``: the server starts the worker.
    ``static_folder``: where scripts, styles and fonts lie as they are sent, compressed.
    ``keep_hours``: how long records of ended jobs, uploaded files and finished templates are kept.
    """

    model_config = SettingsConfigDict(env_prefix="MMUKO_", extra="ignore")

    database_url: str = Field(default="sqlite:///var/mmuko.db", validation_alias="DATABASE_URL")
    port: int = Field(default=8050, validation_alias="PORT", ge=1, le=65535)
    demo: bool = False
    upload_limit: int = Field(default=25_000_000, ge=1)
    upload_folder: Path = Path("var/uploads")
    queue_url: str = "sqlite:///var/jobs.db"
    embedded_worker: bool = True
    static_folder: Path = Path("var/static")
    keep_hours: float = Field(default=24, gt=0)

    @property
    def kept_seconds(self) -> float:
        return self.keep_hours * 3600
