"""The data page as an owner goes through it: files that need a word, several at once, a reload, checking and taking back."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Opener, choose, settle, shoot
from tests.browser.test_bad_files import drop
from tests.browser.test_owner_steps import small_export

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TILL_HEADER = ("单号", "日期", "甲", "乙", "品名", "件数")
ERP_HEADER = (
    "单据编号",
    "业务日期",
    "客户编码",
    "存货编码",
    "存货名称",
    "存货分类",
    "数量",
    "含税单价",
    "价税合计",
)
SLOW_ROWS = 60_000


def write(
    path: Path, header: Sequence[str], rows: Sequence[Sequence[object]], encoding: str = "utf-8"
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def till(folder: Path) -> Path:
    """A till's list whose headings do not say which number is the money that was paid."""
    rows = [
        (n + 1, date(2026, 8, 1) + timedelta(days=n // 3), 20 + n % 7, 18 + n % 7, f"茶{n % 5}", 1 + n % 3)
        for n in range(90)
    ]
    return write(folder / "till.csv", TILL_HEADER, rows)


def erp(folder: Path, rows: int = 240) -> Path:
    """An export of a system that no source knows, in GBK, with one amount that cannot be read at its end."""
    start = datetime(2026, 7, 1, 9)
    sound = [
        (
            f"XSD{n:07d}",
            start + timedelta(minutes=(n * 600) % 131_000),
            f"K{n % 40:03d}",
            f"SP{n % 6}",
            f"大米{n % 6}",
            "粮油",
            1 + n % 4,
            "12.50",
            f"{12.5 * (1 + n % 4):.2f}",
        )
        for n in range(rows)
    ]
    odd = (*sound[-1][:-1], "待定")
    return write(folder / "erp.csv", ERP_HEADER, [*sound, ("XSD-A", *odd[1:])], "gbk")


def short_dates(folder: Path) -> Path:
    """Days and months that could change places."""
    header = (
        "order_id",
        "ordered_at",
        "status",
        "product_id",
        "product_name",
        "quantity",
        "unit_price",
        "paid_amount",
    )
    rows = [
        (f"D{n}", f"{n % 11 + 1}/{n % 10 + 1}/2026", "paid", "P1", "Soap", 1, "9.50", "9.50")
        for n in range(60)
    ]
    return write(folder / "dates.csv", header, rows)


def name_shop(page: Page, name: str) -> None:
    """Call the new shop."""
    box = page.get_by_label("新店的名字")
    box.fill(name)
    box.press("Enter")
    settle(page)


def load(page: Page) -> None:
    """Press the one button and wait until nothing is being loaded."""
    page.locator("[class*='st-key-load-'] button").last.click()
    expect(page.locator("[class*='st-key-batch-']").first).to_be_visible(timeout=60_000)
    settle(page)


def test_unknown_columns_are_named_on_a_phone(open_page: Opener, tmp_path: Path) -> None:
    """What a column is can be said with a thumb; it outlasts another name for the shop, and holds for the next file."""
    page = open_page("/data?shop=demo", size=PHONE)
    drop(page, till(tmp_path))
    expect(page.get_by_text("没有找到「实付金额」，是哪一列？")).to_be_visible()
    shoot(page, "data-columns-zh-phone")
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    choose(page, page.locator("[class*='st-key-column-'] input").nth(3), "实付金额", "实付金额")
    page.get_by_role("button", name="就按这样读取").click()
    expect(page.locator("[class*='st-key-load-'] button")).to_be_enabled()
    name_shop(page, "茶铺")
    expect(page.get_by_text("按上次同样表头的文件来读")).to_be_visible()
    load(page)
    expect(page.get_by_text("导入 90 行").first).to_be_visible()
    drop(page, till(tmp_path))
    expect(page.get_by_text("里面没有新的内容。")).to_be_visible()
    expect(page.get_by_text("数字都一样")).to_be_visible()


def test_short_dates_are_asked_once(open_page: Opener, tmp_path: Path) -> None:
    """The answer holds while the owner goes on with the shop's name, and the file loads."""
    page = open_page("/data?shop=demo", size=DESK)
    drop(page, short_dates(tmp_path))
    expect(page.get_by_text("有两种读法")).to_be_visible()
    expect(page.get_by_text("--dates")).to_have_count(0)
    page.get_by_text("1/2/2026 是 2026年2月1日").click()
    expect(page.locator("[class*='st-key-load-'] button")).to_be_enabled()
    name_shop(page, "香皂店")
    expect(page.locator("[class*='st-key-load-'] button")).to_be_enabled()
    load(page)
    expect(page.get_by_text("导入 60 行").first).to_be_visible()


def test_several_files_load_together_and_what_is_no_table_stays_behind(
    open_page: Opener, tmp_path: Path
) -> None:
    """One button loads all that can be; a picture is named for what it is and can be taken out of the box."""
    photo = tmp_path / "photo.csv"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    page = open_page("/data?shop=demo", size=DESK)
    page.locator("input[type=file]").set_input_files([erp(tmp_path), photo, small_export(tmp_path)])
    settle(page)
    expect(page.get_by_text("这是 PNG 文件，不是 CSV。")).to_be_visible()
    name_shop(page, "两份文件")
    page.get_by_role("button", name="全部导入（2 份）").click()
    expect(page.get_by_text("已导入：erp.csv、orders.csv")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("这是 PNG 文件，不是 CSV。")).to_be_visible()
    expect(page.locator("[class*='st-key-batch-']")).to_have_count(2)
    shoot(page, "data-several-zh-desk")


def test_a_new_shops_place_can_be_corrected(open_page: Opener, tmp_path: Path) -> None:
    """Zone and currency stand guessed below the name; another currency is what the sums are then in."""
    page = open_page("/data?shop=demo", size=DESK, lang="en-US")
    drop(page, small_export(tmp_path))
    page.get_by_text("Shanghai time, Chinese Yuan (CNY)").click()
    settle(page)
    choose(page, page.locator("[class*='st-key-currency-'] input"), "GBP", "British Pound (GBP)")
    expect(page.get_by_text("Shanghai time, British Pound (GBP)")).to_be_visible()
    expect(page.get_by_text("£600.00 paid")).to_be_visible()
    box = page.get_by_label("The new shop's name")
    box.fill("小鹿母婴")
    box.press("Enter")
    settle(page)
    shoot(page, "data-new-shop-en-desk")


def test_a_reload_finds_the_load_again(open_page: Opener, tmp_path: Path) -> None:
    """Whoever reloads in the middle sees the bar, then the import with its sums, in the shop that was made for it."""
    page = open_page("/data?shop=demo", size=DESK)
    drop(page, erp(tmp_path, SLOW_ROWS))
    button = page.locator("[class*='st-key-load-'] button")
    expect(button).to_be_enabled(timeout=60_000)
    name_shop(page, "大仓库")
    expect(button).to_be_enabled(timeout=60_000)
    button.click()
    bar = page.locator("[class*='st-key-loading-'] [role=progressbar]")
    expect(bar).to_be_visible()
    page.reload()
    # On a quick machine the load may have ended while the page came back.
    again = page.locator("[class*='st-key-loading-']").or_(page.locator("[class*='st-key-batch-']"))
    expect(again.get_by_text("erp.csv")).to_be_visible()
    expect(page.locator("[class*='st-key-batch-']")).to_have_count(1, timeout=90_000)
    settle(page)
    expect(page.locator(".st-key-top").get_by_text("大仓库")).to_be_visible()
    expect(page.get_by_text("导入 60,000 行").first).to_be_visible()


def test_checked_corrected_and_taken_back(open_page: Opener, tmp_path: Path) -> None:
    """Typed figures stand beside the import; the row left out comes back corrected; the correction is taken back."""
    page = open_page("/data?shop=demo", size=DESK)
    drop(page, erp(tmp_path))
    name_shop(page, "粮油店")
    load(page)
    batch = page.locator("[class*='st-key-batch-']").first
    batch.get_by_text("和后台核对").click()
    settle(page)
    batch.get_by_role("textbox", name="订单数").fill("240")
    batch.get_by_role("textbox", name="退款金额").fill("5")
    batch.get_by_role("button", name="核对", exact=True).click()
    expect(batch.get_by_text("订单数 240，一致。")).to_be_visible()
    expect(batch.get_by_text("不一致")).to_be_visible()
    expect(batch.get_by_text(re.compile("^填写于"))).to_be_visible()
    batch.get_by_text("1 行没有导入，原因在这里").click()
    settle(page)
    with page.expect_download() as waited:
        batch.get_by_role("button", name="下载修改").click()
    corrected = tmp_path / "corrected.csv"
    text = Path(waited.value.path()).read_text(encoding="utf-8-sig")
    corrected.write_text(text.replace("待定", "50.00"), encoding="utf-8-sig")
    drop(page, corrected)
    expect(page.get_by_text("全部可导入")).to_be_visible()
    load(page)
    expect(page.get_by_text("corrected.csv").first).to_be_visible()
    page.locator("[class*='st-key-undo-'] button").first.click()
    page.locator("[class*='st-key-undo-now-'] button").click()
    expect(page.get_by_text("已撤回。")).to_be_visible()
    shoot(page, "data-checked-zh-desk")


def test_a_customer_is_forgotten_with_a_certificate(open_page: Opener, tmp_path: Path) -> None:
    """The button says what it waits for; afterwards there is a certificate, and the shop knows one person less."""
    page = open_page("/data?shop=demo", size=PHONE)
    drop(page, erp(tmp_path))
    name_shop(page, "街坊店")
    load(page)
    page.get_by_text("遗忘一位顾客").click()
    expect(page.get_by_text("先填编号，再勾选确认。")).to_be_visible()
    page.locator(".st-key-forget-id input").fill("K007")
    page.locator(".st-key-forget-id input").press("Enter")
    settle(page)
    page.locator(".st-key-forget-sure label").click()
    settle(page)
    page.locator(".st-key-forget-go button").click()
    expect(page.get_by_role("button", name="下载证明")).to_be_visible()
    page.get_by_text("个人信息", exact=True).first.click()
    settle(page)
    expect(page.get_by_text("至今已遗忘 1 位顾客")).to_be_visible()
    shoot(page, "data-people-zh-phone")
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
