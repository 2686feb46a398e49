"""First post: a shop that is new here, and too young for any pattern, begins with what its customers buy most."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from brain.analysis.effect import RESPONSE_PRIORS
from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.audience import REFUSED, AudienceSql, read_members
from brain.opportunities.base import Candidate, Detector, Finding, Need, Scan, Situation
from brain.opportunities.goods import Choice, choose_goods
from brain.opportunities.keeping import Kept
from brain.opportunities.proposing import Post, propose
from brain.opportunities.saying import evidence
from cards.model import Confidence, EvidenceRow, Explanation, Subject

NAME = "first_post"
VALID_FOR = timedelta(days=5)
YOUNG_DAYS = 56
"""Eight weeks: from then on rises and rhythms can be told from chance, and other detectors speak."""
SEEN_DAYS = 28
LEAST_ORDERS = 20
LEAST_BUYERS = 15
QUIET_DAYS = 7
"""No first post where somebody posted within a week: that shop has begun already."""
SURE = 0.55
"""What sells most will sell again; whether a message adds to it, nothing of this shop says yet."""

YOUNG = """WITH {scope},
-- Whose first line is young is found first: of old shops nothing more is read.
begun AS (
    SELECT l.shop_id, max(s."end") AS "end" FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
    WHERE l.status IN ('paid', 'refunded') AND l.paid_amount > 0 AND l.ordered_on < s."end"
    GROUP BY l.shop_id HAVING min(l.ordered_on) >= max(s."end") - {young}),
bought AS MATERIALIZED (
    SELECT l.shop_id, l.order_key, l.customer_key, l.product_id, l.product_name, l.ordered_on, l.paid_amount - l.refund_amount AS net
    FROM order_line AS l JOIN begun AS g ON g.shop_id = l.shop_id
    WHERE l.status IN ('paid', 'refunded') AND l.paid_amount > 0 AND l.ordered_on < g."end"),
young AS (
    SELECT b.shop_id, min(b.ordered_on) AS first_on, count(DISTINCT b.order_key) AS orders,
        count(DISTINCT b.customer_key) AS buyers, CAST(sum(b.net) AS DOUBLE) AS net
    FROM bought AS b GROUP BY b.shop_id
    HAVING count(DISTINCT b.order_key) >= {orders} AND count(DISTINCT b.customer_key) >= {buyers}),
posted AS (
    SELECT DISTINCT p.shop_id FROM post AS p JOIN scope AS s ON s.shop_id = p.shop_id WHERE p.posted_on >= s."end" - {quiet}),
sold AS (
    SELECT b.shop_id, b.product_id, max(b.product_name) AS product_name, count(DISTINCT b.order_key) AS product_orders,
        row_number() OVER (PARTITION BY b.shop_id ORDER BY count(DISTINCT b.order_key) DESC, b.product_id) AS place
    FROM bought AS b JOIN young AS y ON y.shop_id = b.shop_id
    WHERE b.product_id IS NOT NULL GROUP BY b.shop_id, b.product_id)
