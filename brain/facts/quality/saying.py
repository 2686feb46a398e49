"""A file's profile in sentences: its totals in one line, then what stands out, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from brain.facts.quality.base import Gap, Holiday, Oddity, OddKind, Profile
from brain.kernel.formats import format_exact_money, format_full_day, format_number
from brain.kernel.i18n import N_, t

Gravity = Literal["wrong", "look", "note"]
HUNDREDFOLD = (Decimal(90), Decimal(110))
MOST_GAPS_TOLD = 4
HOLIDAY_WORDS: dict[Holiday, str] = {
    "spring_festival": N_("That is around Spring Festival."),
    "national_day": N_("That is around National Day."),
    "christmas": N_("That is around Christmas."),
}


@dataclass(frozen=True)
class Finding:
    """A sentence about a file, ready to be read. `wrong` needs mending, `look` a look, `note` is good to know."""

    gravity: Gravity
    text: str


def totals_line(profile: Profile, currency: str, lang: str) -> str:
    """What the file adds up to, to the cent, with its first and last day: `1,204 orders · ¥8,420.50 paid · ...`."""
    sums, parts = profile.sums, []
    if profile.table == "order_line":
        parts = [
            t(lang, "{count} orders", count=sums.orders),
            t(lang, "{money} paid", money=format_exact_money(sums.paid, currency, lang)),
            t(lang, "{money} refunded", money=format_exact_money(sums.refunds, currency, lang)),
            t(lang, "{money} net", money=format_exact_money(sums.net, currency, lang)),
        ]
        if sums.units:
            parts.append(t(lang, "{count} pieces", count=format_number(sums.units, lang)))
        if sums.customers:
            parts.append(t(lang, "{count} customers", count=sums.customers))
    else:
        parts = [t(lang, "{count} rows", count=sums.lines)]
    if profile.first_day and profile.last_day:
        start, end = (format_full_day(day, lang) for day in (profile.first_day, profile.last_day))
        parts.append(start if start == end else t(lang, "{start} to {end}", start=start, end=end))
    return " · ".join(parts)


def findings(profile: Profile, currency: str, lang: str) -> list[Finding]:
    """Everything worth telling about a file. Money is written in `currency`."""
    return [
        *_future(profile, lang),
        *_gaps(profile, lang),
        *_oddities(profile, currency, lang),
        *_notes(profile, currency, lang),
    ]


def _future(profile: Profile, lang: str) -> Iterator[Finding]:
    future = profile.future
    if future is None:
        return
    days = (
        _day(future.first, lang)
        if future.first == future.last
        else t(lang, "{start} to {end}", start=_day(future.first, lang), end=_day(future.last, lang))
    )
    msg = (
        N_("{count} orders are dated after today: {days}. {rows}")
        if profile.table == "order_line"
        else N_("{count} rows are dated after today: {days}. {rows}")
    )
    yield Finding("wrong", t(lang, msg, count=future.facts, days=days, rows=_rows(future.rows, lang)))


def _gaps(profile: Profile, lang: str) -> Iterator[Finding]:
    told = sorted(profile.gaps, key=lambda gap: -gap.expected)[:MOST_GAPS_TOLD]
    for gap in sorted(told, key=lambda gap: gap.first):
        yield Finding("note" if gap.holiday else "wrong", gap_words(gap, lang, profile.table))
    rest = profile.gap_days - sum(gap.days for gap in told)
    if rest > 0:
        msg = (
            N_("{count} more days are without orders against the shop's habit.")
            if profile.table == "order_line"
            else N_("{count} more days are without a row against the shop's habit.")
        )
        yield Finding("look", t(lang, msg, count=rest))


def gap_words(gap: Gap, lang: str, table: str = "order_line") -> str:
    """A gap in one or two sentences."""
    orders = table == "order_line"
    if gap.days == 1:
        said = t(
            lang,
            N_("No orders on {day}: about {count} would be usual.")
            if orders
            else N_("Nothing on {day}: about {count} rows would be usual."),
            day=_day(gap.first, lang),
            count=gap.expected,
        )
    else:
        said = t(
            lang,
            N_("No orders from {start} to {end} ({days} days): about {count} would be usual.")
            if orders
            else N_("Nothing from {start} to {end} ({days} days): about {count} rows would be usual."),
            start=_day(gap.first, lang),
            end=_day(gap.last, lang),
            days=gap.days,
            count=gap.expected,
        )
    return _joined(said, t(lang, HOLIDAY_WORDS[gap.holiday]) if gap.holiday else "", lang)


def _oddities(profile: Profile, currency: str, lang: str) -> Iterator[Finding]:
    """One sentence a kind: its farthest example, and how many there are."""
    seen: set[OddKind] = set()
    for odd in profile.oddities:
        if odd.kind not in seen or odd.kind == "lonely_day":
            seen.add(odd.kind)
            yield Finding(
                "note" if odd.kind in ("large_day", "same_amount") else "look",
                _lonely_words(odd, profile.table, lang)
                if odd.kind == "lonely_day"
                else _odd_words(odd, currency, lang),
            )


def _lonely_words(odd: Oddity, table: str, lang: str) -> str:
    msg = (
        N_("{count} orders of {day} stand alone, far away from all others: a slip?")
        if table == "order_line"
        else N_("{count} rows of {day} stand alone, far away from all others: a slip?")
    )
    return t(lang, msg, count=odd.count, day=_day(date.fromisoformat(odd.subject), lang))


def _odd_words(odd: Oddity, currency: str, lang: str) -> str:
    money = {
        "value": format_exact_money(odd.value, currency, lang),
        "typical": format_exact_money(odd.typical, currency, lang),
    }
    match odd.kind:
        case "large_order":
            said = t(
                lang,
                "Order {name} is very large: {value}, where {typical} is usual.",
                name=odd.subject,
                **money,
            )
        case "small_order":
            said = t(
                lang,
                "Order {name} is very small: {value}, where {typical} is usual.",
                name=odd.subject,
                **money,
            )
        case "large_day":
            said = t(
                lang,
                "A very strong day: {day} with {value}, where {typical} is usual.",
                day=_day(date.fromisoformat(odd.subject), lang),
                **money,
            )
        case "large_quantity":
            said = t(
                lang,
                "{count} pieces of “{name}” in one line.",
                count=format_number(odd.value, lang),
                name=odd.subject,
            )
        case "high_price" | "low_price":
            said = _price_words(odd, money, lang)
        case "same_amount":
            return t(
                lang, "{count} orders are of exactly {value} each.", count=odd.count, value=money["value"]
            )
        case "lonely_day":
            return _lonely_words(odd, "order_line", lang)
    more = t(lang, "{count} more like it.", count=odd.count - 1) if odd.count > 1 else ""
    return _joined(_joined(said, _rows(odd.rows, lang), lang), more, lang)


def _price_words(odd: Oddity, money: dict[str, str], lang: str) -> str:
    high = odd.kind == "high_price"
    times = odd.value / odd.typical if high else odd.typical / max(odd.value, Decimal("0.0001"))
    msg = (
        N_("“{name}” at {value}, where {typical} is usual: {times} times as much.")
        if high
        else N_("“{name}” at {value}, where {typical} is usual: a {times}th of it.")
    )
    said = t(lang, msg, name=odd.subject, times=format_number(times, lang), **money)
    low, most = HUNDREDFOLD
    hint = t(lang, "A hundredfold often means cents taken for whole units.") if low <= times <= most else ""
    return _joined(said, hint, lang)


def _notes(profile: Profile, currency: str, lang: str) -> Iterator[Finding]:
    sums = profile.sums
    if sums.unpaid_orders:
        yield Finding(
            "note",
            _idle(
                N_("{count} unpaid orders are loaded but in no figure."),
                sums.unpaid_orders,
                sums.unpaid_value,
                currency,
                lang,
            ),
        )
    if sums.cancelled_orders:
        yield Finding(
            "note",
            _idle(
                N_("{count} cancelled orders are loaded but in no figure."),
                sums.cancelled_orders,
                sums.cancelled_value,
                currency,
                lang,
            ),
        )
    if sums.refunded_orders:
        yield Finding("note", t(lang, "{count} orders were refunded in full.", count=sums.refunded_orders))
    if sums.credit_notes:
        yield Finding(
            "note",
            t(lang, "{count} credit notes count as refunds on their own day.", count=sums.credit_notes),
        )
    if profile.repeats:
        yield Finding(
            "note",
            t(lang, "{count} rows are in the file twice; they count once.", count=profile.repeats.rows),
        )


def _idle(msg: str, count: int, value: Decimal | None, currency: str, lang: str) -> str:
    said = t(lang, msg, count=count)
    worth = (
        t(lang, "They would be {money}.", money=format_exact_money(value, currency, lang)) if value else ""
    )
    return _joined(said, worth, lang)


def _rows(rows: Sequence[int], lang: str) -> str:
    """Where to look in the file: data rows, counted from 1 below the header."""
    if not rows:
        return ""
    if len(rows) == 1:
        return t(lang, "Row {row} of the file.", row=str(rows[0]))
    return t(lang, "Rows {rows} of the file.", rows=", ".join(map(str, rows)))


def _day(day: date, lang: str) -> str:
    return format_full_day(day, lang)


def _joined(one: str, other: str, lang: str) -> str:
    return one + (("" if lang == "zh" else " ") + other if other else "")
