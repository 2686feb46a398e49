"""Every setting, typed and documented. Environment variables win over `settings.toml` in the home folder."""

from __future__ import annotations

import os
import re
import tomllib
from decimal import Decimal
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

HOME_VARIABLE = "SECOND_FLOOR_HOME"
ModelRole = Literal["fast", "general", "embed", "transcribe", "image"]
"""What a model is used for: each role may have a model of its own."""
ModelPrice = tuple[Annotated[Decimal, Field(ge=0)], Annotated[Decimal, Field(ge=0)]]
"""The price of a million tokens, in and out."""


class _SettingsFile(TomlConfigSettingsSource):
    """settings.toml, also as Windows' editor saves it: with a byte order mark."""

    def _read_file(self, file_path: Path | Traversable) -> dict[str, Any]:
        return _parsed(file_path)


class Settings(BaseSettings):
    """What the owner or operator may set; `docs/guide/settings.md` lists each (a test keeps it true)."""

    model_config = SettingsConfigDict(env_prefix="SECOND_FLOOR_", extra="ignore", populate_by_name=True)

    home: Path = Field(default=Path("data"), description="The folder that everything lives under.")
    language: Literal["", "zh", "en"] = Field(
        default="", description="zh or en; empty follows the browser or the system."
    )
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
    shopify_webhook_secret: SecretStr = Field(
        default=SecretStr(""),
        description="What Shopify signs its webhooks with, for shops whose connection has no secret of its own.",
    )
    woocommerce_webhook_secret: SecretStr = Field(
        default=SecretStr(""),
        description="What WooCommerce signs its webhooks with, for shops whose connection has no secret of its own.",
    )
    pull_minutes: int = Field(
        default=15, ge=1, le=1440, description="Minutes between two looks into a connected shop system."
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
    most_messages_a_week: int = Field(
        default=2, ge=0, description="Messages that one customer gets in seven days at most; 0 sets no limit."
    )
    push_at: str = Field(
        default="08:30",
        pattern=r"^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$",
        description="Time of the shop's day at which the day's cards are made and told to the owner; empty never.",
    )
    push_channel: str = Field(
        default="", description="Name of the channel that tells the owner; empty tells in the app only."
    )
    retention_contacts_days: int = Field(
        default=1095,
        ge=0,
        description="Days without an order after which a customer's contact is deleted; 0 keeps it.",
    )
    retention_events_days: int = Field(
        default=0, ge=0, description="Days after which looks and clicks are deleted; 0 keeps them."
    )
    retention_quarantine_days: int = Field(
        default=90,
        ge=0,
        description="Days after which the original cells of rows left out are deleted; 0 keeps them.",
    )
    retention_chat_days: int = Field(
        default=365, ge=0, description="Days after which questions and answers are deleted; 0 keeps them."
    )
    retention_photos_days: int = Field(
        default=730, ge=0, description="Days after which customers' photos are deleted; 0 keeps them."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="DEBUG, INFO, WARNING or ERROR."
    )
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
    model_general: str = Field(
        default="", description="The model's name for answers and texts; empty uses the embedded brain."
    )
    model_fast: str = Field(
        default="", description="A small model's name for frequent small tasks; empty uses the general one."
    )
    model_embed: str = Field(default="", description="The model's name for embeddings; empty does without.")
    model_transcribe: str = Field(
        default="", description="The model's name for turning speech into text; empty does without."
    )
    model_image: str = Field(default="", description="The model's name for drawing; empty does without.")
    model_timeout: float = Field(
        default=12.0, gt=0, description="Seconds to wait for the model before the embedded brain writes."
    )
    model_answer_seconds: float = Field(
        default=60.0, gt=0, description="Seconds that one answer with all its steps may take."
    )
    model_prices: dict[ModelRole, ModelPrice] = Field(
        default_factory=dict,
        description="Role to price of a million tokens in and out, as JSON; a role without a price costs nothing.",
    )
    model_daily_cost: Decimal = Field(
        default=Decimal(0),
        ge=0,
        description="Most that the model may cost a shop in a day, in the currency of the prices; 0 sets no limit.",
    )
    model_daily_tokens: int = Field(
        default=2_000_000, ge=0, description="Most tokens a shop may use in a day; 0 sets no limit."
    )

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

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
            _SettingsFile(settings_cls, toml_file=home / "settings.toml"),
        )


def load_settings(home: Path | None = None) -> Settings:
    """Read the settings of a home folder (`SECOND_FLOOR_HOME`, else ./data).

    Raises OwnerError where one cannot be used: settings.toml is no TOML, a name in it is unknown, a value is not
    allowed. The value itself is not repeated: it may be a secret in the wrong place.
    """
    chosen = (home or Path(os.environ.get(HOME_VARIABLE) or "data")).expanduser().resolve()
    _refuse_unknown_names(chosen / "settings.toml")
    try:
        return Settings(home=chosen)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        raise _unusable(name, first["msg"]) from None
    except SettingsError as error:
        named = re.search(r'field "(\w+)"', str(error))
        raise _unusable(named[1] if named else "channels", str(error.__cause__ or "")) from None


def _parsed(path: Path | Traversable) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))


def _unusable(name: str, why: str) -> OwnerError:
    return OwnerError(
        "setting_not_allowed",
        Text(msg="The setting {name} cannot be used: {why}.", args={"name": name, "why": why}),
        Text(
            msg="Correct it in the environment or in settings.toml; docs/guide/settings.md says what is allowed."
        ),
    )


def _refuse_unknown_names(path: Path) -> None:
    """A misspelt name would be left out in silence, and quiet hours would not be kept."""
    if not path.is_file():
        return
    try:
        names = _parsed(path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OwnerError(
            "settings_unreadable",
            Text(msg="settings.toml cannot be read: {why}.", args={"why": str(error)}),
            Text(msg="Save it as UTF-8 and write each setting as name = value, texts in quotes."),
        ) from error
    for name in names:
        if name.lower() not in Settings.model_fields:
            near = get_close_matches(name.lower(), Settings.model_fields, n=1)
            hint = Text(msg="Did you mean {name}?", args={"name": near[0]}) if near else None
            raise OwnerError(
                "setting_unknown",
                Text(msg="settings.toml names {name}, which is not a setting.", args={"name": name}),
                hint or Text(msg="docs/guide/settings.md lists all of them."),
            )
