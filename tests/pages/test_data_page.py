"""The data page's branches: what it asks, what it refuses, what it remembers, each on a shop of its own."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from brain.bootstrap import Brain, open_brain
from brain.facts.sources.intake.importer import Options
from brain.facts.sources.intake.progress import Stage
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import FixedClock
from pages import house, uploads
from pages.jobs import KEPT, Jobs
from pages.new_shop import currency_name, zone_name
from tests.pages.conftest import FRAME, MORNING, TIMEOUT

pytestmark = pytest.mark.xdist_group("pages")
SHOP = Shop(id="tea", name="茶铺", zone="Asia/Shanghai", currency="CNY", language="zh")
HEADER = "order_id,line_no,ordered_at,status,product_id,product_name,category,quantity,unit_price,paid_amount,customer_id"
DAY = date(2026, 11, 19)


def orders(count: int = 20, first: int = 0) -> str:
    """So many sound orders, the newest yesterday."""
    rows = (
        f"A{n},1,{DAY - timedelta(days=n % 60)}T10:00:00,paid,P{n % 3},Tea {n % 3},Tea,2,15.00,30.00,C{n % 5}"
        for n in range(first, first + count)
    )
    return "\n".join([HEADER, *rows]) + "\n"


TILL = "流水,日期,金额,实付,品名,件数\n" + "".join(
    f"{n + 1},{date(2026, 8, 1) + timedelta(days=n // 3)},{20 + n % 7},{18 + n % 7},茶{n % 5},{1 + n % 3}\n"
    for n in range(90)
)
STATES = "订单编号,下单时间,商品名称,数量,单价,实付金额,订单状态\n" + "".join(
    f"D{n:05},2026-11-{n % 18 + 1:02} 10:00,米粉,{1 + n % 3},10,{0 if n % 4 in (1, 3) else 10 * (1 + n % 3)},"
    f"{('已付款', '拼团中', '配送完毕', '待付款')[n % 4]}\n"
    for n in range(40)
)
RETAIL = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n" + "".join(
    f"{536365 + n},8512{n},LANTERN,6,12/{n + 13}/2010 08:26,2.55,17850,United Kingdom\n" for n in range(9)
)
SHORT_DATES = (
    "order_id,ordered_at,status,product_id,product_name,quantity,unit_price,paid_amount\n"
    + "".join(f"D{n},{n % 11 + 1}/{n % 10 + 1}/2026,paid,P1,Soap,1,9.50,9.50\n" for n in range(60))
)


@pytest.fixture
def brain(tmp_path: Path) -> Iterator[Brain]:
    """A home with one shop that has twenty orders."""
    opened = open_brain(tmp_path / "home", FixedClock(MORNING))
    make_shop(opened.parts.warehouse, SHOP, MORNING)
    bring(opened, "orders.csv", orders())
    house.move_in(opened)
    yield opened
    house.move_out()
    opened.close()


def bring(brain: Brain, name: str, content: str) -> None:
    path = brain.settings.home / name
    path.write_text(content, encoding="utf-8")
    brain.desk(SHOP.id).load(path, name, Options())


def opened(lang: str = "zh") -> AppTest:
    page = AppTest.from_file(str(FRAME), default_timeout=TIMEOUT)
    page.query_params["lang"] = lang
    page.run()
    return page.switch_page("data.py").run()


def dropped(*files: tuple[str, str | bytes], lang: str = "zh") -> AppTest:
    """The page with these files in the box, looked at."""
    page = opened(lang)
    page.file_uploader[0].set_value(
        [(name, text.encode() if isinstance(text, str) else text, "text/csv") for name, text in files]
    )
    return until(page, lambda: not waiting(page))


def until(page: AppTest, ready: Callable[[], bool]) -> AppTest:
    """Draw the page until something has ended beside it."""
    for _ in range(100):
        page.run()
        if ready():
            break
        time.sleep(0.1)
    assert not page.exception
    return page


def waiting(page: AppTest) -> bool:
    """Whether a bar moves for a file that is looked at or loaded."""
    said = words(page)
    return "正在看文件" in said or bool(page.session_state.get("loads-watched"))


def words(page: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*page.markdown, *page.warning, *page.error))


def button(page: AppTest, start: str) -> object:
    """The one button whose key begins like this."""
    (found,) = [one for one in page.button if str(one.key).startswith(start)]
    return found


def into_new_shop(page: AppTest, name: str) -> AppTest:
    page.radio(key="target").set_value("new").run()
    page.text_input(key="shop-name").set_value(name).run()
    return until(page, lambda: not waiting(page))


def test_what_is_nought_is_not_said(brain: Brain) -> None:
    """New rows beside known ones; then nothing new, said in words and without a button."""
    page = dropped(("more.csv", orders(25)))
    assert "文件共 25 行 · 可导入 5 行 · 已有 20 行" in words(page)
    assert "不导入" not in words(page)
    page = dropped(("same.csv", orders(20)))
    assert "里面没有新的内容。" in words(page)
    assert not [one for one in page.button if str(one.key).startswith("load-")]


def test_a_load_empties_the_box_and_opens_what_it_brought(brain: Brain) -> None:
    """The import stands first with its sums; the box is new; the copy of the file is gone."""
    page = dropped(("more.csv", orders(25)))
    button(page, "load-").click()
    page = until(page, lambda: not waiting(page))
    assert page.session_state["upload-round"] == 1
    assert "more.csv" in words(page)
    assert page.session_state["loads-newest"] in [
        one.id for one in brain.desk(SHOP.id).batches() if one.file_name == "more.csv"
    ]
    assert words(page).index("more.csv") < words(page).index("数据质量")
    assert not list((brain.settings.home / "uploads").rglob("*.csv"))


def test_a_column_can_be_named_and_the_word_is_kept(brain: Brain) -> None:
    """Two columns of one meaning cannot be kept; the right word loads the file into a new shop."""
    page = into_new_shop(dropped(("till.csv", TILL)), "小店")
    assert "不是认识的导出格式" in words(page)
    choices = [one for one in page.selectbox if str(one.key).startswith("column-")]
    choices[0].set_value("ordered_at").run()
    assert "不能有两列都是「下单时间」" in words(page)
    assert button(page, "columns-keep-").disabled
    next(one for one in page.selectbox if str(one.key).startswith("column-")).set_value("order_id").run()
    button(page, "columns-keep-").click()
    page = until(page, lambda: not waiting(page))
    button(page, "load-").click()
    page = until(page, lambda: not waiting(page))
    made = next(one for one in brain.shops() if one.name == "小店")
    assert sum(one.loaded for one in brain.desk(made.id).batches()) == 90
    page = dropped(("till.csv", TILL))
    assert "按上次同样表头的文件来读" in words(page) or "不是认识的导出格式" in words(page)


def test_words_of_status_are_explained_and_kept(brain: Brain) -> None:
    """A word that is not known is asked about; explained its rows load, unexplained they stay out."""
    page = dropped(("states.csv", STATES))
    assert "这些词是什么意思" in words(page)
    asked = {one.label: one for one in page.selectbox if str(one.key).startswith("word-")}
    assert set(asked) == {"拼团中", "配送完毕"}
    asked["配送完毕"].set_value("paid").run()
    button(page, "columns-keep-").click()
    page = until(page, lambda: not waiting(page))
    assert "可导入 30 行" in words(page)
    button(page, "load-").click()
    page = until(page, lambda: not waiting(page))
    batch = next(one for one in brain.desk(SHOP.id).batches() if one.file_name == "states.csv")
    assert (batch.loaded, batch.quarantined) == (30, 10)


def test_a_shop_of_lists_takes_its_place_from_the_first_file_that_tells(brain: Brain) -> None:
    """Products say nothing of zone and currency: the page takes both from the orders, as the command line does."""
    lists = make_shop(
        brain.parts.warehouse, SHOP.model_copy(update={"id": "lists", "name": "清单店"}), MORNING
    )
    path = brain.settings.home / "goods.csv"
    path.write_text("product_id,name\nP1,Lamp\n", encoding="utf-8")
    brain.desk(lists.id).load(path, "goods.csv", Options())
    page = dropped(("retail.csv", RETAIL))
    page.session_state["shop"] = lists.id
    page = until(page, lambda: not waiting(page))
    assert "英镑" in words(page)
    assert brain.desk(lists.id).shop.currency == "CNY", "nothing is decided before it is loaded"
    button(page, "load-").click()
    page = until(page, lambda: not waiting(page))
    assert (brain.desk(lists.id).shop.currency, brain.desk(lists.id).shop.zone) == ("GBP", "Europe/London")


def test_uploads_of_visits_that_ended_are_swept_while_the_app_runs(brain: Brain) -> None:
    """Older than an hour they go; a younger one, somebody may still look at."""
    folder = brain.settings.home / uploads.FOLDER
    for name, age in (("old", 2), ("young", 0)):
        (folder / name).mkdir(parents=True)
        (folder / name / "upload.csv").write_text("order_id\n", encoding="utf-8")
        moment = (MORNING - timedelta(hours=age)).timestamp()
        os.utime(folder / name, (moment, moment))
    assert uploads.sweep_old(brain.settings.home, MORNING) == 1
    assert [one.name for one in folder.iterdir()] == ["young"]
    assert uploads.sweep_old(brain.settings.home / "nowhere", MORNING) == 0


def test_the_answer_about_dates_outlasts_the_question(brain: Brain) -> None:
    """Answered once, it stays through every later drawing, and can be taken back."""
    page = dropped(("dates.csv", SHORT_DATES))
    assert "有两种读法" in words(page)
    asked = next(one for one in page.radio if str(one.key).startswith("dates-"))
    asked.set_value("dmy")
    page = until(page, lambda: not waiting(page))
    for _ in range(3):
        page.run()
    assert "文件共 60 行 · 全部可导入" in words(page)
    next(one for one in page.radio if str(one.key).startswith("dates-")).set_value("mdy")
    page = until(page, lambda: not waiting(page))
    assert button(page, "load-").label == "导入 60 行"


def test_a_file_that_is_no_table_leaves_at_once(brain: Brain) -> None:
    """Its name and the reason stand on the page, its copy is gone, and the rest of the page is there."""
    page = dropped(("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8))
    assert "photo.csv" in words(page)
    assert "这是 PNG 文件" in words(page)
    assert "数据质量" in words(page)
    assert not [path for path in (brain.settings.home / "uploads").rglob("*") if path.is_file()]


def test_a_new_shop_takes_the_place_that_is_said(brain: Brain) -> None:
    """Zone and currency are guessed, corrected, and what the shop is made with."""
    page = into_new_shop(dropped(("orders.csv", orders())), "伦敦店")
    zone = next(one for one in page.selectbox if str(one.key).startswith("zone-"))
    assert zone.value == "Asia/Shanghai"
    zone.set_value("Europe/London").run()
    next(one for one in page.selectbox if str(one.key).startswith("currency-")).set_value("GBP").run()
    page = until(page, lambda: not waiting(page))
    assert "伦敦时间，英镑 (GBP)" in [one.label for one in page.expander]
    button(page, "load-").click()
    page = until(page, lambda: not waiting(page))
    made = next(one for one in brain.shops() if one.name == "伦敦店")
    assert (made.zone, made.currency) == ("Europe/London", "GBP")


def test_a_name_that_is_there_already_means_that_shop(brain: Brain) -> None:
    """No second shop of one name; no name at all is said to be missing."""
    page = dropped(("orders.csv", orders()))
    made = brain.desk(SHOP.id)
    page.radio(key="target").set_value("new").run()
    page.text_input(key="shop-name").set_value("").run()
    assert "请起个名字" in words(page)
    page = into_new_shop(page, "新茶铺")
    button(page, "load-").click()
    until(page, lambda: not waiting(page))
    page = into_new_shop(dropped(("orders.csv", orders())), "新茶铺")
    assert "已经有「新茶铺」" in words(page)
    assert made.shop in brain.shops()
    assert len(brain.shops()) == 2


def test_several_files_have_one_button(brain: Brain) -> None:
    """All that can be loaded load one after another; what was loaded is named until the box is done."""
    page = dropped(("a.csv", orders(5, 100)), ("b.csv", orders(5, 200)), ("dates.csv", SHORT_DATES))
    page.button(key="load-all").click()
    page = until(page, lambda: not waiting(page))
    assert "已导入：a.csv、b.csv" in words(page)
    assert "有两种读法" in words(page)
    assert {one.file_name for one in brain.desk(SHOP.id).batches()} == {"a.csv", "b.csv", "orders.csv"}


def test_earlier_imports_are_one_touch_away(brain: Brain) -> None:
    """Five, then all."""
    for n in range(6):
        bring(brain, f"part{n}.csv", orders(2, 100 + 2 * n))
    page = opened()
    assert page.button(key="batches-more").label == "更早的导入（2）"
    assert words(page).count(".csv**") == 5
    page.button(key="batches-more").click().run()
    assert words(page).count(".csv**") == 7
    assert "batches-more" not in [one.key for one in page.button]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_personal_data_in_free_text_is_told(brain: Brain, lang: str) -> None:
    """A phone number in a review is named by its kind, in both languages."""
    bring(
        brain,
        "reviews.csv",
        "review_id,product_id,reviewed_at,rating,text\nR1,P1,2026-11-01T10:00:00,5,好喝，请打 13812345678\n",
    )
    page = opened(lang)
    page.session_state["personal-data"] = True
    page.run()
    assert not page.exception
    assert len(page.table) == 1
    assert ("1 个电话号码" if lang == "zh" else "1 phone numbers") in words(page)
    assert "13812345678" not in words(page)


def test_english_readers_read_english(brain: Brain) -> None:
    """With a file in the box, apart from the shop's own name."""
    page = dropped(("more.csv", orders(25)), lang="en")
    page = until(page, lambda: "rows in the file" in words(page))
    said = words(page).replace(SHOP.name, "")
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in said)


