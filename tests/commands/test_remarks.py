"""What an import has to remark is said, and said on stderr: a script that reads stdout finds the answer only."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from brain.cli import app

# Two rows of one order with one amount: nobody can tell whether it is each row's or the order's.
DOUBTFUL = (
    "单号,日期,品名,数量,应付金额,实付,折扣\n1,2026-11-01,米粉,2,80,75,5\n1,2026-11-01,奶瓶,2,80,75,5\n"
    "3,2026-11-03,奶瓶,1,50,50,0\n4,2026-11-04,奶瓶,3,150,140,10\n"
)
LATEST = "order_id,ordered_at,paid_amount,product_name\n1,2026-11-18,20.00,茶杯\n合计,,20.00,"


def call(home: Path, *words: str) -> Result:
    """Run one command in this process, in English."""
    given = [*words, "--home", str(home), "--now", "2026-11-20T10:00"]
    return CliRunner().invoke(app, given, env={"SECOND_FLOOR_LANGUAGE": "en"})


def write(folder: Path, text: str) -> str:
    """A file with this text; its path."""
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_dry_run_tells_what_is_doubtful_and_an_import_refuses_it(tmp_path: Path) -> None:
    """Whoever works in a shell is asked what the page would ask."""
    file = write(tmp_path, DOUBTFUL)
    seen = call(tmp_path / "home", "import", file, "--dry-run", "--json")
    doubts = json.loads(seen.stdout)["doubts"]
    assert any("whole order" in doubt for doubt in doubts)
    answers = json.loads(seen.stdout)["answers"]
    assert seen.stderr.splitlines() == [part for pair in zip(doubts, answers, strict=True) for part in pair]
    refused = call(tmp_path / "home", "import", file)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert doubts[0] in refused.stderr


def test_a_dry_run_in_words_adds_up_and_says_what_stays_out(tmp_path: Path) -> None:
    """The totals to hold against the shop system, and each reason with its number of rows."""
    seen = call(tmp_path / "home", "import", write(tmp_path, LATEST), "--dry-run")
    assert "1 orders · ¥20.00 paid" in seen.stdout
    assert "1 rows left out: A total at the end of the list" in seen.stdout
    assert "does not end with a line break" in seen.stderr


def test_an_import_says_its_remarks_on_stderr(tmp_path: Path) -> None:
    """A missing last line break may mean a cut file: said, and no part of the JSON."""
    done = call(tmp_path / "home", "import", write(tmp_path, LATEST), "--json")
    assert json.loads(done.stdout)["loaded"] == 1
    assert "does not end with a line break" in done.stderr


def test_what_a_refusal_says_to_write_is_what_loads_the_file(tmp_path: Path) -> None:
    """Question after question: each answer is written as it was said, until nothing is asked any more."""
    file, home, said = write(tmp_path, DOUBTFUL), tmp_path / "home", tmp_path / "said.json"
    told: dict[str, object] = {}
    for _ in range(8):
        said.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        done = call(home, "import", file, *(["--map", str(said)] if told else []))
        if done.exit_code == 0:
            break
        told |= json.loads(done.stderr[done.stderr.index("{") : done.stderr.rindex("}") + 1])
    assert done.exit_code == 0, done.stderr
    assert told
    assert call(home, "import", file, "--json").exit_code == 0, (
        "it is remembered for later files of that shape"
    )


def test_a_mapping_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    """No JSON, a number for a field, a word that means no state: one sentence with what is allowed."""
    file = write(tmp_path, DOUBTFUL)
    for content, words in (
        ("not json", "cannot be used"),
        ('{"实付": 3}', "cannot be used"),
        ('{"状态": {"好": "payed"}}', "allowed are paid"),
    ):
        (tmp_path / "said.json").write_text(content, encoding="utf-8")
        refused = call(tmp_path / "home", "import", file, "--map", str(tmp_path / "said.json"))
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert words in refused.stderr


def test_lists_are_for_people_unless_json_is_asked_for(tmp_path: Path) -> None:
    """`batches` prints a table in the reader's language, or says that there is nothing; never JSON by itself."""
    home = tmp_path / "home"
    call(home, "import", write(tmp_path, LATEST))
    shown = call(home, "batches").stdout
    assert not shown.lstrip().startswith(("{", "["))
    head, rule, row = shown.splitlines()
    assert head.split()[0] == "Import"
    assert set(rule) <= {"-", " "}
    assert "file.csv" in row
    assert json.loads(call(home, "batches", "--json").stdout)[0]["loaded"] == 1
    assert call(home, "run-due").stdout == "Nothing is due.\n"
