"""The promises of the command line: JSON shapes, ids, exit codes, and nothing else on stdout."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from brain.cli import app

NOW = "2026-11-20T10:00"


def call(home: Path, *words: str, now: str = NOW) -> Result:
    """Run one command against a home folder, in this process."""
    # DBOS keeps a handler on the stderr that it first saw, which the runner closes after each call.
    logging.getLogger("dbos").handlers.clear()
    return CliRunner().invoke(app, [*words, "--home", str(home), "--now", now])


def answer(home: Path, *words: str, now: str = NOW) -> Any:
    """The JSON that a command prints; it must be one line and nothing else."""
    result = call(home, *words, "--json", now=now)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("\n") == 1
    return json.loads(result.stdout)


def to_send(home: Path) -> Any:
    """The best card that sends something: alerts for the owner's own hands may stand ahead of it."""
    return next(card for card in answer(home, "cards") if "proposal" in card)


@pytest.fixture(scope="module")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample shop, its cards made."""
    home = tmp_path_factory.mktemp("sample")
    made = answer(home, "demo")
    assert set(made) == {"shop", "order_lines", "from", "to"}
    assert made["to"] == "2026-11-19"
    answer(home, "cards")
    return home


@pytest.fixture
def own_home(sample_home: Path, tmp_path: Path) -> Path:
    """A copy of the sample home that a test may change."""
    return Path(shutil.copytree(sample_home, tmp_path / "home"))


def test_demo_again_adds_nothing(own_home: Path) -> None:
    """The sample shop of the same day, made twice, holds the same."""
    before = answer(own_home, "demo")
    assert answer(own_home, "demo") == before


def test_ask_answers_with_its_query_and_receipt(sample_home: Path) -> None:
    """A figure comes with value, unit, query, SQL and receipt; periods are half-open."""
    said = answer(sample_home, "ask", "上周卖了多少")
    assert said["status"] == "answer"
    assert said["unit"] == "money"
    assert said["query"]["period"] == {"start": "2026-11-09", "end": "2026-11-16"}
    assert said["query"]["metrics"] == ["net_sales"]
    assert "shop_id = 'demo'" in said["sql"]
    assert said["receipt"]["files"][0]["file"] == "orders.csv"
    assert set(said) == {
        "id", "status", "text", "value", "unit", "columns", "rows", "query", "sql", "receipt",
        "choices", "follow_ups", "topic", "chips", "engine", "ms",
    }  # fmt: skip
    assert [chip["slot"] for chip in said["chips"]] == ["period", "metric"]


def test_a_batch_keeps_its_ids_and_its_own_today(sample_home: Path, tmp_path: Path) -> None:
    """Each line of a batch is answered under its id, on its own day, and stdout holds nothing else."""
    lines = [
        {"id": "a", "question": "last week's net sales"},
        {"id": 7, "question": "last week's net sales", "today": "2026-10-20"},
        {"id": "c", "question": "明天会下雨吗"},
        {"id": "d", "question": "那上个月呢", "context": ["本月净销售额"]},
    ]
    file = tmp_path / "q.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    result = call(sample_home, "ask", "--batch", str(file))
    assert result.exit_code == 0
    said = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["id"] for one in said] == ["a", 7, "c", "d"]
    assert said[0]["query"]["period"]["start"] == "2026-11-09"
    assert said[1]["query"]["period"]["start"] == "2026-10-12"
    assert said[2]["status"] == "decline"
    assert said[3]["query"]["period"] == {"start": "2026-10-01", "end": "2026-11-01"}


def test_a_broken_batch_line_is_named(sample_home: Path, tmp_path: Path) -> None:
    """A line that is no JSON object ends with exit code 1 and one sentence that names the line."""
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": 1, "question": "orders last week"}\nnot json\n', encoding="utf-8")
    result = call(sample_home, "ask", "--batch", str(file))
    assert result.exit_code == 1
    assert "2" in result.stderr
    assert result.stderr.count("\n") == 1


def test_cards_card_and_audience(sample_home: Path) -> None:
    """Cards come best first with rendered sentences; the audience is the owner's own ids without those held out."""
    cards = answer(sample_home, "cards")
    assert [card["rank"] for card in cards] == sorted((card["rank"] for card in cards), reverse=True)
    card = to_send(sample_home)
    assert card["headline"]["text"]
    assert len({variant["voice"] for variant in card["proposal"]["variants"]}) == 3
    seen = answer(sample_home, "card", card["id"], "--audience")
    assert seen["size"] == seen["treated"] + seen["holdout"]
    assert len(seen["own_ids"]) == seen["treated"]
    assert all(own.startswith("C") for own in seen["own_ids"])
    assert seen["customers"] == sorted(seen["own_ids"] + seen["held_out_ids"])


