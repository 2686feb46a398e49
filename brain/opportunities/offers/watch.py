"""An offer that was not joined looked at again: how many products joined it, by a newer file."""

from __future__ import annotations

from collections.abc import Mapping

from brain.analysis.mended import Verdict
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.watch import Said, Watch, by_sql

DAYS = 7

SQL = """SELECT count(DISTINCT product_id) AS figure FROM promotion
WHERE shop_id = $shop AND promotion_id = $promotion AND product_id IS NOT NULL"""


def judge(then: Mapping[str, float], now: Mapping[str, float], usual: float) -> Verdict:
    """More products than then, or not."""
    if "figure" not in now:
        return "cannot_tell"
    return "mended" if now["figure"] > then["figure"] else "not_mended"


def say(verdict: Verdict, said: Said) -> Text:
    """What joining brought is not told by the file."""
    return Text(msg=SENTENCES[verdict], args=said.args)


SENTENCES: dict[Verdict, str] = {
    "mended": N_(
        "{now} products have joined by the newest promotions file, {then} when the alert was made. What that brings is not told by it."
    ),
    "not_mended": N_(
        "By the newest promotions file no more products have joined than when the alert was made."
    ),
    "cannot_tell": N_("The promotions file does not tell who joined."),
}

WATCH = Watch(
    what=Text(msg=N_("Products that joined")),
    unit="count",
    aim="reach",
    file="promotions",
    days=DAYS,
    count=by_sql(SQL),
    judge=judge,
    say=say,
)
