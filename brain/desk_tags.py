"""What a person can do with customers' tags: count them, ask for one customer's, keep those with certain ones."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from brain.facts.reader import Facts
from brain.facts.tags.reading import CustomerTags, TagCounts, tag_counts, tags_of
from brain.facts.tags.recompute import Recomputed, recompute
from brain.facts.tags.segments import TagCondition, members_of
from brain.kernel.clock import shop_day
from brain.kernel.errors import NotFound
from brain.kernel.i18n import Text
from brain.kernel.identity import Actor, require
from brain.kernel.ids import new_id
from brain.ledger.receipts import keep_receipts
from brain.ledger.segments import Arm, add_segment
from brain.parts import Parts

EVERYBODY: Arm = "treated"
"""A segment kept by hand is nobody's experiment: none of it is held out."""


class SegmentView(BaseModel):
    """A kept segment: the conditions, how many customers fulfil them, and their numbers as the owner knows them."""

    model_config = ConfigDict(frozen=True)

    segment: str
    conditions: tuple[TagCondition, ...]
    size: int
    receipt: str
    own_ids: tuple[str, ...]


class Tags:
    """One actor's view of the tags of one shop's customers."""

    def __init__(self, parts: Parts, facts: Facts, actor: Actor) -> None:
        self._parts = parts
        self._facts = facts
        self._actor = actor

    def renew(self, *, force: bool = False) -> Recomputed:
        """Find the customers' tags anew, unless those stored are of this day and this state of the data."""
        shop, now = self._facts.shop, self._parts.clock.now()
        require(self._actor, "read", shop.id)
        return recompute(self._parts.warehouse, shop.id, lambda one: shop_day(now, one.zone), force=force)

    def counts(self) -> TagCounts:
        """How many customers have which tag, as of today."""
        self.renew()
        return tag_counts(self._facts)

    def of_customer(self, own_id: str) -> CustomerTags:
        """One customer's tags and why, by the owner's own customer number. Raises NotFound."""
        self.renew()
        found = tags_of(self._facts, self._parts.contacts.customer_key(self._facts.shop.id, own_id))
        if not found.tags:
            raise NotFound(
                "no_customer",
                Text(msg="There is no customer {customer} with a paid order.", args={"customer": own_id}),
                Text(msg="Write the customer number as it stands in your own files."),
            )
        with self._parts.ledger.session() as session:
            keep_receipts(session, [found.receipt])
        return found

    def segment(self, conditions: Sequence[TagCondition]) -> SegmentView:
        """The customers for whom all conditions on tags hold, kept as a segment under the name that is returned."""
        shop, now = self._facts.shop, self._parts.clock.now()
        require(self._actor, "decide", shop.id)
        self.renew()
        result = members_of(self._facts, conditions)
        keys = [str(row[0]) for row in result.rows]
        segment = new_id("seg", now)
        rule = {
            "tags": [one.model_dump(mode="json") for one in conditions],
            "as_of": self._facts.today.isoformat(),
        }
        with self._parts.ledger.session() as session:
            keep_receipts(session, [result.receipt])
            add_segment(session, segment, shop.id, rule, dict.fromkeys(keys, EVERYBODY), now)
        own = self._parts.contacts.own_ids(self._parts.warehouse, shop, keys)
        return SegmentView(
            segment=segment,
            conditions=tuple(conditions),
            size=len(keys),
            receipt=result.receipt.id,
            own_ids=tuple(sorted(own[key] for key in keys if key in own)),
        )
