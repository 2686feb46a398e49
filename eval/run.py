"""Ask every question of a set and compare with figures counted independently: `python -m eval.run [--set NAME] [--json]`.

Sets: `first` and `ask` are run by default, `--set all` runs every one. The others were written by people who had not seen the code and
were measured once before anything was done for them; by now all have been learned from. How an `expect` is written stands in
`eval/expected.py`, what right and wrong mean in `eval/judging.py`. Exit 1 when any answer is wrong or a question breaks the brain.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from brain.assistant.ask import ask
from brain.assistant.understanding.names import NameCache
from brain.facts.reader import Facts
from brain.kernel.clock import FixedClock, shop_instant
from cards.answer.model import AnswerCard
from eval.judging import Outcome, outcome_of
from eval.shops import AskedShop, open_shop

HERE = Path(__file__).parent
SETS = {
    "first": HERE / "questions.jsonl",
    "ask": HERE / "questions_ask.jsonl",
    "unseen": HERE / "questions_unseen.jsonl",
    "fresh": HERE / "questions_fresh.jsonl",
    "blind": HERE / "questions_blind.jsonl",
    "plain": HERE / "questions_plain.jsonl",
    "trade": HERE / "questions_trade.jsonl",
    "desk": HERE / "questions_desk.jsonl",
    "shop": HERE / "questions_shop.jsonl",
    "exam": HERE / "questions_exam.jsonl",
    "held": HERE / "questions_held.jsonl",
    "last": HERE / "questions_last.jsonl",
    "owners": HERE / "questions_owners.jsonl",
    "street": HERE / "questions_street.jsonl",
    "market": HERE / "questions_market.jsonl",
    "acceptance": HERE / "questions_acceptance.jsonl",
    "personas": HERE / "questions_personas.jsonl",
    "sheet": HERE / "questions_sheet.jsonl",
    "firstweek": HERE / "questions_firstweek.jsonl",
    "proof": HERE / "questions_proof.jsonl",
}
USUAL = ("first", "ask")
CLASSES = ("answerable", "vague", "unanswerable")


@dataclass(frozen=True)
class Asked:
    """A question and what became of it."""

    item: dict[str, Any]
    status: str
    found: Outcome


def questions(name: str = "first") -> list[dict[str, Any]]:
    """A set, in order, each with its class (answerable, vague, unanswerable) and language."""
    lines = SETS[name].read_text(encoding="utf-8").splitlines()
    return [_classed(json.loads(line)) for line in lines if line.strip()]


def _classed(item: dict[str, Any]) -> dict[str, Any]:
    chinese = any("一" <= sign <= "鿿" for sign in item["question"])
    named = {"unanswerable": "unanswerable", "no data": "unanswerable", "vague": "vague"}
    usual = {"class": named.get(item["kind"], "answerable"), "lang": "zh" if chinese else "en"}
    return usual | item


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


def asked(opened: dict[str, AskedShop | str], items: Sequence[dict[str, Any]]) -> list[Asked]:
    """What became of each question."""
    names, results = NameCache(), []
    for item in items:
        shop = opened[item["shop"]]
        if isinstance(shop, str):
            results.append(Asked(item, "skipped", Outcome("skipped", shop)))
            continue
        try:
            card = put(shop, item, names)
        except Exception as error:  # noqa: BLE001 - a question that breaks the brain is an outcome
            results.append(Asked(item, "failed", Outcome("failed", repr(error))))
            continue
        results.append(Asked(item, card.status, outcome_of(shop.facts, item, card)))
    return results


def scores(results: Sequence[Asked]) -> dict[str, Any]:
    """Counts by class, kind and language, and the three shares that matter (None where nothing counts for one)."""
    put_to = [one for one in results if one.found.kind != "skipped"]
    answered = [one for one in put_to if one.status == "answer"]
    possible = [one for one in put_to if one.item["class"] != "unanswerable"]
    refused = [one for one in put_to if one.item["class"] == "unanswerable"]
    return {
        "asked": len(put_to),
        "answered": len(answered),
        "answered_right": _share(answered),
        "answered_or_asked_back": _share(possible),
        "refused": _share(refused),
        "classes": _by(put_to, "class"),
        "kinds": _by(put_to, "kind"),
        "languages": _by(put_to, "lang"),
    }


def _share(results: Sequence[Asked]) -> float | None:
    right = sum(1 for one in results if one.found.kind == "right")
    return round(right / len(results), 4) if results else None


def _by(results: Sequence[Asked], field: str) -> dict[str, dict[str, int]]:
    tally: dict[str, Counter[str]] = {}
    for one in results:
        tally.setdefault(one.item[field], Counter())[one.found.kind] += 1
    return {name: dict(counts) for name, counts in sorted(tally.items())}


def missed(results: Sequence[Asked]) -> list[str]:
    """A line for each question that did not go right."""
    return [
        f"{one.item['id']} {one.item['shop']} {one.item['question']} -> {one.found.kind}: {one.found.note}"
        for one in results
        if one.found.kind not in ("right", "skipped")
    ]


def run(names: Sequence[str] = USUAL) -> dict[str, list[Asked]]:
    """What became of every question of some sets."""
    sets = {name: questions(name) for name in names}
    with shops({item["shop"] for items in sets.values() for item in items}) as opened:
        return {name: asked(opened, items) for name, items in sets.items()}


def _lines(name: str, results: Sequence[Asked], show: bool) -> Iterator[str]:
    score = scores(results)
    yield f"== {name}"
    for field in ("kinds", "languages", "classes"):
        for label, counts in score[field].items():
            yield _line(label, counts)
        yield ""
    total = Counter(one.found.kind for one in results if one.found.kind != "skipped")
    yield _line("all", total)
    wanted = {"answered_right": "100 %", "answered_or_asked_back": "90 %", "refused": "95 %"}
    for field, goal in wanted.items():
        shown = "-" if score[field] is None else f"{100 * score[field]:.1f} %"
        yield f"{field.replace('_', ' '):<24} {shown} (to reach: {goal})"
    if show:
        yield from (f"  {line}" for line in missed(results))
    yield from sorted({f"  skipped: {one.found.note}" for one in results if one.found.kind == "skipped"})


def _line(label: str, counts: dict[str, int] | Counter[str]) -> str:
    parts = ", ".join(f"{counts.get(kind, 0)} {kind}" for kind in ("asked", "refused", "wrong", "failed"))
    return f"{label:<16} {counts.get('right', 0)}/{sum(counts.values())} right, {parts}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what became of the questions; exit 1 when any answer is wrong."""
    parser = argparse.ArgumentParser(prog="python -m eval.run")
    parser.add_argument("--set", choices=[*SETS, "all"], action="append", help="default: first and ask")
    parser.add_argument("--show", action="store_true", help="the questions missed, of the unseen set too")
    parser.add_argument("--json", action="store_true", help="the scores as JSON")
    options = parser.parse_args(arguments)
    names = list(SETS) if "all" in (options.set or []) else options.set or USUAL
    results = run(names)
    if options.json:
        told = {name: scores(found) for name, found in results.items()}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    else:
        for name, found in results.items():
            sys.stdout.write("\n".join(_lines(name, found, options.show or name in USUAL)) + "\n")
    return (
        1 if any(one.found.kind in ("wrong", "failed") for found in results.values() for one in found) else 0
    )


if __name__ == "__main__":
    sys.exit(main())
