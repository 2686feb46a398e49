"""Alerts that were marked done, each family from planting to its report: mended, not mended, and no data to tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from brain.assistant.host import Goal
from brain.facts.warehouse.engine import Warehouse
from brain.ledger.audit import broken_at
from brain.ledger.follow_ups import done_alerts, follow_ups
from brain.opportunities.detectors import DETECTORS
from brain.review.following import FILES, WATCHES
from cards.alert.model import AlertCard
from cards.states import State
from tests.opportunities import (
    test_best_time_to_post,
    test_falling_category,
    test_festival_ahead,
    test_goal_pace,
    test_overstock_clearance,
    test_photo_to_share,
    test_price_slip,
    test_price_worth_testing,
    test_refund_spike,
    test_review_quality,
    test_sales_anomaly,
    test_tired_content,
    test_undercut,
    test_unused_promotion,
)
from tests.opportunities.quality_shops import ago, offer, post, review
from tests.opportunities.shelf_and_prices import count_stock, insert, steady
from tests.opportunities.shops import SHOP, TODAY, sell
from tests.review.done_alert import DoneAlert

Plant = Callable[[Warehouse], None]


def day(after: int) -> date:
    """So many days after the day on which it was marked done; 1 is the first that is watched."""
    return TODAY + timedelta(days=after)


def sold(
    product: str, days: int, *, a_day: int = 1, paid: float = 50, back: int = 0, **more: object
) -> list[dict[str, object]]:
    """So many sales a day of a product from the first watched day on, the first `back` of them refunded."""
    lines: list[dict[str, object]] = []
    for number in range(days * a_day):
        refunded = number < back
        lines.append({
            "day": day(1 + number % days), "product": product, "paid": paid, "order": f"later-{product}-{number}", "customer": f"later{number}",
            "refund": paid if refunded else 0, "status": "refunded" if refunded else "paid", **more,
        })  # fmt: skip
    return lines


def asked(shop: Warehouse, price: float) -> None:
    """What the competitor asks on the third watched day."""
    at = f"{day(3)} 02:00:00"
    insert(
        shop, "market_price", [[SHOP.id, f"later{price}", "batch", 1, None, at, "奶粉", "邻家优选", price]]
    )


def posted(shop: Warehouse, clicks: int, *, hour: int = 10, many: int = 6) -> None:
    """Posts of the group about product a after it was done, to a thousand readers each."""
    post(
        shop,
        [{"day": day(2 + 4 * n), "reached": 1000, "clicks": clicks + n, "hour": hour} for n in range(many)],
    )


def reviewed(shop: Warehouse, leaks: int) -> None:
    """Thirty reviews of product a after it was done, so many of which complain of leaking."""
    review(shop, [
        {"day": day(1 + n % 27), "rating": 1 if n < leaks else 5, "text": "又漏了" if n < leaks else "满意", "customer": f"later{n}"}
        for n in range(30)
    ])  # fmt: skip


def leaking(shop: Warehouse) -> None:
    """Four complaints of leaking about a product that sells well enough to be worth a card."""
    test_review_quality.fill(shop, [f"c{n}" for n in range(8)])
    sell(
        shop, [{"day": ago(1 + n % 27), "product": "a", "order": f"well{n}", "paid": 200} for n in range(200)]
    )


def categories(shop: Warehouse, toys: int) -> None:
    """A fortnight in which every category sells four a day, and toys so many."""
    for name in test_falling_category.CATEGORIES:
        many = toys if name == test_falling_category.COLD else 4
        sell(shop, sold(f"{name}A", 14, a_day=many, category=name))


def milk_at(price: float, a_day: int) -> Plant:
    """Four weeks of milk powder at a price beside the other goods as always."""
    return lambda shop: sell(
        shop, [*sold("奶粉", 28, a_day=a_day, paid=price), *sold("其他", 28, a_day=12, paid=10)]
    )


@dataclass(frozen=True)
class Family:
    """What plants an alert, what is brought in later when it was mended and when it was not, and when the window is over."""

    detector: str
    plant: Plant
    mended: Plant
    not_mended: Plant
    days: int
    file: str = "orders"


FAMILIES = (
    Family(
        "refund_spike",
        lambda shop: test_refund_spike.fill(shop, 16),
        lambda shop: sell(shop, sold("a", 20, a_day=4, back=1)),
        lambda shop: sell(shop, sold("a", 20, a_day=4, back=28)),
        21,
    ),
    Family(
        "stock_out_ahead",
        lambda shop: (sell(shop, steady("奶粉", a_day=2)), count_stock(shop, {"奶粉": 4}))[1],
        lambda shop: count_stock(shop, {"奶粉": 40}, day=day(3)),
        lambda shop: (count_stock(shop, {"奶粉": 0}, day=day(2)), count_stock(shop, {"奶粉": 40}, day=day(8)))[1],
        10,
        "stock",
    ),
    Family(
        "price_slip",
        test_price_slip.fill,
        lambda shop: sell(shop, sold("奶粉", 5, paid=50)),
        lambda shop: sell(shop, sold("奶粉", 5, paid=30)),
        7,
    ),
    Family(
        "undercut",
        lambda shop: (
            test_undercut.fill(shop),
            test_undercut.ask(shop, "奶粉", {**test_undercut.BEFORE, 2: 40.0, 1: 40.0}),
        )[1],
        lambda shop: asked(shop, 49),
        lambda shop: asked(shop, 39),
        7,
        "prices",
    ),
    Family(
        "overstock_clearance",
        test_overstock_clearance.fill,
        lambda shop: sell(shop, sold("睡袋", 28, a_day=2)),
        lambda shop: sell(shop, sold("睡袋", 3)),
        28,
    ),
    Family(
        "sales_anomaly",
        lambda shop: test_sales_anomaly.fill(shop, low_back=1, closed_from=9),
        lambda shop: sell(shop, sold("a", 7, a_day=24)),
        lambda shop: sell(shop, sold("a", 7, a_day=5)),
        7,
    ),
    Family(
        "falling_category",
        test_falling_category.fill,
        lambda shop: categories(shop, 4),
        lambda shop: categories(shop, 1),
        14,
    ),
    Family(
        "price_worth_testing",
        lambda shop: test_price_worth_testing.fill(shop, -0.8),
        milk_at(31, 12),
        milk_at(27, 4),
        28,
    ),
    Family(
        "review_quality",
        leaking,
        lambda shop: reviewed(shop, 0),
        lambda shop: reviewed(shop, 12),
        28,
        "reviews",
    ),
    Family(
        "tired_content",
        lambda shop: test_tired_content.fill(shop, test_tired_content.FALLING),
        lambda shop: posted(shop, 190),
        lambda shop: posted(shop, 50),
        28,
        "posts",
    ),
    Family(
        "best_time_to_post",
        lambda shop: test_best_time_to_post.fill(shop, {8: 80, 12: 170, 20: 85}),
        lambda shop: posted(shop, 190, hour=12),
        lambda shop: posted(shop, 85, hour=8),
        28,
        "posts",
    ),
    Family(
        "unused_promotion",
        lambda shop: (test_unused_promotion.fill(shop), offer(shop, test_unused_promotion.SOON, test_unused_promotion.LATER))[1],
        lambda shop: offer(shop, test_unused_promotion.SOON, test_unused_promotion.LATER, product="a"),
        lambda shop: None,
        7,
        "promotions",
    ),
    Family(
        "festival_ahead",
        lambda shop: test_festival_ahead.fill(shop, 3),
        lambda shop: sell(shop, [*sold("礼盒1", 20, a_day=12, category="礼盒"), *sold("日用1", 20, a_day=12, category="日用")]),
        lambda shop: sell(shop, [*sold("礼盒1", 20, a_day=2, category="礼盒"), *sold("日用1", 20, a_day=12, category="日用")]),
        21,
    ),
)  # fmt: skip


def names(families: Sequence[Family]) -> list[str]:
    """For the test report."""
    return [one.detector for one in families]


@pytest.mark.parametrize("family", FAMILIES, ids=names(FAMILIES))
@pytest.mark.parametrize("mended", [True, False], ids=["mended", "not mended"])
def test_an_alert_that_was_done_gets_an_honest_report(home: DoneAlert, family: Family, mended: bool) -> None:
    """Too early while it is watched; then its figure then and now, each with a receipt, a verdict, and that there is no control."""
    card = home.done(family.detector, family.plant)
    assert card.warned is not None
    first = home.report()
    assert (first.verdict, first.final, first.followed is not None) == ("too_early", False, True)
    assert home.desk.card(card.id).state is State.DONE

    home.later(family.days + 2)
    (family.mended if mended else family.not_mended)(home.warehouse)
    home.brought(family.file, day(family.days))
    report = home.report()
    assert report.final
    assert report.verdict == ("mended" if mended else "not_mended"), report.verdict_text.render("en")
    assert home.desk.card(card.id).state is State.REVIEWED
    assert report.followed is not None
    assert report.followed.then == card.warned.figure
    assert report.followed.now is not None
    assert report.followed.now.receipt != report.followed.then.receipt
    for claim in (report.followed.then, report.followed.now, *report.verdict_text.claims()):
        assert home.desk.receipt(claim.receipt).sql
        assert home.desk.lineage(claim.receipt)
    assert "without a control group" in report.control_text.render("en")
    assert "没有对照组" in report.control_text.render("zh")
    assert report.verdict_text.render("zh") != report.verdict_text.render("en")
    assert (report.uplift, report.execution, report.funnel) == (None, "", ())


@pytest.mark.parametrize("family", FAMILIES, ids=names(FAMILIES))
def test_without_newer_data_it_cannot_be_told_and_the_file_is_named(home: DoneAlert, family: Family) -> None:
    """First it waits for the file that would tell, then it closes without a verdict."""
    card = home.done(family.detector, family.plant)
    home.later(family.days + 3)
    waiting = home.report()
    assert (waiting.verdict, waiting.final) == ("cannot_tell", False)
    assert FILES[family.file] in waiting.verdict_text.render("en")
    home.later(family.days + 18)
    closed = home.report()
    assert (closed.verdict, closed.final) == ("cannot_tell", True)
    assert home.desk.card(card.id).state is State.REVIEWED


def test_every_detector_that_makes_alarms_has_a_watch() -> None:
    """Whoever imports the making of alarms says how they are looked at again, from a file that can be asked for."""
    making = {
        one.name
        for one in DETECTORS
        if "Alarm" in (made := (one.finish or one.look)).__globals__ or "alarm_of" in made.__globals__  # type: ignore[union-attr]
    }
    assert making == set(WATCHES)
    assert len(making) == 16
    assert {watch.file for watch in WATCHES.values()} <= set(FILES)


def test_a_final_report_is_left_alone_and_nothing_is_doubled(home: DoneAlert) -> None:
    """Run again, and again after more data: the same report, one row, one move of the card, an unbroken chain."""
    family = FAMILIES[0]
    card = home.done(family.detector, family.plant)
    home.later(family.days + 2)
    family.mended(home.warehouse)
    home.brought("orders", day(family.days))
    first = home.report()
    home.later(family.days + 4)
    family.not_mended(home.warehouse)
    home.brought("orders", day(family.days + 3))
    assert home.report() == first
    assert home.desk.renew_reports() == 0
    with home.brain.parts.ledger.session() as session:
        assert follow_ups(session, SHOP.id) == [first]
        assert done_alerts(session, SHOP.id) == []
        assert broken_at(session) is None
    assert home.desk.card(card.id).state is State.REVIEWED


def test_a_report_is_renewed_only_by_new_data_or_time(home: DoneAlert) -> None:
    """The same data on the same side of the window's end gives the same report; a new file gives another."""
    family = FAMILIES[0]
    home.done(family.detector, family.plant)
    first = home.report()
    home.later(5)
    assert home.report() == first
    family.mended(home.warehouse)
    home.brought("orders", day(4))
    renewed = home.report()
    assert renewed.made_at > first.made_at
    assert renewed.verdict == "too_early"
    assert renewed.followed is not None
    assert renewed.followed.now is not None


