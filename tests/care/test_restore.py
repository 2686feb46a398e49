"""Restoring: everything is checked before anything is touched, and at every moment there is a whole home."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from brain.bootstrap import Brain
from brain.care import swapping
from brain.care.archive import MANIFEST
from brain.care.backup import make_backup
from brain.care.forget import forget_customer
from brain.care.restore import restore_backup
from brain.facts.contacts import ContactBook
from brain.kernel.clock import FixedClock
from brain.kernel.errors import Busy, OwnerError
from brain.kernel.identity import local_owner
from brain.ledger.cards import add_card, get_card, move_card
from brain.ledger.executions import add_decision, add_execution, get_execution
from brain.ledger.tables import CardRow, DecisionRow, ExecutionRow
from cards.states import State
from tests.actions.sample_card import make_card
from tests.care.lane import ANNA, ANNAS, BO, LANE, NOON, everything, held, open_home, process

OWNER = local_owner(LANE.id)
LATER = FixedClock(NOON + timedelta(days=1))


@pytest.fixture
def backup(home: Path, tmp_path: Path, brain: Brain) -> Path:
    """A backup of the filled home, which is closed."""
    made = make_backup(brain.parts, LANE, OWNER, tmp_path / "b.zip")
    brain.close()
    return Path(made.file)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rewritten(file: Path, change: Callable[[dict[str, bytes], dict[str, Any]], object]) -> Path:
    """The archive with its members and manifest changed."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop(MANIFEST))
    change(members, manifest)
    target = file.with_name("changed.zip")
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(MANIFEST, json.dumps(manifest))
        for name, content in members.items():
            archive.writestr(name, content)
    return target


def refused(home: Path, file: Path, **options: Any) -> str:
    """The error's code; nothing may have changed, neither in the home nor beside it."""
    before, beside = (
        (tree(home) if home.exists() else None),
        sorted(path.name for path in home.parent.iterdir()),
    )
    with pytest.raises(OwnerError) as error:
        restore_backup(home, file, LATER, **options)
    assert (tree(home) if home.exists() else None) == before
    assert sorted(path.name for path in home.parent.iterdir()) == beside
    return error.value.code


def escaping(members: dict[str, bytes], manifest: dict[str, Any], name: str) -> None:
    members[name] = b"x"
    manifest["members"].append(
        {
            "name": name,
            "size": 1,
            "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        }
    )


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/evil",
        "posters/../../evil",
        "posters//evil",
        "posters\\..\\evil",
        "C:evil",
        "posters/./x",
        "other.db",
        "posters",
    ],
)
def test_no_member_lands_outside(tmp_path: Path, backup: Path, name: str) -> None:
    """Whatever path an archive names: it is no backup of ours, and nothing is written."""
    changed = rewritten(backup, lambda members, manifest: escaping(members, manifest, name))
    assert refused(tmp_path / "new", changed) == "backup_damaged"
    assert not list(tmp_path.rglob("evil"))


def test_a_link_is_no_member(tmp_path: Path, backup: Path) -> None:
    """A symbolic link could point anywhere once it is unpacked."""
    changed = tmp_path / "link.zip"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            if entry.filename == "ledger.db":
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            new.writestr(entry, old.read(entry.filename))
    assert refused(tmp_path / "new", changed) == "backup_damaged"


