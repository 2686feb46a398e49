"""Battle reports on a real warehouse and ledger: who is counted, when, and what is learned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from brain.ledger import audit
from brain.ledger.cards import get_card
from brain.ledger.lessons import lessons, outcomes
from brain.ledger.links import add_click
from brain.ledger.receipts import find_receipt
from brain.ledger.segments import Arm
from brain.ledger.tables import ReceiptRow
from cards.battle_report.model import BattleReportCard
from cards.states import State
from tests.review.made_up_shop import END, POSTED, MadeUpShop

TREATED = [f"t{number}" for number in range(120)]
HELD = [f"h{number}" for number in range(30)]
ARMS: dict[str, Arm] = {**dict.fromkeys(TREATED, "treated"), **dict.fromkeys(HELD, "holdout")}
MIDDLE = POSTED + timedelta(days=3)
TICK = timedelta(microseconds=1)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[MadeUpShop]:
    """An empty shop at the hour after the window closed."""
    made = MadeUpShop(tmp_path)
    yield made
    made.close()


def buy(shop: MadeUpShop, customers: list[str], share: float, seed: int = 1) -> None:
    """This share of the customers orders for about 100 in the middle of the window."""
    chance = np.random.default_rng(seed)
    buyers = [customer for customer in customers if chance.random() < share]
    shop.orders((buyer, MIDDLE, float(chance.lognormal(4.5, 0.4))) for buyer in buyers)


def known(shop: MadeUpShop) -> None:
    """An order after the window says that the window's orders are all here."""
    shop.order("stranger", END + timedelta(minutes=1), 5)


def only(reports: list[BattleReportCard]) -> BattleReportCard:
    """The one report there should be."""
    [report] = reports
    return report


def steps(report: BattleReportCard) -> dict[str, Decimal]:
    """Funnel and money by their English names."""
    return {step.name.render("en"): step.claim.value for step in (*report.funnel, *report.money)}


def test_customers_who_buy_more_than_those_held_out(shop: MadeUpShop) -> None:
    """Sixty per cent against ten: it worked, against a control by lot, and every figure opens."""
    shop.post(ARMS)
    buy(shop, TREATED, 0.6)
    buy(shop, HELD, 0.1)
    known(shop)
    report = only(shop.review())
    assert (report.verdict, report.final, report.control) == ("worked", True, "holdout")
    assert report.uplift is not None
    assert 0 < report.uplift.low < report.uplift.mid < report.uplift.high
    with shop.ledger.session() as session:
        for step in (*report.funnel, *report.money):
            assert find_receipt(session, "shop", step.claim.receipt).sql
        for claim in (*report.lesson.claims(), *report.control_text.claims()):
            assert find_receipt(session, "shop", claim.receipt).sql
        assert get_card(session, "shop", "card_1").state is State.REVIEWED
        assert audit.broken_at(session) is None


def test_customers_who_buy_less(shop: MadeUpShop) -> None:
    """Ten per cent against seventy: it did harm, and the lesson says less, not a negative more."""
    shop.post(ARMS)
    buy(shop, TREATED, 0.1)
    buy(shop, HELD, 0.7)
    known(shop)
    report = only(shop.review())
    assert report.verdict == "harmful"
    assert "less than one who did not" in report.lesson.render("en")
    assert all(claim.value >= 0 for claim in report.lesson.claims())


def test_no_orders_cannot_be_told_from_chance(shop: MadeUpShop) -> None:
    """Nobody bought on either side: no estimate, no lesson, and no verdict of "no effect" either."""
    shop.post(ARMS)
    known(shop)
    report = only(shop.review())
    assert (report.verdict, report.final, report.uplift) == ("cannot_tell", True, None)
    with shop.ledger.session() as session:
        assert not lessons(session, "shop")


def test_an_effect_that_can_be_ruled_out(shop: MadeUpShop) -> None:
    """Both sides buy alike and 50,000 was expected: no effect worth the name; with 1 expected nobody can tell."""
    shop.post(ARMS, expected_low=50_000, name="1")
    shop.post(ARMS, expected_low=1, name="2")
    buy(shop, TREATED, 1.0)
    buy(shop, HELD, 1.0)
    known(shop)
    assert [report.verdict for report in shop.review()] == ["no_effect", "cannot_tell"]


