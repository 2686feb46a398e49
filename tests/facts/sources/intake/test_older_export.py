"""An older export after a newer one: it counts, as the newest import, but it says what it takes back."""

from __future__ import annotations

from tests.facts.counter import Counter

HEADER = "order_id,line_no,ordered_at,status,paid_amount,refund_amount\n"
NEWER = HEADER + "1,1,2026-11-01 10:00,paid,10,4\n2,1,2026-11-02 10:00,paid,20,0\n"
OLDER = HEADER + "1,1,2026-11-01 10:00,paid,10,0\n2,1,2026-11-02 10:00,unpaid,0,0\n"


def test_what_goes_backwards_is_said(counter: Counter) -> None:
    """A refund that disappears and a payment that disappears are counted in the preview and in the report."""
    counter.load(NEWER)
    seen = counter.preview(OLDER, contacts=counter.contacts)
    report = counter.load(OLDER)
    assert [note.render("en")[:8] for note in (*seen.notes, *report.notes)] == ["2 orders"] * 2


def test_going_forwards_says_nothing(counter: Counter) -> None:
    """A refund that appears is what overlapping exports are for."""
    counter.load(OLDER)
    assert counter.load(NEWER).notes == ()