def without_warehouse(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    del members["warehouse.duckdb"]
    manifest["members"] = [one for one in manifest["members"] if one["name"] != "warehouse.duckdb"]


CHANGES: dict[str, Callable[[dict[str, bytes], dict[str, Any]], object]] = {
    "a changed byte": lambda members, manifest: members.update(
        {"ledger.db": members["ledger.db"][:-1] + b"x"}
    ),
    "a member more": lambda members, manifest: members.update({"posters/x": b""}),
    "a member less": lambda members, manifest: members.pop("secret.key"),
    "no warehouse": without_warehouse,
    "other counts": lambda members, manifest: manifest["shops"][0]["rows"].update(order_line_version=99),
    "a shorter trail": lambda members, manifest: manifest.update(audit_lines=manifest["audit_lines"] + 1),
    "a larger member": lambda members, manifest: manifest["members"][0].update(size=1),
    "no moment": lambda members, manifest: manifest.pop("made_at"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_differs_from_its_manifest_is_refused(tmp_path: Path, backup: Path, change: str) -> None:
    """One sentence, and nothing on the disk."""
    assert refused(tmp_path / "new", rewritten(backup, CHANGES[change])) == "backup_damaged"


def test_what_is_no_archive_is_refused(tmp_path: Path, backup: Path) -> None:
    """Cut short, empty, not there, something else; over a home in use the same, and the home stays."""
    whole = backup.read_bytes()
    for name, content in {
        "cut.zip": whole[: len(whole) // 2],
        "empty.zip": b"",
        "other.zip": b"PK\x03\x04" + b"x" * 90,
    }.items():
        (tmp_path / name).write_bytes(content)
        assert refused(tmp_path / "new", tmp_path / name) == "backup_damaged"
    assert refused(tmp_path / "new", tmp_path / "nowhere.zip") == "no_file"
    middle = bytearray(whole)
    middle[len(whole) // 3] ^= 0xFF
    (tmp_path / "bit.zip").write_bytes(middle)
    assert refused(tmp_path / "home", tmp_path / "bit.zip", replace=True) == "backup_damaged"


@pytest.mark.parametrize(
    "newer",
    [
        lambda members, manifest: manifest.update(format=2, members="something else"),
        lambda members, manifest: manifest["warehouse_migrations"].append("9999_tomorrow"),
        lambda members, manifest: manifest.update(ledger_revision="9999"),
    ],
)
def test_a_newer_programs_backup_is_not_guessed_at(tmp_path: Path, backup: Path, newer: Any) -> None:
    """Format, warehouse or ledger: the sentence says to update the program."""
    assert refused(tmp_path / "new", rewritten(backup, newer)) == "backup_newer"


def test_a_home_that_is_not_empty_needs_the_word(home: Path, backup: Path) -> None:
    """Refused without; with it the old home is beside the new one, whole, and the report says where."""
    assert refused(home, backup) == "home_not_empty"
    (home / "of-mine.txt").write_text("mine", encoding="utf-8")
    before = tree(home)
    done = restore_backup(home, backup, LATER, replace=True)
    assert Path(done.aside) == home.with_name("home.before-20261121T040000Z")
    assert tree(Path(done.aside)) == before
    assert not (home / "of-mine.txt").exists()
    assert sorted(path.name for path in home.parent.iterdir() if path.name.startswith(".")) == []


def test_where_folders_cannot_be_exchanged_it_works_too(
    home: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two renames instead of one step; an error in the second puts the old home back."""
    monkeypatch.setattr(swapping, "exchange", lambda one, other: False)
    with monkeypatch.context() as patch:
        real = Path.rename

        def fail(self: Path, target: Path) -> Path:
            if self.name == "home" and self != home:
                raise OSError("no")
            return real(self, target)

        patch.setattr(Path, "rename", fail)
        before = tree(home)
        with pytest.raises(OSError, match="no"):
            restore_backup(home, backup, LATER, replace=True)
        assert tree(home) == before
    done = restore_backup(home, backup, LATER, replace=True)
    assert tree(Path(done.aside)) == before


def test_a_running_app_keeps_its_home(home: Path, backup: Path) -> None:
    """Busy, with the app's home untouched."""
    with held(home), pytest.raises(Busy):
        restore_backup(home, backup, LATER, replace=True)
    assert not list(home.parent.glob("home.before*"))


@pytest.mark.parametrize("point", ["unpacked", "ready", "before", "after"])
def test_killed_anywhere_there_is_a_whole_home(home: Path, backup: Path, point: str) -> None:
    """Before the exchange the old one, after it the new one; a second run cleans up and succeeds."""
    (home / "old").write_text("old", encoding="utf-8")
    old, kept = everything(home / "warehouse.duckdb"), tree(home)
    with process("killed_restore", home, backup, point) as running:
        assert running.wait(60) == -9
    assert everything(home / "warehouse.duckdb") == old
    assert (home / "old").exists() == (point != "after")
    if point == "after":
        aside = next(home.parent.glob("home.before-*"))
        assert tree(aside) == kept
    with open_home(home) as opened:
        assert opened.desk(LANE.id).data_version() > 0
    restore_backup(home, backup, LATER, replace=True)
    assert sorted(path.name for path in home.parent.iterdir() if path.name.startswith(".")) == []


def test_forgotten_since_then_stays_forgotten(home: Path, tmp_path: Path, backup: Path) -> None:
    """A customer who was forgotten after the backup is forgotten in the restored home, bytes and all; others are back."""
    with open_home(home) as brain:
        forget_customer(brain.parts, LANE, OWNER, own_id=ANNA)
    done = restore_backup(home, backup, LATER, replace=True)
    assert done.forgotten == 1
    content = b"".join(tree(home).values())
    assert not any(piece.encode() in content for piece in ANNAS)
    with open_home(home) as brain:
        keys = {own: brain.parts.contacts.customer_key(LANE.id, own) for own in (ANNA, BO)}
        found = brain.parts.contacts.own_ids(brain.parts.warehouse, LANE, list(keys.values()))
        assert found == {keys[BO]: BO}


def test_another_homes_forgotten_are_not_ours(home: Path, tmp_path: Path, backup: Path) -> None:
    """Hashes under another secret name other people."""
    with open_home(tmp_path / "second") as brain:
        brain.parts.contacts = ContactBook(b"s" * 32)
        with brain.parts.warehouse.writing() as cursor:
            cursor.execute("INSERT INTO forgotten_customer VALUES ('lane', ?, now()::TIMESTAMP)", ["0" * 32])
    assert restore_backup(tmp_path / "second", backup, LATER, replace=True).forgotten == 0


def test_posts_that_may_be_out_are_not_sent_again(home: Path, tmp_path: Path, brain: Brain) -> None:
    """What was due between the backup and now waits for the owner's word; what is due later stays scheduled."""
    parts = brain.parts
    with parts.ledger.session() as session:
        for number, due in enumerate((NOON + timedelta(hours=2), NOON + timedelta(days=9))):
            card = make_card().model_copy(update={"id": f"card_{number}", "shop": LANE.id})
            add_card(session, card, dedupe=str(number))
            add_decision(
                session,
                DecisionRow(
                    id=f"d{number}",
                    card=card.id,
                    shop=LANE.id,
                    who="u",
                    what="accept",
                    at=NOON,
                    edits={},
                    reason="",
                ),
            )
            execution = ExecutionRow(
                id=f"e{number}", card=card.id, decision=f"d{number}", shop=LANE.id, state="scheduled", due_at=due,
                channel="outbox", voice="friend", text="t", attempts=0,
            )  # fmt: skip
            add_execution(session, execution)
            row = session.get_one(CardRow, card.id)
            move_card(session, row, State.ACCEPTED, who="u", at=NOON)
            move_card(session, row, State.SCHEDULED, who="u", at=NOON)
    file = make_backup(parts, LANE, OWNER, tmp_path / "b.zip").file
    brain.close()
    done = restore_backup(tmp_path / "new", Path(file), LATER)
    assert done.held_posts == 1
    with open_home(tmp_path / "new") as restored, restored.parts.ledger.session() as session:
        first, second = (get_execution(session, f"e{number}") for number in (0, 1))
        assert (first.state, (first.error or {})["code"], second.state) == (
            "failed",
            "uncertain",
            "scheduled",
        )
        assert get_card(session, LANE.id, "card_0").state is State.FAILED


def test_an_empty_home_is_a_good_place(tmp_path: Path, backup: Path) -> None:
    """An empty folder that is there already needs no word, and leaves nothing aside."""
    (tmp_path / "new").mkdir()
    assert restore_backup(tmp_path / "new", backup, LATER).aside == ""
    shutil.rmtree(tmp_path / "new")
