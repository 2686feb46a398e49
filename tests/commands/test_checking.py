"""`reconcile` and `quality` on the command line: figures in, verdicts out, exit codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_command_line import answer, call

ORDERS = """order_id,ordered_at,status,product_id,product_name,category,customer_id,quantity,unit_price,paid_amount,refund_amount
A,2026-11-18 10:00,paid,P1,Apple,Fruit,C1,1,20,20,0
B,2026-11-19 10:00,paid,P1,Apple,Fruit,C2,2,20,40,10
U,2026-11-19 11:00,unpaid,P1,Apple,Fruit,C3,1,70,0,0
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with one import of three orders, and that import's name."""
    home = tmp_path_factory.mktemp("checking")
    file = home / "orders.csv"
    file.write_text(ORDERS, encoding="utf-8")
    return home, answer(home, "import", str(file))["batch"]


def test_without_figures_it_shows_what_counts(shop: tuple[Path, str]) -> None:
    """To be held against the back office."""
    home, batch = shop
    said: dict[str, Any] = answer(home, "reconcile", batch)
    assert said == {
        "batch": batch,
        "undone": False,
        "agrees": False,
        "counted": {"orders": 2, "paid": 60, "refunds": 10, "net": 50},
        "compared": [],
    }
    assert "¥60.00" in call(home, "reconcile", batch).stdout


def test_equal_different_and_explained(shop: tuple[Path, str]) -> None:
    """Orders agree; what was paid differs by the unpaid order, which equals the difference."""
    home, batch = shop
    said = answer(home, "reconcile", batch, "--orders", "2", "--paid", "¥130.00", "--net", "50")
    found = {one["figure"]: one for one in said["compared"]}
    assert (found["orders"]["agrees"], found["net"]["agrees"], found["paid"]["agrees"]) == (True, True, False)
    assert (found["paid"]["difference"], found["paid"]["parts"]) == (70, [["unpaid"]])
    assert len(found["paid"]["equals"]) == 1
    assert not said["agrees"]
    words = call(home, "reconcile", batch).stdout
    assert "¥130.00" in words
    assert "¥70.00" in words


def test_a_day_by_itself(shop: tuple[Path, str]) -> None:
    """`--of` names a day or month of the file."""
    home, batch = shop
    said = answer(home, "reconcile", batch, "--of", "2026-11-19", "--paid", "40")
    day = next(one for one in said["compared"] if one["of"] == "2026-11-19")
    assert (day["counted"], day["agrees"]) == (40, True)


@pytest.mark.parametrize(
    "words", [("--paid", "twelve"), ("--of", "someday", "--paid", "1"), ("--orders", "1.5")]
)
def test_nonsense_is_refused_with_one_sentence(shop: tuple[Path, str], words: tuple[str, ...]) -> None:
    """Exit code 1, a sentence on stderr, nothing on stdout."""
    home, batch = shop
    result = call(home, "reconcile", batch, *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.strip()
    assert call(home, "reconcile", "batch_nowhere", "--paid", "1").exit_code == 1


def test_quality_adds_up(shop: tuple[Path, str]) -> None:
    """100 less the points of the reasons; each reason says what was found and what to do."""
    home, _ = shop
    said = answer(home, "quality")
    assert said["score"] == 100 - sum(one["points"] for one in said["reasons"])
    assert said["freshness"]["newest"] == "2026-11-19"
    assert all(one["text"]["text"] and one["next"]["text"] for one in said["reasons"])
    assert {one["name"] for one in said["reasons"]} >= {"cost", "unlisted"}
    assert f"{said['score']}" in call(home, "quality").stdout
