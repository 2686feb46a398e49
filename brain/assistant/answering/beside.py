"""What is said beside a figure so that it is not taken for another: the sum of a list, its currency, who is not in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from brain.assistant.answering.base import Asking
from brain.assistant.wording import figure_text
from brain.facts.reader import Result
from brain.facts.semantic.compile import can_share, find_dimension, find_metric
from brain.kernel.evidence import Query
from brain.kernel.i18n import N_, Text, verbatim

CURRENCIES: dict[str, re.Pattern[str]] = {
    code: re.compile(rf"{chinese}|(?<![a-z])(?:(?:in|many|of) (?:{english})|{code.casefold()})(?![a-z])")
    for code, chinese, english in (
        ("USD", "美元|美金", r"(?:us |american )?dollars?|bucks"),
        ("GBP", "英镑", r"(?:british )?pounds?(?: sterling)?|quid"),
        ("EUR", "欧元", r"euros?"),
        ("CNY", "人民币", r"yuan|rmb|renminbi"),
        ("JPY", "日元", r"yen"),
        ("HKD", "港币|港元", r"(?:hong kong|hk) dollars?"),
    )
}
TOTAL = re.compile(
    r"一共|总共|合计|总计|加起来|(?<![a-z])(?:in total|altogether|all together|combined)(?![a-z])"
)
OF_SALES = frozenset({"order", "order line", "customer"})


def beside(asking: Asking, question: str, query: Query, result: Result) -> Iterator[Text]:
    """The sentences that a figure needs beside it."""
    yield from _sum_of_list(query, result, asking.lang, asked=TOTAL.search(question.casefold()) is not None)
    if query.having and _leaves_out_none_sold(query):
        yield Text(msg=N_("Only those with a sale in the period are counted."))
    other = [code for code, words in CURRENCIES.items() if words.search(question.casefold())]
    own = asking.facts.shop.currency
    money = any(find_metric(metric).unit == "money" for metric in query.metrics)
    if money and other and own not in other and not (other == ["USD"] and own.endswith("D")):
        yield Text(
            msg=N_("Amounts are in {currency}; nothing is converted."), args={"currency": verbatim(own)}
        )


def _sum_of_list(query: Query, result: Result, lang: str, *, asked: bool) -> Iterator[Text]:
    """Of the best ten, or of all who meet a condition, what they have together, where their parts add up."""
    metric = query.metrics[0]
    shared = "share" in query.shows and query.limit is not None and not query.others
    asked_of = bool(query.having) and (asked or all(one.metric != metric for one in query.having))
    if len(result.rows) < 2 or not (shared or asked_of) or not can_share(metric, query.dimensions):
        return
    total = result.claim_of(added(result, metric), find_metric(metric).unit)
    said = {"figure": figure_text(total, lang)}
    if not shared:
        yield Text(msg=N_("Together {figure}."), args=dict(said))
        return
    part = figure_text(result.claim_of(added(result, f"{metric}_share"), "rate"), lang)
    yield Text(msg=N_("Together {figure}, {share} of the whole."), args={**said, "share": part})


def added(result: Result, column: str) -> Decimal:
    """A column of a list added up."""
    place = result.columns.index(column)
    return sum((Decimal(str(row[place])) for row in result.rows if row[place] is not None), Decimal(0))


def _leaves_out_none_sold(query: Query) -> bool:
    """Fewer than three pieces: what sold none at all has no row."""
    named = all(find_dimension(name).kind != "time" for name in query.dimensions)
    fewer = [one for one in query.having if one.op in ("<", "<=")]
    return named and any(find_metric(one.metric).grain in OF_SALES for one in fewer)
