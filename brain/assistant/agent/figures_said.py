"""Finds the figures that a reply states and holds each against what the tools stated: value, metric, name, days, direction.

Builds on `brain.kernel.grounding`; adds fractions in words, vague amounts, small Chinese numbers with a counter, and what
may be worked out from figures that stand beside it (a difference, a sum, a share, growth, a multiple, an average).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from brain.assistant.tools.base import DAYS, ROWS, Stated
from brain.kernel.evidence import Claim
from brain.kernel.grounding import supports
from brain.kernel.number_words import Mention, chinese_number, mentions

_FRACTION = re.compile(
    r"(?P<below>[二三四五六七八九十]{1,2})分之(?P<above>[一二三四五六七八九]{1,2})|"
    r"\b(?P<count>a|an|one|two|three|four)[ -](?P<part>half|third|quarter|fifth|tenth)s?\b(?=\s(?:of|more|less|fewer|higher|lower)|\s?[,.;]|$)|"
    r"\b(?P<half>half)\b(?!\s?(?:price|off|a\s))|(?P<more>过半|半数)",
    re.IGNORECASE,
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_VAGUE = re.compile(
    r"(?:[几数上近好][十百千万亿]|[十百千万](?=多[个件单人位元块])|十几)\S?|\b(?:dozens|hundreds|thousands|millions|tens of)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"(?<![第周期这那前上一二三四五六七八九十百千万\d])(?P<number>[二三四五六七八九两])(?P<counter>[件单份盒包瓶袋罐箱笔人位名款天日周年倍元块]|个(?=[订客买商产品月星工小]))"
)
_SMALL_EN = re.compile(
    r"\b(?P<number>two|three|four|five|six|seven|eight|nine|ten)\s(?P<counter>orders?|customers?|buyers?|units?|items?|pieces?|products?|days?|weeks?|times)\b",
    re.IGNORECASE,
)
_ENGLISH = {
    word: value
    for value, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=2
    )
}
_MONEY_SIGN = re.compile(r"[¥$€£]|元|块|yuan|rmb|dollars?|euros?|pounds?", re.IGNORECASE)
_CURRENCIES = {
    "CNY": ("¥", "元", "块", "yuan", "rmb"),
    "JPY": ("¥",),
    "USD": ("$", "dollar", "dollars"),
    "GBP": ("£", "pound", "pounds"),
    "EUR": ("€", "euro", "euros"),
}
_ABOUT = re.compile(
    r"(?:约|大约|大概|差不多|接近|将近|近|超过|\babout|\baround|\bnearly|\balmost|\broughly|\bapproximately|\bover|\bsome)\s?(?:为|是)?\s?$",
    re.IGNORECASE,
)
_DAYS_AFTER = re.compile(r"^\s?-?(?:个)?(?:天|日|days?\b)")
_ROWS_AFTER = re.compile(
    r"^\s?(?:个(?!订单|单|客|买家|人|天|月)|种|款|项|行|条|大|名(?!客)|家|类|rows?\b|products?\b|categor|items?\b|groups?\b|regions?\b|brands?\b|channels?\b|best|top)"
)
_ROWS_BEFORE = re.compile(r"(?:前|\btop|\bfirst)\s?$", re.IGNORECASE)
_UP = re.compile(
    r"增长|增加|上涨|上升|提升|提高|涨了?|多了|高出|\bup\b|\brose\b|\brisen\b|\bgrew\b|\bgrown\b|\bincreas|\bhigher\b|\bgain|\bmore\b|\bgrowth\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"下降|下跌|下滑|减少|降低|跌了?|少了|低了|回落|缩水|\bdown\b|\bfell\b|\bfallen\b|\bdropp?|\bdecreas|\blower\b|\bdeclin|\bless\b|\bfewer\b|\bshrank\b",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"差|多|少|高|低|增|减|涨|跌|降|升|\bmore\b|\bless\b|\bfewer\b|\bhigher\b|\blower\b|\bdifference\b|\bgap\b|\bup\b|\bdown\b|\bby\b",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"合计|共|总|加起来|一起|\btotal|\btogether\b|\bcombined\b|\bsum\b|\bin all\b", re.IGNORECASE
)
_SHARE = re.compile(r"占|份额|比重|贡献|来自|\bshare\b|\bof (?:the|all|total)|\baccount", re.IGNORECASE)
_TIMES = re.compile(r"倍|翻|\btimes\b|\btwice\b|\bdouble|\btriple", re.IGNORECASE)
_AVERAGE = re.compile(r"平均|每|均|\baverage|\bper\b|\beach\b", re.IGNORECASE)


@dataclass(frozen=True)
class Scope:
    """What stands around a figure: its clause, the names and metrics in it, and whether a statement's days fit it.

    `groups` are kinds of customers that the clause speaks of, `group_metrics` the metrics that count just those.
    """

    clause: str
    names: frozenset[str]
    carried: frozenset[str]
    metrics: frozenset[str]
    fits_days: Callable[[Stated], bool]
    whole: bool
    groups: frozenset[str] = frozenset()
    group_metrics: frozenset[str] = frozenset()


def figures_in(plain: str) -> list[Mention]:
    """Every figure of a `plain_form` whose dates and names are masked, those in words included."""
    found = [_roughly(one, plain) for one in mentions(plain)]
    taken = [(one.start, one.end) for one in found]
    for more in (*_fractions(plain), *_vague(plain), *_small(plain)):
        if not any(more.start < end and start < more.end for start, end in taken):
            found.append(more)
            taken.append((more.start, more.end))
    return sorted(found, key=lambda one: one.start)


def _roughly(found: Mention, plain: str) -> Mention:
    """约 4600 is as exact as its last digit that is not nought; 4600 alone is exact to the one."""
    if found.value is None or found.step != 1 or not _ABOUT.search(plain[: found.start]):
        return found
    digits = str(int(found.value))
    noughts = min(len(digits) - len(digits.rstrip("0")), len(digits) - 2)
    return replace(found, step=Decimal(10) ** noughts) if noughts > 0 else found


def supporting(found: Mention, plain: str, stated: Iterable[Stated], scope: Scope) -> list[Stated]:
    """The statements that bear this figure out where it stands; empty when there is none."""
    alike = [one for one in stated if is_near(found, one.claim) and _same_money(found, plain, one.claim)]
    fitting = [one for one in alike if _counts_the_same(one, found, plain) and _named_rightly(one, scope)]
    fitting = [one for one in fitting if scope.fits_days(one) and _right_direction(one, found, scope.clause)]
    about = [one for one in fitting if one.metric in scope.metrics]
    if about or not scope.metrics:
        return about or fitting
    # The clause names metrics, but none of them: only what belongs to no metric may stand there.
    return [one for one in fitting if not one.metric or one.metric in (ROWS, DAYS)]


def is_near(found: Mention, claim: Claim) -> bool:
    """Whether the claim, rounded as the number is written, is that number, and rounding does not hide a fifth of it."""
    if not supports(found, claim):
        return False
    assert found.value is not None
    if abs(claim.value) - found.value == found.step / 2:
        # Exactly between two: the house rounds up, so the lower one was not written by it.
        return False
    if found.kind == "rate" or found.step <= 1:
        return True
    return abs(abs(claim.value) - found.value) * 5 <= found.value


def derived(found: Mention, scope: Scope, shown: Sequence[Stated]) -> Claim | None:
    """What the figure is when it is worked out from `shown` ones in the way that the clause's own words say, exactly."""
    if found.value is None:
        return None
    around = [(a, b) for a in shown for b in shown if a is not b and _is_about(scope, a, b)]
    pairs = [(a, b) for a, b in around if _of_metrics(scope, a, b)]
    alike = [
        (a.claim, b.claim) for a, b in pairs if a.claim.unit == b.claim.unit and not a.change and not b.change
    ]
    made: list[Claim] = []
    if _DIFFERENCE.search(scope.clause):
        # Two rows, or two wholes: a part against its whole is a share, not a difference.
        level = [(a.claim, b.claim) for a, b in pairs if _compare(a, b) and a.claim.unit != "rate"]
        made += [_as(a, abs(a.value - b.value)) for a, b in level]
        made += [_rate(a, (a.value - b.value) / abs(b.value)) for a, b in level if b.value]
    if _SUM.search(scope.clause):
        made += list(_sums(shown, scope))
    if _SHARE.search(scope.clause):
        made += [_rate(a, a.value / b.value) for a, b in alike if b.value and 0 <= a.value <= b.value]
        wholes = [one.claim for one in shown if not one.of and not one.change]
        made += [
            _rate(a, a.value / b.value)
            for a in _sums(shown, scope)
            for b in wholes
            if a.unit == b.unit and b.value and a.value <= b.value
        ]
    if _TIMES.search(scope.clause):
        made += [_as(a, a.value / b.value, "number") for a, b in alike if b.value and a.unit != "rate"]
    if _AVERAGE.search(scope.clause):
        made += [
            _as(a.claim, a.claim.value / b.claim.value)
            for a, b in around
            if b.claim.value and a.claim.unit in ("money", "count") and b.claim.unit == "count"
        ]
    fitting = (claim for claim in made if is_near(found, claim) and _agrees(found, claim, scope.clause))
    return next(fitting, None)


