"""What somebody says of themselves beside the question, 我岁数大了看不懂那些表: passed over, and the answer says so.

A clause is an aside only if it begins with a person, holds nothing that a query could be made of, and nothing that narrows
down. It may still name what the shop does not have (我打算推丝巾), so it is passed over only where the rest of the message says
itself what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from brain.assistant.understanding.intent import Meaning
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.tokens import normalise

# Somebody says what they are about to do or what they cannot: 我想精简菜单, we are doing the books. What is theirs, or what they
# want it to be (我们线上的, 我要净利, just wholesale), is no aside.
_SPEAKS = re.compile(
    r"(?:唉|哎|嗯|那个|话说|跟你说|因为|反正|主要是?|最近|正好|刚好)*(?:我们?|咱们?|俺)(?:这边|这儿|家)?(?:的?客服)?"
    r"(?:想|打算|准备|正在|正|在|刚|得|要|需要)?(?:去|给|跟|把|来)?(?=[^的]*$)"
    r"(?:想|打算|准备|正在|要去|要给|要排|要写|要做|要交|要报|要发|要寄|要跟|要把|得去|得给|得做|得写|在做|在写|在算|在排|算算?账|算一?下账|岁数|年纪|眼睛|看不|不会|不懂|不太会|不太懂)"
    r"|(?:是这样的?|跟你说[个件]?事?|说来话长|不好意思|打扰一?下?|辛苦了?|麻烦你?了?)[了啊哈呀]*$"
    r"|(?:ok,? |so,? |well,? |right,? |right so |look,? |because |since |as )*(?:i'm|i am|we're|we are)(?: just| now| about to| going to| trying to)? [a-z]+ing\b"
    r"|(?:ok,? |so,? |because |since )*(?:i|we) (?:need|have|want|would like|am going|are going) to (?!know|see|look|find|check|compare|exclude|include|count|only)"
    r"|two things$|three things$|one more thing$|no rush$|bit of a (?:long|odd) one$"
)
# What narrows the question down, turns it round, or says what it is about.
_NARROWS = re.compile(
    r"[只仅除]|不算|不含|不包|不要|不看|不管|别|去掉|剔|刨|扣|减|以外|之外|说的|指的|问的|要的|意思|就是|叫做?|比|按|里面|其中|如果|要是|假如|假设|卖|买|推|看看|查|问|关于|有没有|是不是|多少|几"
    r"|\bonly\b|\bjust the\b|\bexcept|\bexclud|\bwithout\b|\bnot\b|n't\b|\bno\b(?! rush)|\bmean|\binstead\b|\brather\b|\bif\b|\bthan\b|\babout\b|\blooking at\b|\bcall(?:ed)?\b|\bsell|\bsold\b|\bbuy|\bbought\b|\bunless\b|\bbut\b|\bor\b"
)
_BESIDE = re.compile(
    r"菜单|礼物|订货|补货|进货|备货|今天|明天|后天|今晚|明早|下午|晚上|马上|等会儿?|\btoday\b|\btomorrow\b|\btonight\b|\bthis (?:afternoon|evening|morning)\b"
)
# What an owner does beside: no goods, no customers, nothing that a question could be about.
_WORK = re.compile(
    r"客服|排班|报税|交税|开会|开个会|做账|算算账|算账|对账|记账|订货|补货|进货|盘点|备货|报表|写报告|交报告|那些表|岁数大了|眼睛不好|看不懂|不懂|不会用|哈$"
    r"|\b(?:tax(?:es)?|vat|return|accounts?|accountant|meeting|report|planning|rota|roster|stocktake|books)\b"
)
_OF_EVERYTHING = re.compile(
    r"一共|总共|合计|总的|总数|全店|整个店|店里|全部|\btotal\b|\baltogether\b|\boverall\b|\bin all\b|\bwhole shop\b"
)


def is_aside(clause: str, said: Reading) -> bool:
    """Whether a clause, read by itself as `said`, only tells of the speaker."""
    text = normalise(clause)
    if _SPEAKS.match(text) is None or _NARROWS.search(text) is not None:
        return False
    asks = (
        said.metrics, said.whens, said.names, said.excluded, said.assumed, said.thresholds, said.dimensions, said.weekdays,
        said.dayparts, said.hours, said.holidays, said.sometime, said.cohort, said.amounts, said.acts, said.ranked, said.limit,
        said.compare, said.share, said.growth, said.trend, said.running, said.others, said.per_day,
        said.only, said.dropped, said.all_time, said.counted, said.howmuch,
    )  # fmt: skip
    return not any(asks)


def read_as(clause: str) -> str:
    """The clause without when somebody does what, 我今天要去订货: such a day is no period of the question, such goods are none of its."""
    return _BESIDE.sub("", clause)


def is_harmless(said: Reading) -> bool:
    """Whether every word of an aside is known: it cannot name what the question is about."""
    return not (said.unknown or said.leftover)


def without_work(clause: str) -> str:
    """The clause without the everyday business of an owner."""
    return _WORK.sub("", clause)


def stands_alone(question: str, meant: Meaning, *, harmless: bool) -> bool:
    """Whether a question is understood, and says what it is about: a name, a list, a condition, or that all is meant.

    Beside a `harmless` aside it need not say so.
    """
    if meant.kind not in ("query", "act") and meant.missing != "period":
        return False
    if harmless:
        return True
    intent = meant.intent
    own = intent.filters or intent.split() or intent.ranked or intent.having or meant.kind == "act"
    return bool(own) or _OF_EVERYTHING.search(normalise(question)) is not None


def without(clauses: Sequence[str], aside: Sequence[bool]) -> str:
    """The question that is left."""
    return "，".join(clause for clause, passed in zip(clauses, aside, strict=True) if not passed)
