"""Every page in both languages, both themes and both sizes, and the switches between them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Opener, settle, shoot

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LOOKS = (("zh-CN", "light", PHONE, "zh-light-phone"), ("en-US", "dark", DESK, "en-dark-desk"))


@pytest.mark.parametrize("path", ["", "review", "actions", "data", "settings"])
def test_every_page_is_whole(open_page: Opener, path: str) -> None:
    """No page shows an error or spills over the side of a phone."""
    for lang, scheme, size, name in LOOKS:
        page = open_page(f"/{path}?shop=demo", lang=lang, scheme=scheme, size=size)
        shoot(page, f"look-{path or 'home'}-{name}")
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_the_language_follows_the_browser_and_the_switch(open_page: Opener) -> None:
    """An English browser reads English; the switch turns to Chinese and a reload stays there."""
    page = open_page("/settings?shop=demo", lang="en-US")
    expect(page.get_by_text("Settings").first).to_be_visible()
    page.locator(".st-key-language-switch button").click()
    expect(page.get_by_text("主目录", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_text("主目录", exact=True)).to_be_visible()


def test_the_theme_switch_holds_on_every_page(open_page: Opener) -> None:
    """One touch turns paper into dark, here and on the next page."""
    page = open_page("/settings?shop=demo", scheme="light")
    page.locator(".st-key-theme-switch button").click()
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.stApp')).backgroundColor === 'rgb(25, 22, 19)'"
    )
    page.goto(page.url.replace("/settings", "/review"))
    page.wait_for_selector(".st-key-top")
    settle(page)
    assert (
        page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        == "rgb(25, 22, 19)"
    )
