"""Whether an answer is right: to the cent, for one of the readings that the question has.

Kinds of outcome: right; wrong (a figure that was not asked for, the one thing that must never happen); asked (a question
back where a figure was meant); refused (a no where there could be one).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from brain.kernel.evidence import OTHERS
from cards.answer.model import AnswerCard
from eval.by_hand import FIGURES
from eval.expected import Table, from_query, others_of, readings, share_of, spelled, table_of
from eval.figures import MORE
from eval.shop_tables import Facts

DERIVED = ("_before", "_change", "_share", "_running", "_contribution")
OTHER_NAMES = (OTHERS, "其他", "其它", "Others", "others")
MONEY = {"average_price", "average_order_value", "sales_per_buyer", "daily_sales"}
"""Means in money, which are shown to the cent."""
STATUSES = {
    "answer": ("answer",),
    "clarify": ("clarify",),
    "decline": ("decline",),
    "clarify_or_answer": ("clarify", "answer"),
    "decline_or_clarify": ("decline", "clarify"),
    "decline_or_answer": ("decline", "answer"),
    "any": ("answer", "clarify", "decline"),
}


EXPLAINED = frozenset({"why", "forecast", "anomaly"})
"""Answers that are no table of figures: where anything honest is allowed, so are they; their figures have tests of their own."""


@dataclass(frozen=True)
class Outcome:
    """right, wrong, asked or refused, and how."""

    kind: str
    note: str = ""


def outcome(facts: Facts, expect: Mapping[str, Any], card: AnswerCard) -> Outcome:
    """What became of a question."""
    allowed = STATUSES[expect.get("status", "answer")]
    if card.status == "answer" and "answer" not in allowed and _has_no_figure(card):
        return Outcome("right", "said without a figure")
    if card.status not in allowed:
        found = {"answer": "wrong", "clarify": "asked", "decline": "refused"}[card.status]
        return Outcome(found, f"{card.status} instead of {' or '.join(allowed)}")
    if card.status != "answer" or (expect.get("status") == "any" and card.topic in EXPLAINED):
        return Outcome("right")
    if "parts" in expect:
        return _several(facts, expect["parts"], card)
    if any(matches(facts, reading, card) for reading in readings(expect)):
        return Outcome("right")
    return Outcome("wrong", f"{card.columns} {card.rows[:3]}")


def outcome_of(facts: Facts, item: Mapping[str, Any], card: AnswerCard) -> Outcome:
    """What became of a question whose answer an `expect` may not be able to say.

    `value`: figures of which one must be told alone or in the only row. `found`: names that are listed, no more; with `place`, the
    one name at that place of a ranking, or in the only row. `strict`: what `expect` would allow is not enough without these.
    """
    first = outcome(facts, item["expect"], card)
    more = {"value", "found"} & set(item)
    if card.status != "answer" or item.get("class") != "answerable" or not more:
        return first
    if first.kind == "right" and not item.get("strict"):
        return first
    if _tells_the_names(item, card) or _tells_the_value(item.get("value", ()), card):
        return Outcome("right", "by what was counted")
    return Outcome("wrong", f"{card.columns} {card.rows[:3]}") if first.kind == "right" else first


def _tells_the_names(item: Mapping[str, Any], card: AnswerCard) -> bool:
    names, place = item.get("found"), item.get("place")
    if not names:
        return False
    told = [{spelled(cell) for cell in row} for row in card.rows]
    if place:
        at = told[0] if len(told) == 1 else told[place - 1] if len(told) >= place else set()
        return names[0] in at
    return len(told) == len(names) and all(any(name in row for row in told) for name in names)


def _tells_the_value(values: Sequence[Any], card: AnswerCard) -> bool:
    cells = [card.value, *(card.rows[0] if len(card.rows) == 1 else ())]
    return any(_is_value(value, cell) for value in values for cell in cells)


def _is_value(value: Any, cell: Any) -> bool:
    if isinstance(value, str):
        return spelled(cell)[:10] == value
    if cell is None or isinstance(cell, bool):
        return False
    try:
        return near(float(cell), value)
    except (TypeError, ValueError):
        return False


def _has_no_figure(card: AnswerCard) -> bool:
    """A reply in words only: small talk, or a no in other words."""
    told = any(sign.isdigit() for sign in card.text.render("en"))
    return not (card.columns or card.value is not None or card.query or told or getattr(card, "parts", ()))


def cards_of(card: AnswerCard) -> list[AnswerCard]:
    """The card, or the cards that answer the questions of one message."""
    parts: Sequence[AnswerCard] = getattr(card, "parts", ()) or ()
    return list(parts) or [card]


def _several(facts: Facts, parts: Sequence[Mapping[str, Any]], card: AnswerCard) -> Outcome:
    """Every part that is answered is one that was asked for, and each that was asked for is answered."""
    answers = [one for one in cards_of(card) if one.status == "answer"]
    met: set[int] = set()
    for one in answers:
        fits = {
            place
            for place, part in enumerate(parts)
            if any(matches(facts, reading, one, among=True) for reading in readings(part))
        }
        if not fits:
            return Outcome("wrong", f"{one.columns} {one.rows[:3]}")
        met |= fits
    missing = [part for place, part in enumerate(parts) if place not in met]
    if any(part.get("status", "answer") == "answer" for part in missing):
        return Outcome("refused", "a part is not answered")
    return Outcome("right")


def matches(facts: Facts, expected: Mapping[str, Any], card: AnswerCard, *, among: bool = False) -> bool:
    """The card's figures are those of the reading. `among`: beside other metrics."""
    reading = _freed(expected, card)
    if reading is None:
        return all(_agrees_with_its_query(facts, one) for one in cards_of(card))
    if {"share_of", "share_range"} & set(reading) and _is_share(facts, reading, card):
        return True
    if reading.get("count") and _is_count(facts, reading, card):
        return True
    extra = [name for name in card.columns if name in FIGURES or name in MORE]
    extra = [name for name in extra if name not in reading["metrics"]]
    if extra and not among and not _listed(reading.get("by")):
        return False
    if "having" in reading and extra and not set(reading["metrics"]) <= set(card.columns):
        # Which groups pass is the answer; they may be shown with another figure.
        reading, extra = reading | {"metrics": extra}, []
    if "compare" not in reading and card.query is not None and card.query.compare is not None:
        reading = reading | {"compare": from_query(card.query.model_dump())["compare"]}
    return _same_columns(reading, card) and _same_rows(facts, reading, extra, card)


