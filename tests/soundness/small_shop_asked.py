"""The small shop asked as its owner would, and its figures counted from what was put in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd

from brain.assistant.ask import ask
from brain.assistant.understanding.names import NameCache
from brain.facts.reader import Facts
from brain.kernel.evidence import Query
from cards.answer.model import AnswerCard
from eval.small_shop import order_lines

CACHE = NameCache()


def asked(facts: Facts, question: str, *context: str) -> AnswerCard:
    return ask(facts, question, context=context, names=CACHE)


def meant(facts: Facts, question: str) -> Query:
    card = asked(facts, question)
    assert card.status == "answer", card.text.render("en")
    assert card.query is not None
    return card.query


def days(query: Query) -> tuple[date, date]:
    return query.period.start, query.period.end


def paid_lines(first: date, end: date) -> pd.DataFrame:
    """The shop's lines of those days (`end` excluded) that count, taken from what was put in and not from the warehouse."""
    lines = order_lines()
    counts = lines["status"].isin(["paid", "refunded", "return"])
    return lines[counts & (lines["ordered_on"] >= first) & (lines["ordered_on"] < end)]


def net_sales(lines: pd.DataFrame) -> Decimal:
    return Decimal(lines["paid_amount"].sum() - lines["refund_amount"].sum())


def orders(lines: pd.DataFrame) -> int:
    return int(lines[lines["paid_amount"] > 0]["order_id"].nunique())


def of_new_buyers(first: date, end: date) -> pd.DataFrame:
    """Their lines on the day of their first paid order."""
    every = paid_lines(date.min, date.max)
    started = every[every["paid_amount"] > 0].groupby("customer_key")["ordered_on"].min()
    lines = paid_lines(first, end)
    return lines[lines["ordered_on"] == lines["customer_key"].map(started)]


def declines(facts: Facts, *questions: str) -> None:
    answered = [question for question in questions if asked(facts, question).status == "answer"]
    assert answered == []


def is_no_other_question(facts: Facts, *questions: str) -> None:
    """Asked back, or told of customers as a set: never the figure of something else."""
    cards = {question: asked(facts, question) for question in questions}
    other = [q for q, card in cards.items() if card.status == "answer" and card.topic != "customers"]
    assert other == []
