"""The forms that the guide promises are those that the commands answer in: no field more, none less."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from brain.cli import app

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "command-line.md"
ORDERS = (
    "order_id,line_no,ordered_at,status,product_id,product_name,quantity,unit_price,paid_amount,customer_id\n"
    "1,1,2026-11-16T10:00:00,paid,P1,茶杯,2,10.00,20.00,C1001\n2,1,2026-11-17T11:00:00,paid,P1,茶杯,1,10.00,10.00,C1002\n"
    "3,1,2026-11-1x,paid,P1,茶杯,1,10.00,10.00,C1003\n"
)


def promised(command: str) -> list[str]:
    """The outermost names of the first form in the command's row of the guide's table of answers."""
    answers = GUIDE.read_text(encoding="utf-8").partition("## In JSON")[2]
    row = next(line for line in answers.splitlines() if line.startswith(f"| `{command}`"))
    form = re.search(r"`\{([^`]*)\}`", row.split("|", 2)[2])
    assert form is not None, command
    depth, outermost = 0, ""
    for sign in form.group(1):
        depth -= sign in "}]"
        outermost += sign if depth == 0 and sign not in "{}[]" else ""
        depth += sign in "{["
    return [name.partition(":")[0].strip() for name in outermost.split(",")]


def answered(home: Path, *words: str) -> Any:
    """What a command answers; of a list the first."""
    command, *rest = words
    # A home among the words comes later, and wins.
    given = [command, "--home", str(home), "--now", "2026-11-20T10:00", "--json", *rest]
    result = CliRunner().invoke(app, given, env={"SECOND_FLOOR_LANGUAGE": "en"})
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    return found[0] if isinstance(found, list) else found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two imports and a forgotten customer, whose certificate lies beside it."""
    folder = tmp_path_factory.mktemp("forms")
    home, file = folder / "home", folder / "orders.csv"
    file.write_text(ORDERS, encoding="utf-8")
    answered(home, "import", str(file))
    certificate = answered(home, "forget-customer", "C1002")
    (folder / "certificate.json").write_text(json.dumps(certificate), encoding="utf-8")
    answered(home, "backup", str(folder / "backup.zip"))
    return home


def calls(home: Path) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Commands as the guide names them, with their words."""
    batch, beside = answered(home, "batches")["id"], home.parent
    return (
        ("import", ("import", str(beside / "orders.csv"))),
        ("import --dry-run", ("import", str(beside / "orders.csv"), "--dry-run")),
        ("batches", ("batches",)),
        ("reconcile", ("reconcile", batch, "--orders", "3")),
        ("quality", ("quality",)),
        ("ask", ("ask", "net sales this week")),
        ("run-due", ("run-due",)),
        ("review", ("review",)),
        ("check", ("check", "全网最低价")),
        ("connections", ("connections",)),
        ("backup", ("backup", str(beside / "another.zip"))),
        ("restore", ("restore", str(beside / "backup.zip"), "--home", str(beside / "restored"))),
        ("forget-customer", ("forget-customer", "C1001")),
        ("rotate-key", ("rotate-key",)),
        ("personal-data", ("personal-data",)),
        ("doctor", ("doctor",)),
        ("undo-import", ("undo-import", batch)),
    )


def test_every_promised_form_is_the_real_one(home: Path) -> None:
    """A script that was written by the guide must find what it looks for."""
    found = {name: sorted(answered(home, *words)) for name, words in calls(home)}
    assert found == {name: sorted(promised(name)) for name in found}


def test_parts_of_forms_are_the_real_ones(home: Path) -> None:
    """What is nested: a row left out, a figure compared, a reason of the score."""
    guide = GUIDE.read_text(encoding="utf-8")
    left_out = answered(home, "import", str(home.parent / "orders.csv"), "--dry-run")
    reason = answered(home, "quality")["reasons"][0]
    assert f"left_out: [{{{', '.join(left_out['left_out'][0])}}}]" in guide
    assert f"totals: {{{', '.join(left_out['totals'])}}}" in guide
    assert f"reasons: [{{{', '.join(reason)}}}]" in guide
