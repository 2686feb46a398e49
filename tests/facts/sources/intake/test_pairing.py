"""Files chosen together: which of them are one export, in whatever order they come."""

from __future__ import annotations

from pathlib import Path

import pytest

from brain.facts.sources.intake.opening import Options
from brain.facts.sources.intake.pairing import paired
from brain.kernel.errors import OwnerError
from tests.facts.counter import Counter

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.mark.parametrize(
    ("chosen", "imports"),
    [
        (["youzan_goods", "youzan_orders"], ["youzan_goods.csv + youzan_orders.csv"]),
        (["youzan_orders", "youzan_goods"], ["youzan_goods.csv + youzan_orders.csv"]),
        (["taobao", "taobao_goods", "shopify"], ["taobao_goods.csv + taobao.csv", "shopify.csv"]),
        (["youzan_goods", "taobao"], ["youzan_goods.csv", "taobao.csv"]),
        (["shopify", "jd"], ["shopify.csv", "jd.csv"]),
        (["taobao_goods"], ["taobao_goods.csv"]),
        (
            ["youzan_goods", "taobao_goods", "taobao", "youzan_orders"],
            ["youzan_goods.csv + youzan_orders.csv", "taobao_goods.csv + taobao.csv"],
        ),
        ([], []),
    ],
)
def test_files_find_their_partners(tmp_path: Path, chosen: list[str], imports: list[str]) -> None:
    """The list of goods takes the order list of its own system; all others stay by themselves, in their order."""
    found = paired([FIXTURES / f"{name}.csv" for name in chosen], tmp_path, Options())
    assert [one.name for one in found] == imports


def test_a_file_that_cannot_be_opened_stays_by_itself(tmp_path: Path) -> None:
    """Importing it says why; the others are paired all the same, and nothing stays in staging."""
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"\x89PNG")
    files = [bad, FIXTURES / "youzan_goods.csv", FIXTURES / "youzan_orders.csv"]
    assert [one.name for one in paired(files, tmp_path, Options())] == [
        "bad.csv",
        "youzan_goods.csv + youzan_orders.csv",
    ]
    assert not [*(tmp_path / "staging").glob("*")]


def test_one_without_its_partner_names_it(counter: Counter) -> None:
    """A list of goods alone would have no amounts; a file that is not the partner is none."""
    for companion in (None, FIXTURES / "jd.csv"):
        with pytest.raises(OwnerError) as refused:
            counter.load(FIXTURES / "youzan_goods.csv", companion=companion)
        assert refused.value.code == "companion_missing"
    assert counter.rows("SELECT count(*) FROM import_batch") == [(0,)]


def test_rows_of_both_files_are_accounted_for(counter: Counter) -> None:
    """Every row of the goods and every order without goods is loaded, a duplicate or left out; twice adds nothing."""
    first = counter.load(FIXTURES / "youzan_goods.csv", companion=FIXTURES / "youzan_orders.csv")
    assert first.rows_read == first.loaded + first.duplicates + len(first.quarantined)
    second = counter.load(FIXTURES / "youzan_goods.csv", companion=FIXTURES / "youzan_orders.csv")
    assert (second.rows_read, second.loaded) == (first.rows_read, 0)
