"""Superlatives as owners say them: 卖得最孬, 走得顶好, 最拉胯, crappiest sellers, our biggest flops.

Verb, degree and praise combine freely, so the pairs are told by tables. Only a superlative ranks; 卖得不太好 is a mood, and
stays one. What is in the word lists already wins over the same stretch here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from brain.assistant.understanding.tokens import Kind, Token

PRAISE = r"好|火爆|火|旺|红火|畅销|欢|牛逼|牛|给力|猛|俏|抢手|厉害|棒|溜|争气|出彩|亮眼|得劲|带劲|热乎|热"
BLAME = r"孬|拉胯|拉垮|烂|差劲|差|次|菜|挫|惨|垃圾|不行|不好|不咋[地的样]|不怎么样|难看|丢人|寒碜|磕碜|不济|不给力|不争气|瘪|垮|冷|萎"
# Without a verb of selling: a day may be the coldest, and a table the quickest.
GOOD = r"好|火爆|火|旺|红火|畅销|牛逼|牛|给力|争气|出彩|亮眼|棒"
POOR = r"孬|拉胯|拉垮|烂|差劲|差|次|挫|惨|垃圾|不行|不好|不咋[地的样]|不怎么样|难看|丢人|寒碜|不济|不给力|不争气|垮"
_MOST = r"(?:最最|最|顶顶|顶)"
_SOLD = r"(?:卖|销售|销|动销)"
_WENT = r"(?:走货|出货|走|跑|动)"
_GOODS_FIRST = (
    r"(?:贼|忒|老|特别|特)(?:好|火|旺)(?=的(?:前|[\d一二两三四五六七八九十]|商品|品|东西|货|菜|牌子|类目))"
)
CHINESE: tuple[tuple[re.Pattern[str], Kind, object], ...] = (
    (re.compile(rf"{_SOLD}[得的]{_MOST}(?:{PRAISE})"), Kind.BEST, ("net_sales", "high")),
    (re.compile(rf"{_SOLD}[得的]{_GOODS_FIRST}"), Kind.BEST, ("net_sales", "high")),
    (re.compile(rf"{_SOLD}[得的]{_MOST}(?:{BLAME})"), Kind.BEST, ("net_sales", "low")),
    (re.compile(rf"{_WENT}[得的]{_MOST}(?:{PRAISE})"), Kind.BEST, ("units", "high")),
    (re.compile(rf"{_WENT}[得的]{_MOST}(?:{BLAME})"), Kind.BEST, ("units", "low")),
    (re.compile(rf"(?:最最?(?:{GOOD})|顶顶?(?:好|火|旺|畅销))(?!评)"), Kind.SUPER, "high"),
    (re.compile(rf"(?:最最?(?:{POOR})|顶顶?(?:差|孬|烂))(?!评)"), Kind.SUPER, "low"),
    (re.compile(r"最(?:没有?|无)人(?:要|问津|理|买账|搭理)"), Kind.BEST, ("units", "low")),
    (re.compile(r"人气(?:值)?最(?:高|旺)|最有人气|最(?:招人|讨人)(?:喜欢|待见)|最抢(?=的|[?？]|$)"), Kind.BEST, ("units", "high")),
)  # fmt: skip
_GOOD_EN = r"(?:best|top|hottest|biggest|strongest|finest)"
_BAD_EN = r"(?:worst|crappiest|lousiest|shittiest|weakest|poorest|sorriest|slowest|feeblest|most disappointing|most dismal)"
ENGLISH: tuple[tuple[re.Pattern[str], Kind, object], ...] = (
    (re.compile(rf"{_GOOD_EN}[ -]sellers?"), Kind.BEST, ("net_sales", "high", "product")),
    (re.compile(rf"{_BAD_EN}[ -]sellers?"), Kind.BEST, ("net_sales", "low", "product")),
    (
        re.compile(r"(?:biggest|worst|complete|total|real|absolute)? ?(?:flops|duds|stinkers|shelf[ -]?warmers|dead weight)"),
        Kind.BEST,
        ("net_sales", "low", "product"),
    ),
    (
        re.compile(
            r"what(?:'s| is|s|'s been| has been| have been|s been| was| were| are we| were we| have we been)? (?:selling|sold|sells|moving|moved) (?:the )?best"
        ),
        Kind.BEST,
        ("net_sales", "high", "product"),
    ),
    (
        re.compile(
            r"what(?:'s| is|s|'s been| has been|s been| was| did| went)? ?(?:selling|sold|sell|going|gone|flying|flew) (?:like hot ?cakes|off the shel(?:f|ves))"
        ),
        Kind.BEST,
        ("units", "high", "product"),
    ),
    (re.compile(rf"(?:the )?{_BAD_EN}(?:[ -]performing|[ -]performers?(?= (?:brand|categor|product|group|channel)))?"), Kind.SUPER, "low"),
    (re.compile(r"top[ -]dog|number (?:one|1)"), Kind.SUPER, "high"),
)  # fmt: skip
_JUDGES = re.compile(
    rf"(?:最最?|顶顶?)(?:{GOOD}|{POOR})|(?:the )?(?:best|worst|{_BAD_EN}|strongest)(?:[ -]perform(?:ing|ers?))?"
)
# The place in a list says by itself that it is one, as "top 5" does.
PLACES = frozenset(
    {
        *(
            "第一",
            "排第一",
            "排名第一",
            "第一名",
            "头名",
            "冠军",
            "居首",
            "排头",
            "末位",
            "最后一名",
            "倒数第一",
            "名列第一",
        ),
        *("no. 1", "no 1", "number one", "number 1", "top dog", "top-dog"),
    }
)


def superlatives(text: str) -> Iterator[Token]:
    """Every superlative of a normalised text that the tables make."""
    for pattern, kind, value in CHINESE if re.search("[最顶]|[得的][贼忒老特]", text) else ():
        for match in pattern.finditer(text):
            yield Token(kind, value, match.start(), match.end(), match[0])
    if re.search("[a-z]", text):
        for pattern, kind, value in ENGLISH:
            for match in pattern.finditer(text):
                if _apart(text, match):
                    yield Token(kind, value, match.start(), match.end(), match[0])


def _apart(text: str, match: re.Match[str]) -> bool:
    before, behind = text[: match.start()][-1:], text[match.end() :][:1]
    return not (before.isascii() and before.isalpha()) and not (behind.isascii() and behind.isalpha())


def judges(word: str) -> bool:
    """Whether a superlative judges (最好, worst): of refunds the best are the fewest, and without a figure sales are meant."""
    return _JUDGES.fullmatch(word) is not None
