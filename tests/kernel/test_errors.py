"""Errors that say who acts next, in the reader's language."""

from __future__ import annotations

import pytest

from brain.kernel.errors import Busy, DeveloperError, NotFound, OwnerError, Refused, SecondFloorError
from brain.kernel.i18n import Text


@pytest.mark.parametrize(
    ("kind", "status"), [(OwnerError, 400), (NotFound, 404), (Refused, 409), (Busy, 503)]
)
def test_an_owners_error_has_one_form(kind: type[OwnerError], status: int) -> None:
    """Code for machines, sentence and next step for people, and a status for HTTP."""
    error = kind("file_cut", Text(msg="{file} is cut.", args={"file": "a.csv"}), Text(msg="Export it again."))
    assert error.status == status
    assert error.as_json("en") == {
        "error": {"code": "file_cut", "message": "a.csv is cut.", "hint": "Export it again."}
    }
    assert str(error) == "a.csv is cut. Export it again."
    assert isinstance(error, SecondFloorError)


def test_an_error_without_a_hint_says_one_sentence() -> None:
    """No trailing blank, no missing key."""
    error = NotFound("no_shop", Text(msg="There is no shop."))
    assert error.render("en") == "There is no shop."
    assert error.as_json("en")["error"]["hint"] == ""


def test_a_broken_contract_is_no_owners_error() -> None:
    """Borders that show errors to the owner must not show these."""
    assert not issubclass(DeveloperError, OwnerError)
