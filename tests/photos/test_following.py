"""Consent rules everything: what goes out, what is offered and what is kept follow the customer's newest word."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from brain.bootstrap import Brain
from brain.facts.sources.intake.importer import load as load_behind
from brain.kernel.clock import FixedClock
from brain.kernel.errors import NotFound, OwnerError
from brain.ledger.photos import collages_of, may_go
from brain.photos.album import Album
from brain.photos.choosing import choose
from brain.photos.following import cards_follow
from cards.states import State
from tests.care.lane import ANNA, BO, LANE, desk_of
from tests.photos.made import bring, load_reviews, offered, put_card

SHOP = LANE.id
YES = [("r1", "P1", ANNA, "a.jpg", "yes"), ("r2", "P1", BO, "b.jpg", "yes")]
NO_BO = [YES[0], ("r2", "P1", BO, "b.jpg", "no")]


@pytest.fixture
def ready(brain: Brain, tmp_path: Path) -> Brain:
    """Two photos of P1 with consent, and a card about P1."""
    put_card(brain, SHOP)
    load_reviews(desk_of(brain), tmp_path, YES)
    bring(desk_of(brain), tmp_path, "a.jpg", "b.jpg")
    return brain


def on_disk(brain: Brain) -> set[str]:
    """The pictures made of photos that lie in the home."""
    return {file.name for file in (brain.settings.home / "posters").rglob("*-photos-*")}


def photos_by_name(brain: Brain) -> dict[str, str]:
    return {one.name: one.id for one in brain.desk(SHOP).photos.all()}


def test_a_card_offers_photos_of_its_products_and_stays_a_poster_by_itself(ready: Brain) -> None:
    """Each voice has its picture of both photos; nothing changes in what a plain yes sends."""
    card = offered(ready, SHOP)
    assert card.proposal.picture == "poster"
    assert set(card.proposal.photos) == set(photos_by_name(ready).values())
    for variant in card.proposal.variants:
        with Image.open(ready.settings.home / variant.photos) as made:
            assert (made.size, made.format) == ((1080, 1440), "JPEG")
            assert not made.getexif()
    done = desk_of(ready).decide("card_1", "accept")
    assert done is not None
    assert (done.picture, done.shows) == (card.proposal.variants[0].picture, "poster")


def test_a_card_without_photos_is_as_before(brain: Brain, tmp_path: Path) -> None:
    """Photos of another product, without consent, or without a review change no card; asking for them is refused."""
    before = put_card(brain, SHOP)
    load_reviews(
        desk_of(brain),
        tmp_path,
        [("r1", "P2", ANNA, "a.jpg", "yes"), ("r2", "P1", BO, "b.jpg", "no"), ("r3", "P1", BO, "c.jpg", "")],
    )
    bring(desk_of(brain), tmp_path, "a.jpg", "b.jpg", "c.jpg", "d.jpg")
    assert offered(brain, SHOP) == before
    standing = {one.name: one.standing for one in brain.desk(SHOP).photos.all()}
    assert standing == {"a.jpg": "usable", "b.jpg": "not_agreed", "c.jpg": "not_agreed", "d.jpg": "unmatched"}
    with pytest.raises(OwnerError) as refused:
        desk_of(brain).decide("card_1", "accept", picture="photos")
    assert refused.value.code == "no_photos"
    assert offered(brain, SHOP).state is State.PROPOSED


def test_from_import_to_a_sent_post_with_the_photos(ready: Brain) -> None:
    """The chosen picture goes with the words, is what the outbox shows, and stays when other voices' pictures go."""
    at = ready.parts.clock.now() + timedelta(hours=1)
    done = desk_of(ready).decide("card_1", "accept", variant=1, picture="photos", at=at)
    assert done is not None
    assert done.shows == "photos"
    again = desk_of(ready).decide("card_1", "accept", variant=1, picture="photos", at=at)
    assert again is not None
    assert again.id == done.id
    clock = ready.parts.clock
    assert isinstance(clock, FixedClock)
    clock.advance(timedelta(hours=2))
    assert desk_of(ready).run_due().sent == 1
    post = desk_of(ready).outbox()[0]
    assert post.picture == done.picture == offered(ready, SHOP).proposal.variants[1].photos
    assert (ready.settings.home / post.picture).is_file()
    cards_follow(desk_of(ready).photos._album, clock.now())
    assert on_disk(ready) == {Path(post.picture).name}


