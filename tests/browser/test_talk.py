"""The conversation in a real browser: chips, several questions, history, pictures, and an answer that is stopped."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from brain.llm.fake import Ask, Call, Fail, FakeModelServer, Reply, Slow
from tests.browser.conftest import DESK, PHONE, Opener, app_running, settle, shoot

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DEMO = "/?shop=demo"
NEWEST = ".st-key-newest-turn"


@pytest.fixture(scope="module")
def own_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app of its own: what is asked here stays out of the other tests' conversation."""
    with app_running(tmp_path_factory.mktemp("talk")) as here:
        yield here


def ask(page: Page, question: str) -> None:
    """Type a question and wait for what is drawn."""
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    expect(page.locator(f"{NEWEST}, .st-key-coming").get_by_text(question, exact=True).first).to_be_visible()
    settle(page)


def test_a_chip_taken_away_asks_the_question_that_lacks_it(open_page: Opener, own_address: str) -> None:
    """A tap on "by category" leaves the plain figure; the part that cannot go has no cross."""
    page = open_page(DEMO, size=PHONE, at=own_address)
    ask(page, "按品类看上个月销售额")
    expect(page.locator(f"{NEWEST} [class*='st-key-chip-'] button")).to_have_count(1)
    shoot(page, "talk-chips-zh-phone")
    page.locator(f"{NEWEST} [class*='st-key-chip-'] button").first.click()
    settle(page)
    expect(page.locator(f"{NEWEST} h2")).to_contain_text("¥")
    expect(page.locator(f"{NEWEST} [class*='st-key-chip-'] button")).to_have_count(0)


def test_several_questions_are_answered_one_under_the_other(open_page: Opener, own_address: str) -> None:
    """Each question of a message has its own figure and its own source."""
    page = open_page(DEMO, size=DESK, at=own_address)
    ask(page, "上周净销售额是多少？上周哪个品类退款最多？")
    parts = page.locator(f"{NEWEST} [class*='st-key-answer-part-']")
    expect(parts).to_have_count(2)
    for place in range(2):
        expect(parts.nth(place).locator("h2")).to_contain_text("¥")
        expect(parts.nth(place).get_by_text("出处")).to_be_visible()
    shoot(page, "talk-several-zh-desk")


def test_conversations_are_found_opened_and_deleted(open_page: Opener, own_address: str) -> None:
    """A new conversation is empty and stays after a reload; an older one is found by a word; deleting asks once more."""
    page = open_page(DEMO, size=PHONE, at=own_address)
    ask(page, "上个月订单数")
    page.locator(".st-key-history button").click()
    page.locator(".st-key-new-talk button").click()
    settle(page)
    expect(page.locator(NEWEST)).to_have_count(0)
    ask(page, "昨天的客单价")
    expect(page.get_by_text("上个月订单数", exact=True)).to_have_count(0)
    page.reload()
    page.wait_for_selector(".st-key-top")
    settle(page)
    expect(page.locator(NEWEST).get_by_text("昨天的客单价", exact=True)).to_be_visible()
    page.locator(".st-key-history button").click()
    page.locator(".st-key-talk-search input").fill("客单价")
    page.locator(".st-key-talk-search input").press("Enter")
    rows = page.locator("[class*='st-key-open-talk-']")
    expect(rows).to_have_count(1)
    page.wait_for_timeout(500)
    page.screenshot(path=Path(__file__).parent / "screenshots" / "talk-history-zh-phone.png")
    page.locator("[class*='st-key-delete-talk-'] button").click()
    expect(page.get_by_text("不能恢复")).to_be_visible()
    page.locator("[class*='st-key-delete-now-'] button").click()
    settle(page)
    expect(page.get_by_test_id("stToast").get_by_text("已删除")).to_be_visible()
    expect(page.get_by_text("昨天的客单价", exact=True)).to_have_count(0)