def _freed(reading: Mapping[str, Any], card: AnswerCard) -> dict[str, Any] | None:
    """The reading with what it leaves free taken from the card; None where all is free."""
    free = reading.get("free", [])
    if "all" in free:
        return None
    whole = dict(reading)
    if free and card.query is not None:
        own = from_query(card.query.model_dump())
        if "period" in free:
            whole |= {"start": own["start"], "end": own["end"]}
            if "compare" in own and "compare" in whole:
                whole["compare"] = own["compare"]
        if "metrics" in free:
            whole["metrics"] = own["metrics"]
        if "by" in free:
            whole["by"] = own["by"]
    return whole


def _agrees_with_its_query(facts: Facts, card: AnswerCard) -> bool:
    """Reasons and forecasts show no metric of their query and are examined by their own tests, not here."""
    if card.query is None or not set(card.query.metrics) & set(card.columns):
        return True
    return matches(facts, from_query(card.query.model_dump()), card, among=True)


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def _is_share(facts: Facts, reading: Mapping[str, Any], card: AnswerCard) -> bool:
    wanted = share_of(facts, reading)
    if card.value is not None and near(card.value, wanted):
        return True
    column = f"{reading['metrics'][0]}_share"
    if column not in card.columns:
        return False
    names = {str(name) for values in reading.get("share_of", {}).values() for name in values}
    place = card.columns.index(column)
    found = [row[place] for row in card.rows if names & {spelled(cell) for cell in row}]
    return bool(found) and near(sum(float(value or 0) for value in found), wanted)


def _is_count(facts: Facts, reading: Mapping[str, Any], card: AnswerCard) -> bool:
    """How many groups, as one figure; groups that only gave something back may be left out."""
    rows = {key: values for key, values in table_of(facts, reading).rows.items() if None not in key}
    counts = (len(rows), sum(1 for values in rows.values() if values[0]))
    return any(near(card.value, float(count)) for count in counts)


def _same_columns(reading: Mapping[str, Any], card: AnswerCard) -> bool:
    by, columns = _listed(reading.get("by")), set(card.columns)
    asked = {*by, *reading["metrics"]}
    if not asked <= columns:
        return False
    known = {*FIGURES, *MORE}
    dimensions = {name for name in columns - asked if name not in known and not name.endswith(DERIVED)}
    before = any(name.endswith("_before") for name in columns)
    return not dimensions and before == ("compare" in reading)


def _same_rows(facts: Facts, reading: Mapping[str, Any], extra: list[str], card: AnswerCard) -> bool:
    by = _listed(reading.get("by"))
    table = table_of(facts, {**reading, "metrics": [*reading["metrics"], *extra]})
    rows = [dict(zip(card.columns, row, strict=True)) for row in card.rows]
    if not by:
        alone = len(rows) == 1 and _row_is(table, (), rows[0])
        first = table.metrics[0]
        single = card.value is None or len(table.metrics) > 1 or near(card.value, rows[0][first], first)
        return alone and single
    if reading.get("others") and rows and spelled(rows[-1][by[0]]) in OTHER_NAMES:
        if not _others_are(facts, reading, rows[:-1], rows[-1]):
            return False
        rows = rows[:-1]
    elif reading.get("others"):
        return False
    if reading.get("rank") == "change" and not _changed_most(table, rows, bool(reading.get("low"))):
        return False
    if reading.get("names") is False:
        return _same_values(table, rows, reading)
    named = {_spelled_key(key): key for key in table.rows}
    for row in rows:
        key = _spelled_key(tuple(row[name] for name in by))
        if key not in named:
            if any(row[metric] for metric in table.metrics):
                return False
        elif not _row_is(table, named[key], row):
            return False
    return _enough(table, rows, reading, card)


