"""Every setting, typed and documented. Environment variables win over `settings.toml` in the home folder."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

HOME_VARIABLE = "SECOND_FLOOR_HOME"


class Settings(BaseSettings):
    """What the owner or operator may set; `docs/guide/settings.md` lists each (a test keeps it true)."""

    model_config = SettingsConfigDict(env_prefix="SECOND_FLOOR_", extra="ignore", populate_by_name=True)

    home: Path = Field(default=Path("data"), description="The folder that everything lives under.")
    language: str = Field(default="", description="zh or en; empty follows the browser or the system.")
    public_url: str = Field(
        default="http://localhost:8501",
        description="Where customers reach tracked links; the app's own address.",
    )
    channels: dict[str, str] = Field(
        default_factory=dict, description="Name to Apprise URL, as JSON: where posts go besides the outbox."
    )
    webhook_secret: SecretStr = Field(
        default=SecretStr(""),
        description="Key of the webhooks' HMAC-SHA256 signature; empty uses the one in the home folder.",
    )
    max_file_mb: int = Field(
        default=1024, ge=1, description="Largest file, unpacked, that an import accepts, in MiB."
    )
    holdout_share: float = Field(
        default=0.2, gt=0, lt=0.9, description="Share of an audience left out of a post as its control group."
    )
    review_days: int = Field(
        default=7, ge=1, le=90, description="Days after a post until its battle report is final."
    )
    quiet_from: int = Field(
        default=22, ge=0, le=23, description="Hour of the shop's day from which nothing is sent."
    )
    quiet_until: int = Field(
        default=8, ge=0, le=23, description="Hour of the shop's day until which nothing is sent."
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    openai_base_url: str = Field(
        default="",
        validation_alias=AliasChoices("OPENAI_BASE_URL", "openai_base_url"),
        description="An OpenAI-compatible endpoint that makes texts more fluent; empty uses the embedded brain.",
    )
    openai_api_key: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("OPENAI_API_KEY", "openai_api_key"),
        description="The endpoint's key.",
    )
    model_general: str = Field(default="", description="The model's name for writing.")
    model_timeout: float = Field(
        default=12.0, gt=0, description="Seconds to wait for the model before the embedded brain writes."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then environment, then the home folder's settings.toml."""
        given = getattr(init_settings, "init_kwargs", {}).get("home")
        home = Path(given or os.environ.get(HOME_VARIABLE, "data"))
        return (
            init_settings,
            env_settings,
            TomlConfigSettingsSource(settings_cls, toml_file=home / "settings.toml"),
        )


def load_settings(home: Path | None = None) -> Settings:
    """Read the settings of a home folder (`SECOND_FLOOR_HOME`, else ./data)."""
    chosen = home or Path(os.environ.get(HOME_VARIABLE, "data"))
    return Settings(home=chosen.expanduser().resolve())