def test_decide_sends_once_and_the_second_yes_is_the_same(own_home: Path) -> None:
    """An accepted card goes out at once; saying yes again changes nothing."""
    card = to_send(own_home)["id"]
    first = answer(own_home, "decide", card, "accept", "--variant", "1")
    assert first["state"] == "done"
    assert first["post"]["reached"] > 0
    again = answer(own_home, "decide", card, "accept", "--variant", "1")
    assert (again["id"], again["post"]["id"]) == (first["id"], first["post"]["id"])
    assert card not in [one["id"] for one in answer(own_home, "cards")]


def test_a_scheduled_card_waits_for_run_due(own_home: Path) -> None:
    """With --at it is scheduled; run-due sends it when its time has come, and only once."""
    card = to_send(own_home)["id"]
    scheduled = answer(own_home, "decide", card, "accept", "--at", "2026-11-20T15:00")
    assert scheduled["state"] == "scheduled"
    assert answer(own_home, "run-due")["sent"] == 0
    assert answer(own_home, "run-due", now="2026-11-20T15:01")["sent"] == 1
    assert answer(own_home, "run-due", now="2026-11-20T15:02")["sent"] == 0


def test_a_dismissed_card_is_not_proposed_again(own_home: Path) -> None:
    """A no with its reason holds, also when the brain looks again the next day."""
    card = to_send(own_home)
    assert answer(own_home, "decide", card["id"], "dismiss", "--reason", "不合适")["state"] == "dismissed"
    tomorrow = answer(own_home, "cards", "--refresh", now="2026-11-21T10:00")
    assert card["detector"] not in [one["detector"] for one in tomorrow]


def test_a_blocked_text_is_refused_with_what_to_write(own_home: Path) -> None:
    """A text that breaks the advertising law does not go out: exit code 1, the words are named, nothing changes."""
    card = to_send(own_home)["id"]
    result = call(own_home, "decide", card, "accept", "--text", "全网最低价，错过再无")
    assert result.exit_code == 1
    assert "全网最低价" in result.stderr
    assert card in [one["id"] for one in answer(own_home, "cards")]


def test_review_and_doctor(sample_home: Path) -> None:
    """The weekly review's reasons and rest add up to the difference; the doctor finds nothing."""
    letter = answer(sample_home, "review", "--week", "2026-W46")
    assert letter["period"] == {"start": "2026-11-09", "end": "2026-11-16"}
    parts = sum(reason["difference"]["value"] for reason in letter["reasons"]) + letter["rest"]["value"]
    assert parts == pytest.approx(letter["difference"]["value"], abs=0.005)
    assert answer(sample_home, "doctor")["ok"] is True


def test_check_promises_its_form(sample_home: Path) -> None:
    """A finding names where it stands, the rule, the article, how severe it is and what to write instead."""
    verdict = answer(sample_home, "check", "国家级品质，最近上新")
    assert verdict["verdict"] == "block"
    finding = verdict["findings"][0]
    assert set(finding) == {"start", "end", "text", "rule", "article", "severity", "suggestion"}
    assert finding["text"] == "国家级"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ask",), 2),
        (("decide", "card_x", "perhaps"), 2),
        (("ask", "上周卖了多少", "--shop", "nobody"), 1),
        (("card", "card_nothing"), 1),
        (("review", "--week", "2026-W99"), 1),
        (("import", "/nowhere/at/all.csv"), 1),
    ],
)
def test_what_cannot_be_done_has_its_exit_code(sample_home: Path, words: tuple[str, ...], code: int) -> None:
    """Refusals exit with 1 and one sentence, wrong usage with 2; stdout stays empty."""
    result = call(sample_home, *words)
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr.strip()


