"""A small shop with people in it: orders, looks, reviews, contacts, rows left out, an audience, a conversation."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from brain.bootstrap import Brain, open_brain
from brain.desk import Desk
from brain.facts.sources.intake.importer import Options
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import FixedClock
from brain.kernel.evidence import Receipt
from brain.kernel.i18n import verbatim
from brain.ledger.chat import add_turn
from brain.ledger.receipts import keep_receipts
from brain.ledger.segments import add_segment
from cards.answer.model import AnswerCard

PROJECT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
LANE = Shop(id="lane", name="Lane", zone="Asia/Shanghai", currency="CNY", language="zh")
ANNA, BO = "ANNA-7731", "BO-5520"
ANNAS = ("ANNA-7731", "安娜林", "13812345678", "anna.lin@example.com")
BOS = ("BO-5520", "薄一波", "13987654321", "bo@example.com")

CUSTOMERS = (
    "customer_id,name,phone,email,region\n"
    "ANNA-7731,安娜林,13812345678,anna.lin@example.com,上海\n"
    "BO-5520,薄一波,13987654321,bo@example.com,北京\n"
)
ORDERS = (
    "order_id,line_no,ordered_at,product_id,product_name,quantity,paid_amount,customer_id,customer_name\n"
    "1,1,2026-11-01 10:00,P1,米粉,1,30.00,ANNA-7731,安娜林\n"
    "2,1,2026-11-02 10:00,P1,米粉,2,60.00,BO-5520,薄一波\n"
    "3,1,2026-11-03 10:00,P2,果泥,1,20.00,ANNA-7731,安娜林\n"
    "4,1,never,P2,果泥,1,20.00,ANNA-7731,安娜林\n"
)
EVENTS = (
    "event_id,happened_at,type,customer_id,product_id\n"
    "e1,2026-11-01 09:00,view,ANNA-7731,P1\n"
    "e2,2026-11-01 09:05,view,BO-5520,P1\n"
)
REVIEWS = (
    "review_id,reviewed_at,product_id,customer_id,rating,text\n"
    "r1,2026-11-05 09:00,P1,ANNA-7731,5,宝宝爱吃打我电话13812345678\n"
    "r2,2026-11-05 09:00,P1,BO-5520,4,还行\n"
)
FILES = {"customers": CUSTOMERS, "orders": ORDERS, "events": EVENTS, "reviews": REVIEWS}


@contextlib.contextmanager
def open_home(home: Path, clock: FixedClock | None = None) -> Iterator[Brain]:
    """The home with its shop, closed at the end."""
    brain = open_brain(home, clock or FixedClock(NOON))
    try:
        make_shop(brain.parts.warehouse, LANE, NOON)
        yield brain
    finally:
        brain.close()


def desk_of(brain: Brain) -> Desk:
    """The shop's desk, a second later than the last time: batches are told apart by their time."""
    clock = brain.parts.clock
    assert isinstance(clock, FixedClock)
    clock.advance(timedelta(seconds=1))
    return brain.desk(LANE.id)


def bring(brain: Brain, folder: Path, kind: str, content: str) -> None:
    """Import a file."""
    path = folder / f"{kind}.csv"
    path.write_text(content, encoding="utf-8")
    desk_of(brain).load(path, path.name, Options())


def fill(brain: Brain, folder: Path) -> None:
    """Everything that is known of Anna and Bo."""
    for kind, content in FILES.items():
        bring(brain, folder, kind, content)
    bring(brain, folder, "orders", ORDERS.replace("30.00", "31.00"))
    parts = brain.parts
    anna, bo = (parts.contacts.customer_key(LANE.id, own) for own in (ANNA, BO))
    now = parts.clock.now()
    with parts.ledger.session() as session:
        add_segment(session, "seg_1", LANE.id, {"rule": "all"}, {anna: "treated", bo: "holdout"}, now)
        keep_receipts(
            session,
            [
                Receipt(
                    id="rcpt_1", shop=LANE.id, sql=f"SELECT 1 WHERE customer_key IN ('{anna}', '{bo}')",
                    row_count=1, data_version=1, made_at=now,
                )
            ],
        )  # fmt: skip
        for number, question in enumerate(
            (
                "安娜林买了什么",
                "ANNA-7731 上次何时下单",
                "138 1234 5678 是谁",
                "薄一波买了什么",
                "上周卖了多少",
            )
        ):
            answer = AnswerCard(status="answer", text=verbatim(f"about {question}"))
            add_turn(session, f"turn_{number}", LANE.id, "local", question, answer, now)


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a closed warehouse."""
    with contextlib.closing(duckdb.connect(str(path), read_only=True)) as connection:
        tables = [
            row[0]
            for row in connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1"
            ).fetchall()
        ]
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
            for table in tables
        }


@contextlib.contextmanager
def process(module: str, *words: object) -> Iterator[subprocess.Popen[str]]:
    """A process of ours, started and, at the end of the block, killed."""
    running = subprocess.Popen(
        [sys.executable, "-m", f"tests.care.{module}", *map(str, words)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()
        assert running.stdout is not None
        running.stdout.close()


@contextlib.contextmanager
def held(home: Path, how: str = "hold") -> Iterator[subprocess.Popen[str]]:
    """Another process that has the home open, as the app would."""
    with process("holding_process", home, how) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "here\n"
        yield running
