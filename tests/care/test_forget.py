"""Forgetting a customer: gone from every table and every byte of the home, and not coming back."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from brain.bootstrap import Brain
from brain.care import forget as forgetting
from brain.care.certificate import Certificate, read_certificate
from brain.care.erasers import ERASERS
from brain.care.forget import certificates, forget_customer, look_up
from brain.care.retention import apply_retention
from brain.facts.contacts import ContactBook
from brain.facts.sources.intake.importer import import_records
from brain.kernel.errors import NotFound, OwnerError, Refused
from brain.kernel.identity import Actor, Role, local_owner
from brain.ledger.audit import broken_at
from brain.ledger.erasures import erasures_of, is_finished
from brain.ledger.receipts import find_receipt
from brain.ledger.segments import members
from brain.ledger.tables import AuditRow, ChatTurnRow
from tests.care.lane import ANNA, ANNAS, BO, BOS, FILES, LANE, bring, desk_of, open_home

OWNER = local_owner(LANE.id)


def rows(brain: Brain, sql: str) -> list[tuple[Any, ...]]:
    with brain.parts.warehouse.cursor() as cursor:
        return cursor.execute(sql).fetchall()


def key_of(brain: Brain, own_id: str) -> str:
    return brain.parts.contacts.customer_key(LANE.id, own_id)


def files_with(home: Path, *pieces: str) -> list[str]:
    """Files of the home in which a piece stands, as UTF-8 or as JSON escapes it."""
    forms = [form for piece in pieces for form in (piece.encode(), json.dumps(piece)[1:-1].encode())]
    return [
        path.name
        for path in home.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


def test_every_place_is_emptied_and_counted(brain: Brain) -> None:
    """Each table that knew Anna knows her no more; what it held is what the certificate says."""
    anna = key_of(brain, ANNA)
    promised = look_up(brain.parts, LANE, OWNER, own_id=ANNA)
    done = forget_customer(brain.parts, LANE, OWNER, own_id=ANNA)
    assert not done.already
    erased = {name: count for name, count in done.certificate.erased.items() if count}
    assert erased == {name: count for name, count in promised.items() if count}
    erased.pop("customer_tag", None)  # how many tags she has is the tags' own business
    # Two orders, one of them in two versions; number, name and phone in three questions; five files with her contact.
    assert erased == {
        "order_line": 3,
        "event": 1,
        "review": 1,
        "customer": 1,
        "segment_member": 1,
        "chat_turn": 3,
        "receipt": 1,
        "customer_contact": 5,
        "quarantine": 2,
    }
    for table in (
        "order_line_version",
        "event_version",
        "review_version",
        "customer_version",
        "customer_contact",
        "customer_tag",
    ):
        assert rows(brain, f"SELECT count(*) FROM {table} WHERE customer_key = '{anna}'") == [(0,)], table
    assert rows(brain, "SELECT count(*), sum(paid_amount)::INT FROM order_line") == [(3, 111)]
    assert rows(brain, "SELECT text FROM review ORDER BY review_id") == [(None,), ("还行",)]
    with brain.parts.ledger.reading() as session:
        assert members(session, "seg_1") == [key_of(brain, BO)]
        sql = find_receipt(session, LANE.id, "rcpt_1").sql
        assert anna not in sql
        assert key_of(brain, BO) in sql
        assert sorted(row.question for row in session.query(ChatTurnRow)) == [
            "上周卖了多少",
            "薄一波买了什么",
        ]


def test_no_byte_of_her_is_left_in_the_home(home: Path, tmp_path: Path, brain: Brain) -> None:
    """Neither number, name, phone nor mail, readable or escaped, in databases, logs or leftovers; the others' are sealed too."""
    (home / "uploads" / "x").mkdir(parents=True)
    (home / "uploads" / "x" / "upload.csv").write_text(FILES["customers"], encoding="utf-8")
    anna = key_of(brain, ANNA)
    old_tokens = [
        bytes(row[0])
        for row in rows(brain, f"SELECT sealed FROM customer_contact WHERE customer_key = '{anna}'")
    ]
    assert files_with(home, *ANNAS) != [], "before, the conversation names her"
    forget_customer(brain.parts, LANE, OWNER, own_id=ANNA)
    assert files_with(home, *ANNAS, anna[:31] + "zz") == []
    left = [
        path.name
        for path in home.rglob("*")
        if path.is_file() and any(t in path.read_bytes() for t in old_tokens)
    ]
    assert left == [], "her sealed contact is gone too, not only unlinked"
    brain.close()
    assert files_with(home, *ANNAS) == []
    with open_home(home) as again:
        assert again.parts.contacts.own_ids(again.parts.warehouse, LANE, [key_of(again, BO)]) != {}


