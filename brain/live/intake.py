"""News of a shop system on its way into the facts.

Of two messages about one order the one that tells of the later change counts, in whichever order they arrive. What was
loaded and what was heard are remembered in one ledger transaction together with whatever the caller adds (that a
webhook is complete, how far a system was read). When the program dies between the load and that transaction, the same
message comes again and its rows are known already: nothing is lost and nothing counts twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from brain.facts.contacts import ContactBook
from brain.facts.live.amending import Amended, Message, cancel_order, refund_order, withdraw_consent
from brain.facts.live.news import About, Brought, News, Refunded, Removed
from brain.facts.sources.intake.importer import import_records
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import Clock
from brain.kernel.errors import OwnerError
from brain.ledger.source_objects import Heard, find_object, note_object
from brain.ledger.store import Ledger
from brain.live.turns import TURNS

UNUSABLE = ("nothing_usable", "unknown_columns", "no_rows", "record_form")
"""Refusals about the rows themselves, which the same rows will meet again: they are told, not tried for ever."""


@dataclass(frozen=True)
class Taken:
    """What became of one or several news. `batch` is empty when nothing was stored.

    `stale`: how many told nothing new. `unknown`: how many were about something never heard of here. `refused`: why the
    rows could not be used.
    """

    batch: str = ""
    rows_read: int = 0
    loaded: int = 0
    duplicates: int = 0
    quarantined: int = 0
    stale: int = 0
    unknown: int = 0
    refused: OwnerError | None = None


Also = Callable[[Session, Taken], None]


class Intake:
    """Takes in news of one shop and one system; one after the other, whoever brings them."""

    def __init__(
        self,
        warehouse: Warehouse,
        ledger: Ledger,
        contacts: ContactBook,
        clock: Clock,
        shop: Shop,
        source: str,
    ) -> None:
        self._warehouse = warehouse
        self._ledger = ledger
        self._contacts = contacts
        self._clock = clock
        self._shop = shop
        self._source = source

    def take(self, news: Sequence[News], name: str, also: Also) -> Taken:
        """Load what is new, remember it, and run `also` in the same ledger transaction.

        `name` is what a batch is called after. Several news at once must be `Brought` of one kind (a page).
        Raises OwnerError, with nothing stored, when the shop cannot take them (another currency, data busy).
        """
        with TURNS.turn(self._warehouse, f"{self._shop.id}/{self._source}"):
            first = news[0] if news else None
            if isinstance(first, Removed):
                return self._remove(first, name, also)
            if isinstance(first, Refunded):
                return self._refund(first, name, also)
            return self._bring([one for one in news if isinstance(one, Brought)], name, also)

    def _bring(self, news: list[Brought], name: str, also: Also) -> Taken:
        with self._ledger.reading() as session:
            fresh = [one for one in _newest(news) if not self._older(session, one.about)]
        taken = self._load(fresh, name, stale=len(news) - len(fresh))
        with self._ledger.session() as session:
            for one in fresh:
                self._note(session, one.about, self._known_as(one))
                for refund in one.refunds:
                    note_object(
                        session, self._shop.id, self._source, "refund", refund, "", one.about.changed_at
                    )
            also(session, taken)
        return taken

    def _load(self, fresh: list[Brought], name: str, *, stale: int) -> Taken:
        records = [record for one in fresh for record in one.records]
        if not records:
            return Taken(stale=stale)
        try:
            report = import_records(
                self._warehouse,
                self._shop,
                fresh[0].kind,
                records,
                source_name=self._source,
                file_name=name,
                contacts=self._contacts,
                clock=self._clock,
                source=fresh[0].source,
            )
        except OwnerError as error:
            if error.code not in UNUSABLE:
                raise
            return Taken(rows_read=len(records), quarantined=len(records), stale=stale, refused=error)
        return Taken(
            report.batch, report.rows_read, report.loaded, report.duplicates, len(report.quarantined), stale
        )

    def _remove(self, gone: Removed, name: str, also: Also) -> Taken:
        heard = self._heard(gone.about)
        if heard is None:
            return self._nothing(Taken(unknown=1), also)
        if heard.changed_at > gone.about.changed_at:
            return self._nothing(Taken(stale=1), also)
        message = Message(self._source, name)
        amend = cancel_order if gone.about.kind == "order" else withdraw_consent
        made = amend(self._warehouse, self._shop, heard.called, message, self._clock)
        return self._amended(made, gone.about, heard, also)

    def _refund(self, news: Refunded, name: str, also: Also) -> Taken:
        with self._ledger.reading() as session:
            counted = find_object(session, self._shop.id, self._source, "refund", news.refund)
        heard = self._heard(news.about)
        if counted is not None:
            return self._nothing(Taken(stale=1), also)
        if heard is None or not news.amount:
            return self._nothing(Taken(unknown=int(heard is None)), also)
        made = refund_order(
            self._warehouse,
            self._shop,
            heard.called,
            news.amount,
            news.about.changed_at,
            Message(self._source, name, f"refund {news.refund}"),
            self._clock,
        )

        def with_refund(session: Session, taken: Taken) -> None:
            at = news.about.changed_at
            note_object(session, self._shop.id, self._source, "refund", news.refund, "", at)
            also(session, taken)

        return self._amended(made, news.about, heard, with_refund)

    def _amended(self, made: Amended | None, about: About, heard: Heard, also: Also) -> Taken:
        taken = Taken(unknown=1)
        if made is not None:
            taken = Taken(made.batch, made.rows_read, made.loaded, made.duplicates)
        with self._ledger.session() as session:
            self._note(session, about, heard.called)
            also(session, taken)
        return taken

    def _nothing(self, taken: Taken, also: Also) -> Taken:
        with self._ledger.session() as session:
            also(session, taken)
        return taken

    def _heard(self, about: About) -> Heard | None:
        with self._ledger.reading() as session:
            return find_object(session, self._shop.id, self._source, about.kind, about.id)

    def _older(self, session: Session, about: About) -> bool:
        heard = find_object(session, self._shop.id, self._source, about.kind, about.id)
        return heard is not None and heard.changed_at > about.changed_at

    def _note(self, session: Session, about: About, called: str) -> None:
        at: datetime = about.changed_at
        note_object(session, self._shop.id, self._source, about.kind, about.id, called, at)

    def _known_as(self, one: Brought) -> str:
        """A customer's own id is contact data: the ledger keeps its keyed hash."""
        if one.about.kind == "customer":
            return self._contacts.customer_key(self._shop.id, one.called)
        return one.called


def _newest(news: list[Brought]) -> list[Brought]:
    """Each object once, as last changed, in the order given."""
    last: dict[str, Brought] = {}
    for one in news:
        known = last.get(one.about.id)
        if known is None or known.about.changed_at <= one.about.changed_at:
            last[one.about.id] = one
    return [one for one in news if last[one.about.id] is one]