def test_an_open_window_is_too_early(shop: MadeUpShop) -> None:
    """A minute before the end nothing is final, nothing is learned and the card stays where it is."""
    shop.post(ARMS)
    buy(shop, TREATED, 0.9)
    known(shop)
    shop.clock.advance(END - TICK - shop.clock.now())
    report = only(shop.review())
    assert (report.verdict, report.final, report.state) == ("too_early", False, State.DONE)
    assert report.next_review_at == END
    with shop.ledger.session() as session:
        assert not lessons(session, "shop")
        assert get_card(session, "shop", "card_1").state is State.DONE
    shop.clock.advance(TICK)
    assert only(shop.review()).final is False, "the newest order lies in the future at the window's end"
    shop.clock.advance(timedelta(minutes=1))
    assert only(shop.review()).final


def test_missing_orders_are_too_early_too(shop: MadeUpShop) -> None:
    """A closed window whose orders were not brought in says so, and says up to when they are known."""
    shop.post(ARMS)
    buy(shop, TREATED, 0.9)
    report = only(shop.review())
    assert report.verdict == "too_early"
    assert "Nov 5" in report.lesson.render("en")
    shop.imported(END + timedelta(minutes=5), POSTED - timedelta(days=30), POSTED + timedelta(days=5))
    assert only(shop.review()).final, "a later file that reaches near the window's end brings the rest"


def test_patience_with_a_slow_shop_ends_by_itself(shop: MadeUpShop) -> None:
    """A later file that ends early in the window is believed two weeks after it, without anything else happening."""
    shop.post(ARMS)
    shop.imported(END + timedelta(minutes=5), POSTED - timedelta(days=30), POSTED + timedelta(days=1))
    assert only(shop.review()).verdict == "too_early"
    shop.clock.advance(timedelta(days=13))
    assert shop.review() == []
    shop.clock.advance(timedelta(days=1))
    assert only(shop.review()).final


def test_an_old_file_brought_in_late_closes_nothing(shop: MadeUpShop) -> None:
    """Last year's export, imported after the window, says nothing about the window."""
    shop.post(ARMS)
    shop.imported(END + timedelta(minutes=5), POSTED - timedelta(days=400), POSTED - timedelta(days=35))
    assert only(shop.review()).verdict == "too_early"


def test_an_order_from_the_future_closes_nothing(shop: MadeUpShop) -> None:
    """A mistyped year does not make the window's orders known."""
    shop.post(ARMS)
    shop.order("stranger", END + timedelta(days=365), 5)
    assert only(shop.review()).verdict == "too_early"


def test_a_final_report_is_a_lesson_once(shop: MadeUpShop) -> None:
    """Reviewing again renews nothing: one outcome, one lesson, one audit line."""
    shop.post(ARMS)
    buy(shop, TREATED, 0.6)
    buy(shop, HELD, 0.1)
    known(shop)
    first = only(shop.review())
    shop.order("t1", MIDDLE, 10_000)
    shop.clock.advance(timedelta(days=3))
    assert shop.review() == []
    with shop.ledger.session() as session:
        assert outcomes(session, "shop") == [first]
        [lesson] = lessons(session, "shop")
        assert (lesson.execution, lesson.voice, lesson.hour, lesson.treated) == ("exec_1", "friend", 10, 120)
        assert lesson.effect_per_member * 120 == pytest.approx(float(first.uplift.mid), abs=0.01)  # type: ignore[union-attr]
        told = session.scalars(sa.select(audit.AuditRow.what)).all()
        assert [what for what in told if what == "lesson.learned"] == ["lesson.learned"]


