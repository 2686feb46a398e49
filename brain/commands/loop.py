"""`cards`, `card`, `decide`, `run-due` and `review`: the loop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import typer

from brain.commands.common import Call, command, parse_moment, plain, readable
from brain.kernel.errors import OwnerError
from brain.kernel.formats import format_claim
from brain.kernel.i18n import N_, Text, t
from brain.review.weekly import WeeklyReview
from cards.alert.model import AlertCard
from cards.kinds import AnyCard
from cards.model import PICTURE_WORDS, VOICE_WORDS
from cards.states import STATE_WORDS, State

DECISIONS = ("accept", "dismiss", "snooze")
RAN = {
    "due": N_("{count} posts were due."),
    "resumed": N_("{count} posts were gone on with."),
    "sent": N_("{count} posts went out."),
    "failed": N_("{count} posts failed."),
    "held": N_("{count} posts wait for the end of the quiet hours."),
    "missed": N_("{count} posts are more than a day late: say in the app whether they should still go out."),
    "woken": N_("{count} cards that were put off are back."),
    "expired": N_("{count} cards expired."),
    "reviewed": N_("{count} battle reports were renewed."),
}
UNTIL_SETTLED = 60.0
"""Seconds that `decide` waits for its post: all tries and their pauses. Nobody goes on with it when the command ends."""


@command
def cards(
    call: Call,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Look again instead of showing today's.")
    ] = False,
) -> None:
    """Today's cards, best first."""
    with call.desk() as desk:
        found = desk.cards(refresh=refresh)
        lines = [_card_line(card, call.lang) for card in found] + [
            text.render(call.lang) for text in desk.switched_off()
        ]
        call.say([readable(card, call.lang) for card in found], "\n".join(lines))


def _card_line(card: AnyCard, lang: str) -> str:
    why = card.explanation.why_now.render(lang)
    return f"{card.headline.render(lang)}\n  {why}\n  {card.id}"


@command
def card(
    call: Call,
    card_id: Annotated[str, typer.Argument(metavar="ID", help="The card's name.")],
    audience: Annotated[
        bool, typer.Option("--audience", help="The owner's own customer ids of its audience.")
    ] = False,
) -> None:
    """One card; with --audience, whom it addresses."""
    with call.desk() as desk:
        if audience:
            seen = desk.audience(card_id)
            held_out = [f"{own}\t{t(call.lang, N_('held out as control'))}" for own in seen.held_out_ids]
            call.say(seen, "\n".join([*seen.own_ids, *held_out]))
            return
        found = desk.card(card_id)
        words = [_card_line(found, call.lang), *_what_to_do(found, call.lang)]
        call.say(readable(found, call.lang), "\n".join(words))


def _what_to_do(card: AnyCard, lang: str) -> list[str]:
    """The texts of a card, or the steps of an alert."""
    if isinstance(card, AlertCard):
        return [f"{number}. {step.render(lang)}" for number, step in enumerate(card.steps, start=1)]
    return [f"\n[{t(lang, VOICE_WORDS[one.voice])}]\n{one.text}" for one in card.proposal.variants]


@command
def decide(
    call: Call,
    card_id: Annotated[str, typer.Argument(metavar="CARD", help="The card's name.")],
    what: Annotated[str, typer.Argument(metavar="accept|dismiss|snooze")],
    variant: Annotated[int | None, typer.Option("--variant", help="Which text, counted from 0.")] = None,
    at: Annotated[str, typer.Option("--at", help="When, on the shop's clock (2026-11-20T10:00).")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why, in your words.")] = "",
    text: Annotated[
        str | None, typer.Option("--text", help="Your own wording instead of the variant's.")
    ] = None,
    channel: Annotated[str, typer.Option("--channel", help="Where it goes; outbox when left out.")] = "",
    picture: Annotated[
        str,
        typer.Option(
            "--picture",
            help="What goes with the words: poster, or photos of customers where the card has some.",
        ),
    ] = "",
) -> None:
    """Decide about a card; an accepted one is executed when it is due."""
    if what not in DECISIONS:
        raise typer.BadParameter(f"must be one of {', '.join(DECISIONS)}", param_hint="what")
    if picture and picture not in PICTURE_WORDS:
        raise typer.BadParameter(f"--picture must be one of {', '.join(PICTURE_WORDS)}")
    decision: Literal["accept", "dismiss", "snooze"] = what  # type: ignore[assignment]
    with call.desk() as desk:
        execution = desk.decide(
            card_id,
            decision,
            variant=variant,
            text=text,
            at=parse_moment(at, desk.shop.zone) if at else None,
            reason=reason,
            channel=channel or None,
            picture=picture or None,
            patience=UNTIL_SETTLED,
        )
        payload: dict[str, Any] = (
            plain(execution)
            if execution is not None
            else {"card": card_id, "state": desk.card(card_id).state.value}
        )
        state = t(call.lang, STATE_WORDS[State(payload["state"])])
        call.say(payload, f"{card_id}{t(call.lang, ': ')}{state}")
        if execution is not None and execution.state == "failed" and execution.error is not None:
            raise OwnerError(execution.error_code, execution.error, execution.hint)


@command
def run_due(call: Call) -> None:
    """Run whatever is due in every shop of this home (or in the named one), and exit."""
    with call.brain() as brain:
        shops = [call.shop] if call.shop else [shop.id for shop in brain.shops()]
        total: dict[str, int] = {}
        for shop in shops:
            one = Call(call.home, shop, call.as_json, call.today, call.now)
            for name, count in plain(one.desk_of(brain).run_due()).items():
                total[name] = total.get(name, 0) + count
        call.say(total, _ran_words(total, call.lang))


def _ran_words(total: Mapping[str, int], lang: str) -> str:
    """What was done, one line each; what did not happen is not said."""
    lines = [t(lang, RAN[name], count=count) for name, count in total.items() if count]
    return "\n".join(lines) or t(lang, N_("Nothing is due."))


@command
def review(
    call: Call, week: Annotated[str, typer.Option("--week", help="A week such as 2026-W46.")] = ""
) -> None:
    """The weekly review: the week against the week before, and predicted against actual."""
    with call.desk() as desk:
        seen = desk.week(week or None)
        call.say(readable(seen, call.lang), _letter(seen, call.lang))


def _letter(seen: WeeklyReview, lang: str) -> str:
    lines: list[Text] = [seen.headline]
    words = [line.render(lang) for line in lines]
    words += [
        f"  {reason.name.render(lang)}  {format_claim(reason.difference, lang)}" for reason in seen.reasons
    ]
    words += [
        f"{prediction.report.headline.render(lang)}\n  {prediction.report.verdict_text.render(lang)}"
        for prediction in seen.predictions
    ]
    words += [f"{one.headline.render(lang)}\n  {one.told().render(lang)}" for one in seen.seen_to]
    return "\n".join(words)
