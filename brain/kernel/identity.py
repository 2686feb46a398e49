"""Who acts, in which role, for which shop. Everything is denied unless a line below allows it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from brain.kernel.errors import Refused
from brain.kernel.i18n import Text


class Role(StrEnum):
    """What a person may do in a shop."""

    OWNER = "owner"
    OPERATOR = "operator"
    VIEWER = "viewer"


class Actor(BaseModel):
    """A person, or the system itself, acting for one shop."""

    model_config = ConfigDict(frozen=True)

    user: str
    role: Role
    shop: str


PERMISSIONS: dict[str, frozenset[Role]] = {
    "read": frozenset(Role),
    "ask": frozenset(Role),
    "import": frozenset({Role.OWNER, Role.OPERATOR}),
    "undo_import": frozenset({Role.OWNER}),
    "decide": frozenset({Role.OWNER, Role.OPERATOR}),
    "edit": frozenset({Role.OWNER, Role.OPERATOR}),
    "settings": frozenset({Role.OWNER}),
    "care": frozenset({Role.OWNER}),
}


def require(actor: Actor, permission: str, shop: str) -> None:
    """Raise `Refused` unless the actor may do this in this shop."""
    allowed = actor.shop == shop and actor.role in PERMISSIONS.get(permission, frozenset())
    if not allowed:
        raise Refused(
            "not_allowed",
            Text(msg="Your role does not allow this."),
            Text(msg="Ask the shop's owner to do it, or to change your role."),
        )


def local_owner(shop: str) -> Actor:
    """Whoever sits at the machine, while nobody is registered and the app listens on loopback only."""
    return Actor(user="local", role=Role.OWNER, shop=shop)
