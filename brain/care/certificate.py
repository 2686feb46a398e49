"""The certificate that a customer was forgotten: what was erased, what stays and why, signed with the home's key."""

from __future__ import annotations

import hmac
import json
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from brain.care.erasers import ERASERS
from brain.facts.contacts import ContactBook
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Moment, Text, t

LABELS = {eraser.name: eraser.label for eraser in ERASERS}


class Kept(BaseModel):
    """Something that stays, and why it may."""

    model_config = ConfigDict(frozen=True)

    what: str
    why: Text


class Certificate(BaseModel):
    """`customer` is the keyed hash, `erased` counts by eraser; `signature` is HMAC-SHA256 over all the rest."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["erasure"] = "erasure"
    id: str
    shop: str
    zone: str
    customer: str
    who: str
    at: AwareDatetime
    erased: dict[str, int]
    kept: tuple[Kept, ...]
    backups: Text
    signature: str = ""

    def signed(self, contacts: ContactBook) -> Certificate:
        """The same with the signature of this home."""
        return self.model_copy(update={"signature": contacts.signature(self._signed_part())})

    def is_genuine(self, contacts: ContactBook) -> bool:
        """Whether this home signed exactly this."""
        return hmac.compare_digest(self.signature, contacts.signature(self._signed_part()))

    def printable(self, lang: str) -> str:
        """The certificate as a page of text in the reader's language, times on the shop's clock (`zone`, IANA)."""
        lines = [
            t(lang, N_("Certificate of erasure {id}"), id=self.id),
            t(lang, N_("Shop: {shop}"), shop=self.shop),
            t(lang, N_("Customer (keyed hash): {customer}"), customer=self.customer),
            t(
                lang,
                N_("Erased at {at} by {who}."),
                at=Moment(at=self.at, zone=self.zone, year=True),
                who=self.who,
            ),
            "",
            t(lang, N_("Erased:")),
        ]
        gone = [
            (t(lang, LABELS[name]) if name in LABELS else name, n) for name, n in self.erased.items() if n
        ]
        lines += [f"  {count}  {label}" for label, count in gone] or ["  0"]
        lines += ["", t(lang, N_("Kept:")), *(f"  {kept.why.render(lang)}" for kept in self.kept)]
        lines += [
            "",
            self.backups.render(lang),
            "",
            t(lang, N_("Signature: {signature}"), signature=self.signature),
        ]
        return "\n".join(lines)

    def _signed_part(self) -> bytes:
        body = self.model_dump(mode="json", exclude={"signature"})
        return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def what_is_kept() -> tuple[Kept, ...]:
    """The same for every customer: what of them stays in the home."""
    return (
        Kept(
            what="order_line",
            why=Text(msg="Orders with their amounts, as the books demand; they belong to nobody now."),
        ),
        Kept(
            what="forgotten_customer",
            why=Text(
                msg="The keyed hash and the fingerprints of photos, so that no later import brings the customer back."
            ),
        ),
        Kept(
            what="audit",
            why=Text(msg="The audit trail, which cannot be changed; it holds no contact data."),
        ),
        Kept(
            what="elsewhere",
            why=Text(
                msg="Export files and the shop system itself are outside this program: erase the customer there too."
            ),
        ),
    )


def about_backups(made: list[datetime], zone: str) -> Text:
    """What to do about the backups of this home that were made before."""
    if not made:
        return Text(msg="No backup of this home is known that could still hold the customer.")
    return Text(
        msg="Backups made before still hold the customer ({count}, the last of {at}): delete them, or forget the customer again after restoring one.",
        args={"count": len(made), "at": Moment(at=made[-1], zone=zone, year=True)},
    )


def read_certificate(path: Path) -> Certificate:
    """A certificate from its JSON file. Raises OwnerError for anything else."""
    try:
        raw: Any = json.loads(path.read_text(encoding="utf-8-sig"))
        return Certificate.model_validate(
            {name: raw[name] for name in Certificate.model_fields if name in raw}
        )
    except (OSError, ValueError, TypeError, ValidationError) as error:
        raise OwnerError(
            "certificate_file",
            Text(msg="{file} is not a certificate of erasure.", args={"file": path.name}),
            Text(msg="Give the JSON file that forget-customer --json wrote."),
        ) from error