def _same_money(found: Mention, plain: str, claim: Claim) -> bool:
    """A written currency is the claim's own."""
    signs = _CURRENCIES.get(claim.currency or "")
    written = _MONEY_SIGN.search(plain[max(0, found.start - 1) : found.end + 1])
    return signs is None or written is None or written[0].lower() in signs


def _is_about(scope: Scope, one: Stated, other: Stated) -> bool:
    """Whether every name and kind of customers in the clause is one of the two figures' own."""
    return scope.names | scope.groups <= {*one.of, *one.within, *other.of, *other.within}


def _compare(one: Stated, other: Stated) -> bool:
    """Whether two figures can be set against one another: one metric, both of rows or both of wholes."""
    alike = one.metric == other.metric and one.claim.unit == other.claim.unit
    return alike and bool(one.of) == bool(other.of) and not one.change and not other.change


def _of_metrics(scope: Scope, *operands: Stated) -> bool:
    return not scope.metrics or any(one.metric in scope.metrics for one in operands)


def _sums(shown: Sequence[Stated], scope: Scope) -> Iterator[Claim]:
    """All shown figures of one metric added up, and each pair of them, the clause's own names among them."""
    by_metric: dict[str, dict[tuple[str, ...], Stated]] = {}
    for one in shown:
        if one.of and not one.change and one.claim.unit != "rate":
            by_metric.setdefault(one.metric, {})[one.of] = one
    for parts in by_metric.values():
        found = list(parts.values())
        if len(found) > 1 and scope.names <= {name for one in found for name in one.of}:
            yield _as(found[0].claim, sum((one.claim.value for one in found), Decimal(0)))
        yield from (
            _as(a.claim, a.claim.value + b.claim.value)
            for a in found
            for b in found
            if a is not b and _is_about(scope, a, b)
        )


