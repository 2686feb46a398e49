"""The conversation without a browser: what leads on, what is put forward, and what a model's answer leaves in the ledger."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from brain.assistant.agent import Done
from brain.assistant.host import Goal
from brain.bootstrap import Brain
from brain.kernel.errors import OwnerError
from brain.llm.fake import Ask, Call, Fail, FakeModelServer, Say, Scripted
from brain.llm.gateway import ModelGateway
from pages import pictures
from tests.pages.test_pages import words

pytestmark = pytest.mark.xdist_group("pages")
Runner = Callable[..., AppTest]
WEEK = {"start": "2026-11-09", "end": "2026-11-16"}


class Ticking:
    """The sample shop's morning, a second later at each look: turns have an order."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """The next second."""
        self._now += timedelta(seconds=1)
        return self._now


@pytest.fixture(scope="module")
def clock(sample_brain: Brain) -> Ticking:
    """One clock for all tests here."""
    return Ticking(sample_brain.parts.clock.now())


@pytest.fixture(autouse=True)
def ticking(sample_brain: Brain, clock: Ticking) -> Iterator[None]:
    """Time passes between the turns of a test; other tests find the clock that they know."""
    before, sample_brain.parts.clock = sample_brain.parts.clock, clock
    yield
    sample_brain.parts.clock = before


@contextmanager
def model(brain: Brain, *script: Scripted, **more: str) -> Iterator[FakeModelServer]:
    """A scripted model at the brain's gateway."""
    with FakeModelServer(script) as server:
        brain.parts.gateway = ModelGateway(
            server.base_url, "k", "scripted", 5.0, models=more, sleep=lambda _: None
        )  # type: ignore[arg-type]
        try:
            yield server
        finally:
            brain.parts.gateway.close()
            brain.parts.gateway = None


def begin_anew(brain: Brain) -> None:
    """A conversation that no other test has touched."""
    brain.desk("demo").talk.ask("你好", lang="zh", conversation="")


def test_only_the_newest_turn_leads_on(run_page: Runner, sample_brain: Brain) -> None:
    """Chips and next questions stand under the newest answer alone; a chip asks the question that lacks its part."""
    begin_anew(sample_brain)
    page = run_page()
    page.chat_input[0].set_value("按品类看上个月销售额").run()
    chips = [button for button in page.button if str(button.key).startswith("chip-")]
    assert len(chips) == 1
    chips[0].click().run()
    assert not page.exception
    assert not [button for button in page.button if str(button.key).startswith("chip-")]
    asked = [turn.question for turn in sample_brain.desk("demo").history.turns()]
    assert len(asked) == 3
    assert "品类" not in asked[-1]
    newest = {
        str(button.key)[4:].rsplit("-", 1)[0] for button in page.button if str(button.key).startswith("ask-")
    }
    assert len(newest) == 1


def test_a_card_that_an_answer_puts_forward_stands_there_once(run_page: Runner, sample_brain: Brain) -> None:
    """ "What should I do today" brings the cards with their buttons, and each card is on the page once."""
    begin_anew(sample_brain)
    page = run_page()
    open_cards = [card.id for card in sample_brain.desk("demo").cards()]
    page.chat_input[0].set_value("今天该做什么").run()
    assert not page.exception
    keys = [str(button.key) for button in page.button]
    assert [keys.count(f"accept-{card_id}") for card_id in open_cards] == [1] * len(open_cards)


def test_a_conversation_in_the_address_is_the_one_that_is_open(sample_brain: Brain, run_page: Runner) -> None:
    """A reload comes back to it; an id that is nobody's shows the newest and is never written into."""
    desk = sample_brain.desk("demo")
    talk, history = desk.talk, desk.history
    talk.ask("上周订单数", lang="zh", conversation="")
    older = history.newest()
    begin_anew(sample_brain)
    page = run_page()
    page.query_params["talk"] = older
    page.run()
    assert "上周订单数" in words(page)
    talk.ask("上周客单价", lang="zh", conversation="talk_of_somebody_else")
    assert history.turns(conversation="talk_of_somebody_else") == []
    assert [turn.question for turn in history.turns()] == ["上周客单价"]


def test_the_goal_stands_on_the_first_page(run_page: Runner, sample_brain: Brain) -> None:
    """A goal that was set is named with how far it is, and the figure opens its receipt."""
    sample_brain.desk("demo").wishes.set_goal(Goal(date(2026, 11, 1), "net_sales", Decimal(300000)))
    page = run_page()
    assert "本月目标" in words(page)
    seen = sample_brain.desk("demo").wishes.goal_progress()
    assert seen is not None
    assert seen.share.value == seen.reached.value / 300000
    assert sample_brain.desk("demo").receipt(seen.reached.receipt).query is not None


