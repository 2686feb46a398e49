"""The weekly letter itself, as it is read and printed."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from brain.kernel.evidence import Claim
from brain.kernel.formats import format_claim, format_day, format_money, format_rate
from brain.kernel.i18n import N_
from brain.review.weekly import Movement, Prediction, WeeklyReview
from cards.battle_report.view import VERDICTS, verdict_words
from cards.charts import Mark, Spec, waterfall
from cards.pieces import plain
from cards.reader import Reader
from cards.view import draw_chart, draw_claim, draw_sentence, effect_range, signed_money

PREDICTIONS_SHOWN = 8
WITHIN = {
    True: N_("as expected"),
    False: N_("outside the expected range"),
    None: N_("still open"),
}
CHANCE = N_("may be chance")


def draw_letter(review: WeeklyReview, reader: Reader) -> None:
    """Heading, sentence, figures, reasons, predicted against actual, proposals."""
    last = review.period.end - timedelta(days=1)
    span = reader.say(
        "{start} to {end}",
        start=format_day(review.period.start, reader.lang),
        end=format_day(last, reader.lang),
    )
    st.markdown(f"## {plain(reader.say('The week {span}', span=span))}", anchors=False)
    draw_sentence(review.headline, reader, "week-headline")
    if not review.complete:
        st.caption(reader.say("The week is not over yet."))
    _draw_movements(review.movements, reader)
    _draw_reasons(review, reader)
    _draw_predictions(review.predictions, reader)
    _draw_seen_to(review, reader)
    _draw_proposals(review, reader)


def reasons_spec(review: WeeklyReview, reader: Reader) -> Spec:
    """From the week before to this week in steps that add up, the unexplained rest among them."""
    sales = review.movements[0]
    steps = [_total(reader.say("Week before"), sales.before, reader)]
    steps += [_step(reason.name.render(reader.lang), reason.difference, reader) for reason in review.reasons]
    if review.rest is not None:
        steps.append(_step(reader.say("All the rest"), review.rest, reader, tone="rest"))
    steps.append(_total(reader.say("This week"), sales.now, reader))
    return waterfall(steps)


def _draw_movements(movements: tuple[Movement, ...], reader: Reader) -> None:
    with st.container(key="movements"):
        for column, movement in zip(st.columns(len(movements), gap="small"), movements, strict=True):
            with column, st.container(gap=None):
                st.caption(plain(movement.name.render(reader.lang)))
                draw_claim(movement.now, reader, f"claim-week-{movement.metric}")
                st.caption(plain(_change_words(movement, reader)))


def _change_words(movement: Movement, reader: Reader) -> str:
    before = reader.say("before {value}", value=format_claim(movement.before, reader.lang))
    if movement.change is None:
        return before
    value = movement.change.value
    return f"{'▲' if value >= 0 else '▼'} {format_rate(abs(value), reader.lang)} · {before}"


def _draw_reasons(review: WeeklyReview, reader: Reader) -> None:
    if not review.reasons:
        return
    st.markdown(f"#### {reader.say('What made the difference')}", anchors=False)
    by = review.reasons_by.render(reader.lang) if review.reasons_by else ""
    title = reader.say("Net sales, {by} ({currency})", by=by, currency=reader.currency)
    draw_chart(
        reasons_spec(review, reader), title, reader, "reasons", alt=review.headline.render(reader.lang)
    )


def _draw_predictions(predictions: tuple[Prediction, ...], reader: Reader) -> None:
    st.markdown(f"#### {reader.say('Predicted against actual')}", anchors=False)
    if not predictions:
        st.markdown(reader.say("No post has been measured yet."))
        return
    for prediction in predictions[:PREDICTIONS_SHOWN]:
        report = prediction.report
        words, colour = VERDICTS[report.verdict]
        line = reader.say(
            "expected {range}, came {actual}: {within}",
            range=effect_range(report.expected, reader.lang),
            actual=signed_money(report.uplift.mid, report.uplift.currency, reader.lang)
            if report.uplift
            else "—",
            within=reader.say(_within_words(prediction)),
        )
        st.markdown(
            f"- **{plain(report.headline.render(reader.lang))}** :{colour}[{reader.say(words)}]  \n  :gray[{plain(line)}]"
        )


def _draw_seen_to(review: WeeklyReview, reader: Reader) -> None:
    """Alerts that were marked done: what they warned of, then and since."""
    if not review.seen_to:
        return
    st.markdown(f"#### {reader.say('What you did yourself')}", anchors=False)
    for report in review.seen_to[:PREDICTIONS_SHOWN]:
        words, colour = verdict_words(report)
        st.markdown(
            f"- **{plain(report.headline.render(reader.lang))}** :{colour}[{reader.say(words)}]  \n"
            f"  :gray[{plain(report.told().render(reader.lang))}]"
        )


def _within_words(prediction: Prediction) -> str:
    """A result that chance alone could bring neither meets nor misses what was expected."""
    if prediction.report.final and prediction.report.verdict == "cannot_tell":
        return CHANCE
    return WITHIN[prediction.within]


def _draw_proposals(review: WeeklyReview, reader: Reader) -> None:
    st.markdown(f"#### {reader.say('Worth doing next')}", anchors=False)
    if not review.proposals:
        st.markdown(reader.say("Nothing new this week."))
    for place, card in enumerate(review.proposals, start=1):
        st.markdown(
            f"{place}. {plain(card.headline.render(reader.lang))}  \n   :gray[{plain(effect_range(card.effect, reader.lang))}]"
        )
    if review.proposals:
        st.page_link("home.py", label=reader.say("Decide on the first page"))


def _total(name: str, claim: Claim, reader: Reader) -> Mark:
    label = format_money(claim.value, claim.currency or reader.currency, reader.lang, short=True)
    return Mark(name, float(claim.value), label, tone="total")


def _step(name: str, claim: Claim, reader: Reader, tone: str = "") -> Mark:
    return Mark(
        name,
        float(claim.value),
        signed_money(claim.value, claim.currency or reader.currency, reader.lang),
        tone,
    )