def test_looking_again_says_the_same_and_stores_nothing_new(shop: MadeUpShop) -> None:
    """An open report that is looked at every few seconds is not made again until something happened."""
    shop.post(ARMS)
    buy(shop, TREATED, 0.5)
    shop.clock.advance(POSTED + timedelta(days=4) - shop.clock.now())

    def kept() -> int:
        with shop.ledger.session() as session:
            return int(session.scalar(sa.select(sa.func.count()).select_from(ReceiptRow)) or 0)

    first, receipts = only(shop.review()), kept()
    for _ in range(5):
        shop.clock.advance(timedelta(seconds=15))
        assert shop.review() == []
    with shop.ledger.session() as session:
        assert outcomes(session, "shop") == [first]
    assert kept() == receipts


def test_news_renews_an_open_report(shop: MadeUpShop) -> None:
    """An order or a visit shows at the next look."""
    shop.post(ARMS)
    shop.clock.advance(POSTED + timedelta(days=4) - shop.clock.now())
    assert steps(only(shop.review()))["Orders of those who received it"] == 0
    shop.order("t1", MIDDLE, 10)
    assert steps(only(shop.review()))["Orders of those who received it"] == 1
    with shop.ledger.session() as session:
        add_click(session, "code1", "v", MIDDLE)
    assert steps(only(shop.review()))["Opened the link"] == 1


def test_those_held_out_are_compared_not_counted(shop: MadeUpShop) -> None:
    """Orders of the control never appear as orders of those who received the post."""
    shop.post(ARMS)
    shop.orders([("h1", MIDDLE, 500), ("h2", MIDDLE, 100), ("t1", MIDDLE, 50)])
    known(shop)
    figures = steps(only(shop.review()))
    assert figures["Received the post"] == 120
    assert figures["Orders of those who received it"] == 1
    assert figures["Net sales of those who received it"] == 50
    assert figures["Per customer held out"] == 20


def test_customers_outside_the_audience_are_never_counted(shop: MadeUpShop) -> None:
    """Neither a stranger's order, nor one without a customer, nor another shop's changes any figure."""
    shop.post(ARMS)
    shop.order("t1", MIDDLE, 50)
    shop.order("stranger", MIDDLE, 99_999)
    shop.order(None, MIDDLE, 99_999)
    shop.order("t1", MIDDLE, 99_999, shop_id="other")
    known(shop)
    figures = steps(only(shop.review()))
    assert figures["Orders of those who received it"] == 1
    assert figures["Net sales of those who received it"] == 50


def test_the_window_counts_its_start_and_not_its_end(shop: MadeUpShop) -> None:
    """Orders a microsecond outside either edge are not the post's."""
    shop.post(ARMS)
    edges = [(POSTED - TICK, 1), (POSTED, 10), (END - TICK, 100), (END, 1000)]
    shop.orders(("t1", at, paid) for at, paid in edges)
    figures = steps(only(shop.review()))
    assert figures["Net sales of those who received it"] == 110
    assert figures["Orders of those who received it"] == 2


def test_refunds_reduce_and_unpaid_orders_are_nothing(shop: MadeUpShop) -> None:
    """A refund on the order, a credit note of its own, an unpaid and a cancelled order."""
    shop.post(ARMS)
    shop.order("t1", MIDDLE, 100, refund_amount=30, status="refunded")
    shop.order("t2", MIDDLE, 0, refund_amount=20, status="return")
    shop.order("t3", MIDDLE, 500, status="unpaid")
    shop.order("t4", MIDDLE, 500, status="cancelled")
    known(shop)
    figures = steps(only(shop.review()))
    assert figures["Net sales of those who received it"] == 50
    assert figures["Orders of those who received it"] == 1


def test_visitors_are_those_of_the_window(shop: MadeUpShop) -> None:
    """Each visitor once; a visit before the post or after its window is not its work."""
    shop.post(ARMS)
    with shop.ledger.session() as session:
        for visitor, at in (("v", POSTED), ("v", MIDDLE), ("w", MIDDLE), ("u", END), ("x", POSTED - TICK)):
            add_click(session, "code1", visitor, at)
    known(shop)
    assert steps(only(shop.review()))["Opened the link"] == 2


