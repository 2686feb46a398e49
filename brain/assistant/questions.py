"""Meanings written back as questions: suggestions, choices and follow-ups, each proven to be understood and to work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from brain.assistant.coverage import data_span, has_rows, missing_facts
from brain.assistant.understanding import periods
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.resolve import understand
from brain.facts.reader import Facts
from brain.facts.semantic.compile import can_split, find_dimension, find_metric
from brain.kernel.evidence import Filter, Period
from brain.kernel.i18n import t

# What a shop is most likely to ask, in the order in which it is offered.
STARTERS: tuple[Intent, ...] = (
    Intent(metrics=("net_sales",)),
    Intent(metrics=("net_sales",), dimensions=("product",), ranked="high", limit=5),
    Intent(metrics=("net_sales",), dimensions=("category",)),
    Intent(metrics=("orders",), dimensions=("region",), ranked="high", limit=5),
    Intent(metrics=("orders",), dimensions=("day",)),
    Intent(metrics=("average_order_value",)),
    Intent(metrics=("refunds",)),
    Intent(metrics=("gross_sales",)),
)

# Formulas whose values are worth ranking and drawing by day; a rate of three orders is noise.
ADDS_UP = frozenset({"paid - refunded", "paid", "refunded", "orders", "units", "views", "carts"})


# Kinds of days and parts of the day, in words that are understood (English, Chinese).
DAY_KINDS = {
    "workdays": ("chinese working days", "工作日"),
    "off": ("chinese days off", "节假日"),
    "holidays": ("chinese public holidays", "法定节假日"),
}
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
    period = spoken_period(intent.when, "zh")
    if isinstance(intent.compare, When):
        period += "比" + spoken_period(intent.compare, "zh")
    names = _chinese_names(intent)
    metrics = "和".join(t("zh", find_metric(name).label) for name in intent.metrics)
    period += "的" if names else ""
    tail = {"before": "环比", "yearago": "同比"}.get(str(intent.compare), "")
    if intent.ranked:
        extreme = "最高" if intent.ranked == "high" else "最低"
        noun = t("zh", find_dimension(intent.dimensions[0]).noun)
        return f"{period}{names}{metrics}{extreme}的{intent.limit}个{noun}{tail}"
    asked = f"{period}{names}{'的' if names else ''}{metrics}{tail}"
    cuts = "和".join(
        t("zh", find_dimension(name).noun) for name in intent.split() if not _by_name(intent, name)
    )
    return f"按{cuts}看{asked}" if cuts else asked


def _chinese_names(intent: Intent) -> str:
    kept = "和".join(v for f in intent.filters if f.op != "not in" for v in _named_values(f, "zh"))
    left_out = "和".join(v for f in intent.filters if f.op == "not in" for v in f.values)
    return f"不含{left_out}的{kept}" if left_out else kept


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
    metrics = " and ".join(find_metric(name).label.lower() for name in intent.metrics)
    if intent.ranked:
        noun = find_dimension(intent.dimensions[0]).synonyms["en"][0]
        plural = f"{noun[:-1]}ies" if noun.endswith("y") and noun != "day" else f"{noun}s"
        return f"{'top' if intent.ranked == 'high' else 'bottom'} {intent.limit} {plural} by {metrics}{scope} {period}"
    cuts = " and ".join(name for name in intent.split() if not _by_name(intent, name))
    return f"{metrics}{f' by {cuts}' if cuts else ''}{scope} {period}"


def _by_name(intent: Intent, dimension: str) -> bool:
    """Two names of one list ask for a row each by themselves."""
    return any(f.dimension == dimension and len(f.values) > 1 for f in intent.filters)


def understood_as(question: str, intent: Intent, names: Any | None, facts: Facts) -> bool:
    """Whether the words lead back to the very same query."""
    meant = understand(question, (), names, facts.today)
    return meant.kind == "query" and meant.intent.query() == intent.query()


def works(facts: Facts, intent: Intent) -> bool:
    """Really run it: rows come back and the first of them is a figure other than zero."""
    query = intent.query()
    if missing_facts(facts, query.metrics, (*query.dimensions, *(f.dimension for f in query.filters))):
        return False
    result = facts.ask(query)
    return bool(result.rows) and bool(result.rows[0][len(query.dimensions)])


def periods_with_data(facts: Facts, metrics: tuple[str, ...] = ("net_sales",)) -> list[When]:
    """Up to three periods worth asking about that have data: near ones first, else the last ones of the data."""
    today = facts.today
    near = [
        periods.relative("week", -1, today),
        periods.relative("month", -1, today),
        periods.relative("month", 0, today),
    ]
    found = [when for when in near if has_rows(facts, metrics, when.period)]
    span = data_span(facts, metrics)
    if span is None:
        return found
    return _distinct([*found, *_of_span(span)], 3)


def _of_span(span: Period) -> Iterator[When]:
    final = span.end - timedelta(days=1)
    for back in range(3):
        start = periods.months_before(final.replace(day=1), back)
        month = periods.month_of(start.year, start.month) if start else None
        if month is not None and month.period.end > span.start:
            yield month


def _distinct(whens: Iterable[When], count: int) -> list[When]:
    kept: dict[Period, When] = {}
    for when in whens:
        kept.setdefault(when.period, when)
    return list(kept.values())[:count]


def suggestions(facts: Facts, lang: str, names: Any | None = None) -> list[str]:
    """Three questions in `lang` that were run on this shop's data and brought rows; fewer on an empty shop."""
    whens = periods_with_data(facts)
    if not whens:
        return []
    offered: list[str] = []
    for position, starter in enumerate(STARTERS):
        intent = replace(starter, when=whens[position % len(whens)])
        question = spoken(intent, lang)
        if understood_as(question, intent, names, facts) and works(facts, intent):
            offered.append(question)
        if len(offered) == 3:
            break
    return offered


