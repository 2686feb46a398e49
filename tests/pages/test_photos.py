"""Photos on the pages: chosen on a card, looked at on an alert, spoken for on the data page, taken down under Actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from brain.bootstrap import Brain, open_brain
from brain.facts.warehouse.shops import make_shop
from brain.kernel.clock import FixedClock
from brain.ledger.cards import add_card
from brain.photos.settling import settle
from cards.alert.model import AlertCard
from cards.model import Subject
from pages import house, pictures, session
from tests.care.lane import ANNA, FILES, LANE
from tests.care.lane import bring as load_file
from tests.pages.conftest import FRAME, MORNING, TIMEOUT
from tests.photos.made import bring, jpeg, load_reviews, offered, put_card

pytestmark = pytest.mark.xdist_group("pages")
Runner = Callable[..., AppTest]


@pytest.fixture
def brain(tmp_path: Path) -> Iterator[Brain]:
    """A shop with one card about P1, whose look of today is done, and no photos yet."""
    opened = open_brain(tmp_path / "home", FixedClock(MORNING))
    make_shop(opened.parts.warehouse, LANE, MORNING)
    for kind in ("customers", "orders"):
        load_file(opened, tmp_path, kind, FILES[kind])
    put_card(opened, LANE.id)
    house.move_in(opened)
    yield opened
    house.move_out()
    opened.close()


def run(file: str = "home.py", lang: str = "zh") -> AppTest:
    page = AppTest.from_file(str(FRAME), default_timeout=TIMEOUT)
    page.query_params["lang"] = lang
    page.run()
    if file != "home.py":
        page.switch_page(file).run()
    assert not page.exception
    return page


def with_photos(brain: Brain, folder: Path) -> None:
    load_reviews(
        brain.desk(LANE.id), folder, [("r1", "P1", ANNA, "a.jpg", "yes"), ("r2", "P1", "C9", "b.jpg", "no")]
    )
    bring(brain.desk(LANE.id), folder, "a.jpg", "b.jpg", "c.jpg")


def keys(page: AppTest) -> set[str]:
    return {str(one.key) for one in (*page.button, *page.button_group, *page.toggle)}


def test_a_card_without_photos_has_no_new_choice(brain: Brain) -> None:
    """Only the voices, as before; the data page has no empty album."""
    assert "voice-card_1" in keys(run())
    assert "picture-card_1" not in keys(run())
    assert "顾客照片" not in "\n".join(str(one.value) for one in run("data.py").markdown)


def test_the_chosen_picture_is_what_goes_out(brain: Brain, tmp_path: Path) -> None:
    """Photos are one touch away from the poster; the yes takes what is seen, and Actions says which it was."""
    with_photos(brain, tmp_path)
    page = run()
    page.button_group(key="picture-card_1").set_value("photos").run()
    assert not page.exception
    page.button(key="accept-card_1").click().run()
    assert not page.exception
    done = brain.desk(LANE.id).executions()[0]
    assert done.shows == "photos"
    assert done.picture in {one.photos for one in offered(brain, LANE.id).proposal.variants}
    said = "\n".join(str(one.value) for one in run("actions.py", "en").markdown)
    assert "customers' photos" in said


def test_taken_down_photos_are_told_under_actions(brain: Brain, tmp_path: Path) -> None:
    """No broken picture: a sentence why."""
    with_photos(brain, tmp_path)
    desk = brain.desk(LANE.id)
    desk.decide("card_1", "accept", picture="photos", at=brain.parts.clock.now())
    desk.photos.remove(next(one.id for one in desk.photos.all() if one.name == "a.jpg"))
    said = "\n".join(str(one.value) for one in run("actions.py").caption)
    waiting = desk.executions()[0]
    assert ("照片已撤下" in said) == waiting.taken_down


def test_the_owner_says_what_a_photo_shows(brain: Brain, tmp_path: Path) -> None:
    """The data page lists the photos with what is missing, and takes the owner's word."""
    with_photos(brain, tmp_path)
    photos = {one.name: one.id for one in brain.desk(LANE.id).photos.all()}
    page = run("data.py", "en")
    said = "\n".join(str(one.value) for one in page.markdown)
    assert "1 of 3 may be shown." in said
    assert "One needs a word from you" in said
    page.session_state[f"say-{photos['c.jpg']}"] = True
    page.run()
    assert not page.exception
    from pages import album

    desk = brain.desk(LANE.id)
    desk.photos.say(photos["c.jpg"], product="P1", agreed=True)
    assert "2 of 3 may be shown." in "\n".join(str(one.value) for one in run("data.py", "en").markdown)
    assert set(album.STANDINGS) == {"usable", "not_agreed", "no_product", "unmatched"}


def test_a_picture_from_the_conversation_can_be_kept(brain: Brain) -> None:
    """One button makes it a customer's photo that waits for the owner's word; it is gone from the conversation then."""
    page = run()
    page.chat_input[0].set_value("上周净销售额").run()
    page.session_state[session.DROPPED] = pictures.Dropped(jpeg(5), "上周净销售额", "晒单.jpg")
    page.run()
    assert not page.exception
    assert "就可以用它代替海报" in "\n".join(str(one.value) for one in page.caption)
    page.button(key="keep-dropped").click().run()
    assert not page.exception
    assert [(one.name, one.standing) for one in brain.desk(LANE.id).photos.all()] == [
        ("晒单.jpg", "unmatched")
    ]
    assert "keep-dropped" not in keys(page)


def test_an_alert_shows_the_photos_it_is_about(brain: Brain, tmp_path: Path) -> None:
    """Where the photos are here, the card of a customer's picture has them, and only those that may be shown."""
    with_photos(brain, tmp_path)
    card = offered(brain, LANE.id)
    alert = AlertCard(
        id="alert_1", shop=LANE.id, detector="photo_to_share", headline=card.headline, made_at=card.made_at,
        valid_until=card.valid_until, explanation=card.explanation, effect=card.effect, steps=(card.headline,),
        subjects=(Subject(type="product", id="P1", name="米粉"),),
    )  # fmt: skip
    with brain.parts.ledger.session() as session:
        add_card(session, alert, dedupe="alert_1")
    desk = brain.desk(LANE.id)
    settle(desk.photos._album, brain.parts.clock.now())
    shown = desk.card("alert_1")
    assert isinstance(shown, AlertCard)
    photos = {one.name: one for one in desk.photos.all()}
    assert shown.photos == (photos["a.jpg"].small,)
    run()
    desk.photos.say(photos["a.jpg"].id, agreed=False)
    assert desk.card("alert_1").photos == ()  # type: ignore[union-attr]
    run()