def test_a_dropped_picture_is_shown_with_what_can_be_done(
    open_page: Opener, own_address: str, tmp_path: Path
) -> None:
    """A picture without words leads to the question which product it shows, and says that customers must agree."""
    picture = tmp_path / "photo.png"
    Image.new("RGB", (320, 240), "#c2451a").save(picture)
    page = open_page(DEMO, size=PHONE, at=own_address)
    page.locator("[data-testid=stChatInput] input[type=file]").set_input_files(picture)
    page.wait_for_timeout(800)
    page.locator("[data-testid=stChatInputSubmitButton]").click()
    expect(page.locator(".st-key-dropped img")).to_be_visible()
    expect(page.locator(".st-key-dropped").get_by_text("先征得本人同意")).to_be_visible()
    assert page.locator(f"{NEWEST} [class*='st-key-ask-'] button").count() >= 1
    settle(page)
    shoot(page, "talk-picture-zh-phone")


def test_reading_aloud_speaks_the_answers_words(open_page: Opener, own_address: str) -> None:
    """The button hands the sentence on the page to the browser's own voice, in the reader's language."""
    page = open_page(DEMO, size=PHONE, at=own_address)
    page.evaluate(
        "() => { window.said = []; window.speechSynthesis.speak = (u) => window.said.push([u.lang, u.text]); }"
    )
    ask(page, "上周净销售额")
    page.locator(f"{NEWEST} [class*='st-key-aloud-'] button").click()
    page.wait_for_function("() => window.said.length === 1")
    lang, text = page.evaluate("() => window.said[0]")
    assert lang == "zh-CN"
    assert "净销售额" in text


def test_a_task_of_several_steps_ends_in_a_card_to_confirm(open_page: Opener, own_address: str) -> None:
    """Steps are listed with how far they are, each shows what it made, and the end is a card that waits for a yes."""
    page = open_page(DEMO, size=PHONE, at=own_address)
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("看看上周为什么跌了，挑个品做一条推广，排到明天早上")
    box.press("Enter")
    newest = page.locator(NEWEST)
    expect(newest.locator("[class*='st-key-answer-part-']").first).to_be_visible(timeout=30_000)
    settle(page)
    assert newest.locator("[class*='st-key-answer-part-']").count() >= 4
    expect(newest.locator("[class*='st-key-accept-']").first).to_be_visible()
    expect(newest.get_by_text("已发出")).to_have_count(0)
    shoot(page, "talk-task-zh-phone")
    page.locator(".st-key-task-again button").first.click()
    page.get_by_role("menuitem").nth(2).or_(page.get_by_role("option").nth(2)).first.click()
    expect(newest.get_by_text("这一步重做")).to_be_visible(timeout=30_000)
    settle(page)
    expect(newest.locator("[class*='st-key-accept-']").first).to_be_visible()


@pytest.mark.parametrize(
    ("size", "lang", "name", "message", "unknown", "time", "anew"),
    [
        (PHONE, "zh-CN", "zh-phone", "挑个品写一条推广，排到明天早上", "月球车", "后天下午3点", "另起一步，排期：后天下午3点"),
        (DESK, "en-US", "en-desk", "pick a product, write a post and schedule it tomorrow 10:00", "moon rover", "in two days at 3 pm", "A new step, Planner: in two days at 3 pm"),
    ],
)  # fmt: skip
def test_a_step_is_edited_and_what_was_confirmed_is_not(
    open_page: Opener,
    own_address: str,
    size: tuple[int, int],
    lang: str,
    name: str,
    message: str,
    unknown: str,
    time: str,
    anew: str,
) -> None:
    """A line in the step: what cannot be is refused in its place with the words kept; what can be is done from there. Once
    the card was said yes to, the same line makes a new step, and says so before."""
    page = open_page(DEMO, size=size, lang=lang, at=own_address)
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(message)
    box.press("Enter")
    newest = page.locator(NEWEST)
    expect(newest.get_by_text(message, exact=True)).to_be_visible(timeout=30_000)
    settle(page)
    expect(newest.locator("[class*='st-key-edit-step-'] button")).to_have_count(5)
    newest.locator(".st-key-edit-step-chooser button").click()
    line = newest.locator("[data-testid=stForm] input")
    line.fill(unknown)
    newest.locator(".st-key-step-change button").click()
    expect(newest.locator("[data-testid=stForm] [data-testid=stAlert]")).to_contain_text(unknown)
    expect(line).to_have_value(unknown)
    settle(page)
    shoot(page, f"talk-step-refused-{name}")
    newest.locator(".st-key-step-leave button").click()
    expect(newest.locator("[data-testid=stForm]")).to_have_count(0)
    settle(page)
    newest.locator("[class*='st-key-accept-'] button:visible").first.click()
    settle(page)
    newest.locator(".st-key-edit-step-planner button").click()
    expect(
        newest.locator("[data-testid=stForm]").get_by_text(re.compile("已排期|scheduled already"))
    ).to_be_visible()
    line.fill(time)
    settle(page)
    shoot(page, f"talk-step-decided-{name}")
    newest.locator(".st-key-step-change button").click()
    expect(newest.get_by_text(anew, exact=True)).to_be_visible(timeout=30_000)
    settle(page)
    expect(newest.locator("[class*='st-key-accept-']").first).to_be_visible()
    shoot(page, f"talk-step-anew-{name}")


