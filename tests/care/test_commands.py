"""The commands of care: JSON on stdout, sentences on stderr, exit codes, and the running app asked where it has the data."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from brain.care import requests
from brain.cli import app
from tests.care.lane import ANNA, ANNAS, fill, held, open_home


def call(home: Path, *words: str) -> Result:
    """Run one command against a home folder, in this process."""
    logging.getLogger("dbos").handlers.clear()
    return CliRunner().invoke(app, [*words, "--home", str(home)], env={"SECOND_FLOOR_LANGUAGE": "en"})


def answer(home: Path, *words: str) -> Any:
    """The JSON that a command prints; it must be one line and nothing else."""
    result = call(home, *words, "--json")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("\n") == 1
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled home, closed."""
    folder = tmp_path_factory.mktemp("care")
    with open_home(folder / "home") as brain:
        fill(brain, folder)
    return folder / "home"


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(filled, tmp_path / "home"))


def test_backup_and_restore(home: Path, tmp_path: Path) -> None:
    """A file that is named on stdout, a home that is made from it, and refusals that end with 1 and one line."""
    made = answer(home, "backup", str(tmp_path / "b.zip"))
    assert made["file"] == str(tmp_path / "b.zip")
    assert (made["with_key"], made["note"], made["shops"][0]["id"]) == (True, None, "lane")
    done = answer(tmp_path / "other", "restore", made["file"])
    assert (done["home"], done["aside"], done["contacts_open"]) == (str(tmp_path / "other"), "", True)
    for words in (
        ("restore", made["file"]),
        ("backup", made["file"]),
        ("restore", str(tmp_path / "none.zip")),
    ):
        refused = call(home, *words)
        assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert "kept beside" not in call(home, "restore", made["file"], "--replace").stdout
    assert answer(home, "backup", str(tmp_path), "--without-key")["note"]["text"].startswith(
        "Without the key"
    )


def test_forget_and_verify(home: Path, tmp_path: Path) -> None:
    """Counted first, then erased; the certificate on stdout is what `--verify` wants; changed it is refused."""
    found = answer(home, "forget-customer", ANNA, "--dry-run")["found"]
    assert found["order_line"] == 3
    assert answer(home, "forget-customer", ANNA, "--dry-run")["found"] == found, "counting changes nothing"
    certificate = answer(home, "forget-customer", "--contact", "13812345678")
    assert (certificate["already"], certificate["erased"]["order_line"]) == (False, 3)
    path = tmp_path / "c.json"
    path.write_text(json.dumps(certificate), encoding="utf-8")
    assert answer(home, "forget-customer", "--verify", str(path)) == {
        "id": certificate["id"],
        "genuine": True,
    }
    path.write_text(json.dumps({**certificate, "customer": "0" * 32}), encoding="utf-8")
    refused = call(home, "forget-customer", "--verify", str(path))
    assert (refused.exit_code, refused.stdout) == (1, "")
    again = call(home, "forget-customer", ANNA)
    assert "already" in again.stdout
    assert not any(piece in again.stdout for piece in ANNAS)
    assert call(home, "forget-customer").exit_code == 1
    assert call(home, "forget-customer", "nobody").exit_code == 1


def test_rotate_and_report(home: Path) -> None:
    """Counts in JSON; the report has no contact in it; doctor knows the keyring and the last backup."""
    assert answer(home, "rotate-key")["dropped_keys"] == 1
    report = answer(home, "personal-data")
    assert {place["table"] for place in report["places"]} >= {"customer_contact", "order_line", "chat_turn"}
    words = call(home, "personal-data").stdout
    assert "13*******78" in words
    assert not any(piece in words for piece in ANNAS)
    looks = {look["name"]: look for look in answer(home, "doctor")["findings"]}
    assert all(looks[name]["ok"] for name in ("keyring", "backup", "erasures", "retention"))


def test_the_running_app_is_asked(home: Path, tmp_path: Path) -> None:
    """A sentence on stderr, then the same answer as without the app."""
    with held(home, "serve"):
        result = call(home, "backup", str(tmp_path / "b.zip"), "--json")
        assert result.exit_code == 0, result.stderr
        assert json.loads(result.stdout)["file"] == str(tmp_path / "b.zip")
        assert "next turn" in result.stderr
        assert answer_of(call(home, "forget-customer", ANNA, "--json"))["erased"]["order_line"] == 3
        refused = call(home, "restore", str(tmp_path / "b.zip"), "--replace")
        assert refused.exit_code == 1
        assert "open in another program" in refused.stderr


def answer_of(result: Result) -> Any:
    """The JSON of a call that succeeded."""
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_an_app_that_is_deaf(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence after the wait; nothing was done and nothing is left to be done later."""
    monkeypatch.setattr(requests.ask_app, "__kwdefaults__", {"taken_within": 0.2})
    with held(home):
        result = call(home, "rotate-key")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "does not answer" in result.stderr
    assert list((home / "requests").iterdir()) == []


def test_a_backup_into_a_folder_that_is_not_there(home: Path, tmp_path: Path) -> None:
    """What ends in a slash is a folder and is made; a name without an ending gets the one that says what it is."""
    folder = tmp_path / "new" / "place"
    made = Path(answer(home, "backup", f"{folder}/")["file"])
    assert (made.parent, made.suffix) == (folder, ".zip")
    assert made.name.startswith("second-floor-")
    assert answer(home, "backup", str(tmp_path / "monday"))["file"] == str(tmp_path / "monday.zip")
    restored = answer(tmp_path / "other", "restore", str(tmp_path / "monday.zip"))
    assert [shop["id"] for shop in restored["shops"]] == ["lane"]


def test_a_dry_run_speaks_of_what_has_not_happened(home: Path) -> None:
    """Nothing is nobody's yet: the words are those of what would be."""
    said = call(home, "forget-customer", ANNA, "--dry-run").stdout
    assert said.startswith("Nothing was erased. This is what would be:")
    assert "would be nobody's then" in said
    assert "now" not in said
    assert call(home, "forget-customer", ANNA, "--dry-run").stdout == said