def test_a_word_of_ones_own_is_listed_and_taken_back(run_page: Runner, sample_brain: Brain) -> None:
    """The settings list what the owner taught; one tap forgets it."""
    talk, wishes = sample_brain.desk("demo").talk, sample_brain.desk("demo").wishes
    talk.ask("记住：爆款就是销量100件以上的商品", lang="zh", conversation="")
    assert [own.word for own in wishes.own_words()] == ["爆款"]
    page = run_page("settings.py")
    assert "爆款" in words(page)
    next(button for button in page.button if button.key == "retire-word-0").click().run()
    assert not page.exception
    assert wishes.own_words() == []


def test_a_models_answer_is_kept_once(sample_brain: Brain) -> None:
    """The stream ends in one card, and the ledger has that turn once with its receipt."""
    begin_anew(sample_brain)
    desk = sample_brain.desk("demo")
    call = Ask((Call("query", {"metrics": ["net_sales"], "period": WEEK}),))
    with model(sample_brain, call, Say("净销售额 1 元。"), Say("净销售额 2 元。")):
        events = list(desk.talk.stream("上上周净销售额", lang="zh"))
    assert [type(event) for event in events].count(Done) == 1
    turns = desk.history.turns()
    assert [turn.question for turn in turns] == ["你好", "上上周净销售额"]
    kept = turns[-1].answer
    assert kept.receipt is not None
    assert desk.receipt(kept.receipt.id).id == kept.receipt.id


def test_a_model_that_fails_leaves_the_embedded_answer(sample_brain: Brain) -> None:
    """Nobody answers: the figure is given all the same, and that it was worked out without the model is said."""
    begin_anew(sample_brain)
    desk = sample_brain.desk("demo")
    plain = desk.talk.ask("上周净销售额", lang="zh", remember=False)
    with model(sample_brain, Fail(500), Fail(500)):
        end = list(desk.talk.stream("上周净销售额", lang="zh"))[-1]
    assert isinstance(end, Done)
    assert end.card.value == plain.value
    assert end.card.engine == "embedded"


def test_a_stopped_answer_is_kept_as_stopped(sample_brain: Brain) -> None:
    """A stop before the first word ends the turn; the conversation says so."""
    begin_anew(sample_brain)
    desk, stop = sample_brain.desk("demo"), threading.Event()
    stop.set()
    with model(sample_brain, Say("never")):
        list(desk.talk.stream("上周净销售额", lang="zh", stop=stop))
    assert desk.history.turns()[-1].answer.topic == "stopped"


def test_a_goal_is_set_without_asking_the_model(sample_brain: Brain) -> None:
    """What is done by rule stays so with a model connected: it has no tool for it, and is not asked."""
    desk = sample_brain.desk("demo")
    with model(sample_brain, Say("no")) as server:
        end = list(desk.talk.stream("这个月目标是净销售额20万", lang="zh", conversation=""))[-1]
        assert server.requests == []
    assert isinstance(end, Done)
    wanted = desk.wishes.goal(date(2026, 11, 1))
    assert wanted is not None
    assert wanted.amount == 200000


def test_speech_needs_a_model_that_hears(sample_brain: Brain) -> None:
    """Without one a clear sentence; with one the words."""
    talk = sample_brain.desk("demo").talk
    with pytest.raises(OwnerError) as refused:
        talk.hear(b"RIFF", "zh")
    assert refused.value.code == "no_hearing"
    with model(sample_brain, transcribe="ears"):
        assert talk.hear(b"RIFF", "zh")


def test_a_file_that_is_no_picture_is_refused(sample_brain: Brain) -> None:
    """Bytes with a picture's name are not drawn; a cut picture is told from a whole one."""
    whole = io.BytesIO()
    Image.new("RGB", (40, 30)).save(whole, "PNG")
    for data in (b"not a picture", whole.getvalue()[:40]):
        with pytest.raises(OwnerError) as refused:
            pictures.keep(data, "q")
        assert refused.value.code == "no_picture_file"


def test_a_task_goes_on_in_the_same_conversation(run_page: Runner, sample_brain: Brain) -> None:
    """A step done again is a turn of its own; the card that it replaces no longer waits for a yes."""
    begin_anew(sample_brain)
    talk, history = sample_brain.desk("demo").talk, sample_brain.desk("demo").history
    said = "看看上周为什么跌了，挑个品做一条推广，排到明天早上"
    assert talk.takes_a_while(said)
    list(talk.stream(said, lang="zh"))
    first = history.turns()[-1].answer
    assert first.topic == "task"
    page = run_page()
    assert not page.exception
    task = talk.tasks.newest("zh", history.newest())
    assert task is not None
    task.retry("writer")
    list(sample_brain.desk("demo").talk.run_on(task.id, "从文案重做", lang="zh"))
    turns = history.turns()
    assert [turn.question for turn in turns] == ["你好", said, "从文案重做"]
    assert first.cards
    waiting = {card.id for card in sample_brain.desk("demo").cards()}
    assert waiting.isdisjoint(first.cards)
    assert not run_page().exception
