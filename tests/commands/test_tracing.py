"""`lineage` and `tags` as promised: JSON shapes, both ways of a row, refusals that say what to do."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from brain.cli import app

NOW = "2026-11-20T10:00"
HEADER = "order_id,line_no,ordered_at,product_id,product_name,category,quantity,paid_amount,refund_amount,customer_id\n"
ROWS = "".join(
    f"A{n},1,2026-11-{n:02d} 10:00,p{n % 3},米粉{n % 3},辅食,1,{n}.00,0,客{n % 4}\n" for n in range(1, 19)
)


def call(home: Path, *words: str) -> Result:
    """Run one command against a home folder, in this process."""
    logging.getLogger("dbos").handlers.clear()
    return CliRunner().invoke(app, [*words, "--home", str(home), "--now", NOW])


def answer(home: Path, *words: str) -> Any:
    """The JSON that a command prints, one line and nothing else."""
    result = call(home, *words, "--json")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("\n") == 1
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of one order file with one row that cannot be read."""
    folder = tmp_path_factory.mktemp("traced")
    file = folder / "十一月.csv"
    file.write_text(HEADER + ROWS + "A99,1,someday,p1,米粉1,辅食,1,5.00,0,客1\n", encoding="utf-8")
    answer(folder, "import", str(file))
    return folder


def test_a_question_leads_to_rows(home: Path) -> None:
    """The promised fields; the receipt can then be named itself."""
    said = answer(home, "lineage", "11月10日到11月12日净销售额", "--rows", "2")
    assert set(said) == {
        "receipt", "question", "sql", "query", "data_version", "current_version", "rows", "files", "sample", "counted_as", "notes",
    }  # fmt: skip
    assert said["rows"] == 3
    file = said["files"][0]
    assert (file["file"], file["rows"], file["row_numbers"]) == ("十一月.csv", 3, "10-12")
    assert [row["values"]["order_id"] for row in said["sample"]] == ["A10", "A11"]
    again = answer(home, "lineage", said["receipt"])
    assert again["files"] == said["files"]
    assert again["question"] is None


def test_a_row_leads_to_its_facts(home: Path) -> None:
    """BATCH:ROW says what came of the row, or why nothing did."""
    batch = answer(home, "lineage", "本月净销售额")["files"][0]["batch"]
    fate = answer(home, "lineage", f"{batch}:7")
    assert fate["facts"][0]["state"] == "current"
    assert fate["facts"][0]["values"]["paid_amount"] == 7
    left_out = answer(home, "lineage", f"{batch}:19")
    assert left_out["left_out"] == ["bad_time:ordered_at"]
    assert left_out["facts"] == []
    spoken = call(home, "lineage", f"{batch}:19")
    assert "someday" in spoken.stdout


@pytest.mark.parametrize("what", ["rcpt_unknown", "batch_unknown:3", "今天天气怎么样"])
def test_what_leads_nowhere_is_refused(home: Path, what: str) -> None:
    """One sentence on stderr, exit code 1, nothing on stdout."""
    result = call(home, "lineage", what)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.strip()


def test_tags_are_counted(home: Path) -> None:
    """By value, with the day and version that they are of."""
    said = answer(home, "tags")
    assert (said["as_of"], said["data_version"]) == ("2026-11-20", 1)
    life_cycle = [one for one in said["counts"] if one["tag"] == "life_cycle"]
    assert sum(one["customers"] for one in life_cycle) == 4
    assert call(home, "tags", "--refresh").exit_code == 0


def test_a_customer_is_asked_for_by_the_owners_number(home: Path) -> None:
    """Each tag with its sentence, and a receipt for the customer's order rows."""
    said = answer(home, "tags", "--customer", "客1")
    assert {tag["tag"] for tag in said["tags"]} >= {"life_cycle", "rfm", "rhythm"}
    assert all(tag["why"]["text"] for tag in said["tags"])
    assert answer(home, "lineage", said["receipt"])["rows"] == 5
    unknown = call(home, "tags", "--customer", "nobody")
    assert (unknown.exit_code, unknown.stdout) == (1, "")


def test_a_segment_is_kept(home: Path) -> None:
    """Conditions that all hold; the owner's own numbers come back."""
    said = answer(home, "tags", "--where", "life_cycle=active", "--where", "rhythm!=irregular")
    assert said["size"] == len(said["own_ids"]) == 4
    assert said["segment"].startswith("seg_")
    assert call(home, "tags", "--where", "life_cycle=asleep").exit_code == 1
    assert call(home, "tags", "--where", "life_cycle=new", "--customer", "客1").exit_code == 2


def test_rows_are_said_in_the_readers_words(home: Path) -> None:
    """States, kinds of lines and amounts as the page shows them, no stored word and no row of zeros."""
    said = call(home, "lineage", "11月10日到11月12日净销售额").stdout
    assert "状态 已付款" in said
    assert "实付金额 ¥10.00" in said
    assert "数量 1、" in said
    for stored in ("paid", "product", "1.000", "10.0000"):
        assert stored not in said


def test_a_question_without_a_figure_is_refused_in_two_sentences(home: Path) -> None:
    """What was answered stands apart from what to do."""
    said = call(home, "lineage", "今天天气怎么样").stderr
    assert "）。请问一个数字" in said
