"""Drawn: what a file holds and what is odd about it; how far the shop's data can be relied on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import streamlit as st

from brain.desk import Desk
from brain.facts.quality.base import DayFigures, Profile
from brain.facts.quality.compare import Against
from brain.facts.quality.missing import NO_HOURS, Missing, missing_columns
from brain.facts.quality.profile import summed
from brain.facts.quality.saying import Gravity, findings, totals_line
from brain.facts.quality.score import Quality, Reason
from brain.kernel.formats import format_day, format_exact_money, format_full_day, format_number, format_rate
from brain.kernel.i18n import N_
from cards.daily import Column, columns
from cards.pieces import plain
from cards.reader import Reader
from cards.view import attempt, draw_chart, draw_sentence, quiet
from pages.session import Sitting

MOST_DAYS = 92
"""More columns than this are too narrow to touch: weeks then."""
WEEK = timedelta(days=7)
PART = " · "
GRAVITY_WORDS: dict[Gravity, str] = {
    "wrong": N_(":red[**Check**] {text}"),
    "look": N_(":orange[**Look**] {text}"),
    "note": "{text}",
}
SHARES = (
    ("customer", N_("with a customer {share}")),
    ("product_id", N_("with a product {share}")),
    ("category", N_("with a category {share}")),
)
GRAIN_TITLES = {"day": N_("{unit} a day"), "week": N_("{unit} a week"), "month": N_("{unit} a month")}
DIFFERENCES_SHOWN = 10
REASONS_SHOWN = 2


def draw_profile(profile: Profile, reader: Reader, key: str = "profile") -> None:
    """The totals in one line, the days as columns, and what stands out."""
    lang = reader.lang
    parts = totals_line(profile, reader.currency, lang).split(PART)
    if len(parts) > 1:
        # A list without days has nothing to say here but its rows, which stand above.
        with st.container(horizontal=True, key=f"totals-{key}"):
            for place, part in enumerate(parts):
                more = PART.rstrip() if place + 1 < len(parts) else ""
                st.markdown(f"**{plain(part)}**{more}", width="content")
    shares = [
        reader.say(msg, share=format_rate(fill.share, lang, 0))
        for column, msg in SHARES
        if (fill := profile.fill(column)) and fill.filled
    ]
    if shares and profile.table == "order_line":
        st.markdown(quiet(reader.say("Rows: {shares}", shares=" · ".join(shares))))
    _draw_days(profile, reader, key)
    told = [
        "- " + reader.say(GRAVITY_WORDS[found.gravity], text=plain(found.text))
        for found in findings(profile, reader.currency, lang)
    ]
    if told:
        st.markdown("\n".join(told))


def draw_against(against: Against, reader: Reader, key: str = "against") -> None:
    """Before loading: how many of the file's days are known already, and on which of them the two differ."""
    if against.pace:
        draw_sentence(against.pace, reader, f"{key}-pace")
    if not against.known:
        return
    msg = (
        N_("{known} of the file's {days} days are known already; on {count} of them the figures differ.")
        if against.differing
        else N_("{known} of the file's {days} days are known already, with the same figures.")
    )
    known = {"known": against.known, "days": against.days, "count": len(against.differing)}
    st.markdown(quiet(reader.say(msg, **known)))
    if against.differing:
        with st.expander(reader.say("Days that differ"), type="compact", key=f"{key}-days"):
            shown = against.differing[:DIFFERENCES_SHOWN]
            money = [format_exact_money(one.file_paid, reader.currency, reader.lang) for one in shown]
            here = [format_exact_money(one.shop_paid, reader.currency, reader.lang) for one in shown]
            st.table(
                {
                    reader.say("Day"): [format_full_day(one.day, reader.lang) for one in shown],
                    reader.say("Orders in the file"): [one.file_orders for one in shown],
                    reader.say("Orders here"): [one.shop_orders for one in shown],
                    reader.say("Paid in the file"): money,
                    reader.say("Paid here"): here,
                },
                hide_index=True,
            )


@st.cache_data(ttl=600, max_entries=64, show_spinner=False)
def quality_of(_desk: Desk, shop: str, data_version: int, stated: str, today: date) -> Quality:
    """The score of one shop on one day, in one state of its data and of what was compared."""
    return _desk.checking.quality()


def draw_quality(sitting: Sitting) -> None:
    """The score, the gravest reasons with their cost and what to do next; the rest, and what is in order, folded."""
    reader, desk = sitting.reader, sitting.desk
    stated = desk.checking.stated_until()
    found = attempt(
        lambda: quality_of(desk, desk.shop.id, desk.data_version(), stated, desk.today), reader.lang
    )
    if found is None:
        return
    with st.container(border=True, key="quality"):
        if found.score is None:
            st.markdown(plain(found.text.render(reader.lang)))
            return
        _draw_score(found, reader)
        for reason in found.reasons[:REASONS_SHOWN]:
            _draw_reason(reason, reader)
        _draw_rest(found, reader)


def _draw_rest(found: Quality, reader: Reader) -> None:
    rest = found.reasons[REASONS_SHOWN:]
    labels = [reader.say("{count} more things to mend", count=len(rest))] if rest else []
    if found.passed:
        labels.append(reader.say("{count} things in order", count=len(found.passed)))
    if not labels:
        return
    with st.expander(plain(" · ".join(labels)), type="compact", key="quality-rest"):
        for reason in rest:
            _draw_reason(reason, reader)
        if found.passed:
            names = reader.say(", ").join(one.render(reader.lang) for one in found.passed)
            st.markdown(quiet(reader.say("In order: {names}", names=names)))


