"""Meanings written back as questions, in words that the understanding reads back as the same meaning."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from brain.assistant.understanding import periods
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.marks import OPEN_DAY
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.picking import is_unsold
from brain.facts.semantic.compile import find_dimension, find_metric
from brain.kernel.evidence import Filter
from brain.kernel.i18n import t

DAYPARTS = {
    ("0",): ("small hours", "凌晨"),
    ("6",): ("early mornings", "早上"),
    ("9",): ("late mornings", "上午"),
    ("12",): ("at noon", "中午"),
    ("14",): ("afternoons", "下午"),
    ("18",): ("evenings", "晚上"),
    ("6", "9"): ("mornings", "上半天"),
    ("0", "18"): ("nights", "夜里"),
}
DAY_KINDS = {
    "workdays": ("chinese working days", "工作日"),
    "off": ("chinese days off", "节假日"),
    "holidays": ("chinese public holidays", "法定节假日"),
}
BOUND_ZH = {">": "超过", ">=": "至少", "<": "低于", "<=": "不超过", "=": "", "!=": ""}
BOUND_EN = {">": "over", ">=": "at least", "<": "under", "<=": "at most", "=": "", "!=": ""}
PER_ZH = {
    "day": "平均每天",
    OPEN_DAY: "有订单的日子平均每天",
    "week": "平均每周",
    "month": "平均每月",
    "quarter": "平均每季度",
    "year": "平均每年",
}
PER_EN = {
    "day": "average daily ",
    "week": "average weekly ",
    "month": "average monthly ",
    "quarter": "average quarterly ",
    "year": "average yearly ",
}
BUYERS = {"new": ("new customers", "新客"), "returning": ("returning customers", "老客")}
AMOUNT_OF = {"order_value": ("orders", "订单"), "price": ("products priced", "单价")}


def spoken_period(when: When, lang: str) -> str:
    """A period in words that the understanding reads back as the same period."""
    days = _spoken_days(when, lang)
    kind = DAY_KINDS[when.holidays][lang == "zh"] if when.holidays else ""
    return (f"{days}{kind}" if lang == "zh" else f"{kind} {days}") if kind else days


def _spoken_days(when: When, lang: str) -> str:
    if when.label is not None and when.label.msg in periods.READ_BACK:
        return when.label.render(lang)
    start, last = when.period.start, when.period.end - timedelta(days=1)
    zh = lang == "zh"
    if when.unit == "month" and not when.to_date:
        return f"{start.year}年{start.month}月" if zh else f"{start:%B} {start.year}"
    if when.unit == "year" and not when.to_date:
        return f"{start.year}年" if zh else f"in {start.year}"
    if start == last:
        return f"{start.year}年{start.month}月{start.day}日" if zh else f"on {start.isoformat()}"
    return ("{}到{}" if zh else "from {} to {}").format(start.isoformat(), last.isoformat())


def spoken(intent: Intent, lang: str) -> str:
    """A complete intent as a question in `lang`."""
    assert intent.when is not None
    intent = replace(intent, when=replace(intent.when, holidays=intent.holidays))
    return _chinese(intent) if lang == "zh" else _english(intent)


def _chinese(intent: Intent) -> str:
    assert intent.when is not None
    period = spoken_period(intent.when, "zh") + PER_ZH.get(intent.per, "")
    if isinstance(intent.compare, When):
        period += "比" + spoken_period(intent.compare, "zh")
    names = _chinese_names(intent)
    metrics = "和".join(t("zh", find_metric(name).label) for name in intent.metrics)
    period += "的" if names else ""
    tail = {"before": "环比", "yearago": "同比"}.get(str(intent.compare), "")
    if is_unsold(intent):
        return f"{period}{names}一件都没卖出去的商品"
    if intent.having and len(intent.dimensions) == 1:
        return f"{period}{names}{_conditions(intent, 'zh')}的{_noun_zh(intent.dimensions[0])}有哪些"
    if intent.skip and intent.limit == 1:
        return f"{period}{names}{metrics}第{intent.skip + 1}{_extreme_zh(intent)[1:]}的{_noun_zh(intent.dimensions[0])}{tail}"
    if intent.ranked:
        return f"{period}{names}{metrics}{_extreme_zh(intent)}的{intent.limit}个{_noun_zh(intent.dimensions[0])}{tail}{'和其他' if intent.others else ''}"
    shown = "占比" if "share" in intent.shows else ""
    asked = f"{period}{names}{'的' if names else ''}{'累计' if 'running' in intent.shows else ''}{metrics}{shown}{tail}"
    cuts = "和".join(
        t("zh", find_dimension(name).noun) for name in intent.split() if not _by_name(intent, name)
    )
    return f"按{cuts}看{asked}" if cuts else asked


def _chinese_names(intent: Intent) -> str:
    kept = "和".join(v for f in intent.filters if f.op != "not in" for v in _named_values(f, "zh"))
    left_out = "和".join(v for f in intent.filters if f.op == "not in" for v in f.values)
    if not left_out:
        return kept
    return f"不含{left_out}的{kept}" if kept else f"不含{left_out}"


def _english_scope(intent: Intent) -> str:
    kept = " and ".join(v for f in intent.filters if f.op != "not in" for v in _named_values(f, "en"))
    left_out = " and ".join(v for f in intent.filters if f.op == "not in" for v in f.values)
    return (f" for {kept}" if kept else "") + (f" excluding {left_out}" if left_out else "")


def _named_values(given: Filter, lang: str) -> tuple[str, ...]:
    """The values of a filter as they are said in a question."""
    if given.dimension == "daypart" and given.values in DAYPARTS:
        return (DAYPARTS[given.values][lang == "zh"],)
    if given.dimension == "hour" and given.op in ("=", "between"):
        return (_named_hours(int(given.values[0]), int(given.values[-1]) + 1, lang),)
    if given.dimension == "buyer_type":
        return tuple(BUYERS[value][lang == "zh"] for value in given.values)
    if given.dimension in AMOUNT_OF:
        return (_amount_of(given, lang),)
    if given.dimension != "weekday":
        return given.values
    if given.values == ("1", "2", "3", "4", "5"):
        return ("周一到周五",) if lang == "zh" else ("business days",)
    if given.values == ("6", "7"):
        return ("周末",) if lang == "zh" else ("weekends",)
    days = "一二三四五六日" if lang == "zh" else ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
    return tuple(
        f"每周{days[int(v) - 1]}" if lang == "zh" else f"{days[int(v) - 1]}days" for v in given.values
    )


def _amount_of(given: Filter, lang: str) -> str:
    """Orders or goods of an amount: 500元以上的订单, products priced over 100."""
    what = AMOUNT_OF[given.dimension][lang == "zh"]
    low, high = given.values[0], given.values[-1]
    if given.op == "between":
        return f"{what}在{low}到{high}元之间" if lang == "zh" else f"{what} between {low} and {high}"
    return f"{what}{BOUND_ZH[given.op]}{low}元" if lang == "zh" else f"{what} {BOUND_EN[given.op]} {low}"


def _named_hours(first: int, end: int, lang: str) -> str:
    if lang == "zh":
        return f"{first}点到{end}点"
    start, stop = (f"{hour % 12 or 12} {'pm' if 12 <= hour < 24 else 'am'}" for hour in (first, end))
    return f"{start} to {stop}"


def _english(intent: Intent) -> str:
    assert intent.when is not None
    period = spoken_period(intent.when, "en")
    if isinstance(intent.compare, When):
        period += " vs " + spoken_period(intent.compare, "en")
    period += {"before": " vs the previous period", "yearago": " year over year"}.get(str(intent.compare), "")
    scope = _english_scope(intent)
    metrics = PER_EN.get(intent.per, "") + " and ".join(find_metric(n).label.lower() for n in intent.metrics)
    if intent.skip and intent.limit == 1:
        place = f"number {intent.skip + 1} {'' if intent.ranked == 'high' else 'lowest '}"
        return f"{place}{_noun_en(intent.dimensions[0])} by {metrics}{scope} {period}"
    if is_unsold(intent):
        return f"products not sold{scope} {period}"
    if intent.having and len(intent.dimensions) == 1:
        return f"{_plural(intent.dimensions[0])} with {_conditions(intent, 'en')}{scope} {period}"
    if intent.ranked:
        first = "top" if intent.ranked == "high" else "bottom"
        others = " and others" if intent.others else ""
        return f"{first} {intent.limit} {_plural(intent.dimensions[0])} by {metrics}{scope} {period}{others}"
    cuts = " and ".join(_noun_en(name) for name in intent.split() if not _by_name(intent, name))
    shown = "share of " if "share" in intent.shows else "cumulative " if "running" in intent.shows else ""
    return f"{shown}{metrics}{f' by {cuts}' if cuts else ''}{scope} {period}"


def _conditions(intent: Intent, lang: str) -> str:
    """Conditions on groups as they are said: 销量超过100件, units over 100."""
    told = []
    for one in intent.having:
        label = t(lang, find_metric(one.metric).label)
        low, high = (f"{value.normalize():f}" for value in (one.values[0], one.values[-1]))
        if one.op == "between":
            told.append(
                f"{label}{low}到{high}之间" if lang == "zh" else f"{label.lower()} between {low} and {high}"
            )
        else:
            told.append(
                f"{label}{BOUND_ZH[one.op]}{low}"
                if lang == "zh"
                else f"{label.lower()} {BOUND_EN[one.op]} {low}"
            )
    return "、".join(told) if lang == "zh" else " and ".join(told)


def _noun_zh(dimension: str) -> str:
    return "客户" if dimension == "customer" else t("zh", find_dimension(dimension).noun)


def _noun_en(dimension: str) -> str:
    """A dimension as it is asked for: its first word, or its own name where it has none."""
    return next(iter(find_dimension(dimension).synonyms["en"]), dimension)


def _plural(dimension: str) -> str:
    noun = "customer" if dimension == "customer" else _noun_en(dimension)
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun != "day" else f"{noun}s"


def _extreme_zh(intent: Intent) -> str:
    return "最高" if intent.ranked == "high" else "最低"


def _by_name(intent: Intent, dimension: str) -> bool:
    """Two names of one list ask for a row each by themselves."""
    return any(f.dimension == dimension and len(f.values) > 1 for f in intent.filters)