def test_a_crash_in_the_middle_leaves_all_or_nothing(
    home: DoneAlert, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report and the card's move stand in one transaction: broken between them, neither is there, and the next run makes both."""
    family = FAMILIES[0]
    card = home.done(family.detector, family.plant)
    home.later(family.days + 2)
    family.mended(home.warehouse)
    home.brought("orders", day(family.days))

    def broken(*_: object, **__: object) -> None:
        raise InterruptedError

    with monkeypatch.context() as patched:
        patched.setattr("brain.review.following.move_card", broken)
        with pytest.raises(InterruptedError):
            home.desk.renew_reports()
    assert home.desk.reports() == []
    assert home.desk.card(card.id).state is State.DONE
    assert home.report().verdict == "mended"


@pytest.mark.parametrize("what", ["dismiss", "snooze"])
def test_what_was_not_done_gets_no_report(home: DoneAlert, what: str) -> None:
    """No and later are no deed that could have helped."""
    family = FAMILIES[0]
    family.plant(home.warehouse)
    home.brought("orders", TODAY - timedelta(days=1))
    card = next(card for card in home.desk.cards() if card.detector == family.detector)
    home.desk.decide(card.id, what)  # type: ignore[arg-type]
    home.later(family.days + 20)
    home.desk.run_due()
    assert home.desk.reports() == []


def test_the_next_alert_about_the_same_says_what_came_of_the_last(home: DoneAlert) -> None:
    """Refunds went back, and months later they rise again: the new card tells of the last time, with both figures."""
    family = FAMILIES[0]
    home.done(family.detector, family.plant)
    home.later(family.days + 2)
    family.mended(home.warehouse)
    home.brought("orders", day(family.days))
    report = home.report()
    assert report.followed is not None

    home.later(45)
    sell(home.warehouse, [
        {**line, "day": day(25 + number % 20), "order": f"again{number}", "customer": f"again{number}"}
        for number, line in enumerate(sold("a", 20, a_day=2, back=16))
    ])  # fmt: skip
    home.brought("orders", day(44))
    again = next(card for card in home.desk.cards() if card.detector == family.detector)
    assert isinstance(again, AlertCard)
    last = again.explanation.evidence[-1]
    assert last.text.render("en").startswith("Last time, after you marked it done on")
    assert "it came right" in last.text.render("en")
    assert last.text.render("zh").startswith("上次你在")
    assert last.claims == (report.followed.then, report.followed.now)


def test_the_week_tells_of_it(home: DoneAlert) -> None:
    """The weekly review holds the report among what the owner did, not among what was predicted."""
    family = FAMILIES[0]
    home.done(family.detector, family.plant)
    home.report()
    week = home.desk.week()
    assert [one.card for one in week.seen_to] == [one.card for one in home.desk.reports()]
    assert week.predictions == ()


def test_an_alarm_carries_the_receipts_of_what_is_watched(home: DoneAlert) -> None:
    """The figure then and the usual one can be opened from the day on which the alert was made."""
    card = home.done(FAMILIES[0].detector, FAMILIES[0].plant)
    assert card.warned is not None
    assert card.warned.usual is not None
    for claim in (card.warned.figure, card.warned.usual):
        assert home.desk.receipt(claim.receipt).sql


def on_the_web(shop: Warehouse, first: date, looks: int, lines: int) -> None:
    """Looks at blocks in the web channel within four weeks, and the lines they led to; with everything else beside them at first."""
    rows, sales = [], []
    span = (TODAY - first).days if first < TODAY else 27
    for product in ("积木", "拼图", "水枪", "风筝") if first < TODAY else ("积木",):
        for channel in ("社群", "小程序") if first < TODAY else ("小程序",):
            alone = (product, channel) == ("积木", "小程序")
            rows += [
                (product, channel, first + timedelta(days=n % span)) for n in range(looks if alone else 60)
            ]
            sales += [
                (product, channel, first + timedelta(days=n % span)) for n in range(lines if alone else 20)
            ]
    insert(shop, "event", [
        [SHOP.id, f"{first}e{n}", "b", n, None, f"{first}e{n}", f"{day} 04:00:00", day, "view", None, product, "玩具", None, channel]
        for n, (product, channel, day) in enumerate(rows)
    ])  # fmt: skip
    if not sales:
        return
    sell(shop, [{"day": day, "product": product, "category": "玩具", "order": f"{first}{channel}{n}"} for n, (product, channel, day) in enumerate(sales)])  # fmt: skip
    with shop.writing() as cursor:
        for n, (_, channel, _day) in enumerate(sales):
            cursor.execute(
                "UPDATE order_line_version SET channel = ? WHERE order_id = ?",
                [channel, f"{first}{channel}{n}"],
            )


@pytest.mark.parametrize(("lines", "verdict"), [(40, "mended"), (0, "not_mended")])
def test_a_page_that_did_not_sell(home: DoneAlert, lines: int, verdict: str) -> None:
    """A hundred and twenty looks without an order; after it was done as many looks, with orders or still without."""
    card = home.done("group_mismatch", lambda shop: on_the_web(shop, ago(20), 120, 0))
    assert card.warned is not None
    home.later(30)
    on_the_web(home.warehouse, day(1), 120, lines)
    home.brought("events", day(28))
    assert home.report().verdict == verdict


@pytest.mark.parametrize(("about", "verdict"), [("a", "mended"), ("b", "not_mended"), (None, "cannot_tell")])
def test_a_picture_that_was_to_be_shown(home: DoneAlert, about: str | None, verdict: str) -> None:
    """A post about the product went out, one about something else, or no posts file came: then nobody knows."""

    def plant(shop: Warehouse) -> None:
        sell(shop, [{"day": ago(1 + n), "product": "a", "order": f"o{n}", "paid": 400} for n in range(20)])
        review(shop, [test_photo_to_share.GOOD])

    home.done("photo_to_share", plant)
    home.later(9)
    if about is not None:
        post(home.warehouse, [{"day": day(3), "reached": 100, "clicks": 5, "product": about}])
        home.brought("posts", day(7))
    report = home.report()
    assert (report.verdict, report.final) == (verdict, about is not None)
    if about is None:
        assert "a posts file" in report.verdict_text.render("en")


@pytest.mark.parametrize(("a_day", "verdict"), [(90, "mended"), (20, "not_mended")])
def test_a_goal_when_the_month_is_over(home: DoneAlert, a_day: int, verdict: str) -> None:
    """45,000 wanted in November: nothing is said before December, whatever day it was done on."""
    home.desk.wishes.set_goal(Goal(TODAY.replace(day=1), "net_sales", Decimal(45_000)))
    card = home.done("goal_pace", test_goal_pace.fill)
    assert card.warned is not None
    sell(home.warehouse, [{"day": TODAY, "product": "a", "order": f"today{n}"} for n in range(20)])
    sell(home.warehouse, sold("a", 9, a_day=a_day))
    home.brought("orders", day(9))
    home.later(9)
    assert home.report().verdict == "too_early"
    home.later(11)
    home.brought("orders", day(10))
    report = home.report()
    assert (report.verdict, report.final) == (verdict, True)
    assert report.followed is not None
    assert report.followed.usual is not None
    assert report.followed.usual.value == 45_000
    assert report.followed.now is not None
    month = home.desk.facts.sql(
        "SELECT sum(paid_amount) FROM order_line WHERE shop_id = $shop AND ordered_on >= DATE '2026-11-01' AND ordered_on < DATE '2026-12-01'"
    )
    assert report.followed.now.value == month.rows[0][0]