def _draw_score(found: Quality, reader: Reader) -> None:
    st.markdown(f"#### {plain(reader.say('Data quality {score} of 100', score=found.score))}", anchors=False)
    st.progress((found.score or 0) / 100)
    st.markdown(plain(found.text.render(reader.lang)))
    if not found.freshness.stale:
        draw_sentence(found.freshness.text, reader, "quality-fresh")


def _draw_reason(reason: Reason, reader: Reader) -> None:
    cost = reader.say("−{points} points: ", points=reason.points)
    with st.container(gap=None, key=f"quality-{reason.name}"):
        draw_sentence(reason.text, reader, f"quality-{reason.name}", lead=cost)
        words = f"{reason.why.render(reader.lang)}{'' if reader.lang == 'zh' else ' '}{reason.next.render(reader.lang)}"
        st.markdown(quiet(words))


def _draw_days(profile: Profile, reader: Reader, key: str) -> None:
    rows = list(day_columns(profile, reader))
    if len(rows) < 2:
        return
    unit = reader.say("Paid") if profile.table == "order_line" else reader.say("Rows")
    title = reader.say(GRAIN_TITLES[_grain(_without_lonely(profile))], unit=unit)
    if profile.gaps:
        title = reader.say("{title}; days that are missing stand in red", title=title)
    draw_chart(columns(rows, unit), title, reader, key, alt=title)


def day_columns(profile: Profile, reader: Reader) -> Iterator[Column]:
    """A column for each day, week or month of the file, empty ones among them, so that a gap has its place."""
    shown = _without_lonely(profile)
    buckets = _buckets(shown)
    missing = {gap.first + timedelta(days=n) for gap in profile.gaps for n in range(gap.days)}
    orders = profile.table == "order_line"
    for start, end, figures in buckets:
        value = figures.paid if orders else Decimal(figures.rows)
        written = (
            format_exact_money(value, reader.currency, reader.lang)
            if orders
            else format_number(value, reader.lang)
        )
        hit = any(start <= day < end for day in missing)
        yield Column(_name(shown, start, reader), float(value), written, hit)


def _without_lonely(profile: Profile) -> Profile:
    """Without the days that stand alone: a sentence names them, and they would press the picture to its edge."""
    lonely = {odd.subject for odd in profile.oddities if odd.kind == "lonely_day"}
    kept = tuple(one for one in profile.days if one.day.isoformat() not in lonely)
    return profile.model_copy(update={"days": kept}) if lonely and profile.grain != "month" else profile


def _buckets(profile: Profile) -> list[tuple[date, date, DayFigures]]:
    """(first day, day after the last, sums): days, weeks from Monday, or the months that the profile has."""
    if not profile.days:
        return []
    if profile.grain == "month":
        return [(one.day, _next_month(one.day), one) for one in profile.days]
    first, last = profile.days[0].day, profile.days[-1].day
    step = timedelta(days=1)
    if _grain(profile) == "week":
        first, step = first - timedelta(days=first.weekday()), WEEK
    if (last - first) // step > 10 * MOST_DAYS:
        # A date that slipped by decades must not fill the picture with nothing.
        return [(one.day, one.day + timedelta(days=1), one) for one in profile.days]
    held: dict[int, list[DayFigures]] = {}
    for one in profile.days:
        held.setdefault((one.day - first) // step, []).append(one)
    count = (last - first) // step + 1
    return [
        (first + n * step, first + (n + 1) * step, summed(first + n * step, held.get(n, [])))
        for n in range(count)
    ]


def _grain(profile: Profile) -> str:
    """What one column stands for."""
    if profile.grain == "month":
        return "month"
    return "week" if (profile.days[-1].day - profile.days[0].day).days >= MOST_DAYS else "day"


def _name(profile: Profile, start: date, reader: Reader) -> str:
    if profile.grain == "month":
        return f"{start:%Y-%m}"
    span = (profile.days[-1].day - profile.days[0].day).days
    return format_full_day(start, reader.lang) if span >= 300 else format_day(start, reader.lang)


def _next_month(day: date) -> date:
    return (day + timedelta(days=32)).replace(day=1)


def draw_missing(profile: Profile, reader: Reader, key: str = "profile") -> None:
    """What is not in the file, and what it costs; shut, because an owner cannot always have it."""
    lacking = missing_columns(profile)
    lines = [_missing_words(one, reader) for one in lacking]
    if profile.timeless:
        lines.append(reader.say(NO_HOURS))
    if not lines:
        return
    label = reader.say("{count} things that this file does not tell, and what that costs", count=len(lines))
    with st.expander(plain(label), type="compact", key=f"{key}-missing"):
        st.markdown("\n".join(f"- {line}" for line in lines))


def _missing_words(one: Missing, reader: Reader) -> str:
    name = plain(one.label.render(reader.lang))
    said = f"**{name}**{reader.say(': ')}{plain(one.sentence.render(reader.lang))}"
    if one.fill.filled:
        said += " " + plain(
            reader.say("Only {share} of the rows have it.", share=format_rate(one.fill.share, reader.lang))
        )
    if one.metrics_off:
        names = reader.say(", ").join(label.render(reader.lang) for label in one.metrics_off)
        said += ("" if reader.lang == "zh" else " ") + plain(
            reader.say("Figures that stay off: {names}.", names=names)
        )
    return said