def test_the_first_import_makes_the_shop_and_says_so(tmp_path: Path) -> None:
    """A home without a shop gets one from its first file; the guess is said on stderr, the report on stdout."""
    file = tmp_path / "orders.csv"
    file.write_text(
        "order_id,ordered_at,status,product_name,quantity,unit_price,paid_amount\n"
        "1,2026-11-18T10:00:00,paid,茶杯,2,10.00,20.00\n2,2026-11-18T11:00:00,unpaid,茶杯,1,10.00,0\n",
        encoding="utf-8",
    )
    home = tmp_path / "home"
    tried = call(home, "import", str(file), "--dry-run", "--json")
    assert tried.exit_code == 0
    assert json.loads(tried.stdout)["batch"] is None
    result = call(home, "import", str(file), "--json")
    assert "Asia/Shanghai" in result.stderr
    report = json.loads(result.stdout)
    assert set(report) == {
        "batch", "source", "rows_read", "loaded", "duplicates", "quarantined", "mapping", "from", "to",
    }  # fmt: skip
    assert (report["rows_read"], report["loaded"], report["from"]) == (2, 2, "2026-11-18")
    again = answer(home, "import", str(file))
    assert (again["loaded"], again["duplicates"]) == (0, 2)
    # Both files hold the two rows: they go only when neither import claims them any more.
    taken = [answer(home, "undo-import", one["batch"])["rows"] for one in (report, again)]
    assert sum(taken) == 2
    assert answer(home, "ask", "net sales last week")["status"] == "decline"


def test_a_refused_first_file_leaves_no_shop(tmp_path: Path) -> None:
    """What was guessed from a file that is then refused must not stay: the next file decides anew."""
    cut = tmp_path / "cut.csv"
    cut.write_text(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "536365,85123A,LANTERN,6,12/01/2010 08:26,2.55,17850,United Kingdom\n536365,7105",
        encoding="utf-8",
    )
    home = tmp_path / "home"
    assert call(home, "import", str(cut)).exit_code == 1
    file = tmp_path / "orders.csv"
    file.write_text(
        "order_id,ordered_at,paid_amount,product_name\n1,2026-11-18T10:00:00,20.00,茶杯\n", encoding="utf-8"
    )
    assert "Asia/Shanghai" in call(home, "import", str(file), "--json").stderr


@pytest.mark.parametrize(
    ("week", "words"), [("2019-W01", "2018年12月31日"), ("2030-W02", "2030"), ("2026-W47", "数据到")]
)
def test_a_week_that_the_data_does_not_reach_is_not_called_a_week_without_sales(
    sample_home: Path, week: str, words: str
) -> None:
    """No figure stands for a week without data, and half a week is not set against a whole one."""
    headline = answer(sample_home, "review", "--week", week)["headline"]["text"]
    assert words in headline
    assert "¥0" not in headline
    assert "%" not in headline


def test_a_post_that_failed_is_exit_code_1_with_its_reason(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A yes whose post did not go out is no success for whoever wrote the script; the reason is said."""
    monkeypatch.setenv("SECOND_FLOOR_CHANNELS", '{"hook": "notascheme://nowhere"}')
    card = to_send(own_home)["id"]
    result = call(own_home, "decide", card, "accept", "--channel", "hook", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["state"] == "failed"
    assert "hook" in result.stderr


def test_an_empty_text_is_refused_not_replaced(own_home: Path) -> None:
    """`--text ""` does not quietly send the variant's words."""
    card = to_send(own_home)["id"]
    result = call(own_home, "decide", card, "accept", "--text", "")
    assert (result.exit_code, result.stdout) == (1, "")
    assert answer(own_home, "card", card)["state"] == "proposed"


def test_among_several_files_the_bad_one_is_named(tmp_path: Path) -> None:
    """The error says which file it is about, and the files before it are loaded."""
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("order_id,line_no,ordered_at,paid_amount\n1,1,2026-11-01,5\n", encoding="utf-8")
    bad.write_bytes(b"")
    home = tmp_path / "home"
    result = call(home, "import", str(good), str(bad))
    assert result.exit_code == 1
    assert "bad.csv" in result.stderr
    assert len(answer(home, "batches")) == 1


@pytest.mark.parametrize("name", ["ledger.db", "warehouse.duckdb"])
def test_a_damaged_file_is_told_in_a_sentence(own_home: Path, name: str) -> None:
    """`doctor` and every command say which file is damaged and what to do, without a traceback."""
    for left in own_home.glob(f"{name}*"):
        left.unlink()
    (own_home / name).write_bytes(b"no longer what it was, and longer than a header " * 400)
    assert call(own_home, "doctor").exit_code == 1
    result = call(own_home, "cards")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert name in result.stderr
