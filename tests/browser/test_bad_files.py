"""Files that are not what they seem, through the page: each gets one sentence, loads nothing and is not kept."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Opener, settle
from tests.browser.test_owner_steps import small_export

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BOMB_BYTES = 80_000_000


def bad_files(folder: Path) -> list[tuple[Path, str]]:
    """Each bad file with the sentence that must be said about it."""
    sound = small_export(folder).read_bytes()
    files = {
        "empty.csv": (b"", "文件是空的。"),
        "photo.csv": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "这是 PNG 文件，不是 CSV。"),
        "bomb.csv.gz": (gzip.compress(bytes(BOMB_BYTES)), "这个压缩文件解开后大得不像表格，没有打开。"),
        "cut.csv.gz": (gzip.compress(sound)[:-20], "文件被截断了，最后一行不完整。"),
    }
    written = []
    for name, (content, said) in files.items():
        path = folder / name
        path.write_bytes(content)
        written.append((path, said))
    return written


def drop(page: Page, path: Path) -> None:
    """Put a file into the box, in place of the one before."""
    chips = page.get_by_test_id("stFileChipDeleteBtn")
    while chips.count():
        chips.first.click()
        settle(page)
    page.locator("input[type=file]").set_input_files(path)
    settle(page)


def kept(home: Path) -> list[Path]:
    """The uploads that lie in the home folder."""
    return [path for path in (home / "uploads").rglob("*") if path.is_file()]


def test_bad_files_are_refused_in_one_sentence(open_page: Opener, home: Path, tmp_path: Path) -> None:
    """Every bad file is named for what it is, offers nothing to load and leaves nothing behind."""
    page = open_page("/data?shop=demo", size=DESK)
    batches = page.locator("[class*='st-key-batch-']").count()
    for path, said in bad_files(tmp_path):
        drop(page, path)
        expect(page.get_by_test_id("stAlert").get_by_text(said).first).to_be_visible()
        expect(page.get_by_test_id("stAlert")).to_have_count(1)
        expect(page.locator("[class*='st-key-load-']")).to_have_count(0)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        assert kept(home) == []
    assert page.locator("[class*='st-key-batch-']").count() == batches


def test_strange_columns_are_a_question(open_page: Opener, tmp_path: Path) -> None:
    """Columns that nobody knows are shown with their values, and the owner may say what they are."""
    strange = tmp_path / "strange.csv"
    strange.write_text("颜色,形状,味道\n红,圆,甜\n", encoding="utf-8")
    page = open_page("/data?shop=demo", size=DESK)
    drop(page, strange)
    expect(page.get_by_text("不认识这个文件的列：颜色, 形状, 味道。")).to_be_visible()
    expect(page.locator("[class*='st-key-column-']")).to_have_count(3)
    expect(page.get_by_role("button", name="就按这样读取")).to_be_disabled()
    expect(page.locator("[class*='st-key-load-']")).to_have_count(0)


def test_a_gbk_file_is_read_and_leaves_with_its_owner(open_page: Opener, home: Path, tmp_path: Path) -> None:
    """A spreadsheet's GBK is no obstacle; the copy stays while it is looked at and goes when another replaces it."""
    gbk = tmp_path / "gbk.csv"
    gbk.write_bytes(small_export(tmp_path).read_text(encoding="utf-8").encode("gbk"))
    page = open_page("/data?shop=demo", size=DESK)
    others = set(kept(home))
    drop(page, gbk)
    expect(page.get_by_text("可导入 20 行")).to_be_visible()
    page.get_by_text("文件的前几行").click()
    first = set(kept(home)) - others
    assert len(first) == 1
    drop(page, small_export(tmp_path))
    expect(page.get_by_text("可导入 20 行")).to_be_visible()
    second = set(kept(home)) - others
    assert len(second) == 1
    assert first != second
