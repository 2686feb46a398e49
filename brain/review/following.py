"""From an alert that was marked done to its report: what it warned of, counted once more over the days after."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from brain.facts.reader import Facts
from brain.kernel.clock import day_start, shop_day
from brain.kernel.evidence import Period
from brain.kernel.i18n import N_, Day, Text
from brain.kernel.ids import stable_id
from brain.ledger.cards import card_row, move_card
from brain.ledger.follow_ups import done_alerts, find_follow_up, keep_follow_up
from brain.ledger.receipts import keep_receipts
from brain.opportunities.alarms.watch import Reading, Said, Watch
from brain.opportunities.detectors import DETECTORS
from brain.review.known import PATIENCE, UNDATED, imported_since, is_known
from cards.alert.model import AlertCard, Warned
from cards.battle_report.model import Aim, BattleReportCard, ThenAndNow, VerdictWord
from cards.states import State

WATCHES: dict[str, Watch] = {one.name: one.watch for one in DETECTORS if one.watch is not None}

FILES = {
    "orders": N_("an order export"),
    "events": N_("an export of visits"),
    "posts": N_("a posts file"),
    "stock": N_("a stock file"),
    "reviews": N_("a reviews file"),
    "prices": N_("a prices file"),
    "products": N_("a product file"),
    "promotions": N_("a promotions file"),
}
NO_CONTROL: dict[Aim, str] = {
    "mend": N_(
        "Before and after, without a control group: something else may have changed it, and what stands out often comes back by itself."
    ),
    "avert": N_("Before and after, without a control group: it might have come so without you too."),
    "reach": N_("Before and after, without a control group: something else may have brought it about."),
}


@dataclass(frozen=True)
class _Look:
    """One alert looked at again: the days since it was done, whether they are over and whether their data is here."""

    card: AlertCard
    warned: Warned
    watch: Watch
    done_at: datetime
    window: Period
    over: bool
    known: bool
    waited: bool

    @property
    def final(self) -> bool:
        """Nothing about these days can still come in, or it was waited for long enough."""
        return self.over and (self.known or self.waited)

    def basis(self, version: int) -> str:
        """What the report depends on: the same basis gives the same report."""
        return f"{version}/{self.over}/{self.final}"


def follow_done(session: Session, facts: Facts, now: datetime) -> list[BattleReportCard]:
    """Renew the report of every alert that was marked done and whose report is not final yet. Returns the renewed reports."""
    reports = []
    for card, done_at in done_alerts(session, facts.shop.id):
        watch = WATCHES.get(card.detector)
        if card.warned is None or watch is None:
            continue
        look = _look(facts, card, card.warned, watch, done_at, now)
        known = find_follow_up(session, card.id)
        basis = look.basis(facts.version())
        if known is not None and (known.final or known.basis == basis):
            continue
        report = _report(session, facts, look, now, basis)
        keep_follow_up(session, look.warned.key, report)
        if report.final:
            row = card_row(session, facts.shop.id, card.id)
            move_card(session, row, State.REVIEWED, who="brain", at=now, why=report.verdict)
        reports.append(report)
    return reports


def window_of(warned: Warned, done_on: date) -> Period:
    """The shop days that are watched: from the day after *Done*, whose own day is of both times."""
    start = done_on + timedelta(days=1)
    end = warned.until if warned.until is not None else start + timedelta(days=warned.days)
    return Period(start=start, end=max(start, end))


def _look(
    facts: Facts, card: AlertCard, warned: Warned, watch: Watch, done_at: datetime, now: datetime
) -> _Look:
    window = window_of(warned, shop_day(done_at, facts.shop.zone))
    end = day_start(window.end, facts.shop.zone)
    over = now >= end
    known = over and is_known(facts, warned.file, window, now)
    return _Look(card, warned, watch, done_at, window, over, known, now >= end + PATIENCE)


def _count(facts: Facts, look: _Look) -> Reading:
    """The figure over the part of the window that the data reaches; none where only a newer file could tell and none came."""
    end = look.window.end if look.known else min(look.window.end, max(_reach(facts, look), look.window.start))
    reading = look.watch.count(facts, look.warned.about, Period(start=look.window.start, end=end))
    if look.warned.file in UNDATED and not imported_since(facts, look.warned.file, look.done_at):
        return Reading(reading.result, {"figure": None})
    return reading


def _reach(facts: Facts, look: _Look) -> date:
    """To where the data goes while that is not known: a day without a sale beyond it may only not be here yet."""
    span = facts.span()
    if look.warned.file == "orders" and span is not None:
        return min(facts.today, span.end)
    return facts.today


def _report(session: Session, facts: Facts, look: _Look, now: datetime, basis: str) -> BattleReportCard:
    reading = _count(facts, look)
    keep_receipts(session, [reading.result.receipt])
    verdict, words = _verdict(look, reading)
    card, warned = look.card, look.warned
    return BattleReportCard(
        id=stable_id("report", card.id),
        shop=facts.shop.id,
        detector=card.detector,
        subjects=card.subjects,
        headline=card.headline,
        state=State.REVIEWED if look.final else State.DONE,
        made_at=now,
        valid_until=now + timedelta(days=365),
        execution="",
        card=card.id,
        window=look.window,
        final=look.final,
        basis=basis,
        verdict=verdict,
        verdict_text=words,
        expected=card.effect,
        uplift=None,
        control="before_after",
        control_text=Text(msg=NO_CONTROL[look.watch.aim]),
        funnel=(),
        money=(),
        lesson=_lesson(look, verdict),
        followed=ThenAndNow(
            aim=look.watch.aim,
            what=warned.what,
            then=warned.figure,
            now=reading.claim(warned.figure.unit),
            usual=warned.usual,
            usual_name=warned.usual_name,
            done_on=shop_day(look.done_at, facts.shop.zone),
        ),
        next_review_at=None if look.final else max(day_start(look.window.end, facts.shop.zone), now),
    )


def _verdict(look: _Look, reading: Reading) -> tuple[VerdictWord, Text]:
    """The verdict and its sentence. Nothing is said of an open window, or of one whose data is only partly here."""
    last = Day(day=look.window.end - timedelta(days=1))
    file = Text(msg=FILES[look.warned.file])
    if not look.over:
        return "too_early", Text(msg="Too early to say: it is watched until {day}.", args={"day": last})
    if reading.figure is None and look.warned.file in UNDATED and not look.known:
        return "cannot_tell", Text(
            msg="Cannot be told: nothing newer came in. To know, bring {file} as it is today.",
            args={"file": file},
        )
    if reading.figure is None and not look.known:
        return "cannot_tell", Text(
            msg="Cannot be told: nothing newer came in. To know, bring {file} that reaches {day}.",
            args={"file": file, "day": last},
        )
    if reading.figure is None:
        since = Day(day=look.window.start)
        return "cannot_tell", Text(
            msg="Cannot be told: the data since {day} holds nothing to count it from.", args={"day": since}
        )
    if not look.final:
        return "too_early", Text(
            msg="Too early to say: the days are over, but {file} that reaches {day} is not here yet.",
            args={"file": file, "day": last},
        )
    usual = float(look.warned.usual.value) if look.warned.usual is not None else math.nan
    verdict = look.watch.judge(look.warned.then, reading.numbers, usual)
    return verdict, look.watch.say(verdict, Said(look.warned, reading, look.window))


def _lesson(look: _Look, verdict: VerdictWord) -> Text:
    """What the next alert about the same will know."""
    if not look.final:
        return Text(msg="Nothing yet.")
    if verdict == "cannot_tell":
        return Text(msg="Nothing that a next card could go by.")
    return Text(msg="If it comes up again, the card will say what came of it this time.")
