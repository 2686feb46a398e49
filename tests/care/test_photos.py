"""Photos are personal data: forgotten with their customer, in backups, counted, and deleted with age."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from brain.bootstrap import Brain
from brain.care.backup import make_backup
from brain.care.forget import forget_customer, look_up
from brain.care.personal import personal_data
from brain.care.restore import restore_backup
from brain.care.retention import apply_retention
from brain.kernel.clock import FixedClock
from brain.kernel.errors import OwnerError
from brain.kernel.identity import local_owner
from brain.ledger.photo_tables import CollageRow, PhotoRow
from tests.care.lane import ANNA, BO, LANE, NOON, desk_of, open_home
from tests.photos.made import bring, load_reviews, offered, put_card

OWNER = local_owner(LANE.id)


@pytest.fixture
def pictured(brain: Brain, tmp_path: Path) -> Brain:
    """Anna's and Bo's photos of P1, and one of somebody unknown."""
    put_card(brain, LANE.id)
    load_reviews(
        desk_of(brain), tmp_path, [("r1", "P1", ANNA, "a.jpg", "yes"), ("r2", "P1", BO, "b.jpg", "yes")]
    )
    bring(desk_of(brain), tmp_path, "a.jpg", "b.jpg", "c.jpg")
    return brain


def pictures(home: Path) -> set[str]:
    """Photos and pictures made of them, by name."""
    made = (home / "posters").rglob("*-photos-*")
    return {file.name for file in (*(home / "photos").rglob("*.jpg"), *made)}


def test_forgetting_takes_photos_and_every_picture_of_them(pictured: Brain, tmp_path: Path) -> None:
    """Anna's photo, the pictures with it, those of posts that are out included; Bo's stays. It does not come back."""
    desk_of(pictured).decide("card_1", "accept", picture="photos")
    sent = desk_of(pictured).outbox()[0].picture
    put_card(pictured, LANE.id, "card_2")
    desk_of(pictured).cards(refresh=False)
    photos = {one.name: one.id for one in desk_of(pictured).photos.all()}
    promised = look_up(pictured.parts, LANE, OWNER, own_id=ANNA)
    done = forget_customer(pictured.parts, LANE, OWNER, own_id=ANNA)
    assert promised["photo"] == done.certificate.erased["photo"] == 1
    home = pictured.settings.home
    assert not (home / sent).exists()
    assert not any(name.startswith(photos["a.jpg"]) for name in pictures(home))
    assert {one.name for one in desk_of(pictured).photos.all()} == {"b.jpg", "c.jpg"}
    assert photos["a.jpg"] not in offered(pictured, LANE.id).proposal.photos
    with pictured.parts.ledger.reading() as session:
        assert all(photos["a.jpg"] not in row.photos for row in session.scalars(select(CollageRow)))
    for kind in ("the same file", "its review file"):
        load_reviews(desk_of(pictured), tmp_path, [("r1", "P1", ANNA, "a.jpg", "yes")])
        with pytest.raises(OwnerError) as refused:
            bring(desk_of(pictured), tmp_path, "a.jpg")
        assert refused.value.code == "forgotten", kind
    # The name of her picture and her consent are gone with her review's text.
    with pictured.parts.warehouse.cursor() as cursor:
        assert cursor.execute(
            "SELECT picture, picture_consent FROM review WHERE review_id = 'r1'"
        ).fetchall() == [(None, None)]


def test_a_photo_whose_review_went_is_still_the_customers(pictured: Brain) -> None:
    """The review file is taken back, the photo named by none now; forgetting finds it all the same."""
    batch = next(
        one.id
        for one in desk_of(pictured).batches()
        if one.kind == "reviews" and one.rows_read == 2 and one.state == "visible"
    )
    desk_of(pictured).undo_batch(batch)
    assert forget_customer(pictured.parts, LANE, OWNER, own_id=ANNA).certificate.erased["photo"] == 1
    assert {one.name for one in desk_of(pictured).photos.all()} == {"b.jpg", "c.jpg"}


def test_a_backup_has_the_photos_and_an_old_one_forgets_again(
    pictured: Brain, home: Path, tmp_path: Path
) -> None:
    """Every photo and picture comes back; whoever was forgotten since is forgotten in the restored home too."""
    before = pictures(home)
    assert len(before) == 3 * 2 + 2
    make_backup(pictured.parts, None, OWNER, tmp_path / "out" / "b.zip")
    pictured.close()
    restore_backup(tmp_path / "other", tmp_path / "out" / "b.zip", FixedClock(NOON + timedelta(days=1)))
    assert pictures(tmp_path / "other") == before
    with open_home(home) as again:
        anna = next(one.id for one in again.desk(LANE.id).photos.all() if one.name == "a.jpg")
        forget_customer(again.parts, LANE, OWNER, own_id=ANNA)
    restore_backup(home, tmp_path / "out" / "b.zip", FixedClock(NOON + timedelta(days=2)), replace=True)
    assert not any(name.startswith(anna) for name in pictures(home))
    with open_home(home) as restored:
        assert {one.name for one in restored.desk(LANE.id).photos.all()} == {"b.jpg", "c.jpg"}
        assert len(offered(restored, LANE.id).proposal.photos) == 1


def test_photos_are_counted_where_personal_data_is(pictured: Brain) -> None:
    """Three photos of two persons that are known, in the clear, for two years."""
    place = next(one for one in personal_data(pictured.parts, LANE, OWNER).places if one.table == "photo")
    assert (place.rows, place.people, place.protection, place.retention_days) == (3, 2, "clear", 730)


def test_photos_go_on_their_day(pictured: Brain, home: Path) -> None:
    """Brought on 20 November 2026; on the 19th two years later they stay, on the 21st they are gone with their pictures."""
    for day, left in (("2028-11-19", 3), ("2028-11-21", 0)):
        pictured.parts.clock = FixedClock(datetime.fromisoformat(day).replace(hour=4, tzinfo=UTC))
        applied = apply_retention(pictured.parts, LANE)
        assert applied is not None
        assert applied.photos == 3 - left
        with pictured.parts.ledger.reading() as session:
            assert len(session.scalars(select(PhotoRow)).all()) == left
    assert pictures(home) == set()