def test_the_choice_of_picture_can_change_until_it_is_out(ready: Brain) -> None:
    """A second yes with another picture changes what waits; one that says nothing of it keeps the picture."""
    at = ready.parts.clock.now() + timedelta(hours=1)
    desk = desk_of(ready)
    assert desk.decide("card_1", "accept", picture="photos", at=at).shows == "photos"  # type: ignore[union-attr]
    assert desk.decide("card_1", "accept", at=at + timedelta(hours=1)).shows == "photos"  # type: ignore[union-attr]
    voice = desk.decide("card_1", "accept", variant=1, at=at)
    assert voice is not None
    assert (voice.voice, voice.shows) == ("friend", "photos")
    assert desk.decide("card_1", "accept", picture="poster", at=at).shows == "poster"  # type: ignore[union-attr]


def test_a_newer_review_file_that_says_no_takes_the_photo_off(ready: Brain, tmp_path: Path) -> None:
    """Off the waiting card, and its old pictures off the disk; a last no leaves the card as it was without photos."""
    old = on_disk(ready)
    load_reviews(desk_of(ready), tmp_path, NO_BO)
    card = offered(ready, SHOP)
    assert card.proposal.photos == (photos_by_name(ready)["a.jpg"],)
    assert on_disk(ready).isdisjoint(old)
    assert len(on_disk(ready)) == len(card.proposal.variants)
    load_reviews(desk_of(ready), tmp_path, [("r1", "P1", ANNA, "a.jpg", "no"), NO_BO[1]])
    card = offered(ready, SHOP)
    assert card.proposal.photos == ()
    assert {variant.photos for variant in card.proposal.variants} == {""}
    assert on_disk(ready) == set()


def test_what_is_scheduled_loses_the_photo_too_and_gains_none(ready: Brain, tmp_path: Path) -> None:
    """One photo less, then the poster; a photo that came after the yes does not slip in."""
    at = ready.parts.clock.now() + timedelta(hours=1)
    desk_of(ready).decide("card_1", "accept", picture="photos", at=at)
    load_reviews(desk_of(ready), tmp_path, [*NO_BO, ("r3", "P1", "C9", "c.jpg", "yes")])
    bring(desk_of(ready), tmp_path, "x.jpg", "y.jpg", "c.jpg")
    waiting = desk_of(ready).executions()[0]
    assert offered(ready, SHOP).proposal.photos == (photos_by_name(ready)["a.jpg"],)
    assert waiting.shows == "photos"
    desk_of(ready).photos.say(photos_by_name(ready)["a.jpg"], agreed=False)
    waiting = desk_of(ready).executions()[0]
    assert (waiting.shows, waiting.picture) == ("poster", offered(ready, SHOP).proposal.variants[0].picture)


def test_a_no_that_nobody_heard_of_is_heard_before_sending(ready: Brain, tmp_path: Path) -> None:
    """Facts that changed behind the desk (a webhook) are looked at by the same turn that sends."""
    at = ready.parts.clock.now() + timedelta(minutes=1)
    desk_of(ready).decide("card_1", "accept", picture="photos", at=at)
    file = tmp_path / "no.csv"
    file.write_text(
        "review_id,reviewed_at,product_id,customer_id,rating,text,picture,picture_consent\n"
        f"r1,2026-11-10T09:00:00,P1,{ANNA},5,好,a.jpg,no\nr2,2026-11-10T09:00:00,P1,{BO},5,好,b.jpg,no\n",
        encoding="utf-8",
    )
    parts = ready.parts
    load_behind(parts.warehouse, LANE, file, file.name, contacts=parts.contacts, clock=parts.clock)
    clock = parts.clock
    assert isinstance(clock, FixedClock)
    clock.advance(timedelta(hours=1))
    assert desk_of(ready).run_due().sent == 1
    post = desk_of(ready).outbox()[0]
    assert post.picture == offered(ready, SHOP).proposal.variants[0].picture


