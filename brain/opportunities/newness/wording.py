"""What a card about a new product and its people says, in claims."""

from __future__ import annotations

from collections.abc import Mapping

from brain.analysis.who_would_want import LEAST_BUYERS
from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.newness.people import Chosen
from brain.opportunities.newness.scan import FAN_LINES, PAST_DAYS
from brain.opportunities.saying import Args


class New:
    """One row of the scan in claims."""

    def __init__(self, result: Result, row: int, told: Mapping[str, float]) -> None:
        self.result = result
        self._row = row
        self._told = told
        self._cells = dict(zip(result.columns, result.rows[row], strict=True))

    @property
    def product(self) -> str:
        """Its number."""
        return str(self._cells["product_id"])

    @property
    def name(self) -> str:
        """Its name, or its number where it has none."""
        return str(self._cells["name"] or self.product)

    @property
    def category(self) -> str:
        """What it is one of."""
        return str(self._cells["category"])

    @property
    def bought_early(self) -> bool:
        """Whether its first buyers say something."""
        return self._told["early"] > 0

    @property
    def open_fans(self) -> int:
        """Regulars of its category who have not bought it and may be written to."""
        return int(self._cells["open_fans"])

    def count(self, column: str) -> Claim:
        """A cell as a count."""
        return self.result.claim(self._row, column, "count")

    def rate(self, name: str) -> Claim:
        """A figure of the judge as a share."""
        return self.result.claim_of(round(self._told[name], 3), "rate")

    @property
    def args(self) -> Args:
        """Product, category, and the counts that all sentences use."""
        return {
            "product": self.name,
            "category": self.category,
            "days": self.count("days"),
            "buyers": self.count("buyers"),
        }


def headline(new: New, members: Claim) -> Text:
    """Which product, for how many."""
    if new.bought_early:
        return Text(
            msg=N_(
                "{product} was listed {days} days ago and is wanted by regulars of {category}: {members} likely buyers have not had it yet."
            ),
            args={**_only(new, "product", "days", "category"), "members": members},
        )
    return Text(
        msg=N_(
            "{product} was listed {days} days ago and is hardly bought yet: {members} customers buy what it is like."
        ),
        args={**_only(new, "product", "days"), "members": members},
    )


def why_now(new: New) -> Text:
    """Why now rather than later."""
    if new.bought_early:
        return Text(
            msg=N_(
                "{share} of its {buyers} first buyers buy {category} regularly; of all customers it is {usual}. The rest of these regulars may not know it."
            ),
            args={**_only(new, "buyers", "category"), "share": new.rate("share"), "usual": new.rate("usual")},
        )
    return Text(
        msg=N_(
            "Only {buyers} have bought it in {days} days. A new product is found by those who are shown it."
        ),
        args=_only(new, "buyers", "days"),
    )


def evidence_of(new: New, chosen: Chosen, members: Claim) -> list[Text]:
    """Its first buyers, the regulars, and on whom the choice rests."""
    return [
        Text(
            msg=N_("{buyers} customers bought {product} so far, {fan_buyers} of them regulars of {category}."),
            args={**_only(new, "buyers", "product", "category"), "fan_buyers": new.count("fan_buyers")},
        ),
        Text(
            msg=N_("{fans} customers bought from {category} at least {least} times in {past} days; {open_fans} of them have not bought {product} and may be written to."),
            args={
                **_only(new, "category", "product"), "fans": new.count("fans"), "open_fans": new.count("open_fans"),
                "least": FAN_LINES, "past": PAST_DAYS,
            },
        ),
        Text(
            msg=N_("The {members} customers were chosen by the purchases of {own} buyers of it and of {alike} buyers of products like it."),
            args={
                "members": members, "own": chosen.result.claim_of(chosen.support.own, "count"),
                "alike": chosen.result.claim_of(chosen.support.alike, "count"),
            },
        ),
    ]  # fmt: skip


def method() -> Text:
    """The rule in one sentence."""
    return Text(
        msg=N_(
            "Customers who bought what the product's buyers bought, and what it is like by name, category and price, each customer one voice; those whose usual price it is come first."
        )
    )


def rests_on(new: New) -> Text:
    """What the confidence rests on."""
    if new.bought_early:
        return Text(
            msg=N_("{buyers} first buyers, {fan_buyers} of them regulars, where {usual} is the usual share."),
            args={**_only(new, "buyers"), "fan_buyers": new.count("fan_buyers"), "usual": new.rate("usual")},
        )
    return Text(
        msg=N_(
            "Likeness in name, category and price alone: too few have bought it for their taste to be read."
        ),
    )


def doubt(new: New, *, stock_known: bool) -> Text:
    """The doubt that weighs most."""
    if not new.bought_early:
        return Text(msg=N_("What is alike on paper need not be wanted by the same people."))
    if not stock_known:
        return Text(
            msg=N_("Stock is unknown: look whether these products can still be delivered before posting.")
        )
    return Text(msg=N_("First buyers are the keenest; those who come after are harder to win."))


def would_change(new: New) -> Text:
    """What would make us take it back."""
    return Text(
        msg=N_(
            "If those who get the post buy {product} no more often than the control group, it is for other people."
        ),
        args=_only(new, "product"),
    )


def too_few(new: New) -> Text:
    """Why a new product has no card."""
    return Text(
        msg=N_(
            "{product} is new, but fewer than {least} customers bought it or anything like it: whom to show it would be a guess."
        ),
        args={**_only(new, "product"), "least": LEAST_BUYERS},
    )


def no_stock(new: New) -> Text:
    """Why a new product that is wanted has no card."""
    return Text(
        msg=N_("{product} is new and wanted, but there is not enough of it for a post."),
        args=_only(new, "product"),
    )


def _only(new: New, *names: str) -> Args:
    return {name: value for name, value in new.args.items() if name in names}
