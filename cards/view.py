"""Drawing that all kinds of cards share: sentences whose figures open, receipts, confidence, effects, errors.

A figure opens its receipt only when it is asked to: a popover that is shut costs no read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

import streamlit as st

from brain.facts.semantic.compile import find_metric
from brain.facts.semantic.formula_words import how_counted
from brain.kernel.errors import OwnerError
from brain.kernel.evidence import Claim, Query, Receipt
from brain.kernel.formats import format_claim, format_full_day, format_money
from brain.kernel.i18n import Text, t
from cards.charts import Spec, in_ink
from cards.lineage_view import draw_rows_behind
from cards.model import Confidence, Effect, EvidenceRow
from cards.pieces import pieces, plain
from cards.reader import Reader
from cards.states import STATE_WORDS, State

STATE_COLOURS: dict[State, str] = {
    State.DONE: "green",
    State.REVIEWED: "green",
    State.FAILED: "red",
    State.SCHEDULED: "orange",
    State.RUNNING: "orange",
}
DOTS = 4
FILES_SHOWN = 6
SQL_HEIGHT = 220
T = TypeVar("T")


def widget_key(*parts: object) -> str:
    """The one form of widget keys on cards; the stylesheet knows their beginnings."""
    return "-".join(str(part) for part in parts)


def draw_sentence(text: Text, reader: Reader, key: str, *, lead: str = "", name: str = "") -> None:
    """A sentence that flows like print while each of its figures opens its receipt; `name` stands bold before it."""
    with st.container(horizontal=True, gap=None, key=widget_key("sentence", key)):
        if name:
            st.markdown(f"**{plain(name)}**{reader.say(': ')}", width="content")
        if lead:
            st.markdown(_keep_edges(plain(lead)), width="content")
        for place, piece in enumerate(pieces(text, reader.lang)):
            if isinstance(piece, Claim):
                draw_claim(piece, reader, widget_key("claim", key, place))
            else:
                st.markdown(_keep_edges(plain(piece)), width="content")


def draw_claim(claim: Claim, reader: Reader, key: str, label: str = "") -> None:
    """A figure as a quiet button; opening it shows how it was counted."""
    shown = label or format_claim(claim, reader.lang)
    opened = st.popover(plain(shown), type="tertiary", key=key, on_change="rerun")
    if opened.open:
        with opened:
            draw_receipt_of(claim.receipt, reader, key)


def draw_receipt_of(receipt_id: str, reader: Reader, key: str) -> None:
    """A receipt by its id, or the reason why it cannot be opened."""
    try:
        receipt = reader.sources.receipt(receipt_id)
    except OwnerError as error:
        draw_error(error, reader.lang)
        return
    draw_receipt(receipt, reader, key)


def draw_receipt(receipt: Receipt, reader: Reader, key: str) -> None:
    """How a figure was counted, in the reader's language: what, from which files, by which SQL; the rows one click on."""
    lang = reader.lang
    st.markdown(f"**{t(lang, 'How this was counted')}**")
    facts = [] if receipt.query is None else [_asked(receipt.query, lang), *_formulas(receipt.query, lang)]
    facts.append(
        t(
            lang,
            "{rows} rows in the result, data version {version}",
            rows=receipt.row_count,
            version=receipt.data_version,
        )
    )
    if receipt.fresh_until is not None:
        facts.append(t(lang, "Newest file loaded {moment}", moment=reader.when(receipt.fresh_until)))
    facts.extend(
        t(lang, "File {file}, loaded {moment}", file=file.file, moment=reader.when(file.imported_at))
        for file in receipt.files[:FILES_SHOWN]
    )
    if len(receipt.files) > FILES_SHOWN:
        facts.append(t(lang, "and {count} more files", count=len(receipt.files) - FILES_SHOWN))
    st.markdown("\n".join(f"- {plain(fact)}" for fact in facts))
    st.code(receipt.sql, language="sql", wrap_lines=True, height=SQL_HEIGHT)
    st.caption(
        t(
            lang,
            "Receipt {id}, counted {moment} by {engine}",
            id=receipt.id,
            moment=reader.when(receipt.made_at),
            engine=receipt.engine,
        )
    )
    draw_rows_behind(receipt.id, reader, widget_key("lineage", key))


