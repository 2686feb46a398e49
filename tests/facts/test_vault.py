"""Secrets of other systems are opened only where they were sealed."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from brain.facts.contacts import ContactBook
from brain.facts.vault import Vault, vault_of
from brain.kernel.errors import OwnerError

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(place=names, secrets=st.dictionaries(names, names, max_size=5))
def test_what_is_sealed_comes_back_and_does_not_show(place: str, secrets: dict[str, str]) -> None:
    """Any names and values, in any script; two sealings differ."""
    vault = Vault(b"k" * 32)
    token = vault.seal(place, secrets)
    assert vault.open(place, token) == secrets
    assert token != vault.seal(place, secrets)
    for value in secrets.values():
        assert len(value) < 6 or value.encode() not in token


def test_it_opens_nowhere_else() -> None:
    """Not for another shop or system, not with another home's key, not with the contacts' key, not when changed."""
    vault = Vault(b"k" * 32)
    token = vault.seal("deer/shopify", {"client_secret": "s3cret-value"})
    for other, place in ((vault, "fox/shopify"), (Vault(b"z" * 32), "deer/shopify")):
        with pytest.raises(OwnerError) as refused:
            other.open(place, token)
        assert refused.value.code == "vault_locked"
        assert "s3cret" not in refused.value.render("en")
    with pytest.raises(OwnerError):
        vault.open("deer/shopify", token[:-4] + b"AAAA")
    with pytest.raises((OwnerError, InvalidToken)):
        ContactBook(b"k" * 32).unseal(token)


def test_a_home_has_one_vault(tmp_path: Path) -> None:
    """The key is made once and stays."""
    token = vault_of(tmp_path).seal("a/b", {"x": "y"})
    assert vault_of(tmp_path).open("a/b", token) == {"x": "y"}
