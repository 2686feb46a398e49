"""Asking the running app: by files, whole or not at all, by exactly one of the two."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from brain.bootstrap import Brain
from brain.care import requests
from brain.care.requests import ask_app, serve_requests
from brain.kernel.clock import FixedClock, SystemClock
from brain.kernel.errors import Busy, OwnerError
from tests.care.lane import ANNA, LANE, NOON, held


def left(home: Path) -> list[str]:
    """What lies in the folder of requests."""
    return sorted(path.name for path in (home / "requests").iterdir())


def test_another_process_does_what_is_asked(home: Path, tmp_path: Path, brain: Brain) -> None:
    """A backup and an erasure through the process that holds the home; nothing of the request stays."""
    brain.close()
    with held(home, "serve"):
        made = ask_app(home, "backup", "", "local", {"target": str(tmp_path / "b.zip")}, SystemClock())
        assert Path(made["file"]).is_file()
        gone = ask_app(home, "forget", LANE.id, "local", {"own_id": ANNA}, SystemClock())
        assert gone["certificate"]["erased"]["order_line"] == 3
        with pytest.raises(OwnerError) as refused:
            ask_app(home, "backup", "", "local", {"target": str(tmp_path / "b.zip")}, SystemClock())
        assert refused.value.code == "backup_exists"
    assert left(home) == []


def test_an_app_that_does_not_answer_loses_the_request(home: Path, brain: Brain) -> None:
    """Taken back after the wait: it is never carried out behind the asker's back."""
    with pytest.raises(Busy) as refused:
        ask_app(home, "forget", LANE.id, "local", {"own_id": ANNA}, SystemClock(), taken_within=0.3)
    assert refused.value.code == "app_silent"
    assert left(home) == []
    assert serve_requests(brain) == 0


def test_an_app_that_dies_in_the_middle_is_noticed(home: Path, tmp_path: Path, brain: Brain) -> None:
    """The lock goes with the process; the asker is not left waiting."""
    brain.close()
    with held(home, "die"), pytest.raises(Busy) as refused:
        ask_app(home, "backup", "", "local", {"target": str(tmp_path / "b.zip")}, SystemClock())
    assert refused.value.code == "app_gone"
    assert left(home) == []


def test_what_nobody_waits_for_is_not_done(home: Path, brain: Brain) -> None:
    """A request from before the app's last rest is swept, not carried out; so are old answers and nonsense."""
    folder = home / "requests"
    folder.mkdir()
    old = {
        "id": "a",
        "kind": "forget",
        "shop": LANE.id,
        "user": "u",
        "args": {"own_id": ANNA},
        "asked_at": NOON.isoformat(),
    }
    (folder / "a.json").write_text(json.dumps(old), encoding="utf-8")
    (folder / "b.json").write_text("{", encoding="utf-8")
    (folder / "c.answer").write_text("{}", encoding="utf-8")
    assert serve_requests(brain, FixedClock(NOON + timedelta(days=900))) == 0
    assert left(home) == []
    with brain.parts.warehouse.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM forgotten_customer").fetchone() == (0,)


def test_what_cannot_be_done_is_answered_and_the_app_goes_on(
    home: Path, brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unknown kind, a shop that is none, a fault of ours: the asker gets a sentence, the poller's turn ends well."""

    def broken(*args: object) -> object:
        raise RuntimeError("inside")

    monkeypatch.setitem(requests.SERVICES, "backup", broken)
    for kind, shop, code in (
        ("dance", LANE.id, "failed"),
        ("forget", "nowhere", "no_shop"),
        ("backup", "", "failed"),
    ):
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(ask_app, home, kind, shop, "u", {}, SystemClock(), taken_within=30)
            while not serve_requests(brain):
                assert not asked.done()
            with pytest.raises(OwnerError) as refused:
                asked.result(10)
        assert refused.value.code == code
    assert left(home) == []


def test_a_home_without_requests_costs_nothing(brain: Brain, home: Path) -> None:
    """The folder is made by who asks, not by the app."""
    assert serve_requests(brain) == 0
    assert not (home / "requests").exists()