SELECT y.shop_id, y.first_on, y.orders, y.buyers, y.net, t.product_id, t.product_name, t.product_orders
FROM young AS y JOIN sold AS t ON t.shop_id = y.shop_id AND t.place = 1
WHERE y.shop_id NOT IN (SELECT shop_id FROM posted)"""

WANTED = """WITH wanted AS (
    SELECT product_id, max(product_name) AS product_name, count(DISTINCT order_key) AS wanted, 0 AS lookers,
        sum(quantity) AS units
    FROM order_line
    WHERE shop_id = $shop AND line_type = 'product' AND status IN ('paid', 'refunded') AND paid_amount > 0
        AND product_id IS NOT NULL AND ordered_on >= $first AND ordered_on < $end
    GROUP BY product_id)"""

AUDIENCE = """WITH {refused},
audience AS (
    SELECT customer_key, CAST(max(date_diff('day', DATE '2000-01-01', ordered_on)) AS DOUBLE) AS priority
    FROM order_line
    WHERE shop_id = $shop AND status IN ('paid', 'refunded') AND paid_amount > 0 AND customer_key IS NOT NULL
        AND ordered_on >= $first AND ordered_on < $end AND customer_key NOT IN (SELECT customer_key FROM refused)
    GROUP BY customer_key)"""


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """Every young shop: what a message to its customers brings by the published rate, at its own order value."""
    each = frame.net / frame.orders
    worth = frame.buyers * RESPONSE_PRIORS["plain"].median * each
    return [
        Candidate(shop=str(shop), key="begin", worth=float(amount), sure=SURE, row=row)
        for row, (shop, amount) in enumerate(zip(frame.shop_id, worth, strict=True))
        if amount > 0
    ]


def finish(situation: Situation, candidate: Candidate, result: Result) -> Finding | Text:
    """A plain post about what sells, to everybody who bought and did not refuse messages."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    window: dict[str, object] = {"first": situation.days_before(SEEN_DAYS), "end": situation.end}
    goods = choose_goods(situation, kept, WANTED, window, by_conversion=False)
    if not goods.shown:
        return Text(msg=N_("A first post waits: nothing that sells is in stock."))
    span = {"first": situation.days_before(YOUNG_DAYS), "end": situation.end}
    audience = AudienceSql(AUDIENCE.format(refused=REFUSED), span)
    members, _ = read_members(kept, audience)
    if len(members) < LEAST_BUYERS:
        return Text(msg=N_("A first post waits: too few customers agreed to messages."))
    return propose(
        situation,
        kept,
        Post(
            detector=NAME,
            key="",
            purpose="plain",
            subjects=tuple(Subject(type="product", id=one.product_id, name=one.name) for one in goods.shown),
            headline=_headline(candidate, result),
            explanation=_explained(candidate, result, goods),
            audience_name=Text(msg=N_("Everybody who bought and did not refuse messages")),
            audience=audience,
            members=members,
            goods=goods.shown,
            rule={},
            valid_for=VALID_FOR,
        ),
    )


def _headline(candidate: Candidate, result: Result) -> Text:
    row = candidate.row
    return Text(
        msg=N_("Begin with what sells: {product} is in {some} of {orders} orders."),
        args={
            "product": str(_of(result, row, "product_name") or _of(result, row, "product_id")),
            "some": result.claim(row, "product_orders", "count"),
            "orders": result.claim(row, "orders", "count"),
        },
    )


def _explained(candidate: Candidate, result: Result, goods: Choice) -> Explanation:
    row = candidate.row
    buyers, orders = result.claim(row, "buyers", "count"), result.claim(row, "orders", "count")
    why = Text(
        msg=N_(
            "{buyers} customers have bought here so far, and nothing has been posted in the last {days} days. A first post shows who answers; every later card learns from it."
        ),
        args={"buyers": buyers, "days": QUIET_DAYS},
    )
    told = Text(
        msg=N_("{orders} orders by {buyers} customers are known; the first is less than {weeks} weeks old."),
        args={"orders": orders, "buyers": buyers, "weeks": YOUNG_DAYS // 7},
    )
    names = "、".join(one.name for one in goods.shown)
    shown = Text(
        msg=N_("Shown, most ordered in {days} days and in stock: {names}."),
        args={"days": SEEN_DAYS, "names": names},
    )
    return Explanation(
        why_now=why,
        evidence=(
            *evidence([told]),
            EvidenceRow(text=shown, claims=(goods.result.claim_of(len(goods.shown), "count"),)),
        ),
        method=Text(
            msg=N_(
                "Too little is known here to tell a rise or a rhythm from chance, so the products in most orders are shown to everybody who agreed."
            )
        ),
        confidence=Confidence(
            value=SURE,
            rests_on=Text(msg=N_("What other shops' messages bring; of this shop nothing is known yet.")),
        ),
        strongest_doubt=Text(
            msg=N_(
                "They buy it anyway: how much of it a message adds is only seen against the control group."
            )
        ),
        would_change=Text(
            msg=N_(
                "After eight weeks of orders, rises and customers' own rhythms take the place of this card."
            )
        ),
    )


def _of(result: Result, row: int, column: str) -> object:
    return result.rows[row][result.columns.index(column)]


SQL = (
    YOUNG.replace("{young}", str(YOUNG_DAYS))
    .replace("{orders}", str(LEAST_ORDERS))
    .replace("{buyers}", str(LEAST_BUYERS))
    .replace("{quiet}", str(QUIET_DAYS))
)

first_post = Detector(
    name=NAME,
    title=Text(msg=N_("A first post")),
    needs=(
        Need(
            fact="customer",
            file="orders",
            hint=Text(
                msg=N_("To begin with a first post, import an order export that has a customer column.")
            ),
        ),
        Need(
            fact="product",
            file="orders",
            hint=Text(msg=N_("To know what to offer, import an order export that has product columns.")),
        ),
    ),
    scan=Scan(sql=SQL, judge=judge),
    finish=finish,
)
