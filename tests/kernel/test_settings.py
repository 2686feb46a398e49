"""Settings: who wins, what is refused, and that nothing is dropped in silence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brain.kernel.errors import OwnerError
from brain.kernel.settings import Settings, load_settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder and an environment that sets nothing."""
    for name in Settings.model_fields:
        for variable in (f"SECOND_FLOOR_{name}", name):
            monkeypatch.delenv(variable.upper(), raising=False)
    return tmp_path


def write(home: Path, toml: str) -> None:
    """Put a settings.toml into the home folder."""
    (home / "settings.toml").write_text(toml, encoding="utf-8")


def test_without_anything_set_the_defaults_hold(home: Path) -> None:
    """A fresh folder works, and is itself the home."""
    loaded = load_settings(home)
    assert (loaded.home, loaded.quiet_from, loaded.channels) == (home.resolve(), 22, {})
    assert not list(home.iterdir()), "reading settings writes nothing"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 23), st.integers(0, 23))
def test_the_environment_wins_over_the_file(home: Path, in_file: int, in_environment: int) -> None:
    """settings.toml beats the default, a variable beats settings.toml."""
    write(home, f"quiet_from = {in_file}\n")
    with pytest.MonkeyPatch.context() as patch:
        assert load_settings(home).quiet_from == in_file
        patch.setenv("SECOND_FLOOR_QUIET_FROM", str(in_environment))
        assert load_settings(home).quiet_from == in_environment


def test_the_home_folder_is_never_moved_by_its_own_file(home: Path) -> None:
    """A home that names another home would split a shop's data in two."""
    write(home, 'home = "/somewhere/else"\n')
    assert load_settings(home).home == home.resolve()


def test_the_home_variable_chooses_the_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SECOND_FLOOR_HOME is used, with its settings.toml, when no folder is given."""
    write(home, "review_days = 14\n")
    monkeypatch.setenv("SECOND_FLOOR_HOME", str(home))
    loaded = load_settings()
    assert (loaded.home, loaded.review_days) == (home.resolve(), 14)


def test_the_models_endpoint_has_its_usual_names(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """OPENAI_BASE_URL and OPENAI_API_KEY as every tool knows them, or lower case in the file."""
    write(home, 'openai_base_url = "http://localhost:1"\nopenai_api_key = "from-file"\n')
    monkeypatch.setenv("OPENAI_API_KEY", "from-environment")
    loaded = load_settings(home)
    assert loaded.openai_base_url == "http://localhost:1"
    assert loaded.openai_api_key.get_secret_value() == "from-environment"


def test_secrets_do_not_show(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing or dumping the settings hides keys."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-hidden")
    write(home, 'webhook_secret = "also-hidden"\n')
    shown = repr(load_settings(home)) + load_settings(home).model_dump_json()
    assert "hidden" not in shown


def test_channels_come_from_a_table_or_from_json(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A TOML table in the file, JSON in the environment."""
    write(home, '[channels]\nfeishu = "feishu://token"\n')
    assert load_settings(home).channels == {"feishu": "feishu://token"}
    monkeypatch.setenv("SECOND_FLOOR_CHANNELS", '{"wecom": "wecombot://key"}')
    assert load_settings(home).channels["wecom"] == "wecombot://key"


def test_a_file_saved_with_a_byte_order_mark_is_read(home: Path) -> None:
    """Windows' editor adds one."""
    (home / "settings.toml").write_bytes(b"\xef\xbb\xbfquiet_from = 20\n")
    assert load_settings(home).quiet_from == 20


@pytest.mark.parametrize(
    ("toml", "code", "says"),
    [
        ("quite_from = 21", "setting_unknown", "Did you mean quiet_from?"),
        ("colour = 1", "setting_unknown", "colour"),
        ("quiet_from = 24", "setting_not_allowed", "quiet_from"),
        ("holdout_share = 0", "setting_not_allowed", "holdout_share"),
        ("holdout_share = nan", "setting_not_allowed", "holdout_share"),
        ('language = "fr"', "setting_not_allowed", "language"),
        ('log_level = "loud"', "setting_not_allowed", "log_level"),
        ("quiet_from = ", "settings_unreadable", "Invalid value"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(home: Path, toml: str, code: str, says: str) -> None:
    """One sentence that names the setting, never a traceback and never silence."""
    write(home, toml)
    with pytest.raises(OwnerError) as refused:
        load_settings(home)
    assert refused.value.code == code
    assert says in refused.value.render("en")


def test_a_file_in_another_encoding_is_refused_in_words(home: Path) -> None:
    """GBK comments are not guessed at."""
    (home / "settings.toml").write_bytes("# 安静时段\nquiet_from = 20\n".encode("gbk"))
    with pytest.raises(OwnerError, match=r"Save it as UTF-8"):
        load_settings(home)


@pytest.mark.parametrize("name", ["MAX_FILE_MB", "CHANNELS"])
def test_a_variable_that_cannot_be_read_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Numbers and JSON in the environment are checked like those in the file."""
    monkeypatch.setenv(f"SECOND_FLOOR_{name}", "not this")
    with pytest.raises(OwnerError, match=name.lower()):
        load_settings(home)


def test_a_wrong_secret_is_not_repeated(home: Path) -> None:
    """The message names the setting, not the value: it may be shown on a screen."""
    write(home, "openai_api_key = 123456789\n")
    with pytest.raises(OwnerError) as refused:
        load_settings(home)
    assert "123456789" not in refused.value.render("en")


def test_log_levels_are_taken_in_any_case(home: Path) -> None:
    """`debug` is DEBUG."""
    write(home, 'log_level = "debug"\n')
    assert load_settings(home).log_level == "DEBUG"


def test_every_setting_says_what_it_is_for() -> None:
    """The description is what the settings page and the guide show."""
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


def test_prices_of_models_are_read_from_both_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table in the file, JSON in the environment; a role that does not exist, or JSON that is none, is named."""
    (tmp_path / "settings.toml").write_text("[model_prices]\ngeneral = [2, 8.5]\n", encoding="utf-8")
    assert load_settings(tmp_path).model_prices == {"general": (Decimal(2), Decimal("8.5"))}
    monkeypatch.setenv("SECOND_FLOOR_MODEL_PRICES", '{"fast": [0.1, 0.2]}')
    assert load_settings(tmp_path).model_prices["fast"] == (Decimal("0.1"), Decimal("0.2"))
    for broken in ('{"fast": [0.1', '{"quick": [1, 2]}', '{"fast": [-1, 2]}'):
        monkeypatch.setenv("SECOND_FLOOR_MODEL_PRICES", broken)
        with pytest.raises(OwnerError, match="model_prices"):
            load_settings(tmp_path)
