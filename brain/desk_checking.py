"""What a person can do to see that the data is right. `Desk` offers these; they are kept here for its length."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from brain.facts.quality import reconcile
from brain.facts.quality.base import Profile
from brain.facts.quality.compare import Against, against_shop
from brain.facts.quality.freshness import Freshness, freshness
from brain.facts.quality.parts import Figure
from brain.facts.quality.profile import profile_of
from brain.facts.quality.reconcile import Reconciliation
from brain.facts.quality.score import Quality, quality
from brain.facts.reader import Facts
from brain.kernel.evidence import Claim, Receipt
from brain.kernel.identity import Actor, require
from brain.ledger import audit
from brain.ledger.receipts import keep_receipts
from brain.parts import Parts


class Checking:
    """One actor's view of how right one shop's data is. Receipts of what it shows are kept, so that figures open."""

    def __init__(self, parts: Parts, facts: Facts, actor: Actor) -> None:
        self._parts = parts
        self._facts = facts
        self._actor = actor

    def quality(self) -> Quality:
        """The score of the whole shop with its reasons."""
        require(self._actor, "read", self._facts.shop.id)
        found = quality(self._facts)
        self._keep(*found.receipts)
        return found

    def freshness(self) -> Freshness:
        """How new the orders are."""
        require(self._actor, "read", self._facts.shop.id)
        found = freshness(self._facts)
        self._keep(*([found.receipt] if found.receipt else []))
        return found

    def profile(self, batch: str) -> Profile | None:
        """What an import's file held; None for imports from before profiles were made."""
        require(self._actor, "read", self._facts.shop.id)
        return profile_of(self._parts.warehouse, self._facts.shop.id, batch)

    def against_shop(self, profile: Profile) -> Against:
        """A file's profile against what the shop's data says of the same days."""
        require(self._actor, "read", self._facts.shop.id)
        found = against_shop(self._facts, profile)
        self._keep(*([found.receipt] if found.receipt else []))
        return found

    def counted(self, batch: str, scope: str = "") -> dict[Figure, Claim]:
        """What counts today of an import: to be held against the back office. Raises OwnerError for an unknown scope."""
        require(self._actor, "read", self._facts.shop.id)
        claims, receipt = reconcile.counted_of(self._facts, batch, scope)
        self._keep(receipt)
        return claims

    def reconciliation(self, batch: str) -> Reconciliation:
        """What was stated about an import against what counts today. Raises NotFound."""
        require(self._actor, "read", self._facts.shop.id)
        found = reconcile.reconciliation(self._facts, batch)
        self._keep(*found.receipts)
        return found

    def state(self, batch: str, stated: Mapping[Figure, Decimal], scope: str = "") -> Reconciliation:
        """Keep what the back office shows, and compare it. Raises NotFound and OwnerError as `reconcile.state` does."""
        require(self._actor, "import", self._facts.shop.id)
        found = reconcile.state(self._facts, batch, stated, self._actor.user, scope)
        self._keep(*found.receipts)
        said: dict[str, str] = {figure: str(value) for figure, value in stated.items()}
        self._note("batch.reconciled", batch, {"of": scope, **said})
        return found

    def stated_until(self) -> str:
        """Changes whenever a figure of the back office is stated or withdrawn: a cache key beside the data version."""
        return reconcile.stated_until(self._facts)

    def withdraw(self, batch: str) -> None:
        """Forget what was stated about an import."""
        require(self._actor, "import", self._facts.shop.id)
        reconcile.withdraw(self._facts, batch)
        self._note("batch.reconciliation_withdrawn", batch, {})

    def _keep(self, *receipts: Receipt) -> None:
        with self._parts.ledger.session() as session:
            keep_receipts(session, receipts)

    def _note(self, what: str, batch: str, detail: dict[str, str]) -> None:
        with self._parts.ledger.session() as session:
            audit.record(
                session,
                shop=self._facts.shop.id,
                at=self._parts.clock.now(),
                who=self._actor.user,
                what=what,
                subject=batch,
                detail=dict(detail),
            )