def weeks(shop: MadeUpShop, count: int, last: float = 1000.0) -> None:
    """So many weeks in which the category sells about 1,000 and the rest 5,000, then the post's week with `last`."""
    chance = np.random.default_rng(2)
    for week in range(count, -1, -1):
        at = MIDDLE - timedelta(days=7 * week)
        swing = float(chance.normal(1, 0.1))
        shop.order(None, at, 1000 * swing if week else last)
        shop.order(None, at, 5000, category="洗护")


@pytest.mark.parametrize(("sold", "verdict"), [(5000.0, "worked"), (1000.0, "cannot_tell")])
def test_without_known_customers_the_weeks_before_are_the_control(
    shop: MadeUpShop, sold: float, verdict: str
) -> None:
    """Five times its usual share worked; its usual share cannot be told from chance; it says how weak this is."""
    shop.post({}, expected_low=1)
    weeks(shop, 8, sold)
    known(shop)
    report = only(shop.review())
    assert (report.verdict, report.control) == (verdict, "before_after")
    assert "Weaker than a control group" in report.control_text.render("en")
    with shop.ledger.session() as session:
        assert not lessons(session, "shop"), "a weak control teaches nothing about customers"


@pytest.mark.parametrize(("count", "control"), [(5, "before_after"), (3, "none")])
def test_a_young_shop_is_compared_with_what_it_has(shop: MadeUpShop, count: int, control: str) -> None:
    """Five weeks of data are enough and are said to be five; three are not."""
    shop.post({})
    weeks(shop, count)
    known(shop)
    report = only(shop.review())
    assert report.control == control
    assert (f"the {count} equally long windows" in report.control_text.render("en")) == (control != "none")


def test_edges_of_the_compared_windows(shop: MadeUpShop) -> None:
    """An order a microsecond before the post belongs to the window before, whatever fraction of a second it went out."""
    odd = POSTED + timedelta(microseconds=700_000)
    shop.post({}, at=odd)
    weeks(shop, 8)
    shop.order(None, odd - timedelta(microseconds=500_000), 77_777)
    shop.order(None, odd, 7)
    known(shop)
    assert steps(only(shop.review()))["Net sales in the window"] == 1007


def test_a_product_with_several_kinds_is_counted_once(shop: MadeUpShop) -> None:
    """Two catalogue rows for one product (two colours) do not double its sales."""
    shop.post({})
    weeks(shop, 8)
    with shop.warehouse.writing() as cursor:
        for number in (1, 2):
            cursor.execute(
                "INSERT INTO product_version (shop_id, row_key, batch_id, row_no, product_id, sku, category)"
                " VALUES ('shop', ?, 'b', ?, 'p', ?, '有机辅食')",
                [f"p{number}", number, f"sku{number}"],
            )
    shop.order(None, MIDDLE, 11, product_id="p", category=None)
    known(shop)
    assert steps(only(shop.review()))["Net sales in the window"] == 1011


def test_two_posts_are_two_reports(shop: MadeUpShop) -> None:
    """Each with its own window and its own customers; the final one no longer holds up the open one."""
    shop.post(ARMS, name="1")
    shop.post(
        dict.fromkeys(["x1", "x2"], "treated") | {"x3": "holdout"}, name="2", at=POSTED + timedelta(days=3)
    )
    shop.order("x1", POSTED + timedelta(days=4), 40)
    known(shop)
    reports = {report.card: report for report in shop.review()}
    assert {card: report.final for card, report in reports.items()} == {"card_1": True, "card_2": False}
    assert steps(reports["card_2"])["Net sales of those who received it"] == 40
    shop.order("x2", POSTED + timedelta(days=4), 1)
    assert [report.card for report in shop.review()] == ["card_2"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sentence_of_a_report_can_be_said(shop: MadeUpShop, lang: str) -> None:
    """No field is left open in either language."""
    shop.post(ARMS)
    buy(shop, TREATED, 0.6)
    buy(shop, HELD, 0.3)
    known(shop)
    report = only(shop.review())
    said = [report.verdict_text, report.control_text, report.lesson, *(step.name for step in report.funnel)]
    for text in said:
        words = text.render(lang)
        assert words
        assert "{" not in words