def _spelled_key(key: tuple[Any, ...]) -> tuple[str, ...]:
    """Names as text; a month without its day is its first."""
    words = [spelled(value) for value in key]
    return tuple(
        f"{word}-01" if len(word) == 7 and word[4] == "-" and word[:4].isdigit() else word for word in words
    )


def _row_is(table: Table, key: tuple[Any, ...], row: Mapping[str, Any]) -> bool:
    figures = dict(zip(table.metrics, table.rows.get(key, [None] * len(table.metrics)), strict=True))
    same = all(_level(row[metric], figures[metric], metric) for metric in table.metrics)
    extra = all(
        _level(row[name], values.get(key), name) for name, values in table.extra.items() if name in row
    )
    shown = all(name in row for name in table.extra)
    return same and extra and shown


def _enough(table: Table, rows: list[dict[str, Any]], reading: Mapping[str, Any], card: AnswerCard) -> bool:
    """All groups are there, or the first ones where a ranking was asked for or a long list was cut."""
    first, low = table.metrics[0], bool(reading.get("low"))
    if "rows" not in reading:
        there = {_spelled_key(tuple(row[name] for name in table.by)) for row in rows}
        needed = {_spelled_key(key) for key, values in table.rows.items() if any(values)}
        if needed <= there:
            return True
        limit = card.query.limit if card.query else None
        return limit is not None and len(rows) == limit and _are_first(table, rows, first, low)
    wanted = reading["rows"]
    if reading.get("rank"):
        return len(rows) >= 1
    named = sum(1 for key in table.rows if None not in key)
    right_number = len(rows) >= 1 if wanted == "some" else len(rows) == min(wanted, named)
    return right_number and _are_first(table, rows, first, low)


def _are_first(table: Table, rows: list[dict[str, Any]], metric: str, low: bool) -> bool:
    """The rows have the largest (smallest) values of all named groups; those that only gave something back may be left out."""
    place = table.metrics.index(metric)
    every = [values[place] for key, values in table.rows.items() if None not in key]
    got = sorted((float(row[metric] or 0) for row in rows), reverse=not low)
    for known in ([value or 0.0 for value in every], [value for value in every if value]):
        ranked = sorted(known, reverse=not low)[: len(rows)]
        if len(got) == len(ranked) and all(near(a, b, metric) for a, b in zip(got, ranked, strict=True)):
            return True
    return False


def _changed_most(table: Table, rows: list[dict[str, Any]], low: bool) -> bool:
    """The first row's change is the largest (smallest), as an amount or as a fraction."""
    metric = table.metrics[0]
    before = table.extra[f"{metric}_before"]
    pairs = [
        (values[0] or 0.0, before.get(key) or 0.0) for key, values in table.rows.items() if None not in key
    ]
    amounts = [now - then for now, then in pairs]
    rates = [(now - then) / then for now, then in pairs if then]
    now, then = float(rows[0][metric] or 0), float(rows[0][f"{metric}_before"] or 0)
    best = min if low else max
    return near(now - then, best(amounts)) or (then != 0 and near((now - then) / then, best(rates)))


def _same_values(table: Table, rows: list[dict[str, Any]], reading: Mapping[str, Any]) -> bool:
    """The same figures, whatever the groups are called; a long list may be cut after its first ones."""
    metric = table.metrics[0]
    if "rows" in reading and reading["rows"] != "some" and len(rows) != min(reading["rows"], len(table.rows)):
        return False
    known = [values[0] for key, values in table.rows.items() if None not in key]
    if len(rows) == len(known):
        got = sorted(float(row[metric] or 0) for row in rows)
        return all(
            near(a, b, metric) for a, b in zip(got, sorted(value or 0.0 for value in known), strict=True)
        )
    return bool(rows) and _are_first(table, rows, metric, bool(reading.get("low")))


def _others_are(
    facts: Facts, reading: Mapping[str, Any], rows: list[dict[str, Any]], last: Mapping[str, Any]
) -> bool:
    name, metric = _listed(reading["by"])[0], reading["metrics"][0]
    named = {spelled(row[name]) for row in rows}
    return any(_level(last[metric], others_of(facts, reading, named, unnamed)) for unnamed in (True, False))


def _level(ours: Any, theirs: float | None, metric: str = "") -> bool:
    """Equal; nothing and zero are level, as a group without rows is either."""
    return near(ours, theirs, metric) or (not ours and not theirs)


def near(ours: Any, theirs: float | None, metric: str = "") -> bool:
    """Equal to the cent; rates and small numbers to a thousandth of a percent."""
    if ours is None or theirs is None:
        return ours is None and theirs is None
    size = abs(float(theirs))
    cent = 0.006 if size > 2 or metric.removesuffix("_before") in MONEY else 1e-5
    return abs(float(ours) - float(theirs)) <= max(cent, 1e-9 * size)
