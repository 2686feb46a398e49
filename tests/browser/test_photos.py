"""Customers' photos as an owner brings and uses them: dropped, spoken for, chosen on a card, sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from brain.bootstrap import open_brain
from brain.facts.sources.intake.importer import Options
from brain.facts.warehouse.shops import make_shop
from tests.browser.conftest import DESK, PHONE, SCREENSHOTS, Opener, app_running, choose, settle, shoot
from tests.care.lane import FILES, LANE
from tests.photos.made import load_reviews, put_card, write

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(420)]
HOME, DATA, ACTIONS = "/?shop=lane", "/data?shop=lane", "/actions?shop=lane"


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small shop with a card about one product and reviews that name three photos of it; gives the app's address."""
    home, folder = tmp_path_factory.mktemp("photographed"), tmp_path_factory.mktemp("files")
    brain = open_brain(home)
    make_shop(brain.parts.warehouse, LANE, brain.parts.clock.now())
    desk = brain.desk(LANE.id)
    for kind in ("customers", "orders"):
        (folder / f"{kind}.csv").write_text(FILES[kind], encoding="utf-8")
        desk.load(folder / f"{kind}.csv", f"{kind}.csv", Options())
    load_reviews(desk, folder, [(f"w{n}", "P1", f"C{n}", f"IMG_{n}.jpg", "yes") for n in range(3)])
    put_card(brain, LANE.id)
    brain.close()
    with app_running(home) as address:
        yield address


def test_from_the_drop_to_the_post(open_page: Opener, reviewed: str, tmp_path: Path) -> None:
    """Dropped on the data page, kept with one button, chosen beside the voices, sent, and seen under Actions."""
    shapes = ((900, 1200), (1200, 900), (1200, 800), (900, 1200))
    files = [write(tmp_path, f"IMG_{n}.jpg", n + 1, size)[0] for n, size in enumerate(shapes)]
    page = open_page(HOME, size=PHONE, at=reviewed)
    expect(page.locator("[class*='st-key-voice-']").first).to_be_visible()
    expect(page.locator("[class*='st-key-picture-']")).to_have_count(0)

    page = open_page(DATA, size=PHONE, at=reviewed)
    page.locator("input[type=file]").first.set_input_files(files)
    settle(page)
    page.get_by_role("button", name="收下 4 张照片").click()
    expect(page.get_by_test_id("stToast").get_by_text("收下 4 张照片")).to_be_visible(timeout=30_000)
    settle(page)
    expect(page.locator("[class*='st-key-tile-']")).to_have_count(4)
    expect(page.get_by_text("没有评价提到")).to_have_count(1)
    shoot(page, "photos-data-zh-phone")
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")

    page = open_page(HOME, size=DESK, lang="en-US", scheme="dark", at=reviewed)
    choice = page.locator("[class*='st-key-picture-']").first
    choice.get_by_role("radio", name="Photos").or_(choice.get_by_text("Photos")).first.click()
    settle(page)
    picture = page.get_by_role("img", name="Customers' photos").first
    expect(picture).to_be_visible()
    shoot(page, "photos-card-en-dark-desk")
    page.locator("[class*='st-key-now-'], [class*='st-key-times-'] button").first.click()
    settle(page)
    page.get_by_role("button", name="Send now").click()
    settle(page)

    page = open_page(ACTIONS, size=PHONE, at=reviewed)
    expect(page.get_by_text("顾客照片").first).to_be_visible(timeout=30_000)
    shoot(page, "photos-actions-zh-phone")


def test_the_owner_speaks_for_a_photo_that_no_review_names(
    open_page: Opener, reviewed: str, tmp_path: Path
) -> None:
    """Behind the name two questions: what it shows and whether the customer agreed."""
    page = open_page(DATA, size=PHONE, at=reviewed)
    page.locator("input[type=file]").first.set_input_files([write(tmp_path, "SHELF.jpg", 9, (900, 900))[0]])
    settle(page)
    page.get_by_role("button", name="收下这张照片").click()
    settle(page)
    unspoken = page.locator("[class*='st-key-say-'] button")
    expect(unspoken.first).to_be_visible(timeout=30_000)
    shown = _may_be_shown(page)
    unspoken.first.click()
    settle(page)
    choose(page, page.get_by_role("combobox", name="拍的是什么").first, "米粉", "米粉")
    page.get_by_text("顾客同意展示").click()
    settle(page)
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "photos-say-zh-phone.png")
    page.get_by_role("button", name="保存").click()
    settle(page)
    expect(page.get_by_text(f"{shown + 1} 张可以展示。")).to_be_visible()


def _may_be_shown(page: Page) -> int:
    """How many photos the page says may be shown."""
    told = re.search(r"共 \d+ 张，(\d+) 张可以展示", page.locator("[data-testid=stMain]").inner_text())
    assert told is not None
    return int(told.group(1))