def test_nobody_else_is_touched(brain: Brain) -> None:
    """Bo's orders, looks, review, contact, audience place and questions stay as they were."""
    bo = key_of(brain, BO)
    places = ("order_line_version", "event_version", "review_version", "customer_version", "customer_contact")
    before = {
        place: rows(brain, f"SELECT * FROM {place} WHERE customer_key = '{bo}' ORDER BY ALL")
        for place in places
    }
    assert all(before.values())
    forget_customer(brain.parts, LANE, OWNER, own_id=ANNA)
    after = {
        place: rows(brain, f"SELECT * FROM {place} WHERE customer_key = '{bo}' ORDER BY ALL")
        for place in places
    }
    assert after == before
    contact = brain.parts.contacts.contacts(brain.parts.warehouse, LANE, [bo])[bo]
    assert contact.items() <= dict(zip(("id", "name", "phone", "email"), BOS, strict=True)).items()


def test_later_files_and_messages_bring_her_back_nowhere(brain: Brain, tmp_path: Path) -> None:
    """The same files again add nothing, new ones leave her nameless, her own record is left out with its reason."""
    forget_customer(brain.parts, LANE, OWNER, own_id=ANNA)
    anna = key_of(brain, ANNA)
    versions = rows(brain, "SELECT count(*) FROM review_version")
    for kind, content in FILES.items():
        bring(brain, tmp_path, kind, content)
    assert rows(brain, "SELECT count(*) FROM review_version") == versions, "the same review is no news"
    bring(brain, tmp_path, "orders", FILES["orders"].replace("\n1,", "\n9,"))
    import_records(
        brain.parts.warehouse, LANE, "orders",
        [{"order_id": "77", "ordered_at": "2026-11-19 10:00", "paid_amount": "5", "customer_id": ANNA, "customer_name": "安娜林"}],
        "webhook", "hook", contacts=brain.parts.contacts, clock=brain.parts.clock,
    )  # fmt: skip
    for table in (
        "order_line_version",
        "event_version",
        "review_version",
        "customer_version",
        "customer_contact",
    ):
        assert rows(brain, f"SELECT count(*) FROM {table} WHERE customer_key = '{anna}'") == [(0,)], table
    assert rows(brain, "SELECT customer_key FROM order_line WHERE order_id = '77'") == [(None,)]
    assert rows(brain, "SELECT text FROM review WHERE review_id = 'r1'") == [(None,)]
    assert rows(brain, "SELECT reason, raw FROM quarantine WHERE reason = 'forgotten'") == [
        ("forgotten", "{}")
    ]
    counts = rows(brain, "SELECT rows_read, loaded, duplicates, quarantined FROM import_batch")
    assert all(read == loaded + same + left for read, loaded, same, left in counts)
    kept = rows(
        brain,
        "SELECT raw FROM quarantine q JOIN import_batch b USING (batch_id) WHERE reason LIKE 'bad_time%' ORDER BY b.imported_at DESC",
    )
    assert kept[0] == ("{}",), "of a row that could not be used nothing is kept either"


def test_imports_can_be_taken_back_afterwards(brain: Brain) -> None:
    """In any order, to an empty shop: forgetting leaves no version without its batch and no batch without its versions."""
    forget_customer(brain.parts, LANE, OWNER, own_id=ANNA)
    for batch in sorted(desk_of(brain).batches(), key=lambda one: one.id[::-1]):
        desk_of(brain).undo_batch(batch.id)
        assert (
            rows(brain, f"SELECT 1 FROM order_line_version WHERE customer_key = '{key_of(brain, ANNA)}'")
            == []
        )
    for table in ("order_line_version", "customer_version", "event_version", "review_version", "row_witness"):
        assert rows(brain, f"SELECT count(*) FROM {table}") == [(0,)], table


def test_a_second_time_says_so(brain: Brain) -> None:
    """The same certificate comes back, nothing is written, and by contact she is unknown."""
    first = forget_customer(brain.parts, LANE, OWNER, own_id=ANNA)
    version = desk_of(brain).data_version()
    again = forget_customer(brain.parts, LANE, OWNER, key=key_of(brain, ANNA))
    assert (again.already, again.certificate) == (True, first.certificate)
    assert desk_of(brain).data_version() == version
    assert certificates(brain.parts, LANE, OWNER) == [first.certificate]
    with pytest.raises(NotFound):
        forget_customer(brain.parts, LANE, OWNER, contact="13812345678")


@pytest.mark.parametrize("contact", ["+86 138-1234-5678", "ANNA.LIN@example.com", "安娜林"])
def test_she_is_found_by_contact(brain: Brain, contact: str) -> None:
    """However phone, mail address or name are written."""
    done = forget_customer(brain.parts, LANE, OWNER, contact=contact)
    assert done.certificate.customer == key_of(brain, ANNA)


def test_a_contact_that_two_have_is_asked_back(brain: Brain, tmp_path: Path) -> None:
    """Nobody is forgotten by mistake: the owner's numbers are named and the owner chooses."""
    bring(brain, tmp_path, "customers", "customer_id,phone\nCY-9,13812345678\n")
    with pytest.raises(Refused) as refused:
        forget_customer(brain.parts, LANE, OWNER, contact="13812345678")
    assert refused.value.code == "several_customers"
    assert "ANNA-7731, CY-9" in refused.value.render("en")


