"""Tracked links: one a card, unguessable, to an address that was checked or to the card's own small page."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.kernel.ids import link_code
from brain.kernel.settings import Settings
from brain.ledger.links import add_link, find_link
from brain.ledger.tables import LinkRow

LONGEST_TARGET = 500
# Programs that fetch a link to draw a preview or to index it: they say so themselves. WeChat's own browser
# (MicroMessenger) is a person and must not match.
MACHINES = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|facebookexternalhit|whatsapp/|embedly|headlesschrome|lighthouse|"
    r"skypeuripreview|bytespider|mail\.ru|pingdom|uptime",
    re.IGNORECASE,
)


def link_url(settings: Settings, code: str) -> str:
    """The address that customers open."""
    return f"{settings.public_url.rstrip('/')}/r/{code}" if code else ""


def link_of_card(session: Session, card_id: str) -> str:
    """The code of a card's link; empty while it has none."""
    query = select(LinkRow.code).where(LinkRow.card == card_id).order_by(LinkRow.made_at).limit(1)
    return session.scalar(query) or ""


def make_link(session: Session, shop: str, card_id: str, target: str, now: datetime) -> str:
    """The card's link, made now unless it has one already. Raises OwnerError for a target that is no web address."""
    existing = link_of_card(session, card_id)
    if existing:
        return existing
    checked = safe_target(target)
    code = link_code()
    while find_link(session, code) is not None:
        code = link_code()
    add_link(session, code, shop, card_id, checked, now)
    return code


def safe_target(target: str) -> str:
    """A target that a browser may be sent to: http or https with a host and no credentials; empty stays empty.

    Anything else (`javascript:`, `//host`, a line break, `https://bank.com@evil.com`) raises OwnerError.
    """
    if not target:
        return ""
    try:
        parts = urlsplit(target)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        usable = usable and parts.port != 0
    except ValueError:
        usable = False
    clean = target.isprintable() and not any(char.isspace() or char in '\\"<>' for char in target)
    if not (usable and clean and len(target) <= LONGEST_TARGET):
        raise OwnerError(
            "link_target",
            Text(msg="{target} cannot be used as a link's target.", args={"target": target[:80]}),
            Text(msg="Use a full web address that begins with https:// or http://."),
        )
    return target


def visitor_hash(key: bytes, address: str, agent: str, day: date) -> str:
    """A name for a visitor that lasts one day: enough to count people, not enough to follow one."""
    told = "\x1f".join((address, agent, day.isoformat()))
    return hmac.new(key, f"visitor\x1f{told}".encode(), hashlib.sha256).hexdigest()[:32]


def is_a_person(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a request counts as a click: not a HEAD, not a prefetch, not a program that names itself one.

    `headers` have lower-case names.
    """
    purpose = " ".join(headers.get(name, "") for name in ("purpose", "sec-purpose", "x-purpose", "x-moz"))
    fetched_ahead = "prefetch" in purpose.lower() or "preview" in purpose.lower()
    return method == "GET" and not fetched_ahead and not MACHINES.search(headers.get("user-agent", ""))