def _asked(query: Query, lang: str) -> str:
    """What was counted, from the first to the last day."""
    return t(
        lang,
        "{metrics}, {start} to {end}",
        metrics=", ".join(t(lang, find_metric(name).label) for name in query.metrics),
        start=format_full_day(query.period.start, lang),
        end=format_full_day(query.period.end - timedelta(days=1), lang),
    )


def _formulas(query: Query, lang: str) -> list[str]:
    """How the owner's own figures among them are counted."""
    return [said.render(lang) for said in how_counted(query.metrics)]


def draw_evidence(rows: Sequence[EvidenceRow], reader: Reader, key: str) -> None:
    """One line of why under another; claims beside a sentence that does not hold them follow it."""
    for place, row in enumerate(rows):
        draw_sentence(row.text, reader, widget_key(key, place), lead="· ")
        spoken = row.text.claims()
        for more, claim in enumerate(c for c in row.claims if c not in spoken):
            draw_claim(claim, reader, widget_key("more", key, place, more))


def dots(confidence: Confidence) -> str:
    """One to four filled dots."""
    return "●" * confidence.level + "○" * (DOTS - confidence.level)


def draw_confidence(confidence: Confidence, reader: Reader) -> None:
    """Dots with their word; what they rest on is among the evidence."""
    st.markdown(quiet(reader.say("Confidence {dots}", dots=dots(confidence))), width="content")


def quiet(words: str) -> str:
    """Small grey words for what stands beside the matter."""
    return f":gray[:small[{plain(words)}]]"


def draw_chart(spec: Spec, title: str, reader: Reader, key: str, alt: str) -> None:
    """A chart under its title, which names the unit; `alt` is what it says to who cannot see it."""
    with st.container(gap=None, key=widget_key("chart", key)):
        st.markdown(quiet(title))
        st.vega_lite_chart(in_ink(spec, dark=reader.dark), key=widget_key("vega", key), alt=alt)


def effect_range(effect: Effect, lang: str) -> str:
    """`+¥320～¥900`: always a range, with its sign."""
    return range_words(effect.low, effect.high, effect.currency, lang)


def range_words(low: Decimal, high: Decimal, currency: str, lang: str) -> str:
    """Two amounts of money as one range, each with its sign."""
    same_sign = low >= 0
    shown_high = format_money(high, currency, lang) if same_sign else signed_money(high, currency, lang)
    return t(lang, "{low} to {high}", low=signed_money(low, currency, lang), high=shown_high)


def signed_money(amount: Decimal, currency: str, lang: str) -> str:
    """Money with a plus or a minus sign in front, for changes."""
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return sign + format_money(abs(amount), currency, lang)


def draw_effect(effect: Effect, reader: Reader) -> None:
    """The expected effect: a range in bold, then over how long and on what it rests."""
    expected = reader.say("Expected {range}", range=effect_range(effect, reader.lang))
    rest = reader.say("in {days} days, {basis}", days=effect.days, basis=effect.basis.render(reader.lang))
    st.markdown(f"**{plain(expected)}** :gray[{plain(rest)}]")


def draw_state(state: State, lang: str) -> None:
    """A card's state as a small word in its colour."""
    st.badge(t(lang, STATE_WORDS[state]), color=STATE_COLOURS.get(state, "gray"))  # type: ignore[arg-type]


def draw_error(error: OwnerError, lang: str) -> None:
    """What happened, then what to do."""
    hint = f"\n\n{plain(error.hint.render(lang))}" if error.hint else ""
    st.error(plain(error.message.render(lang)) + hint)


def attempt(action: Callable[[], T], lang: str) -> T | None:
    """Run what may be refused; a refusal is drawn in the owner's words and gives None."""
    try:
        return action()
    except OwnerError as error:
        draw_error(error, lang)
        return None


def _keep_edges(words: str) -> str:
    """Markdown trims blanks at the edges, which would glue English words to figures."""
    start = "&nbsp;" if words[:1] == " " else ""
    end = "&nbsp;" if words[-1:] == " " else ""
    return start + words.strip(" ") + end
