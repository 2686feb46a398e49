"""Ask every question of `questions.jsonl` and compare with figures counted independently: `python -m eval.run`.

A question's `expect` is either {"status": "clarify" | "decline"} or the figure by hand: `metrics`, `start`, `end` (the
day after the last), optional `by`, `rows` of a ranking, `low`, `where`, `without`, `compare` with start and end. Kinds of outcome: right,
wrong (a figure that is not the one asked for, the one thing that must never happen), and refused (no figure where
there could be one).
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path
from typing import Any

from brain.assistant.ask import ask
from brain.assistant.understanding.names import NameCache
from brain.facts.reader import Facts
from brain.kernel.clock import FixedClock, shop_instant
from cards.answer.model import AnswerCard
from eval.by_hand import breakdown, figure
from eval.shops import AskedShop, open_shop

QUESTIONS = Path(__file__).parent / "questions.jsonl"


def questions() -> list[dict[str, Any]]:
    """The set, in order."""
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if line.strip()]


@contextmanager
def shops(names: set[str]) -> Iterator[dict[str, AskedShop | str]]:
    """The shops that are asked, opened in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        opened = {name: open_shop(name, Path(folder)) for name in sorted(names)}
        try:
            yield opened
        finally:
            for shop in opened.values():
                if not isinstance(shop, str):
                    shop.warehouse.close()


def put(shop: AskedShop, item: dict[str, Any], names: NameCache) -> AnswerCard:
    """Ask one question on its day."""
    noon = shop_instant(date.fromisoformat(item["today"]), time(12), shop.shop.zone)
    facts = Facts(shop.warehouse, shop.shop, FixedClock(noon))
    return ask(facts, item["question"], context=item.get("context", []), names=names)


def outcome(shop: AskedShop, item: dict[str, Any], card: AnswerCard) -> str:
    """right, refused, or wrong with a word on how."""
    expected = item["expect"]
    wanted = expected.get("status", "answer")
    if card.status != wanted:
        return f"wrong: {card.status} instead of {wanted}" if card.status == "answer" else "refused"
    if wanted != "answer":
        return "right"
    return "right" if _same(shop, expected, card) else f"wrong: {card.rows[:3]}"


def _same(shop: AskedShop, expected: dict[str, Any], card: AnswerCard) -> bool:
    where = {name: set(values) for name, values in expected.get("where", {}).items()}
    cut = shop.frames.within(
        date.fromisoformat(expected["start"]), date.fromisoformat(expected["end"]), where, _left_out(expected)
    )
    if "by" not in expected:
        wanted = [figure(cut, metric) for metric in expected["metrics"]]
        got = [card.rows[0][card.columns.index(metric)] for metric in expected["metrics"]]
        same = all(_near(a, b) for a, b in zip(got, wanted, strict=True)) and len(card.rows) == 1
        return (
            same
            and (len(wanted) > 1 or _near(card.value, wanted[0]))
            and _same_before(shop, expected, where, card)
        )
    return _same_rows(expected, breakdown(cut, expected["metrics"][0], expected["by"]), card)


def _left_out(expected: dict[str, Any]) -> dict[str, set[str]]:
    return {name: set(values) for name, values in expected.get("without", {}).items()}


def _same_before(
    shop: AskedShop, expected: dict[str, Any], where: dict[str, set[str]], card: AnswerCard
) -> bool:
    if "compare" not in expected:
        return len(card.columns) == len(expected["metrics"])
    start, end = (date.fromisoformat(day) for day in expected["compare"])
    before = shop.frames.within(start, end, where, _left_out(expected))
    return all(
        _near(card.rows[0][card.columns.index(f"{metric}_before")], figure(before, metric))
        for metric in expected["metrics"]
    )


def _same_rows(expected: dict[str, Any], parts: dict[Any, float | None], card: AnswerCard) -> bool:
    place = card.columns.index(expected["metrics"][0])
    got = [(row[0], row[place]) for row in card.rows]
    named = {str(name) if isinstance(name, date) else name: value or 0.0 for name, value in parts.items()}
    if "rows" not in expected:
        filled = {name: value for name, value in named.items() if value}
        return all(_near(value, named.get(name, 0.0)) for name, value in got) and set(filled) <= {
            n for n, _ in got
        }
    named.pop(None, None)
    ranked = sorted(named.values(), reverse=not expected.get("low", False))[: expected["rows"]]
    return [round(float(value or 0), 2) for _, value in got] == [round(v, 2) for v in ranked] and all(
        _near(value, named.get(str(name))) for name, value in got
    )


def _near(ours: Any, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is None and theirs is None
    return abs(float(ours) - theirs) <= max(0.006 if abs(theirs) > 2 else 1e-5, 1e-9 * abs(theirs))


def run() -> dict[str, Any]:
    """Outcomes by kind of question, and each question that did not go right."""
    items = questions()
    tally: dict[str, Counter[str]] = {}
    missed: list[str] = []
    with shops({item["shop"] for item in items}) as opened:
        names = NameCache()
        for item in items:
            shop = opened[item["shop"]]
            found = "skipped" if isinstance(shop, str) else outcome(shop, item, put(shop, item, names))
            tally.setdefault(item["kind"], Counter())[found.split(":")[0]] += 1
            if found not in ("right", "skipped"):
                missed.append(f"{item['shop']} {item['question']} -> {found}")
        reasons = [shop for shop in opened.values() if isinstance(shop, str)]
    return {
        "kinds": {kind: dict(counts) for kind, counts in tally.items()},
        "missed": missed,
        "skipped": reasons,
    }


def main() -> int:
    """Print accuracy by kind; exit 1 when any answer is wrong."""
    result = run()
    out = sys.stdout
    total: Counter[str] = Counter()
    for kind, counts in sorted(result["kinds"].items()):
        total.update(counts)
        asked = sum(counts.values()) - counts.get("skipped", 0)
        out.write(
            f"{kind:<12} {counts.get('right', 0)}/{asked} right, {counts.get('refused', 0)} refused, {counts.get('wrong', 0)} wrong\n"
        )
    out.write(
        f"{'all':<12} {total['right']}/{sum(total.values()) - total['skipped']} right, {total['refused']} refused, {total['wrong']} wrong\n"
    )
    for line in [*result["missed"], *(f"skipped: {reason}" for reason in result["skipped"])]:
        out.write(f"  {line}\n")
    return 1 if total["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
