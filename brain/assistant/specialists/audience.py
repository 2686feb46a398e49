"""Whom a task's text is for: the audience of the card it follows, else customers who bought or looked at what is promoted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from brain.assistant.specialists.base import Choice, Room
from brain.kernel.i18n import N_, Text
from brain.ledger.segments import members
from brain.opportunities.audience import REFUSED, AudienceSql, read_members
from brain.opportunities.base import Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.rising.audience import INTEREST_DAYS, JUST_BOUGHT_DAYS, audience_of
from brain.opportunities.rising.lines import lines_and_looks

OF_GOODS = """{tables},
{refused},
touched AS (
    SELECT customer_key, product_id, day, TRUE AS bought FROM line
    UNION ALL SELECT customer_key, product_id, day, FALSE AS bought FROM look),
audience AS (
    SELECT customer_key, max(1.0 - date_diff('day', day, $last) / {days}.0) AS priority FROM touched
    WHERE customer_key IS NOT NULL AND list_contains($goods, product_id)
        AND customer_key NOT IN (SELECT customer_key FROM refused)
        AND customer_key NOT IN (
            SELECT customer_key FROM touched
            WHERE bought AND list_contains($goods, product_id) AND day >= $bought_since AND customer_key IS NOT NULL)
    GROUP BY customer_key)"""


@dataclass(frozen=True)
class Whom:
    """The customers' keys ("()" is everybody who reads the channel), what the owner calls them, and how they were chosen."""

    keys: tuple[str, ...]
    name: Text
    rule: dict[str, Any]
    sql: AudienceSql | None


def whom(room: Room, choice: Choice, situation: Situation, kept: Kept) -> Whom:
    """The audience of a choice. Nobody who declined messages, and nobody who bought it in the last days, is in it."""
    base = next((card for card in room.cards() if card.id == choice.base), None)
    if base is not None and base.proposal.audience.segment:
        with room.ledger.reading() as session:
            keys = tuple(members(session, base.proposal.audience.segment))
        return Whom(keys, base.proposal.audience.name, {"rule": "task", "as": base.id}, None)
    if not room.facts.has("customer"):
        return _everybody()
    goods = [one.product_id for one in choice.goods]
    if choice.category:
        sql = audience_of(situation, choice.category, choice.group)
        name = Text(msg="Customers interested in {category}", args={"category": choice.category})
    else:
        sql = _of_goods(situation, goods)
        shown = " / ".join(one.name for one in choice.goods)
        name = Text(msg=N_("Customers who bought or looked at {goods}"), args={"goods": shown})
    found, _ = read_members(kept, sql)
    if not found:
        return _everybody()
    rule: dict[str, Any] = {
        "rule": "task",
        "category": choice.category,
        "group": choice.group,
        "goods": goods,
        "interest_days": INTEREST_DAYS,
        "end": situation.end.isoformat(),
    }
    return Whom(tuple(one.customer_key for one in found), name, rule, sql)


def _everybody() -> Whom:
    return Whom((), Text(msg="Everybody who reads the channel"), {"rule": "task"}, None)


def _of_goods(situation: Situation, goods: list[str]) -> AudienceSql:
    text = OF_GOODS.format(tables=lines_and_looks(), refused=REFUSED, days=INTEREST_DAYS)
    params = {
        "start": situation.days_before(INTEREST_DAYS),
        "last": situation.days_before(1),
        "bought_since": situation.days_before(JUST_BOUGHT_DAYS),
        "goods": goods,
    }
    return AudienceSql(text, params)
