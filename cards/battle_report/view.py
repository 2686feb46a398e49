"""Drawing a battle report: the verdict in words first, then expected against actual, the funnel, the money, the lesson."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import streamlit as st

from brain.kernel.formats import format_claim, format_day
from brain.kernel.i18n import N_, Text
from cards.battle_report.model import Aim, BattleReportCard, ControlKind, FunnelStep, ThenAndNow, VerdictWord
from cards.charts import QUIET, Mark, Span, Spec, bars, spans
from cards.pieces import plain
from cards.reader import Reader
from cards.view import draw_chart, draw_claim, draw_sentence, effect_range, quiet, range_words, widget_key

VERDICTS: dict[VerdictWord, tuple[str, str]] = {
    "worked": (N_("It worked"), "green"),
    "no_effect": (N_("No effect"), "gray"),
    "harmful": (N_("It did harm"), "red"),
    "mended": (N_("It came right"), "green"),
    "not_mended": (N_("It did not come right"), "red"),
    "cannot_tell": (N_("Cannot be told from chance"), "gray"),
    "too_early": (N_("Too early to say"), "orange"),
}
CONTROLS: dict[ControlKind, str] = {
    "holdout": N_("Against customers left out by chance"),
    "before_after": N_("Against the days before"),
    "none": N_("Nothing to compare with"),
}
BY_AIM: dict[tuple[Aim, VerdictWord], str] = {
    ("mend", "mended"): N_("Back to normal"),
    ("mend", "not_mended"): N_("Not back to normal"),
    ("avert", "mended"): N_("Averted"),
    ("avert", "not_mended"): N_("It happened all the same"),
    ("reach", "mended"): N_("Reached"),
    ("reach", "not_mended"): N_("Not reached"),
}
"""What a verdict on an alert is called, by what was to be had."""
MOST_STEPS = 5
STEP_NAMES_WIDTH = 210


def draw_battle_report(
    card: BattleReportCard, reader: Reader, again: Callable[[], None] | None = None
) -> None:
    """The whole report. `again` is called when the owner wants the like once more."""
    words, colour = verdict_words(card)
    with st.container(border=True, key=widget_key("report", card.id)):
        with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
            st.markdown(quiet(_when(card, reader)), width="content")
            if not card.final:
                st.markdown(quiet(reader.say("still counting")), width="content")
        st.markdown(f"### :{colour}[{reader.say(words)}]", anchors=False)
        if card.followed is not None:
            _draw_then_and_now(card, card.followed, reader)
            return
        st.markdown(f"**{plain(card.headline.render(reader.lang))}**")
        draw_sentence(card.verdict_text, reader, widget_key("verdict", card.id))
        _draw_result(card, reader)
        _draw_funnel(card.funnel[:MOST_STEPS], reader, card.id)
        _draw_money(card.money, reader, card.id)
        draw_sentence(card.lesson, reader, widget_key("lesson", card.id), lead=reader.say("Learned: "))
        if again is not None and card.final:
            label = reader.say("Once more") if card.verdict == "worked" else reader.say("Try another way")
            st.button(label, key=widget_key("again", card.id), on_click=again)


def verdict_words(card: BattleReportCard) -> tuple[str, str]:
    """The verdict as a msgid, and its colour."""
    words, colour = VERDICTS[card.verdict]
    if card.followed is not None:
        words = BY_AIM.get((card.followed.aim, card.verdict), words)
    return words, colour


def _draw_then_and_now(card: BattleReportCard, followed: ThenAndNow, reader: Reader) -> None:
    """What the alert said, its figure then, since it was done and where it belongs (each opens its receipt), and what that tells."""
    said = reader.say("The alert said: {headline}", headline=card.headline)
    st.markdown(plain(said))
    st.markdown(f"**{plain(followed.what.render(reader.lang))}**")
    figures = [(reader.say("In the alert"), followed.then), (reader.say("Since done"), followed.now)]
    if followed.usual is not None and followed.usual_name is not None:
        figures.append((followed.usual_name.render(reader.lang), followed.usual))
    with st.container(horizontal=True, gap="medium", key=widget_key("money", "followed", card.id)):
        for place, (name, claim) in enumerate(figures):
            with st.container(width="content", gap=None):
                st.caption(plain(name))
                if claim is None:
                    st.markdown(reader.say("not counted yet"))
                else:
                    draw_claim(claim, reader, widget_key("claim", "followed", card.id, place))
    draw_sentence(card.verdict_text, reader, widget_key("verdict", card.id))
    aside = card.control_text
    if card.final:
        aside = Text(msg="{first} {second}", args={"first": card.control_text, "second": card.lesson})
    st.caption(plain(aside.render(reader.lang)))


def result_spec(card: BattleReportCard, reader: Reader) -> Spec:
    """Expected and actual on one scale, each a range with its middle."""
    expected = card.expected
    rows = [
        Span(
            reader.say("Expected"),
            float(expected.low),
            float(expected.mid),
            float(expected.high),
            effect_range(expected, reader.lang),
            QUIET,
        )
    ]
    if card.uplift is not None:
        gained = card.uplift
        rows.append(
            Span(
                reader.say("Actual"),
                float(gained.low),
                float(gained.mid),
                float(gained.high),
                range_words(gained.low, gained.high, gained.currency, reader.lang),
            )
        )
    return spans(rows)


def _when(card: BattleReportCard, reader: Reader) -> str:
    if card.followed is not None:
        return reader.say(
            "What you did yourself · done {day}, watched until {end}",
            day=format_day(card.followed.done_on, reader.lang),
            end=format_day(card.window.end - timedelta(days=1), reader.lang),
        )
    return reader.say(
        "Battle report · {start} to {end}",
        start=format_day(card.window.start, reader.lang),
        end=format_day(card.window.end - timedelta(days=1), reader.lang),
    )


def _draw_result(card: BattleReportCard, reader: Reader) -> None:
    title = reader.say("Extra net sales ({currency})", currency=card.expected.currency)
    words = card.verdict_text.render(reader.lang)
    draw_chart(result_spec(card, reader), title, reader, widget_key("result", card.id), alt=words)
    level = ""
    if card.uplift is not None:
        level = reader.say("Range of the actual: {percent}% sure. ", percent=round(card.uplift.level * 100))
    st.caption(
        plain(
            f"{level}{reader.say(CONTROLS[card.control])}{reader.say(': ')}{card.control_text.render(reader.lang)}"
        )
    )


def _draw_funnel(steps: Sequence[FunnelStep], reader: Reader, key: str) -> None:
    if not steps:
        return
    marks = [
        Mark(step.name.render(reader.lang), float(step.claim.value), format_claim(step.claim, reader.lang))
        for step in steps
    ]
    title = reader.say("From seen to bought")
    draw_chart(bars(marks, STEP_NAMES_WIDTH), title, reader, widget_key("funnel", key), alt=title)


def _draw_money(steps: Sequence[FunnelStep], reader: Reader, key: str) -> None:
    if not steps:
        return
    with st.container(horizontal=True, gap="medium", key=widget_key("money", key)):
        for place, step in enumerate(steps):
            with st.container(width="content", gap=None):
                st.caption(plain(step.name.render(reader.lang)))
                draw_claim(step.claim, reader, widget_key("claim", key, place))
