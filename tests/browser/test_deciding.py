"""No and not now, through the menus that an owner's thumb opens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Opener, app_running, settle, shoot

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A shop whose cards nobody else decides about."""
    with app_running(tmp_path_factory.mktemp("deciding")) as address:
        yield address


def choose(page: Page, menu: str, option: str) -> str:
    """Open the menu of the first card with a post, choose, and give the card's class."""
    with_post = page.locator("[class*='st-key-card-']").filter(has=page.locator("[class*='st-key-edit-']"))
    card = with_post.first
    name = next(word for word in str(card.get_attribute("class")).split() if word.startswith("st-key-card-"))
    card.locator(f"[class*='st-key-{menu}-'] button").click()
    page.get_by_text(option, exact=True).last.click()
    settle(page)
    return name


def test_a_card_is_put_off(open_page: Opener, fresh: str) -> None:
    """Later, tomorrow: the card leaves the stream, the page says until when, and a reload does not bring it back."""
    page = open_page("/?shop=demo", size=PHONE, at=fresh)
    name = choose(page, "later", "明天")
    expect(page.get_by_text("先放一放：明天再提。")).to_be_visible()
    expect(page.locator(f".{name}")).to_have_count(0)
    page = open_page("/?shop=demo", size=PHONE, at=fresh)
    expect(page.locator(".st-key-figures")).to_be_visible()
    expect(page.locator(f".{name}")).to_have_count(0)


def test_a_card_is_turned_down_with_a_reason(open_page: Opener, fresh: str) -> None:
    """No, with the reason chosen: the card leaves for good and the page repeats the reason."""
    page = open_page("/?shop=demo", size=DESK, at=fresh)
    name = choose(page, "dismiss", "货不够")
    expect(page.get_by_text("不做：货不够。")).to_be_visible()
    expect(page.locator(f".{name}")).to_have_count(0)
    shoot(page, "home-dismissed-zh-desk")
    page = open_page("/?shop=demo", size=DESK, at=fresh)
    expect(page.locator(".st-key-figures")).to_be_visible()
    expect(page.locator(f".{name}")).to_have_count(0)


def test_five_pages_are_one_touch_away_on_a_phone(open_page: Opener) -> None:
    """Each page's name stands in the row at the top in both languages, wholly inside the screen, and leads there."""
    for lang, word, heading in (("zh-CN", "设置", "设置"), ("en-US", "Settings", "Settings")):
        page = open_page("/?shop=demo", size=PHONE, lang=lang)
        ways = page.locator(".st-key-ways a")
        expect(ways).to_have_count(5)
        for place in range(5):
            box = ways.nth(place).bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PHONE[0]
        ways.filter(has_text=word).click()
        settle(page)
        expect(page.locator("h2", has_text=heading)).to_be_visible()
