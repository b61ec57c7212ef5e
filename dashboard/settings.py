"""Settings, read from the environment. Each has a prefix ``MMUKO_`` but for the two that hosts set themselves."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """``database_url``: SQLite file or PostgreSQL. ``port``: where the server listens, on this machine only.

    ``demo``: seed and show the invented region; only then may a viewer choose as whom to look.
    ``upload_limit``: largest accepted request body in bytes.
    """

    model_config = SettingsConfigDict(env_prefix="MMUKO_", extra="ignore")

    database_url: str = Field("sqlite:///var/mmuko.db", validation_alias="DATABASE_URL")
    port: int = Field(8050, validation_alias="PORT", ge=1, le=65535)
    demo: bool = False
    upload_limit: int = Field(25_000_000, ge=1)