def _as(claim: Claim, value: Decimal, unit: str = "") -> Claim:
    return claim.model_copy(update={"value": value, **({"unit": unit} if unit else {})})


def _rate(claim: Claim, value: Decimal) -> Claim:
    return claim.model_copy(update={"value": value, "unit": "rate", "currency": None})


def _counts_the_same(one: Stated, found: Mention, plain: str) -> bool:
    """What counts the answer's rows or days is said of rows or days, not of orders."""
    after = (
        plain[found.end - 1 :]
        if plain[found.end - 1 : found.end] in "天日个种款项行条大名家类"
        else plain[found.end :]
    )
    if one.metric == DAYS:
        return _DAYS_AFTER.match(after) is not None
    if one.metric == ROWS:
        return _ROWS_AFTER.match(after) is not None or _ROWS_BEFORE.search(plain[: found.start]) is not None
    return _DAYS_AFTER.match(after) is None or one.claim.unit == "days"


def _named_rightly(one: Stated, scope: Scope) -> bool:
    """A row's figure stands beside its own name; a whole's figure does not stand beside one row's name."""
    if one.metric in (ROWS, DAYS):
        return True
    if scope.groups - {*one.of, *one.within} and one.metric not in scope.group_metrics:
        return False
    here = scope.names | scope.groups
    if one.of:
        # All of a row's names are there, and the clause's own name is one of them.
        return set(one.of) <= here | scope.carried and bool(set(one.of) & (here or scope.carried))
    return scope.whole or scope.names <= set(one.within)


def _right_direction(one: Stated, found: Mention, clause: str) -> bool:
    return not one.change or _points_right(found, one.claim, clause)


def _agrees(found: Mention, claim: Claim, clause: str) -> bool:
    """A rate that was worked out points where the words say."""
    return claim.unit != "rate" or _points_right(found, claim, clause)


def _points_right(found: Mention, claim: Claim, clause: str) -> bool:
    """Words such as "up" and "down" agree with the sign; where both stand, the sign that is written decides."""
    if found.sign:
        return True
    up, down = _UP.search(clause) is not None, _DOWN.search(clause) is not None
    if up == down:
        # Growth without a direction is read as growth.
        return up or claim.value >= 0
    return claim.value >= 0 if up else claim.value <= 0


def _fractions(plain: str) -> Iterator[Mention]:
    for match in _FRACTION.finditer(plain):
        if match["below"]:
            above, below = chinese_number(match["above"]), chinese_number(match["below"])
            value = above / below if above is not None and below else None
        elif match["part"]:
            value = Decimal(_COUNTS[match["count"].lower()]) / _PARTS[match["part"].lower()]
        else:
            value = Decimal("0.5")
        yield Mention(match.start(), match.end(), "rate", value, Decimal("0.03"))


def _vague(plain: str) -> Iterator[Mention]:
    """Dozens, 上百: an amount that no claim can be."""
    for match in _VAGUE.finditer(plain):
        yield Mention(match.start(), match.end(), "plain", None)


def _small(plain: str) -> Iterator[Mention]:
    for match in _SMALL.finditer(plain):
        value = chinese_number(match["number"])
        kind = "money" if match["counter"] in "元块" else "plain"
        yield Mention(match.start(), match.end("number"), kind, value)  # type: ignore[arg-type]
    for match in _SMALL_EN.finditer(plain):
        yield Mention(match.start(), match.end("number"), "plain", Decimal(_ENGLISH[match["number"].lower()]))
