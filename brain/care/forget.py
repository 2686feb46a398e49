"""`forget-customer`: a customer leaves every table, log and free page of the home, and gets a certificate for it.

The order of steps is what makes it safe to be killed: first the key is put on the list of the forgotten, so that no
import adds anything; then everything that refers to the customer goes; contacts, which say what to look for, go last;
then the files are written anew; then the certificate is signed. Started again, it goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict

from brain.care.backup import backups_made
from brain.care.certificate import Certificate, about_backups, what_is_kept
from brain.care.erasers import ERASERS
from brain.care.places import room_on_disk
from brain.care.scrubbing import scrub
from brain.care.subject import Subject, described, find_subject
from brain.facts.warehouse.batches import bump_version
from brain.facts.warehouse.shops import Shop
from brain.kernel.errors import NotFound
from brain.kernel.identity import Actor, require
from brain.ledger import audit
from brain.ledger.erasures import (
    begin_erasure,
    erasures_of,
    finish_erasure,
    is_finished,
    newest_erasure,
    note_found,
)
from brain.parts import Parts

DONE = "customer.forgotten"


class Forgotten(BaseModel):
    """The certificate, and whether the customer had been forgotten before and nothing more was found."""

    model_config = ConfigDict(frozen=True)

    already: bool
    certificate: Certificate


def forget_customer(
    parts: Parts, shop: Shop, actor: Actor, *, own_id: str = "", key: str = "", contact: str = ""
) -> Forgotten:
    """Forget the customer with this number of the owner's, this key, or this phone, mail address or name.

    Cannot be undone. Raises Refused without the right, and what `find_subject` and `scrub` raise.
    """
    require(actor, "care", shop.id)
    finished = finish_begun(parts, shop)
    try:
        subject = find_subject(parts.warehouse, parts.contacts, shop, own_id=own_id, key=key, contact=contact)
    except NotFound:
        if finished:
            # The contact that was asked for went with the erasure that has just been finished.
            return Forgotten(already=False, certificate=finished[-1])
        raise
    known = _certificate_of(parts, subject)
    if known is not None and not any(found_of(parts, subject).values()):
        return Forgotten(already=known not in finished, certificate=known)
    return Forgotten(already=False, certificate=forget(parts, actor.user, [(shop, subject)])[0])


def look_up(
    parts: Parts, shop: Shop, actor: Actor, *, own_id: str = "", key: str = "", contact: str = ""
) -> dict[str, int]:
    """What would be erased, by eraser; changes nothing. Raises like `forget_customer`."""
    require(actor, "care", shop.id)
    return found_of(
        parts,
        find_subject(parts.warehouse, parts.contacts, shop, own_id=own_id, key=key, contact=contact),
    )


def found_of(parts: Parts, subject: Subject) -> dict[str, int]:
    """How much there is of the customer in each place; waiting uploads are nobody's in particular and not counted."""
    return {eraser.name: eraser.count(parts, subject) for eraser in ERASERS if eraser.name != "uploads"}


def forget(parts: Parts, who: str, people: Sequence[tuple[Shop, Subject]]) -> list[Certificate]:
    """Carry it out for these customers, or go on with what was begun; the files are written anew once for all."""
    with room_on_disk():
        for shop, subject in people:
            _erase(parts, shop, who, subject)
        scrub(parts.warehouse, parts.ledger)
    return [_certify(parts, shop, who, subject.key) for shop, subject in people]


def _erase(parts: Parts, shop: Shop, who: str, subject: Subject) -> None:
    with parts.ledger.session() as session:
        erasure = begin_erasure(session, shop.id, subject.key, who, parts.clock.now()).id
    bar_return(parts, subject.shop_id, subject.key)
    for eraser in ERASERS:
        count = eraser.count(parts, subject)
        with parts.ledger.session() as session:
            note_found(session, erasure, eraser.name, count)
        if count:
            eraser.erase(parts, subject)


def finish_begun(parts: Parts, shop: Shop) -> list[Certificate]:
    """Go on with every erasure of the shop that a crash interrupted; those who had begun it stay named."""
    with parts.ledger.reading() as session:
        begun = [(row.customer_key, row.who) for row in erasures_of(session, shop.id) if not is_finished(row)]
    return [
        certificate
        for key, who in begun
        for certificate in forget(parts, who, [(shop, described(parts.warehouse, parts.contacts, shop, key))])
    ]


def bar_return(parts: Parts, shop_id: str, key: str) -> None:
    """From now on no import keeps anything of this customer."""
    with parts.warehouse.writing() as cursor:
        cursor.execute(
            "INSERT INTO forgotten_customer VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [shop_id, key, parts.clock.now().astimezone(UTC).replace(tzinfo=None)],
        )
        bump_version(cursor, shop_id)


def certificates(parts: Parts, shop: Shop, actor: Actor) -> list[Certificate]:
    """Every certificate of the shop, newest first."""
    require(actor, "care", shop.id)
    with parts.ledger.reading() as session:
        rows = erasures_of(session, shop.id)
        return [Certificate.model_validate(row.certificate) for row in rows if is_finished(row)]


def _certificate_of(parts: Parts, subject: Subject) -> Certificate | None:
    with parts.ledger.reading() as session:
        row = newest_erasure(session, subject.shop_id, subject.key)
        return Certificate.model_validate(row.certificate) if row and is_finished(row) else None


def _certify(parts: Parts, shop: Shop, who: str, key: str) -> Certificate:
    now: datetime = parts.clock.now()
    made = backups_made(parts.ledger)
    with parts.ledger.session() as session:
        row = begin_erasure(session, shop.id, key, who, now)
        certificate = Certificate(
            id=row.id,
            shop=shop.id,
            zone=shop.zone,
            customer=key,
            who=who,
            at=now,
            erased=dict(row.certificate["found"]),
            kept=what_is_kept(),
            backups=about_backups(made, shop.zone),
        ).signed(parts.contacts)
        finish_erasure(session, row.id, certificate.model_dump(mode="json"), now)
        audit.record(
            session,
            shop=shop.id,
            at=now,
            who=who,
            what=DONE,
            subject=row.id,
            detail={"erased": sum(certificate.erased.values())},
        )
    return certificate