def test_the_ledger_is_asked_once_more_at_the_door(ready: Brain) -> None:
    """Even when nobody brought the cards into line, a picture with a withdrawn photo stays in."""
    path = offered(ready, SHOP).proposal.variants[0].photos
    photo = photos_by_name(ready)["a.jpg"]
    with ready.parts.ledger.session() as session:
        assert may_go(session, path)
        from brain.ledger.photos import find_photo

        row = find_photo(session, SHOP, photo)
        assert row is not None
        row.own_agreed = False
        assert not may_go(session, path)
        assert may_go(session, offered(ready, SHOP).proposal.variants[0].picture), "drawn posters always go"


def test_a_sent_picture_is_taken_down_where_that_is_in_our_hands(ready: Brain, tmp_path: Path) -> None:
    """The file goes, Actions says so, the record of the post stays; how many posts it was in is said."""
    desk_of(ready).decide("card_1", "accept", picture="photos")
    assert len(desk_of(ready).outbox()) == 1
    removed = photos_by_name(ready)["b.jpg"]
    assert desk_of(ready).photos.remove(removed) == 1
    view = desk_of(ready).executions()[0]
    assert view.taken_down
    assert not (ready.settings.home / view.picture).exists()
    with pytest.raises(NotFound):
        desk_of(ready).picture(view.picture)
    assert removed not in offered(ready, SHOP).proposal.photos
    with ready.parts.ledger.reading() as session:
        assert collages_of(session, SHOP) == []


def test_the_owners_word_stands_beside_the_files(brain: Brain, tmp_path: Path) -> None:
    """An unmatched photo can be spoken for; a no of the file is not overruled, an own no overrules a yes."""
    put_card(brain, SHOP)
    load_reviews(desk_of(brain), tmp_path, [YES[0], NO_BO[1]])
    bring(desk_of(brain), tmp_path, "a.jpg", "b.jpg", "c.jpg")
    names, photos = photos_by_name(brain), desk_of(brain).photos
    assert photos.say(names["c.jpg"], agreed=True).standing == "no_product"
    assert photos.say(names["c.jpg"], product="P1").standing == "usable"
    assert photos.say(names["b.jpg"], agreed=True).standing == "not_agreed"
    assert photos.say(names["a.jpg"], agreed=False).standing == "not_agreed"
    assert offered(brain, SHOP).proposal.photos == (names["c.jpg"],)
    with pytest.raises(NotFound):
        photos.say(names["c.jpg"], product="P999")
    with pytest.raises(NotFound):
        photos.say("0" * 64, agreed=True)


def test_taking_back_the_review_file_takes_its_consent(ready: Brain) -> None:
    """As if the file had never come: the photos are named by no review and shown nowhere."""
    batch = next(one.id for one in desk_of(ready).batches() if one.kind == "reviews")
    desk_of(ready).undo_batch(batch)
    assert {one.standing for one in desk_of(ready).photos.all()} == {"unmatched"}
    assert offered(ready, SHOP).proposal.photos == ()


def test_a_killed_turn_is_made_up_for(
    ready: Brain, album: Album, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A process that dies between the ledger and the cards leaves a debt that the next turn pays."""
    from brain.photos import settling

    with monkeypatch.context() as patch:
        patch.setattr(settling, "cards_follow", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            load_reviews(desk_of(ready), tmp_path, NO_BO)
    assert len(offered(ready, SHOP).proposal.photos) == 2
    desk_of(ready).run_due()
    assert offered(ready, SHOP).proposal.photos == (photos_by_name(ready)["a.jpg"],)


def test_products_take_turns_and_customers_too(brain: Brain, tmp_path: Path) -> None:
    """At most four; each product of the card before a second of one; another customer before the same again."""
    rows = [(f"r{n}", "P1" if n < 5 else "P2", ANNA if n < 4 else BO, f"{n}.jpg", "yes") for n in range(1, 7)]
    load_reviews(desk_of(brain), tmp_path, rows)
    bring(desk_of(brain), tmp_path, *(f"{n}.jpg" for n in range(1, 7)))
    from brain.ledger.photos import photos_of

    with brain.parts.ledger.reading() as session:
        found = photos_of(session, SHOP)
        names = {row.id: row.name for row in found}
        assert [names[one] for one in choose(found, ["P1", "P2"])] == ["1.jpg", "5.jpg", "2.jpg", "6.jpg"]
        assert [names[one] for one in choose(found, ["P1"])] == ["1.jpg", "4.jpg", "2.jpg", "3.jpg"]
        assert choose(found, ["P3"]) == []