def test_who_may_and_who_is_meant(brain: Brain) -> None:
    """Only the owner; exactly one way of naming; an unknown customer is not 'forgotten'."""
    for role in (Role.OPERATOR, Role.VIEWER):
        with pytest.raises(Refused):
            forget_customer(brain.parts, LANE, Actor(user="u", role=role, shop=LANE.id), own_id=ANNA)
    for naming in ({}, {"own_id": ANNA, "key": "x"}, {"key": "not a key"}):
        with pytest.raises(OwnerError):
            forget_customer(brain.parts, LANE, OWNER, **naming)
    with pytest.raises(NotFound):
        forget_customer(brain.parts, LANE, OWNER, own_id="nobody")


def test_the_certificate_proves_itself(brain: Brain, tmp_path: Path) -> None:
    """Signed by this home; any change, and any other home's key, shows; it names no one and no contact."""
    certificate = forget_customer(brain.parts, LANE, OWNER, own_id=ANNA).certificate
    path = tmp_path / "certificate.json"
    path.write_text(certificate.model_dump_json(), encoding="utf-8")
    read = read_certificate(path)
    assert read == certificate
    assert read.is_genuine(brain.parts.contacts)
    assert not read.is_genuine(ContactBook(b"z" * 32))
    for change in (
        {"customer": "0" * 32},
        {"erased": {}},
        {"at": read.at + timedelta(seconds=1)},
        {"kept": ()},
    ):
        assert not read.model_copy(update=change).is_genuine(brain.parts.contacts)
    for lang in ("zh", "en"):
        page = certificate.printable(lang)
        assert certificate.signature in page
        assert certificate.customer in page
        assert not any(piece in page for piece in ANNAS)
    path.write_text("[1]", encoding="utf-8")
    with pytest.raises(OwnerError):
        read_certificate(path)


def test_the_audit_line_is_whole_and_names_nobody(brain: Brain) -> None:
    """The chain holds; its line has neither key nor contact."""
    anna = key_of(brain, ANNA)
    forget_customer(brain.parts, LANE, OWNER, own_id=ANNA)
    with brain.parts.ledger.reading() as session:
        assert broken_at(session) is None
        line = session.query(AuditRow).filter_by(what="customer.forgotten").one()
        written = json.dumps([line.subject, line.detail, line.who])
        assert not any(piece in written for piece in (*ANNAS, anna))


class Killed(BaseException):
    """Stands for the process being killed: nothing of ours catches it."""


@pytest.mark.parametrize("at", [*range(len(ERASERS)), "scrub", "certify"])
def test_killed_anywhere_it_can_be_finished(
    home: Path, brain: Brain, monkeypatch: pytest.MonkeyPatch, at: int | str
) -> None:
    """Killed before any step: a second run, by number or by the day's retention, ends with nothing left and full counts."""
    expected = {n: c for n, c in look_up(brain.parts, LANE, OWNER, own_id=ANNA).items() if c}

    def die(*args: Any, **kwargs: Any) -> Any:
        raise Killed

    with monkeypatch.context() as patch:
        if isinstance(at, int):
            patch.setattr(type(ERASERS[at]), "erase", _dying(type(ERASERS[at]).erase, ERASERS[at]))
            patch.setattr(type(ERASERS[at]), "count", _seeing_one(type(ERASERS[at]).count, ERASERS[at]))
        else:
            patch.setattr(forgetting, "scrub" if at == "scrub" else "_certify", die)
        with pytest.raises(Killed):
            forget_customer(brain.parts, LANE, OWNER, own_id=ANNA)
    brain.close()
    with open_home(home) as again:
        if at == "certify":
            applied = apply_retention(again.parts, LANE)
            assert applied is not None
            assert applied.erasures == 1
        certificate = forget_customer(again.parts, LANE, OWNER, own_id=ANNA).certificate
        found = {n: c for n, c in certificate.erased.items() if c and n != "uploads"}
        if isinstance(at, int):
            found = {n: c for n, c in found.items() if n != ERASERS[at].name}
            expected.pop(ERASERS[at].name, None)
        assert found == expected
        with again.parts.ledger.reading() as session:
            assert [is_finished(row) for row in erasures_of(session, LANE.id)] == [True]
    assert files_with(home, *ANNAS) == []


def _dying(real: Any, target: Any) -> Any:
    def erase(self: Any, parts: Any, subject: Any) -> None:
        if self == target:
            raise Killed
        real(self, parts, subject)

    return erase


def _seeing_one(real: Any, target: Any) -> Any:
    """The step is reached even where there is nothing to erase."""

    def count(self: Any, parts: Any, subject: Any) -> int:
        return max(real(self, parts, subject), 1) if self == target else real(self, parts, subject)

    return count


def test_certificates_survive_the_models_change() -> None:
    """Whatever the fields, signing covers all but the signature itself."""
    assert set(Certificate.model_fields) >= {
        "id",
        "shop",
        "customer",
        "who",
        "at",
        "erased",
        "kept",
        "backups",
        "signature",
    }
