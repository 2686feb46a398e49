"""What a person can do about a shop's connected systems. `Desk` offers these; they are kept here for its length."""

from __future__ import annotations

from datetime import timedelta

from brain.facts.connectors.base import Secrets
from brain.facts.warehouse.shops import Shop
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.kernel.identity import Actor, require
from brain.ledger.webhooks import PrivacyRequest, privacy_requests
from brain.live.connecting import Connections, ConnectionView, maker_of
from brain.live.pulling import Pulling, PullReport
from brain.parts import Parts

ALL_PAGES = 4000
PAGES_A_TURN = 20
"""Pages that one turn of the poller loads of one system: stopping the app must not wait for a whole first pull."""


class Live:
    """One actor's view of one shop's connections."""

    def __init__(self, parts: Parts, shop: Shop, actor: Actor) -> None:
        self._parts = parts
        self._shop = shop
        self._actor = actor
        self._connections = Connections(parts.ledger, parts.settings, parts.clock)

    def connect(self, source: str, address: str, secrets: Secrets) -> ConnectionView:
        """Ask a shop system who it is and, if it is this shop's, store the connection. Raises OwnerError otherwise."""
        require(self._actor, "settings", self._shop.id)
        checked, held, system = self._connections.look(source, address, secrets)
        if system is not None and system.currency != self._shop.currency:
            raise OwnerError(
                "other_currency",
                Text(
                    msg="{name} sells in {theirs}, this shop in {ours}.",
                    args={"name": system.name, "theirs": system.currency, "ours": self._shop.currency},
                ),
                Text(msg="Connect it to a shop of its own: python -m brain connect --shop NAME"),
            )
        return self._connections.keep(self._shop, source, checked, held, self._actor.user)

    def connections(self) -> list[ConnectionView]:
        """The shop's connections, by system."""
        require(self._actor, "read", self._shop.id)
        return self._connections.list(self._shop)

    def disconnect(self, source: str) -> None:
        """Forget a connection with its secrets; what was loaded stays. Raises NotFound."""
        require(self._actor, "settings", self._shop.id)
        self._connections.drop(self._shop, source, self._actor.user)

    def pull(self, source: str) -> PullReport:
        """Load everything that changed in one system. Raises NotFound for one not connected, OwnerError for one that only
        sends; what fails on the way is in the report."""
        require(self._actor, "import", self._shop.id)
        if not maker_of(source).pulls:
            raise OwnerError(
                "only_webhooks",
                Text(msg="{source} is not asked: it sends its orders itself.", args={"source": source}),
                Text(msg="The webhooks guide says how to set that up."),
            )
        return self._pulling().pull(source, ALL_PAGES)

    def pull_all(self, *, only_due: bool = False) -> list[PullReport]:
        """Pull every system that can be asked; with `only_due` those not asked for `pull_minutes`, a few pages each."""
        require(self._actor, "import", self._shop.id)
        wait = timedelta(minutes=self._parts.settings.pull_minutes)
        now = self._parts.clock.now()
        reports = []
        for seen in self._connections.list(self._shop):
            due = seen.pulled_at is None or seen.pulled_at + wait <= now
            if seen.pulls and (due or not only_due):
                reports.append(self._pulling().pull(seen.source, PAGES_A_TURN if only_due else ALL_PAGES))
        return reports

    def privacy_requests(self) -> list[PrivacyRequest]:
        """What customers asked for through a shop system and nobody has done yet, oldest first."""
        require(self._actor, "read", self._shop.id)
        with self._parts.ledger.reading() as session:
            return privacy_requests(session, self._shop.id)

    def _pulling(self) -> Pulling:
        parts = self._parts
        return Pulling(
            parts.warehouse, parts.ledger, parts.contacts, parts.clock, self._shop, self._connections
        )
