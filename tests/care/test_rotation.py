"""Changing keys: at every moment everything opens with what is on the disk, and the old key opens nothing afterwards."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet, InvalidToken

from brain.bootstrap import Brain
from brain.care import rotation
from brain.care.rotation import rotate_key
from brain.facts.contacts import ContactBook, load_or_make_key
from brain.facts.keyring import first_key, load_keyring, save_keyring
from brain.facts.vault import Vault, vault_of
from brain.kernel.errors import OwnerError, Refused
from brain.kernel.identity import Actor, Role, local_owner
from brain.ledger.connections import find_connection, keep_connection
from tests.care.lane import BO, LANE, bring, open_home

OWNER = local_owner(LANE.id)
ACCESS = {"client_id": "id", "client_secret": "s3cret-value", "refresh_token": "r3fresh"}


def tokens(brain: Brain) -> list[bytes]:
    """Every sealed token."""
    with brain.parts.warehouse.cursor() as cursor:
        return [
            bytes(row[0])
            for table in rotation.SEALED_TABLES
            for row in cursor.execute(f"SELECT sealed FROM {table} WHERE sealed IS NOT NULL").fetchall()
        ]


def opened_from_disk(home: Path, brain: Brain) -> int:
    """How many tokens a fresh start could open; all of them, or this raises."""
    key = load_or_make_key(home)
    book = ContactBook(key, load_keyring(home, key))
    return len([book.unseal(token) for token in tokens(brain)])


def test_the_old_key_opens_nothing_any_more(home: Path, brain: Brain, tmp_path: Path) -> None:
    """Everything is sealed anew, customers keep their keys, and no file has a token of the old key."""
    old = tokens(brain)
    before = brain.parts.contacts.customer_key(LANE.id, BO)
    done = rotate_key(brain.parts, LANE, OWNER)
    assert (sum(done.resealed.values()), done.dropped_keys) == (len(old), 1)
    assert len(old) > 8
    file = home / "contacts.keys"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(file.read_bytes().split()) == 1
    former = Fernet(first_key(load_or_make_key(home)))
    for token in tokens(brain):
        with pytest.raises(InvalidToken):
            former.decrypt(token)
    content = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert not any(token in content for token in old)
    bring(brain, tmp_path, "customers", "customer_id,phone\nCY-9,13700000000\n")
    assert opened_from_disk(home, brain) == len(old) + 1
    assert brain.parts.contacts.customer_key(LANE.id, BO) == before
    brain.close()
    with open_home(home) as again:
        assert again.parts.contacts.own_ids(again.parts.warehouse, LANE, [before]) == {before: BO}
        assert rotate_key(again.parts, LANE, OWNER).dropped_keys == 1


def connect(brain: Brain) -> None:
    """A connected shop system, its secrets sealed with the keys of the moment."""
    with brain.parts.ledger.session() as session:
        sealed = vault_of(brain.parts.settings.home).seal(f"{LANE.id}/shopify", ACCESS)
        keep_connection(session, LANE.id, "shopify", "deer.myshopify.com", sealed, brain.parts.clock.now())


def access(brain: Brain) -> dict[str, str]:
    """The secrets as the connector is handed them, with the keys that lie on the disk."""
    with brain.parts.ledger.reading() as session:
        row = find_connection(session, LANE.id, "shopify")
    assert row is not None
    return vault_of(brain.parts.settings.home).open(f"{LANE.id}/shopify", row.sealed)


def test_a_connection_works_after_every_rotation(home: Path, brain: Brain) -> None:
    """Its secrets are locked anew each time; neither the key before nor the contacts' own key opens them."""
    connect(brain)
    secret, before = load_or_make_key(home), []
    for turn in range(3):
        with brain.parts.ledger.reading() as session:
            row = find_connection(session, LANE.id, "shopify")
        assert row is not None
        before.append((row.sealed, Vault(secret, load_keyring(home, secret))))
        done = rotate_key(brain.parts, LANE, OWNER)
        assert done.resealed["connection"] == 1, turn
        assert access(brain) == ACCESS
    with brain.parts.ledger.reading() as session:
        row = find_connection(session, LANE.id, "shopify")
    assert row is not None
    for token, vault in before:
        assert row.sealed != token
        with pytest.raises(OwnerError):
            vault.open(f"{LANE.id}/shopify", row.sealed)
    with pytest.raises((OwnerError, InvalidToken)):
        brain.parts.contacts.unseal(row.sealed)
    content = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert not any(token in content for token, _ in before)


