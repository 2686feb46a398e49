"""Stock-out ahead: a SKU that will be empty before a reorder can be on the shelf."""

from __future__ import annotations

import math
from datetime import timedelta

from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import Story, alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Alarm, Candidate, Detector, Need, Scan, Situation
from brain.opportunities.expectation import effect_between
from brain.opportunities.keeping import Kept
from brain.opportunities.shelf import out_wording as wording
from brain.opportunities.shelf.out_watch import DAY_ZERO, WATCH
from brain.opportunities.shelf.out_wording import Out
from brain.opportunities.shelf.running_out import REVIEW_DAYS, SQL, judge
from cards.alert.model import Warned
from cards.model import Effect, Subject

NAME = "stock_out_ahead"
VALID_FOR = timedelta(days=2)
# No count is certain: what the stock file says may be off by a piece.
MOST_SURE = 0.97
# Counts are made every few days: so much longer a shelf is watched, and never longer than so.
AFTERWARDS, LONGEST_WATCH = 3, 60


def finish(situation: Situation, candidate: Candidate, result: Result) -> Alarm:
    """The card of one SKU; everything it says stands on the scan's own rows."""
    out = _out(situation, candidate, result)
    product, sku = candidate.key.split("/", 1)
    subject = (
        Subject(type="sku", id=sku, name=out.name)
        if out.cell("skus") > 1
        else Subject(type="product", id=product, name=out.name)
    )
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    story = Story(
        headline=wording.headline(out),
        why_now=wording.why_now(out),
        evidence=wording.evidence_of(out),
        steps=wording.steps(out),
        method=wording.method(),
        rests_on=wording.rests_on(out, _days_sold(out)),
        doubt=wording.strongest_doubt(out),
        would_change=wording.would_change(out),
        look=wording.look(out),
    )
    return alarm_of(
        situation, kept, candidate, story, _effect(situation, out), detector=NAME, warned=_warned(situation, kept, candidate, out),
        subjects=(subject,), valid_for=VALID_FOR, sure=min(candidate.sure, MOST_SURE),
    )  # fmt: skip


def _warned(situation: Situation, kept: Kept, candidate: Candidate, out: Out) -> Warned | None:
    """Watched until it should be empty at the latest, and goods ordered today be there; no longer than two months."""
    product, sku = candidate.key.split("/", 1)
    latest = min(math.ceil(out.told["late"]), LONGEST_WATCH)
    gone_on = (situation.end + timedelta(days=latest) - DAY_ZERO).days
    return warn(
        situation, kept, WATCH, candidate.key, {"product": product, "sku": sku},
        told={"shelf": out.told["shelf"], "gone_on": float(gone_on)}, days=min(max(latest, out.lead) + AFTERWARDS, LONGEST_WATCH),
    )  # fmt: skip


def _out(situation: Situation, candidate: Candidate, result: Result) -> Out:
    row = dict(zip(result.columns, result.rows[candidate.row], strict=True))
    name = str(row["name"] or row["product_id"])
    if row["skus"] > 1:
        name = f"{name} ({row['sku']})"
    return Out(name, candidate.row, result, candidate.told, situation.end, situation.facts.today)


def _days_sold(out: Out) -> int:
    """On how many days the SKU was sold, of those that were read."""
    own = ("shop_id", "product_id", "sku")
    places = [out.result.columns.index(name) for name in own]
    units = out.result.columns.index("units")
    key = [out.result.rows[out.row][place] for place in places]
    return sum(
        row[units] > 0 and [row[place] for place in places] == key for row in out.result.rows[out.row :]
    )


def _effect(situation: Situation, out: Out) -> Effect:
    """Days that the delivery comes sooner (no more than the lead time), times the pace and what a piece brings."""
    a_day = out.told["pace"] * out.cell("price")
    sooner = [min(out.told[end], out.lead) for end in ("early", "mid", "late")]
    low, mid, high = sooner[0], max(sooner[1], 1.0), max(sooner[2], 1.0)
    amounts = [days * a_day for days in (low, mid, high)]
    days = max(math.ceil(out.lead + REVIEW_DAYS), 1)
    return effect_between(situation, amounts, days, wording.basis(out))


stock_out_ahead = Detector(
    name=NAME,
    title=Text(msg=N_("Stock-out ahead")),
    needs=(
        Need(
            fact="stock",
            file="stock",
            hint=Text(
                msg=N_("To see what runs out, import a stock file with pieces on hand, best with lead times.")
            ),
        ),
        Need(
            fact="product",
            file="orders",
            hint=Text(
                msg=N_("To know how fast things sell, import an order export that has product columns.")
            ),
        ),
    ),
    scan=Scan(SQL, judge),
    finish=finish,
    watch=WATCH,
)
