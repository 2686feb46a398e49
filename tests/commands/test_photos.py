"""Photos on the command line: the promised JSON, the owner's word, and the picture that goes with a yes."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from brain.bootstrap import open_brain
from brain.cli import app
from brain.kernel.clock import FixedClock
from tests.care.lane import NOON
from tests.commands.test_json_forms import ORDERS, promised
from tests.photos.made import REVIEWS, put_card, write

NOW = "2026-11-20T12:00"


@pytest.fixture(autouse=True)
def no_handler_on_a_swapped_stderr() -> Iterator[None]:
    """DBOS keeps a handler on the stderr that it first saw; the runner's is closed by then."""
    logging.getLogger("dbos").handlers.clear()
    yield
    logging.getLogger("dbos").handlers.clear()


def run(home: Path, *words: str) -> Result:
    command, *rest = words
    given = [command, "--home", str(home), "--now", NOW, "--json", *rest]
    return CliRunner().invoke(app, given, env={"SECOND_FLOOR_LANGUAGE": "en"})


def answered(home: Path, *words: str) -> Any:
    result = run(home, *words)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.strip().splitlines()
    return (
        json.loads(lines[-1]) if len(lines) > 1 and lines[0].startswith('{"') else json.loads(result.stdout)
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A shop with orders of P1 and a review that names a photo, and a card about P1."""
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    (tmp_path / "reviews.csv").write_text(
        REVIEWS + "r1,2026-11-10T09:00:00,P1,C1001,5,好,a.jpg,yes\n", encoding="utf-8"
    )
    for name in ("orders.csv", "reviews.csv"):
        answered(tmp_path / "home", "import", str(tmp_path / name))
    brain = open_brain(tmp_path / "home", FixedClock(NOON))
    put_card(brain, "main")
    brain.close()
    return tmp_path / "home"


def test_photos_named_together_are_one_import(home: Path, tmp_path: Path) -> None:
    """One line in the promised form; the unmatched one is told on stderr; a second time all are duplicates."""
    files = [str(write(tmp_path, name, n)[0]) for n, name in enumerate(("a.jpg", "b.jpg"), start=1)]
    (tmp_path / "bad.jpg").write_bytes(b"x")
    dry = answered(home, "import", "--dry-run", *files)
    assert (dry["batch"], dry["loaded"], dry["loadable"]) == (None, 0, 2)
    result = run(home, "import", *files, str(tmp_path / "bad.jpg"))
    said = json.loads(result.stdout)
    assert list(said) == promised("import")
    assert (said["rows_read"], said["loaded"], said["duplicates"], len(said["quarantined"])) == (3, 2, 0, 1)
    assert said["quarantined"][0]["row"] == 3
    assert "1 photos are named by no review" in result.stderr
    again = answered(home, "import", *files)
    assert (again["loaded"], again["duplicates"]) == (0, 2)
    assert answered(home, "undo-import", said["batch"]) == {"batch": said["batch"], "rows": 2}


def test_a_single_bad_photo_is_refused(home: Path, tmp_path: Path) -> None:
    """Exit code 1, one sentence, nothing on stdout; photos before there is a shop are refused as well."""
    (tmp_path / "bad.png").write_bytes(b"x")
    result = run(home, "import", str(tmp_path / "bad.png"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no picture that can be read" in result.stderr
    result = run(tmp_path / "empty", "import", str(write(tmp_path, "a.jpg")[0]))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no shop yet" in result.stderr


def test_a_yes_with_photos(home: Path, tmp_path: Path) -> None:
    """The card offers them beside its poster, `decide --picture` takes them, the execution says so."""
    refused = run(home, "decide", "card_1", "accept", "--picture", "photos")
    assert refused.exit_code == 1
    assert "no picture of customers' photos" in refused.stderr
    assert run(home, "decide", "card_1", "accept", "--picture", "drawing").exit_code == 2
    answered(home, "import", str(write(tmp_path, "a.jpg", 1)[0]))
    card = answered(home, "card", "card_1")
    assert card["proposal"]["picture"] == "poster"
    assert len(card["proposal"]["photos"]) == 1
    done = answered(home, "decide", "card_1", "accept", "--picture", "photos")
    assert (done["shows"], done["picture"]) == ("photos", card["proposal"]["variants"][0]["photos"])
    assert done["post"]["picture"] == done["picture"]


def test_the_owners_word_on_one_photo(home: Path, tmp_path: Path) -> None:
    """By the beginning of its name; the forms are those of the guide."""
    answered(home, "import", str(write(tmp_path, "x.jpg", 3)[0]))
    [one] = answered(home, "photos")
    assert list(one) == promised("photos")
    assert one["standing"] == "unmatched"
    seen = answered(home, "photo", one["id"][:8], "--product", "P1", "--agreed", "yes")
    assert (seen["standing"], seen["product"], seen["own_agreed"]) == ("usable", "P1", True)
    assert run(home, "photo", one["id"][:8], "--agreed", "perhaps").exit_code == 2
    assert run(home, "photo", "beef", "--agreed", "no").exit_code == 1
    assert answered(home, "photo", one["id"], "--remove") == {"photo": one["id"], "removed": True, "posts": 0}
    assert answered(home, "photos") == []
