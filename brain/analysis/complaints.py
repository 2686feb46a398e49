"""Do several different customers say the same of one product, more than its shop's other products hear it?

Sentences are sorted into themes (`brain.analysis.complaint_words`); what no theme knows is grouped by words that keep coming back: runs of
two to four characters in Chinese, words and pairs of words in English. Each customer has one voice a product, however much they write, so a
single angry one is never several. A theme counts against how often the shop's other products hear it (a Poisson tail), so that what is said of
everything, such as a slow parcel, is not said of one thing.

Seen on 14,400 real Chinese reviews dealt out at random to 480 products, where nothing can be true: see `python -m bench detectors_quality`.
"""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pandas as pd

from brain.analysis.affinity import poisson_tail
from brain.analysis.complaint_words import NOT_GOODS, theme_of

LEAST_VOICES = 3
# Words that no theme knows may be anybody's way of speaking: one voice more.
LEAST_VOICES_OF_WORDS = 4
MOST_CHANCE = 0.001
# There are hundreds of different words in a product's complaints; any of them would do.
MOST_CHANCE_OF_WORDS = 1e-5
# Reviews imagined beside those of the other products, one of which says the same: a small shop's silence proves little.
IMAGINED_REVIEWS, IMAGINED_VOICES = 50.0, 1.0
# Without so many complaints about other things, what is special about words cannot be told.
LEAST_OTHER_COMPLAINTS = 30
WORDS = "words:"
LONGEST_RUN = 4

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z][a-z'-]+")
# A run with one of these is grammar, not a thing: 不给, 买的, 都是.
_GRAMMAR = frozenset(
    "不的了是都我你他她在有给说就也很太买没这那么和跟与但还要会能可以个一两来去到上下里用让把被着过得地"
)
# What every complaint says, whatever it is about.
_EMPTY = frozenset(
    re.split(
        r"\s+",
        "差评 退货 退款 不好 垃圾 失望 不行 东西 商品 产品 质量 一般 客服 卖家 商家 快递 物流 收到 购买 再也 自己 真的 感觉 已经 京东 淘宝 店家 "
        "非常 一点 第一次 不满意 好评 打开 使用 而且 因为 时候 结果 问题 知道 "
        "the and for with this that was were have has had not but very will would they them their its again item product bought buy "
        "order ordered money back return returned refund bad disappointed disappointing never from after when what just only really "
        "quality good great could does did are you all out one two use used",
    )
)


def with_theme(reviews: pd.DataFrame) -> pd.DataFrame:
    """The reviews (column `text`) with a column `theme`: its name, or None; each different text is looked at once."""
    themes = {text: theme_of(text) for text in reviews["text"].unique()}
    return reviews.assign(theme=reviews["text"].map(themes))


def shared_complaints(complaints: pd.DataFrame) -> pd.DataFrame:
    """What several customers say of one product: a row a shop, product and theme, in no order.

    `complaints` has a row an unhappy review: `shop_id`, `product_id`, `voice` (who speaks), `text`, `recent` (whether it
    counts for a card or only as background), and the same on each row of a product: `reviews` (all recent reviews of it,
    happy ones too) and `others` (all reviews of the shop's other products). The result has `shop_id`, `product_id`, `theme`,
    `voices`, `expected` (voices that were to be expected) and `chance`.
    """
    themed = with_theme(complaints)
    known = themed[themed["theme"].notna() & ~themed["theme"].isin(list(NOT_GOODS))]
    themes = _standing_out(known, LEAST_VOICES, MOST_CHANCE)
    words = _standing_out(_with_words(themed), LEAST_VOICES_OF_WORDS, MOST_CHANCE_OF_WORDS)
    # Words are the second choice: a product that has a theme is told by it.
    product = ["shop_id", "product_id"]
    free = ~words.set_index(product).index.isin(themes.set_index(product).index)
    return pd.concat([themes, _longest(words[free])], ignore_index=True)


def _standing_out(themed: pd.DataFrame, least: int, most_chance: float) -> pd.DataFrame:
    """Themes of products with enough recent voices that chance does not explain."""
    item = ["shop_id", "product_id", "theme"]
    every = themed.groupby(item, as_index=False).agg(ever=("voice", "nunique"))
    now = (
        themed[themed["recent"]]
        .groupby(item, as_index=False)
        .agg(voices=("voice", "nunique"), reviews=("reviews", "first"), others=("others", "first"))
    )
    now = now[now["voices"] >= least].merge(every, on=item)
    of_shop = every.groupby(["shop_id", "theme"], as_index=False).agg(of_shop=("ever", "sum"))
    now = now.merge(of_shop, on=["shop_id", "theme"])
    elsewhere = (now["of_shop"] - now["ever"] + IMAGINED_VOICES) / (now["others"] + IMAGINED_REVIEWS)
    now["expected"] = now["reviews"] * elsewhere
    now["chance"] = poisson_tail(now["voices"], now["expected"])
    return now.loc[now["chance"] <= most_chance, [*item, "voices", "expected", "chance"]]


def _with_words(themed: pd.DataFrame) -> pd.DataFrame:
    """Complaints of goods in shops that have enough of them, a row for each of their runs of characters or words."""
    rest = themed[~themed["theme"].isin(list(NOT_GOODS))]
    many = rest.groupby("shop_id")["voice"].transform("size")
    rest = rest[many >= LEAST_OTHER_COMPLAINTS]
    runs = {text: sorted(runs_of(text)) for text in rest["text"].unique()}
    opened = rest.assign(theme=rest["text"].map(runs)).explode("theme").dropna(subset=["theme"])
    return opened.assign(theme=WORDS + opened["theme"].astype(str))


def runs_of(text: str) -> set[str]:
    """The runs of characters (Chinese) and the words and pairs of words (English) of a text that may name a thing."""
    found: set[str] = set()
    for run in _HAN.findall(text):
        for long in range(2, LONGEST_RUN + 1):
            found |= {run[i : i + long] for i in range(len(run) - long + 1)}
    words = _LATIN.findall(text.lower())
    found |= {word for word in words if len(word) > 2}
    found |= {f"{a} {b}" for a, b in pairwise(words) if {a, b}.isdisjoint(_EMPTY)}
    return {run for run in found if run not in _EMPTY and _GRAMMAR.isdisjoint(run)}


def _longest(words: pd.DataFrame) -> pd.DataFrame:
    """One run of words a product: the one with the most voices, of equals the longest."""
    length = words["theme"].str.len()
    ordered = words.assign(length=length).sort_values(
        ["shop_id", "product_id", "voices", "length", "theme"], ascending=[True, True, False, False, True]
    )
    return ordered.drop_duplicates(["shop_id", "product_id"]).drop(columns="length")


def rating_without(total: float, rated: int, complaints: np.ndarray) -> float:
    """How many stars the mean of `rated` ratings that add up to `total` would gain without these complaints' ratings."""
    left = rated - len(complaints)
    if rated <= 0 or left <= 0:
        return 0.0
    return float((total - complaints.sum()) / left - total / rated)