TOLD = "那一周怎么样"
SLOW = "上周净销售额要一点一点地说。这一句很长，还没有说完。" * 6


def _slowly(request: dict[str, Any]) -> Reply:
    """Answers are streamed, slowly; texts for cards are asked for whole, and fail at once."""
    if not request.get("stream"):
        return Fail(500)
    results = [json.loads(one["content"]) for one in request["messages"] if one["role"] == "tool"]
    asked = [str(one["content"]) for one in request["messages"] if one["role"] == "user"][-1]
    if TOLD not in asked:
        return Slow(SLOW, 0.5)
    if not results:
        start = datetime.now(UTC).date() - timedelta(days=30)
        period = {"start": str(start), "end": str(start + timedelta(days=7))}
        return Ask((Call("query", {"metrics": ["net_sales"], "period": period}),))
    figure = results[-1]["data"]["rows"][0][0]
    return Slow(f"这段时间的净销售额 {figure}。想细看可以按品类拆开。也可以按天看。", 0.4)


@pytest.fixture(scope="module")
def slow_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app whose model writes very slowly."""
    with FakeModelServer([_slowly] * 200) as server:
        before = {name: os.environ.get(name) for name in ("OPENAI_BASE_URL", "SECOND_FLOOR_MODEL_GENERAL")}
        os.environ["OPENAI_BASE_URL"] = server.base_url
        os.environ["SECOND_FLOOR_MODEL_GENERAL"] = "scripted"
        try:
            with app_running(tmp_path_factory.mktemp("slow")) as here:
                yield here
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def test_steps_and_words_are_seen_as_they_come(open_page: Opener, slow_address: str) -> None:
    """What is looked up is told at once, sentences appear before the end, and the whole answer keeps its source."""
    page = open_page(DEMO, size=PHONE, at=slow_address)
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(TOLD)
    box.press("Enter")
    coming = page.locator(".st-key-coming")
    expect(coming.get_by_text("1 行")).to_be_visible()
    expect(coming.get_by_text("这段时间的净销售额")).to_be_visible()
    page.screenshot(path=Path(__file__).parent / "screenshots" / "talk-words-zh-phone.png")
    expect(page.locator(NEWEST).get_by_text("也可以按天看")).to_be_visible(timeout=15_000)
    expect(page.locator(NEWEST).get_by_text("出处")).to_be_visible()
    expect(page.locator(f"{NEWEST} [class*='st-key-chips-']").get_by_text("净销售额")).to_be_visible()
    expect(coming).to_have_count(0)
    settle(page)
    shoot(page, "talk-model-chips-zh-phone")


def test_an_answer_on_its_way_is_stopped_with_one_tap(open_page: Opener, slow_address: str) -> None:
    """While the model writes there is a stop; after it the turn stands in the conversation once, and says so."""
    page = open_page(DEMO, size=PHONE, at=slow_address)
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("上周净销售额")
    box.press("Enter")
    expect(page.locator(".st-key-coming")).to_be_visible()
    page.wait_for_timeout(1500)
    page.screenshot(path=Path(__file__).parent / "screenshots" / "talk-coming-zh-phone.png")
    page.locator(".st-key-stop-answer button").click()
    expect(page.locator(NEWEST).get_by_text(re.compile("停"))).to_be_visible()
    expect(page.locator(".st-key-coming")).to_have_count(0)
    expect(page.locator(".st-key-stop-answer")).to_have_count(0)
    page.reload()
    page.wait_for_selector(".st-key-top")
    settle(page)
    expect(page.locator("[data-testid=stChatMessage]").get_by_text("上周净销售额", exact=True)).to_have_count(
        1
    )