def choices_of_period(facts: Facts, intent: Intent, lang: str, names: Any | None) -> list[str]:
    """The same question for three periods that have data."""
    whole = [replace(intent, when=when) for when in periods_with_data(facts, intent.metrics)]
    return proven(facts, whole, lang, names)


def choices_of_metric(facts: Facts, intent: Intent, lang: str, names: Any | None) -> list[str]:
    """Three figures for what was named; with a period that has data when none was named."""
    when = intent.when or next(iter(periods_with_data(facts)), None)
    if when is None:
        return []
    asked = replace(intent, when=when)
    figures = ("net_sales", "orders", "average_order_value", "refunds")
    wanted = [replace(asked, metrics=(metric,)) for metric in figures]
    return proven(facts, wanted, lang, names)


def proven(facts: Facts, intents: Iterable[Intent], lang: str, names: Any | None) -> list[str]:
    asked = ((spoken(intent, lang), intent) for intent in intents)
    good = (
        question
        for question, intent in asked
        if understood_as(question, intent, names, facts) and works(facts, intent)
    )
    return [question for question, _ in zip(good, range(3), strict=False)]


def follow_ups(facts: Facts, intent: Intent, lang: str, names: Any | None) -> list[str]:
    """Up to three next questions for an answer that had rows: closer, sideways, and against the period before.

    They ask for the same rows cut differently, so they need no run of their own; a comparison is looked up.
    """
    offered: list[str] = []
    for candidate in _next_intents(facts, intent):
        query = candidate.query()
        splits = [*query.dimensions, *(f.dimension for f in query.filters)]
        possible = all(can_split(m, d) for m in query.metrics for d in splits) and not missing_facts(
            facts, query.metrics, splits
        )
        question = spoken(candidate, lang)
        if possible and question not in offered and understood_as(question, candidate, names, facts):
            offered.append(question)
        if len(offered) == 3:
            break
    return offered


def _worth(dimension: str, days: int, *, adds_up: bool) -> bool:
    """Whether a split shows more than a row or two, and of rows that hold enough to mean something."""
    if dimension == "day":
        return adds_up and 2 <= days <= 62
    return days >= {"week": 14, "month": 62}.get(dimension, 0)


def _next_intents(facts: Facts, intent: Intent) -> Iterator[Intent]:
    assert intent.when is not None
    filtered = {f.dimension for f in intent.filters}
    plain = replace(intent, dimensions=(), ranked=None, limit=None, trend=False)
    if intent.compare is None:
        before = periods.preceding(intent.when)
        if has_rows(facts, intent.metrics, before.period):
            yield replace(plain, compare="before")
    plain = replace(plain, compare=None)
    adds_up = all(find_metric(name).formula in ADDS_UP for name in intent.metrics)
    if adds_up and "product" not in filtered and intent.dimensions != ("product",):
        yield replace(plain, metrics=intent.metrics[:1], dimensions=("product",), ranked="high", limit=5)
    for dimension in ("category", "day", "region", "week", "month"):
        fits = dimension in filtered or dimension in intent.split()
        worth = {"day": 2, "week": 14, "month": 62}.get(dimension, 0)
        if (
            not fits
            and intent.when.period.days >= worth
            and not (dimension == "day" and intent.when.period.days > 62)
        ):
            yield replace(plain, dimensions=(dimension,))
