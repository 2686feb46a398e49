"""Tracked links over real HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import select

from brain.actions.commands import Accept
from brain.actions.decide import decide
from brain.actions.links import make_link
from brain.kernel.identity import local_owner
from brain.ledger.cards import add_card
from brain.ledger.links import count_clicks
from brain.ledger.tables import ClickRow, LinkRow
from tests.actions.sample_card import SHOP, TEN, ZONE, make_card

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50", "Accept": "text/html"}


@pytest.fixture
def link(brain: Any) -> Callable[..., str]:
    """Makes a link; gives its code."""

    def make(shop: str = SHOP, target: str = "", card: str = "card_9") -> str:
        with brain.parts.ledger.session() as session:
            return make_link(session, shop, card, target, TEN)

    return make


def clicks(brain: Any, code: str, expected: int) -> tuple[int, int]:
    """Visits and visitors, as soon as there are as many as expected: they are written after the answer."""
    deadline = time.monotonic() + 5
    while True:
        with brain.parts.ledger.reading() as session:
            counted = count_clicks(session, code)
        if counted[0] >= expected or time.monotonic() > deadline:
            return counted
        time.sleep(0.02)


def test_a_link_leads_to_its_target_and_is_counted(
    brain: Any, link: Callable[..., str], address: str
) -> None:
    """302 to the stored address, never cached, one click; the query of the request changes nothing."""
    code = link(target="https://shop.example/p?id=1")
    answer = requests.get(
        f"http://{address}/r/{code}?to=https://evil.example", headers=PHONE, allow_redirects=False, timeout=10
    )
    assert answer.status_code == 302
    assert answer.headers["location"] == "https://shop.example/p?id=1"
    assert answer.headers["cache-control"] == "no-store"
    assert clicks(brain, code, 1) == (1, 1)


def test_a_link_without_target_shows_the_post(brain: Any, address: str, tmp_path: Path) -> None:
    """After the post is out its words and picture are the landing page, in the shop's language, markup escaped."""
    (tmp_path / "posters").mkdir()
    (tmp_path / "posters" / "a.png").write_bytes(b"\x89PNG picture")
    card = make_card()
    variant = card.proposal.variants[0].model_copy(
        update={"picture": "posters/a.png", "text": "米粉 <script>到货</script>，看这里：{link}"}
    )
    card = card.model_copy(update={"proposal": card.proposal.model_copy(update={"variants": (variant,)})})
    parts = brain.parts
    with parts.ledger.session() as session:
        add_card(session, card, dedupe="x")
    view = decide(parts.ledger, local_owner(SHOP), Accept(card.id), parts.clock, parts.settings, ZONE)
    assert view is not None
    code = view.link_url.rsplit("/", 1)[-1]
    before = requests.get(f"http://{address}/r/{code}", headers=PHONE, timeout=10)
    assert before.status_code == 200
    assert "到货" not in before.text
    parts.executor.submit(view.id)
    page = requests.get(f"http://{address}/r/{code}", headers=PHONE, timeout=10)
    assert page.status_code == 200
    assert "小鹿 &lt;母婴&gt;" in page.text
    assert "<p>米粉 &lt;script&gt;到货&lt;/script&gt;，看这里</p>" in page.text
    assert "<script" not in page.text
    assert view.link_url not in page.text
    assert "想要的话" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    picture = requests.get(f"http://{address}/r/{code}/picture", timeout=10)
    assert (picture.status_code, picture.content) == (200, b"\x89PNG picture")
    assert clicks(brain, code, 2) == (2, 1)


def test_an_english_shop_has_an_english_page(link: Callable[..., str], address: str) -> None:
    """The page speaks the shop's language, whatever the phone prefers."""
    headers = {**PHONE, "Accept-Language": "zh-CN"}
    page = requests.get(f"http://{address}/r/{link(shop='fox')}", headers=headers, timeout=10)
    assert '<html lang="en">' in page.text
    assert "Fox &amp; Co" in page.text
    assert "Thank you for stopping by" in page.text


@pytest.mark.parametrize("code", ["nosuchco", "x" * 300, "%00", "%2e%2e", "'--", "码"])
def test_an_unknown_code_is_404_in_the_one_form(brain: Any, address: str, code: str) -> None:
    """Programs get the error as JSON, browsers as a page in their language; nothing is counted."""
    answer = requests.get(f"http://{address}/r/{code}", timeout=10)
    assert answer.status_code == 404
    assert set(answer.json()["error"]) == {"code", "message", "hint"}
    assert answer.json()["error"]["code"] == "no_link"
    page = requests.get(
        f"http://{address}/r/{code}", headers={**PHONE, "Accept-Language": "zh-CN"}, timeout=10
    )
    assert page.status_code == 404
    assert "没有这个链接" in page.text
    with brain.parts.ledger.reading() as session:
        assert session.scalars(select(ClickRow)).all() == []


def test_machines_are_served_but_not_counted(brain: Any, link: Callable[..., str], address: str) -> None:
    """HEAD, previews and prefetches get the same answer and leave no click."""
    code = link()
    url = f"http://{address}/r/{code}"
    assert requests.head(url, headers=PHONE, timeout=10).status_code == 200
    assert requests.get(url, headers={"User-Agent": "WhatsApp/2.2"}, timeout=10).status_code == 200
    assert requests.get(url, headers={**PHONE, "Sec-Purpose": "prefetch"}, timeout=10).status_code == 200
    requests.get(url, headers=PHONE, timeout=10)
    assert clicks(brain, code, 1) == (1, 1)


def test_a_picture_outside_the_home_is_never_served(
    brain: Any, link: Callable[..., str], address: str
) -> None:
    """Without a post there is no picture."""
    assert requests.get(f"http://{address}/r/{link()}/picture", timeout=10).status_code == 404


def test_a_target_that_was_tampered_with_is_not_followed(
    brain: Any, link: Callable[..., str], address: str
) -> None:
    """What is no web address is refused when read, not only when written."""
    code = link()
    with brain.parts.ledger.session() as session:
        session.get_one(LinkRow, code).target = "javascript:alert(1)"
    answer = requests.get(f"http://{address}/r/{code}", allow_redirects=False, timeout=10)
    assert answer.status_code == 400
    assert "location" not in answer.headers


def test_a_rush_is_counted_whole(brain: Any, link: Callable[..., str], address: str) -> None:
    """Two hundred visits from eight threads are two hundred clicks."""
    code = link(target="https://shop.example/")
    with ThreadPoolExecutor(8) as pool:

        def visit(_: int) -> int:
            return requests.get(
                f"http://{address}/r/{code}", headers=PHONE, allow_redirects=False, timeout=20
            ).status_code

        assert set(pool.map(visit, range(200))) == {302}
    assert clicks(brain, code, 200) == (200, 1)


def test_a_ledger_that_cannot_be_written_fails_no_visit_and_loses_no_click(
    brain: Any, link: Callable[..., str], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The visitors are sent on; their clicks are written with the first one that can be."""
    code = link(target="https://shop.example/")

    def refuse() -> None:
        raise OSError("disk full")

    def visit() -> int:
        answer = requests.get(f"http://{address}/r/{code}", headers=PHONE, allow_redirects=False, timeout=10)
        return answer.status_code

    monkeypatch.setattr(brain.parts.ledger, "session", refuse)
    assert [visit(), visit()] == [302, 302]
    monkeypatch.undo()
    visits = 2
    while visits < 40 and clicks(brain, code, 0) != (visits, 1):
        assert visit() == 302
        visits += 1
        time.sleep(0.1)
    assert clicks(brain, code, visits) == (visits, 1)
