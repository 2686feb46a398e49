"""What a question is made of: tokens with a kind, a value and their place in the normalised text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What part a token plays. The grammar's patterns are written in these names."""

    # the calendar
    NUM = "num"
    DATE = "date"
    DAYWORD = "dayword"
    REL = "rel"
    RELUNIT = "relunit"
    PAST = "past"
    UNIT = "unit"
    YEARREL = "yearrel"
    YEARNO = "yearno"
    MONTHNAME = "monthname"
    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    WEEKDAYS = "weekdays"
    QUARTER = "quarter"
    HALF = "half"
    FESTIVAL = "festival"
    TODATE = "todate"
    AGO = "ago"
    FROM = "from"
    TO = "to"
    TIME = "time"
    LUNAR = "lunar"
    WEEKNO = "weekno"
    WEEKOF = "weekof"
    NTHWEEK = "nthweek"
    NTHDAY = "nthday"
    PART = "part"
    SPAN = "span"
    NEXT = "next"
    EDGE = "edge"
    DURING = "during"
    BETWEEN = "between"
    DAYPART = "daypart"
    MOMENT = "moment"
    DAYKIND = "daykind"
    SOMETIME = "sometime"
    HOURS = "hours"
    # what is counted, and how it is cut
    METRIC = "metric"
    SELL = "sell"
    HOWMANY = "howmany"
    DIM = "dim"
    NAME = "name"
    BY = "by"
    TREND = "trend"
    WHICH = "which"
    TOP = "top"
    SUPER = "super"
    BEST = "best"
    FAST = "fast"
    CLASSIFIER = "cls"
    MONEY = "money"
    NOT = "not"
    THATDAY = "thatday"
    AMOUNT = "amount"
    CMP = "cmp"
    THRESHOLD = "threshold"
    PRICE = "price"
    SHARE = "share"
    RUNNING = "running"
    PERDAY = "perday"
    OTHERS = "others"
    ONLY = "only"
    DROP = "drop"
    WHO = "who"
    WITH = "with"
    EACHONE = "eachone"
    TOPIC = "topic"
    MEAL = "meal"
    THAT = "that"
    DEGREE = "degree"
    LISTING = "listing"
    ALLTIME = "alltime"
    ACT = "act"
    CONTAINS = "contains"
    # two periods
    VS = "vs"
    COMPARE = "compare"
    BEFORE = "before"
    YEARAGO = "yearago"
    GROWTH = "growth"
    # the rest of a sentence
    CONJ = "conj"
    FOLLOW = "follow"
    VAGUE = "vague"
    OUT = "out"
    FILLER = "filler"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Token:
    """A stretch `[start, end)` of the normalised text that means one thing."""

    kind: Kind
    value: Any
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class NameHit:
    """One of the shop's own names: in which dimension, and the values it stands for."""

    dimension: str
    values: tuple[str, ...]


_SAME = str.maketrans(
    {
        "、": ",",
        "，": ",",
        "。": ".",
        "～": "~",
        "—": "-",
        "–": "-",
        "−": "-",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        # The words of time as they are written in Taiwan and Hong Kong.
        **dict(
            zip(
                "週個後禮這兩號間節從過現雙國慶聖誕陽燈會員點時連",
                "周个后礼这两号间节从过现双国庆圣诞阳灯会员点时连",
                strict=True,
            )
        ),
    }
)


def normalise(text: str) -> str:
    """Half width, lower case, plain punctuation, single spaces. Names and questions pass through the same door."""
    folded = unicodedata.normalize("NFKC", text).translate(_SAME).casefold()
    return re.sub(r"\s+", " ", folded).strip()


def is_chinese(text: str) -> bool:
    """Whether the question is written in Chinese: one Han character is enough."""
    return re.search(r"[\u3400-\u9fff]", text) is not None
