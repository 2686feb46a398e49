"""What a bundle card says, in claims."""

from __future__ import annotations

from collections.abc import Mapping

from brain.analysis.affinity import LEAST_CUSTOMERS
from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.bundles.scan import DAYS
from brain.opportunities.saying import Args


class Pair:
    """One row of the scan in claims: `a` is what the other one is taken along with more often."""

    def __init__(self, result: Result, row: int, told: Mapping[str, float]) -> None:
        self.result = result
        self.cells = dict(zip(result.columns, result.rows[row], strict=True))
        self._row = row
        self._told = told

    def name(self, which: str) -> str:
        """The name of `a` or `b`."""
        return str(self.cells[f"name_{which}"])

    def product(self, which: str) -> str:
        """Its number."""
        return str(self.cells[which])

    def count(self, column: str) -> Claim:
        """A cell as a count."""
        return self.result.claim(self._row, column, "count")

    @property
    def leader(self) -> str:
        """The one of the two whose buyers take the other one along more often."""
        return "a" if self.cells["n_a"] <= self.cells["n_b"] else "b"

    @property
    def lift(self) -> Claim:
        """How many times chance."""
        return self.result.claim_of(round(self._told["lift"], 1), "number")

    @property
    def low(self) -> Claim:
        """The lower end of a 90 % range of it."""
        return self.result.claim_of(round(self._told["low"], 1), "number")

    @property
    def expected(self) -> Claim:
        """Joint orders that chance gives."""
        return self.result.claim_of(round(self._told["expected"], 1), "number")

    @property
    def share(self) -> Claim:
        """Of the leader's orders, those that hold the other one."""
        return self.result.claim_of(round(self.cells["n_both"] / self.cells[f"n_{self.leader}"], 3), "rate")

    @property
    def weekly_sales(self) -> float:
        """What both sell in an average week, in the shop's currency."""
        of_both = (float(self.cells[f"n_{one}"]) * float(self.cells[f"paid_{one}"]) for one in ("a", "b"))
        return sum(of_both) * 7 / DAYS

    @property
    def names(self) -> Args:
        """Both names, the leader first."""
        other = "b" if self.leader == "a" else "a"
        return {"first": self.name(self.leader), "second": self.name(other)}


def headline(pair: Pair, only_one: Claim | None) -> Text:
    """Which two, and for how many, where customers are known."""
    if only_one is None:
        return Text(
            msg=N_("{first} and {second} go together: {lift} times as often in one order as chance gives."),
            args={**pair.names, "lift": pair.lift},
        )
    return Text(
        msg=N_("{first} and {second} go together; {customers} customers have bought only one of them."),
        args={**pair.names, "customers": only_one},
    )


def why_now(pair: Pair) -> Text:
    """Why a post about both."""
    return Text(
        msg=N_(
            "{both} orders of {days} days hold both, where chance gives {expected}. Who has one of them is the likeliest to take the other."
        ),
        args={"both": pair.count("n_both"), "days": DAYS, "expected": pair.expected},
    )


def evidence_of(pair: Pair, members: Claim | None) -> list[Text]:
    """How often together, by how many, and for whom it is new."""
    facts = [
        Text(
            msg=N_(
                "Of the orders with {first}, {share} hold {second} too: {both} orders by {customers} different customers."
            ),
            args={
                **pair.names,
                "share": pair.share,
                "both": pair.count("n_both"),
                "customers": pair.count("n_customers"),
            },
        ),
        Text(
            msg=N_(
                "That is {lift} times what baskets filled by chance would give, at least {low} times with 95 % certainty."
            ),
            args={"lift": pair.lift, "low": pair.low},
        ),
    ]
    if members is not None:
        facts.append(
            Text(
                msg=N_(
                    "{customers} customers bought only one of the two in {days} days and may be written to."
                ),
                args={"customers": members, "days": DAYS},
            )
        )
    return facts  # fmt: skip


def method(pair: Pair) -> Text:
    """The rule in one sentence."""
    return Text(
        msg=N_(
            "All {tested} pairs of products with enough orders are compared with baskets filled by chance, month by month; counted are customers, at least {least}, and the bar is corrected for the number of pairs."
        ),
        args={"tested": pair.count("n_tested"), "least": LEAST_CUSTOMERS},
    )


def rests_on(pair: Pair) -> Text:
    """What the confidence rests on."""
    return Text(
        msg=N_("{customers} customers took both in one order, at least {low} times what chance gives."),
        args={"customers": pair.count("n_customers"), "low": pair.low},
    )


def doubt(stock_known: bool) -> Text:
    """The doubt that weighs most."""
    if not stock_known:
        return Text(
            msg=N_("Stock is unknown: look whether these products can still be delivered before posting.")
        )
    return Text(
        msg=N_(
            "That two things are bought together does not say that who has one still needs the other; the control group will tell."
        )
    )


def would_change(pair: Pair) -> Text:
    """What would make us take it back."""
    return Text(
        msg=N_(
            "If those who get the post buy {second} no more often than the control group, they are a pair in the basket only."
        ),
        args={"second": str(pair.names["second"])},
    )


def audience_name(pair: Pair, *, known: bool) -> Text:
    """Who is written to."""
    if not known:
        return Text(msg=N_("Everybody who reads the channel"))
    return Text(msg=N_("Customers who bought only one of {first} and {second}"), args=pair.names)
