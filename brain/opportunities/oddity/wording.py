"""What a card about a low day says, in claims."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Day, Text, verbatim
from brain.opportunities.oddity.causes import WEEKS, Cause
from brain.opportunities.oddity.scan import LOOKED_AT
from brain.opportunities.saying import Args
from cards.model import Bar, Look

SHOWN_DAYS = 29


class Told:
    """The judge's figures of one low day as claims on the scan's own receipt."""

    def __init__(self, result: Result, told: Mapping[str, float], channel: str, end: date) -> None:
        self._result = result
        self._told = told
        self.channel = channel
        self.day = end - timedelta(days=1 + int(told["days_ago"]))

    @property
    def where(self) -> Text:
        """The channel, or the whole shop."""
        return verbatim(self.channel) if self.channel else Text(msg=N_("the whole shop"))

    def count(self, name: str) -> Claim:
        """A figure as a whole number."""
        return self._result.claim_of(round(self._told[name]), "count")

    def number(self, name: str) -> Claim:
        """A figure with one decimal."""
        return self._result.claim_of(round(self._told[name], 1), "number")

    @property
    def missing(self) -> Claim:
        """What did not come in, in money."""
        return self._result.claim_of(round(max(self._told["missing_net"], 0.0)), "money")

    @property
    def args(self) -> Args:
        """Where, when, how many, and how many there usually are."""
        return {
            "where": self.where, "day": Day(day=self.day, weekday=True), "orders": self.count("orders"), "expected": self.count("expected"),
        }  # fmt: skip


HEADLINES = {
    "nothing": N_("{day}: nothing was sold in {where}, where {expected} orders are usual."),
    "silent": N_(
        "{day}: no order in {where} from {from}:00 to {until}:59; the day ended with {orders} orders, where {expected} are usual."
    ),
    "category": N_(
        "{day}: {where} had {orders} orders, where {expected} are usual; most of what is missing is {name}."
    ),
    "offer": N_(
        "{day}: {where} had {orders} orders, where {expected} are usual; the offer {name} had just ended."
    ),
    "unknown": N_(
        "{day}: {where} had {orders} orders, where {expected} are usual, and the data does not say why."
    ),
}
STEPS: dict[str, tuple[str, ...]] = {
    "nothing": (
        N_("Look whether the orders file of {day} is complete: import it again if not."),
        N_("Place a test order in {where}: link, payment, stock shown as left."),
        N_("If it was closed on purpose, say no to this card with that reason."),
    ),
    "silent": (
        N_("Place a test order in {where}: link, payment, stock shown as left."),
        N_("Ask who looks after it what happened between {from}:00 and {until}:59."),
        N_("Write to those who tried in these hours, if you know them."),
    ),
    "category": (
        N_("Open the pages of {name} in {where}: shown, in stock, at the right price?"),
        N_("Compare with yesterday's list of what was on sale."),
    ),
    "offer": (
        N_("Nothing may be broken: buyers came early for {name}. Look again tomorrow."),
        N_("Still place one test order in {where}."),
    ),
    "unknown": (
        N_("Place a test order in {where}: link, payment, stock shown as left."),
        N_("Look whether the orders file of {day} is complete: import it again if not."),
    ),
}  # fmt: skip


def headline(told: Told, cause: Cause) -> Text:
    """Which day, where, how far below, and the cause as far as known."""
    return _filled(HEADLINES[cause.kind], told, cause)


def why_now(told: Told, cause: Cause) -> Text:
    """Why today."""
    if told.count("days_ago").value == 0:
        return Text(
            msg=N_(
                "About {missing} did not come in on that day, and whether it goes on today nobody has looked yet."
            ),
            args={"missing": told.missing},
        )
    return Text(
        msg=N_("About {missing} did not come in on that day. If the cause is still there it comes back."),
        args={"missing": told.missing},
    )


def evidence_of(told: Told, cause: Cause) -> list[Text]:
    """The day, the other channels, and what was different."""
    texts = [
        Text(
            msg=N_("{where} on {day}: {orders} orders; the same weekday usually brings {expected}."),
            args=told.args,
        )
    ]
    if told.channel:
        others = cause.others
        texts.append(
            Text(
                msg=N_(
                    "All other channels on the same day: {orders} orders, {usual} on the {weeks} same weekdays before."
                ),
                args={
                    "orders": others.claim(0, "orders", "count"),
                    "usual": others.claim(0, "usual", "number"),
                    "weeks": WEEKS,
                },
            )
        )
    if cause.kind == "silent" and cause.result is not None:
        texts.append(
            Text(
                msg=N_(
                    "From {from}:00 to {until}:59 not one order came; {usual} orders are usual in these hours."
                ),
                args={**_hours(cause), "usual": cause.result.claim_of(round(cause.usual, 1), "number")},
            )
        )
    if cause.kind == "category" and cause.result is not None:
        texts.append(
            Text(
                msg=N_(
                    "{name}: in {orders} orders on that day, {usual} on the {weeks} same weekdays before."
                ),
                args={
                    "name": cause.name,
                    "orders": cause.result.claim(0, "orders", "count"),
                    "usual": cause.result.claim_of(round(float(cause.result.rows[0][2]), 1), "number"),
                    "weeks": WEEKS,
                },
            )
        )
    return texts  # fmt: skip


def steps(told: Told, cause: Cause) -> tuple[Text, ...]:
    """What to do, in order."""
    wanted = STEPS[cause.kind]
    if cause.kind == "nothing" and told.channel:
        # The other channels of the day are there, so the file is the lesser suspect.
        wanted = (wanted[1], wanted[2], wanted[0])
    return tuple(_filled(msg, told, cause) for msg in wanted)


def method() -> Text:
    """The rule in one sentence."""
    return Text(
        msg=N_(
            "Each of the last {days} full days of each channel and of the shop against the median of the same weekday of six weeks, festivals left out, in units of how far its days usually miss."
        ),
        args={"days": LOOKED_AT},
    )


def rests_on(told: Told) -> Text:
    """What the confidence rests on."""
    return Text(
        msg=N_("The day is {z} times the usual miss below what was expected, the bar is {bar}."),
        args={"z": told.number("z"), "bar": told.number("bar")},
    )


def doubt(told: Told, cause: Cause) -> Text:
    """The doubt that weighs most."""
    if cause.kind == "nothing" and told.channel:
        return Text(
            msg=N_("If {where} was closed on purpose on that day, it looks exactly the same."),
            args={"where": told.where},
        )
    if cause.kind == "nothing":
        return Text(msg=N_("A file that ends too early, or a day off, looks exactly the same."))
    if cause.kind == "unknown":
        return Text(
            msg=N_(
                "One day can be low by chance, by weather or by a holiday that this calendar does not know."
            )
        )
    return Text(msg=N_("It is one day: what stands out on it need not be what caused it."))


def would_change(told: Told) -> Text:
    """What would make us take it back."""
    return Text(
        msg=N_(
            "If the next same weekday brings about {expected} orders without any repair, nothing was broken."
        ),
        args={"expected": told.count("expected")},
    )


def look_of(told: Told, result: Result, row: int) -> Look | None:
    """Four weeks of daily orders of the series, the low day marked, what was expected across."""
    columns = {name: place for place, name in enumerate(result.columns)}
    series = (result.rows[row][columns["shop_id"]], result.rows[row][columns["channel"]])
    days = {
        int(cells[columns["days_ago"]]): float(cells[columns["orders"]])
        for cells in result.rows
        if (cells[columns["shop_id"]], cells[columns["channel"]]) == series
    }
    low = int(told.number("days_ago").value)
    newest = told.day + timedelta(days=low)
    points = tuple(
        Bar(
            label=Text(msg="{day}", args={"day": Day(day=newest - timedelta(days=ago))}),
            value=Decimal(str(round(days.get(ago, 0.0)))), marked=ago == low,
        )
        for ago in reversed(range(SHOWN_DAYS))
    )  # fmt: skip
    return Look(
        title=Text(msg=N_("Orders a day, {where}"), args={"where": told.where}), shape="bars", unit="count", points=points,
        limit=told.count("expected").value, limit_label=Text(msg=N_("usual on this weekday")), receipt=result.receipt.id,
    )  # fmt: skip


def _filled(msg: str, told: Told, cause: Cause) -> Text:
    every: Args = {**told.args, **_hours(cause), "name": cause.name}
    return Text(msg=msg, args={name: value for name, value in every.items() if "{" + name + "}" in msg})


def _hours(cause: Cause) -> Args:
    return {"from": str(cause.first_hour), "until": str(cause.last_hour)}