def test_secrets_sealed_before_connections_took_part_still_open(home: Path, brain: Brain) -> None:
    """A home whose contacts were rotated earlier has its secrets under the first key: they open, and move on."""
    connect(brain)
    save_keyring(home, [Fernet.generate_key()])
    brain.parts.contacts.use([first_key(load_or_make_key(home)), *load_keyring(home, b"")])
    assert access(brain) == ACCESS


def test_secrets_that_nobody_can_open_stop_the_change(home: Path, brain: Brain) -> None:
    """The old key is thrown away afterwards: whoever would lose access by it is told, and nothing is lost."""
    with brain.parts.ledger.session() as session:
        sealed = Vault(b"z" * 32).seal(f"{LANE.id}/shopify", ACCESS)
        keep_connection(session, LANE.id, "shopify", "deer.myshopify.com", sealed, brain.parts.clock.now())
    with pytest.raises(OwnerError) as refused:
        rotate_key(brain.parts, LANE, OWNER)
    assert refused.value.code == "vault_locked"
    assert opened_from_disk(home, brain) == len(tokens(brain))


class Killed(BaseException):
    """Stands for the process being killed: nothing of ours catches it."""


@pytest.mark.parametrize("step", range(7))
def test_killed_at_any_step_everything_opens(
    home: Path, brain: Brain, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Before or after any write of the keyring, any table, the cleaning: a fresh start opens all, and a second run finishes."""
    count, calls = len(tokens(brain)), 0
    connect(brain)

    def dying(real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal calls
            if calls == step:
                raise Killed
            calls += 1
            return real(*args, **kwargs)

        return call

    with monkeypatch.context() as patch:
        for name in ("save_keyring", "reseal", "reseal_connections", "scrub", "_note"):
            patch.setattr(rotation, name, dying(getattr(rotation, name)))
        with pytest.raises(Killed):
            rotate_key(brain.parts, LANE, OWNER)
    assert calls == step
    assert opened_from_disk(home, brain) == count
    assert access(brain) == ACCESS
    brain.close()
    with open_home(home) as again:
        assert opened_from_disk(home, again) == count
        rotate_key(again.parts, LANE, OWNER)
        assert len(load_keyring(home, b"")) == 1
        assert opened_from_disk(home, again) == count
        assert access(again) == ACCESS


def test_a_reseal_that_fails_changes_nothing(
    home: Path, brain: Brain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that nobody can open stops the change before a key is thrown away."""
    with brain.parts.warehouse.writing() as cursor:
        cursor.execute(
            "INSERT INTO customer_contact VALUES ('lane', 'k', 'b', ?)",
            [ContactBook(b"o" * 32).seal({"id": "x"})],
        )
    before = tokens(brain)
    with pytest.raises(OwnerError) as refused:
        rotate_key(brain.parts, LANE, OWNER)
    assert refused.value.code == "secret_changed"
    assert tokens(brain) == before
    assert load_keyring(home, load_or_make_key(home))[1:] == [first_key(load_or_make_key(home))]


def test_the_keyring_is_read_strictly(tmp_path: Path) -> None:
    """No file: the derived key. Damaged: said, never replaced. Order is kept."""
    assert load_keyring(tmp_path, b"k" * 32) == [first_key(b"k" * 32)]
    keys = [Fernet.generate_key() for _ in range(3)]
    save_keyring(tmp_path, keys)
    assert load_keyring(tmp_path, b"k" * 32) == keys
    for damage in (b"", b"short\n", keys[0][:-5], b"\xff" * 44):
        (tmp_path / "contacts.keys").write_bytes(damage)
        with pytest.raises(OwnerError) as refused:
            load_keyring(tmp_path, b"k" * 32)
        assert refused.value.code == "keyring_damaged"


def test_only_the_owner_may(brain: Brain) -> None:
    """Nobody else."""
    with pytest.raises(Refused):
        rotate_key(brain.parts, LANE, Actor(user="u", role=Role.OPERATOR, shop=LANE.id))
