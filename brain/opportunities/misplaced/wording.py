"""What cards about a wrong group and a wrong channel say, in claims."""

from __future__ import annotations

from collections.abc import Mapping

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.misplaced.scan import LOOK_DAYS, POST_DAYS
from brain.opportunities.saying import Args


class Placed:
    """Two rows of the scan in claims: the place that answers well, and the one that is shown it as much and does not."""

    def __init__(self, result: Result, row: int, told: Mapping[str, float]) -> None:
        self.result = result
        self._told = told
        self._rows = {"": row, "_bad": int(told["row_bad"])}

    def _cell(self, column: str, where: str = "") -> object:
        return self.result.rows[self._rows[where]][self.result.columns.index(column)]

    @property
    def item(self) -> str:
        """The category's name or the product's number."""
        return str(self._cell("item"))

    @property
    def good(self) -> str:
        """Where it is wanted."""
        return str(self._cell("place"))

    @property
    def bad(self) -> str:
        """Where it is shown."""
        return str(self._cell("place", "_bad"))

    def count(self, column: str, where: str = "") -> Claim:
        """A cell as a count."""
        return self.result.claim(self._rows[where], column, "count")

    def rate(self, where: str = "", beside: str = "") -> Claim:
        """Answers of those it was shown to; `beside` "rest_" for all else the place is shown."""
        hits, trials = (float(str(self._cell(beside + name, where))) for name in ("hits", "trials"))
        return self.result.claim_of(round(hits / max(trials, 1.0), 3), "rate")

    def number(self, name: str) -> Claim:
        """A figure of the judge with one decimal."""
        return self.result.claim_of(round(self._told[name], 1), "number")

    @property
    def usual_lines(self) -> Claim:
        """How many lines as many looks usually bring in the worse place."""
        return self.result.claim_of(round(self._told["expected_bad"]), "count")


def group_headline(placed: Placed) -> Text:
    """Which category, where it is wanted, where it is shown."""
    return Text(
        msg=N_(
            "{item} is wanted in {good}, but mostly posted in {bad}: {good} clicks on it {times} times as often, beside its other posts."
        ),
        args={"item": placed.item, "good": placed.good, "bad": placed.bad, "times": placed.number("times")},
    )


def group_why(placed: Placed) -> Text:
    """Why post there now."""
    return Text(
        msg=N_("In {days} days {good} saw {few} posts about it and {bad} {many}. The next one is better placed in {good}."),
        args={
            "days": POST_DAYS, "good": placed.good, "bad": placed.bad, "few": placed.count("shown"), "many": placed.count("shown", "_bad"),
        },
    )  # fmt: skip


def group_evidence(placed: Placed) -> list[Text]:
    """Both groups: this category, and everything else that they are shown."""
    msg = N_(
        "{place}: {posts} posts about {item} reached {reached} readers, {rate} clicked; of all else it is shown {rest}."
    )
    texts = []
    for where, place in (("", placed.good), ("_bad", placed.bad)):
        args: Args = {
            "place": place, "item": placed.item, "posts": placed.count("shown", where), "reached": placed.count("trials", where),
            "rate": placed.rate(where), "rest": placed.rate(where, "rest_"),
        }  # fmt: skip
        texts.append(Text(msg=msg, args=args))
    return texts


def group_method(placed: Placed) -> Text:
    """The rule in one sentence."""
    return Text(
        msg=N_(
            "Clicks for each reader reached, beside those of the group's other posts, one group against the other; the difference must exceed what chance and the luck of single posts give the best of {cells} comparisons."
        ),
        args={"cells": placed.count("cells")},
    )


def rests_on(placed: Placed) -> Text:
    """What the confidence rests on."""
    return Text(
        msg=N_("The difference is {z} times its error, the bar is {bar}; it rests on {hits} answers here and {hits_bad} there."),
        args={
            "z": placed.number("z"), "bar": placed.number("bar"), "hits": placed.count("hits"), "hits_bad": placed.count("hits", "_bad"),
        },
    )  # fmt: skip


def group_doubt() -> Text:
    """The doubt that weighs most."""
    return Text(
        msg=N_(
            "A few posts decide: text, picture and hour were not the same in both groups, and clicks are not orders."
        )
    )


def group_would_change(placed: Placed) -> Text:
    """What would make us take it back."""
    return Text(
        msg=N_(
            "If the next two posts about {item} are clicked no more often in {good} than its other posts, it was luck."
        ),
        args={"item": placed.item, "good": placed.good},
    )


def group_audience(placed: Placed) -> Text:
    """Who is written to."""
    return Text(msg=N_("Members of {group}"), args={"group": placed.good})


def channel_headline(placed: Placed, name: str) -> Text:
    """Which product, where it is looked at, where it is bought."""
    return Text(
        msg=N_("{product} is looked at in {bad} but bought in {good}: {lines} order lines from {looks} looks there."),
        args={
            "product": name, "good": placed.good, "bad": placed.bad, "lines": placed.count("hits", "_bad"), "looks": placed.count("trials", "_bad"),
        },
    )  # fmt: skip


def channel_why(placed: Placed) -> Text:
    """Why mend it now."""
    return Text(
        msg=N_(
            "As many looks usually bring about {usual} order lines in {bad}. Every day the page costs buyers who came to look."
        ),
        args={"usual": placed.usual_lines, "bad": placed.bad},
    )


def channel_evidence(placed: Placed, name: str) -> list[Text]:
    """Both channels: this product, and everything else."""
    msg = N_(
        "{place}, {days} days: {looks} looks at {product}, {lines} order lines ({rate}); of everything else {rest}."
    )
    texts = []
    for where, place in (("_bad", placed.bad), ("", placed.good)):
        args: Args = {
            "place": place, "product": name, "days": LOOK_DAYS, "looks": placed.count("trials", where), "lines": placed.count("hits", where),
            "rate": placed.rate(where), "rest": placed.rate(where, "rest_"),
        }  # fmt: skip
        texts.append(Text(msg=msg, args=args))
    return texts


def channel_steps(placed: Placed, name: str) -> tuple[Text, ...]:
    """What to do, in order."""
    args: Args = {"product": name, "bad": placed.bad, "good": placed.good}
    return (
        Text(
            msg=N_("Open {product} in {bad} as a customer: price, pictures, delivery, what is left, and whether it can be paid."),
            args={"product": name, "bad": placed.bad},
        ),
        Text(msg=N_("Bring to {bad} what sells it in {good}: the words, the picture, the offer."), args={"bad": placed.bad, "good": placed.good}),
        Text(msg=N_("If it stays like this for two weeks, give its place in {bad} to something else."), args={"bad": args["bad"]}),
    )  # fmt: skip


def channel_method(placed: Placed) -> Text:
    """The rule in one sentence."""
    return Text(
        msg=N_(
            "Order lines for each look, beside those of all other products of the channel, one channel against the other; the difference must exceed what chance gives the best of {cells} comparisons."
        ),
        args={"cells": placed.count("cells")},
    )


def channel_doubt() -> Text:
    """The doubt that weighs most."""
    return Text(
        msg=N_(
            "Some look in one channel and buy in another; then the page does its work, and the orders stand elsewhere."
        )
    )


def channel_would_change(placed: Placed) -> Text:
    """What would make us take it back."""
    return Text(
        msg=N_(
            "If orders in {good} fall as soon as it is no longer shown in {bad}, people look here and buy there."
        ),
        args={"good": placed.good, "bad": placed.bad},
    )
