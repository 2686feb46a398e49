"""Who may do what: everything is denied unless a line allows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.kernel.errors import Refused
from brain.kernel.identity import PERMISSIONS, Actor, Role, local_owner, require

ALLOWED = {
    Role.OWNER: {"read", "ask", "import", "undo_import", "decide", "edit", "settings", "care"},
    Role.OPERATOR: {"read", "ask", "import", "decide", "edit"},
    Role.VIEWER: {"read", "ask"},
}


@given(st.sampled_from(Role), st.sampled_from(sorted(PERMISSIONS)) | st.text(max_size=12))
def test_a_role_may_do_its_lines_and_nothing_else(role: Role, permission: str) -> None:
    """Any permission that is not listed, misspelt ones included, is denied to every role."""
    actor = Actor(user="u", role=role, shop="s")
    if permission in ALLOWED[role]:
        require(actor, permission, "s")
    else:
        with pytest.raises(Refused) as refused:
            require(actor, permission, "s")
        assert (refused.value.code, refused.value.status) == ("not_allowed", 409)


@given(st.sampled_from(Role), st.sampled_from(sorted(PERMISSIONS)), st.text(max_size=6), st.text(max_size=6))
def test_nobody_acts_in_another_shop(role: Role, permission: str, own: str, other: str) -> None:
    """Not even an owner, and not in a shop whose name differs by a letter's case or a blank."""
    actor = Actor(user="u", role=role, shop=own)
    if own != other:
        with pytest.raises(Refused):
            require(actor, permission, other)


def test_whoever_sits_at_the_machine_owns_their_own_shop_only() -> None:
    """The local owner may do everything in the one shop that was opened."""
    actor = local_owner("s")
    for permission in PERMISSIONS:
        require(actor, permission, "s")
    with pytest.raises(Refused):
        require(actor, "read", "t")
