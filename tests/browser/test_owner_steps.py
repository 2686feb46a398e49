"""The owner's six steps in a real browser, in the order of a first morning. One story: each step stands on the one before."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, SCREENSHOTS, Opener, settle, shoot

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HEADER = "order_id,line_no,ordered_at,paid_at,status,product_id,product_name,category,quantity,unit_price,paid_amount,customer_id"
DEMO = "/?shop=demo"


def small_export(folder: Path) -> Path:
    """Twenty sound orders of the last days and one row whose amount cannot be read."""
    day = datetime.now(UTC).date()
    rows = [
        f"A{n},1,{day - timedelta(days=n + 1)}T10:00:00,{day - timedelta(days=n + 1)}T10:01:00,paid,P{n % 3},棉袜{n % 3},袜子,2,15.00,30.00,C{n % 5}"
        for n in range(20)
    ]
    rows.append(f"A99,1,{day - timedelta(days=1)}T10:00:00,,paid,P1,棉袜1,袜子,2,15.00,很多,C1")
    path = folder / "orders.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def card(page: Page, place: int = 0) -> object:
    """The open card at this place of the stream."""
    return page.locator("[class*='st-key-card-']").nth(place)


def test_1_bring_data(open_page: Opener, tmp_path: Path) -> None:
    """A file is shown before it is loaded, goes into a new shop, says what it left out, and can be taken back."""
    page = open_page("/data?shop=demo", size=DESK)
    page.locator("input[type=file]").set_input_files(small_export(tmp_path))
    settle(page)
    page.get_by_label("新店的名字").fill("小店")
    page.get_by_label("新店的名字").press("Enter")
    settle(page)
    expect(page.get_by_text("可导入 20 行")).to_be_visible()
    expect(page.get_by_text("实收 ¥600.00")).to_be_visible()
    shoot(page, "data-preview-zh-desk")
    page.get_by_role("button", name="导入 20 行").click()
    expect(page.get_by_text("导入 20 行，不导入 1 行").first).to_be_visible()
    settle(page)
    page.get_by_text("1 行没有导入，原因在这里").click()
    settle(page)
    shoot(page, "data-loaded-zh-desk")
    page.locator("[class*='st-key-undo-'] button").first.click()
    page.locator("[class*='st-key-undo-now-'] button").click()
    expect(page.get_by_text("拿掉 20 行").first).to_be_visible()
    shoot(page, "data-undone-zh-desk")


def test_2_see_today(open_page: Opener) -> None:
    """The day opens with a sentence, four figures and cards; figures open their receipt, cards their evidence."""
    page = open_page(DEMO)
    expect(page.locator("[class*='st-key-figure-source-']")).to_have_count(4)
    expect(page.locator(".st-key-sentence-greeting")).to_contain_text("¥")
    expect(page.locator("[class*='st-key-accept-']").first).to_be_visible()
    shoot(page, "home-zh-phone")
    page.locator("[class*='st-key-claim-greeting-'] button").first.click()
    expect(page.get_by_text("这个数怎么来的")).to_be_visible()
    expect(page.get_by_test_id("stCode")).to_contain_text("SELECT")
    shoot(page, "home-receipt-zh-phone")
    page.keyboard.press("Escape")
    page.get_by_text("更多依据").first.click()
    expect(page.get_by_text("最大的疑点").first).to_be_visible()
    settle(page)
    shoot(page, "home-evidence-zh-phone")


def test_3_decide(open_page: Opener) -> None:
    """Forbidden words are named and replaced with one click; a card is scheduled, and taken back again."""
    page = open_page(DEMO)
    page.locator("[class*='st-key-edit-'] button").first.click()
    settle(page)
    words = page.locator("textarea").first
    words.fill("全网最低价，第一名的辅食，今天下单。")
    words.press("Control+Enter")
    expect(page.get_by_text("这样发不出去")).to_be_visible()
    shoot(page, "decide-blocked-zh-phone")
    page.get_by_role("button", name="用这个说法").click()
    expect(page.get_by_text("这样发不出去")).to_have_count(0)
    settle(page)
    page.get_by_role("button", name="换个时间").first.click()
    settle(page)
    page.screenshot(path=SCREENSHOTS / "decide-time-zh-phone.png")
    page.get_by_role("button", name="排到这个时间").click()
    said = re.compile(r"^已排到(今天|明天|\d{1,2}月\d{1,2}日) \d{2}:\d{2}。$")
    expect(page.get_by_test_id("stToast").get_by_text(said)).to_be_visible()
    expect(page.get_by_text("最近定下的")).to_be_visible()
    expect(page.locator("[class*='st-key-decided-']").first.get_by_text("已排期")).to_be_visible()
    shoot(page, "decide-scheduled-zh-phone")
    page.locator("[class*='st-key-cancel-'] button").first.click()
    expect(page.get_by_text("什么都没发").first).to_be_visible()


def test_4_execute(open_page: Opener) -> None:
    """Sent now, the post stands in the list once; a visit of its link is counted."""
    page = open_page(DEMO)
    page.get_by_role("button", name="换个时间").first.click()
    settle(page)
    page.get_by_role("button", name="现在就发").click()
    expect(page.get_by_text(re.compile("已发出|正在发")).first).to_be_visible()
    page = open_page("/actions?shop=demo")
    expect(page.get_by_text("已发出")).to_have_count(1)
    link = page.locator("a[href*='/r/']").first.get_attribute("href")
    assert link is not None
    page.goto(link)
    expect(page.locator("h1, main").first).to_be_visible()
    page.screenshot(path=SCREENSHOTS / "landing-zh-phone.png")
    page = open_page("/actions?shop=demo")
    expect(page.get_by_text("1 次点击")).to_be_visible()
    shoot(page, "actions-zh-phone")


def test_5_ask(open_page: Opener) -> None:
    """A suggestion works, a breakdown brings chart and table, and what is not understood gets three ways on."""
    page = open_page(DEMO, size=DESK)
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("上周净销售额")
    box.press("Enter")
    expect(page.locator(".st-key-newest-turn").get_by_text(re.compile("¥")).first).to_be_visible()
    settle(page)
    box.fill("按品类看本月销售额")
    box.press("Enter")
    expect(page.locator(".st-key-newest-turn canvas, .st-key-newest-turn svg.marks").first).to_be_visible()
    settle(page)
    page.locator(".st-key-newest-turn").get_by_text("表格").click()
    settle(page)
    shoot(page, "ask-table-zh-desk")
    box.fill("帮我把月亮摘下来")
    box.press("Enter")
    expect(page.locator(".st-key-newest-turn [class*='st-key-ask-'] button")).to_have_count(3)
    settle(page)
    page.locator(".st-key-newest-turn [class*='st-key-ask-'] button").first.click()
    settle(page)
    shoot(page, "ask-choices-zh-desk")
    expect(page.locator(".st-key-newest-turn").get_by_text("出处")).to_be_visible()


def test_6_review(open_page: Opener) -> None:
    """The week is a letter of one printed page, with its reasons and with what was predicted."""
    page = open_page("/review?shop=demo", size=DESK)
    expect(page.get_by_text("差在哪里")).to_be_visible()
    expect(page.get_by_text("预计和实际")).to_be_visible()
    shoot(page, "review-zh-desk")
    page.emulate_media(media="print")
    pdf = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