def test_one_row_left_out_is_one_row(brain: Brain) -> None:
    """In English one row is no rows."""
    bring(brain, "bad.csv", orders(3, first=30).replace(",30.00,", ",many,", 1))
    labels = [one.label for one in opened("en").expander]
    assert "One row left out, and why" in labels


def test_a_place_has_a_name_in_both_languages() -> None:
    """Cities and currencies as people call them."""
    assert zone_name("America/New_York", "zh") == "纽约"
    assert zone_name("America/Argentina/Buenos_Aires", "en") == "Buenos Aires"
    assert zone_name("UTC", "zh") == "UTC"
    assert currency_name("CNY", "zh") == "人民币 (CNY)"
    assert currency_name("USD", "en") == "US Dollar (USD)"


def test_a_job_runs_once_and_tells_how_far_it_is() -> None:
    """Asked twice it is the same job; its share and words are those that its work told."""
    jobs, goes_on, runs = Jobs(), threading.Event(), []

    def work(heard: object) -> str:
        runs.append(1)
        heard.part(Stage.READ)(0.5)  # type: ignore[attr-defined]
        goes_on.wait(10)
        return "done"

    job = jobs.start("key", "load", "file.csv", work)
    assert jobs.start("key", "load", "file.csv", work) is job
    while job.words is None:
        time.sleep(0.01)
    assert [key for key, _ in jobs.running()] == ["key"]
    assert 0 < job.share < 1
    goes_on.set()
    assert job.result() == "done"
    assert runs == [1]
    jobs.forget("key")
    assert jobs.find("key") is None


def test_results_are_not_kept_for_ever() -> None:
    """The oldest results go; what goes on stays whatever its age."""
    jobs, goes_on = Jobs(), threading.Event()
    jobs.start("slow", "load", "slow", lambda heard: goes_on.wait(10))
    for n in range(KEPT + 10):
        jobs.start(n, "look", "quick", lambda heard: None).result()
    assert jobs.find(0) is None
    assert jobs.find("slow") is not None
    assert jobs.find(KEPT + 9) is not None
    goes_on.set()


def test_what_a_job_raises_is_raised_where_it_is_asked() -> None:
    """An error of the work is no error of the page that shows its bar."""
    job = Jobs().start("bad", "look", "bad", lambda heard: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        job.result()
