"""A model's wording is taken only where it passes what the embedded texts pass."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from brain.content.drafting import Brief, Product, draft, polish
from brain.kernel.errors import DeveloperError
from brain.llm import ModelGateway
from brain.llm.fake import Fail, FakeModelServer, Reply, Say

BRIEF = Brief(
    purpose="rising",
    shop="小鹿母婴",
    category="辅食",
    offer="满99减20",
    products=(Product(name="米粉 225g", price=Decimal("39.9")), Product(name="南瓜泥", price=Decimal(58))),
)
DRAFTS = draft(BRIEF, seed=3)
GOOD = "辅食最近很热闹，米粉 225g（¥39.90）和南瓜泥（¥58）都在，满99减20，来坐坐吧：{link}"


def polished(*replies: Reply) -> tuple[list[str], list[dict[str, object]]]:
    """The three texts after a server that gives these replies (then echoes), and what it was asked."""
    with FakeModelServer(replies) as server:
        gateway = ModelGateway(server.base_url, "k", "m", sleep=lambda seconds: None)
        texts = [one.text for one in polish(BRIEF, DRAFTS, gateway)]
        gateway.close()
        return texts, server.requests


def test_a_good_answer_replaces_its_draft_only() -> None:
    """The model's words for one voice are taken; the voices that it echoes stay."""
    texts, _ = polished(Say(GOOD))
    assert texts == [GOOD, DRAFTS[1].text, DRAFTS[2].text]


@pytest.mark.parametrize(
    "answer",
    [
        GOOD.replace("{link}", ""),
        GOOD + "快来！",
        GOOD.replace("¥58", "¥48"),
        GOOD.replace("¥58", "¥39.90").replace("¥39.90", "¥58", 1),
        GOOD.replace("都在", "都在，销量全网第一"),
        GOOD.replace("都在", "都在，三百位妈妈在吃"),
        GOOD.replace("满99减20，", ""),
        GOOD.replace("南瓜泥（¥58）", "它"),
        GOOD.replace("来坐坐", "来坐坐" * 40),
        "抱歉，我不能帮忙。",
    ],
)
def test_a_bad_answer_leaves_the_draft(answer: str) -> None:
    """A lost link, offer or product, a new or swapped number, a claim against the law, or chatter: the draft stays."""
    texts, _ = polished(Say(answer))
    assert texts[0] == DRAFTS[0].text


def test_two_voices_never_get_the_same_sentence() -> None:
    """An answer given twice is taken once."""
    texts, _ = polished(Say(GOOD), Say(GOOD), Say(GOOD))
    assert texts == [GOOD, DRAFTS[1].text, DRAFTS[2].text]


def test_a_model_out_of_reach_leaves_all_drafts_after_one_call() -> None:
    """Nobody waits three times for a model that is down."""
    texts, requests = polished(Fail(401))
    assert texts == [one.text for one in DRAFTS]
    assert len(requests) == 1


def test_only_the_brief_leaves_the_house() -> None:
    """What is sent is the voice, the facts of the brief and the draft; anything but a Brief is refused."""
    _, requests = polished()
    facts, _, words = requests[0]["messages"][1]["content"].partition("\n\n")  # type: ignore[index]
    assert set(json.loads(facts)) == {"shop", "category", "group", "products", "offer"}
    assert words == DRAFTS[0].text
    with pytest.raises(DeveloperError, match="must be a Brief"):
        polish({"customer": "王女士"}, DRAFTS, ModelGateway("http://127.0.0.1:9", "", "m"))  # type: ignore[arg-type]
