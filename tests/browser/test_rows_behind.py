"""Two clicks from a figure to the rows of the files behind it, on a phone and on a desk."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Opener, settle, shoot

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize(("size", "name"), [(PHONE, "phone"), (DESK, "desk")])
def test_two_clicks_from_a_figure_to_its_rows(open_page: Opener, size: tuple[int, int], name: str) -> None:
    """The first opens the receipt, the second the rows; they can be downloaded, and no cell is a formula."""
    page = open_page("/?shop=demo", size=size)
    page.locator("[class*='st-key-figure-source-'] button").first.click()
    settle(page)
    page.get_by_text("背后的数据行").first.click()
    settle(page)
    expect(page.get_by_text("orders.csv").first).to_be_visible()
    expect(page.get_by_text("行号").first).to_be_visible()
    shoot(page, f"rows-behind-zh-{name}")
    with page.expect_download() as waited:
        page.get_by_role("button", name="下载这些行").first.click()
    text = Path(waited.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert (rows[0][0], rows[0][-1]) == ("位置", "文件")
    assert len(rows) > 10
    assert all(cell[:1] not in ("=", "@", "\t") for row in rows for cell in row)
