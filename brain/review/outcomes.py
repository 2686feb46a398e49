"""From an execution to its battle report: funnel, result against expectation and control, money, lesson."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from brain.analysis.uplift import Estimate
from brain.facts.reader import Facts
from brain.kernel.clock import shop_day
from brain.kernel.evidence import Claim, Period, Receipt, count_claim
from brain.kernel.i18n import N_, Day, Text
from brain.kernel.ids import stable_id
from brain.kernel.money import cents
from brain.ledger import audit
from brain.ledger.cards import card_row, get_opportunity, move_card
from brain.ledger.executions import done_executions, post_of
from brain.ledger.lessons import find_outcome, keep_lesson, keep_outcome
from brain.ledger.links import count_clicks
from brain.ledger.receipts import keep_receipts
from brain.ledger.segments import members
from brain.ledger.tables import ExecutionRow, LessonRow, PostRow
from brain.review.known import NEAR_THE_END, PATIENCE
from brain.review.measure import Measured, measure_before_after, measure_holdout
from cards.battle_report.model import BattleReportCard, ControlKind, FunnelStep, Uplift, VerdictWord
from cards.model import Effect
from cards.opportunity.model import OpportunityCard
from cards.states import State

VERDICTS: Mapping[VerdictWord, str] = {
    "worked": N_("It worked: sales rose more than chance explains."),
    "harmful": N_("It did harm: those who got the post bought less, more clearly than chance explains."),
    "no_effect": N_("It had no effect worth the name: the expected result can be ruled out."),
    "cannot_tell": N_("This cannot be told from chance."),
    "too_early": N_("Too early to say: the window is still open, or its orders are not imported yet."),
}
LESSONS: dict[bool, str] = {
    True: N_(
        "One customer who received it brought {each} more than one who did not, give or take {error}. "
        "The next expectation of this kind takes this into account."
    ),
    False: N_(
        "One customer who received it brought {each} less than one who did not, give or take {error}. "
        "The next expectation of this kind takes this into account."
    ),
}


def review_done(session: Session, facts: Facts, now: datetime, days: int) -> list[BattleReportCard]:
    """Renew the report of every sent post whose report is not final yet. Returns the renewed reports."""
    reports = []
    for execution in done_executions(session, facts.shop.id):
        known = find_outcome(session, execution.id)
        post = post_of(session, execution.id)
        if post is None or (known is not None and known.final):
            continue
        basis = _basis(session, facts, execution, post, now, days)
        if known is not None and known.basis == basis:
            continue
        card = get_opportunity(session, facts.shop.id, execution.card)
        report, measured = report_on(session, facts, execution, post, card, now, days)
        report.basis = basis
        keep_outcome(session, report)
        if report.final:
            _close(session, facts, execution, card, report, measured, now)
        reports.append(report)
    return reports


def _basis(
    session: Session, facts: Facts, execution: ExecutionRow, post: PostRow, now: datetime, days: int
) -> str:
    """What a report depends on: the facts' version, the link's visits, whether the window is over and its orders known.

    The last two change with time alone: what waits for late orders is looked at again when the patience for them ends.
    """
    visits, visitors = count_clicks(session, execution.link) if execution.link else (0, 0)
    over = now >= post.posted_at + timedelta(days=days)
    return f"{facts.version()}/{visits}/{visitors}/{over}/{_is_final(facts, post, now, days)}"


def _is_final(facts: Facts, post: PostRow, now: datetime, days: int) -> bool:
    """Whether the window is over and all its orders are here."""
    end = post.posted_at + timedelta(days=days)
    return now >= end and _orders_known_until(facts, post.posted_at, end, now)


def report_on(
    session: Session,
    facts: Facts,
    execution: ExecutionRow,
    post: PostRow,
    card: OpportunityCard,
    now: datetime,
    days: int,
) -> tuple[BattleReportCard, Measured]:
    """The battle report of one post as of `now`; final once its window is over and its orders are known."""
    start, end = post.posted_at, post.posted_at + timedelta(days=days)
    held_out = members(session, execution.segment, "holdout") if execution.segment else []
    if held_out:
        measured = measure_holdout(
            facts, members(session, execution.segment, "treated"), held_out, start, end
        )
    else:
        measured = measure_before_after(facts, _category_of(card), start, end)
    final = _is_final(facts, post, now, days)
    verdict = _verdict(measured.total, card.effect, final)
    visitors, clicks = _clicks(session, facts, execution.link, start, end, now)
    keep_receipts(session, [measured.result.receipt, clicks])
    control, control_text = _control(measured)
    report = BattleReportCard(
        id=stable_id("report", execution.id),
        shop=facts.shop.id,
        detector=card.detector,
        subjects=card.subjects,
        headline=card.headline,
        state=State.REVIEWED if final else State.DONE,
        made_at=now,
        valid_until=now + timedelta(days=365),
        execution=execution.id,
        card=card.id,
        window=Period(start=shop_day(start, facts.shop.zone), end=shop_day(end, facts.shop.zone)),
        final=final,
        verdict=verdict,
        verdict_text=Text(msg=VERDICTS[verdict]),
        expected=card.effect,
        uplift=_uplift(measured.total, facts.shop.currency),
        control=control,
        control_text=control_text,
        funnel=_funnel(post, measured, visitors, clicks),
        money=_money(measured, facts.shop.currency),
        lesson=_lesson_text(measured, card, final, facts),
        next_review_at=None if final else max(end, now),
    )
    return report, measured


def _close(
    session: Session,
    facts: Facts,
    execution: ExecutionRow,
    card: OpportunityCard,
    report: BattleReportCard,
    measured: Measured,
    now: datetime,
) -> None:
    """The window is over: the card is reviewed, and what was measured becomes a lesson."""
    row = card_row(session, facts.shop.id, card.id)
    if State(row.state) is State.DONE:
        move_card(session, row, State.REVIEWED, who="brain", at=now, why=report.verdict)
    execution.state = State.REVIEWED.value
    if measured.per_member is None:
        return
    sent_hour = _shop_hour(report_start=execution.finished_at or now, zone=facts.shop.zone)
    keep_lesson(
        session,
        LessonRow(
            execution=execution.id,
            shop=facts.shop.id,
            detector=card.detector,
            voice=execution.voice,
            hour=sent_hour,
            treated=measured.treated,
            effect_per_member=measured.per_member.mid,
            standard_error=measured.per_member.standard_error,
            learned_at=now,
        ),
    )
    audit.record(
        session,
        shop=facts.shop.id,
        at=now,
        who="brain",
        what="lesson.learned",
        subject=execution.id,
        detail={"verdict": report.verdict},
    )


def _verdict(total: Estimate | None, expected: Effect, final: bool) -> VerdictWord:
    if not final:
        return "too_early"
    if total is None:
        return "cannot_tell"
    if total.low > 0:
        return "worked"
    if total.high < 0:
        return "harmful"
    return "no_effect" if total.high < float(expected.low) else "cannot_tell"


def _control(measured: Measured) -> tuple[ControlKind, Text]:
    if measured.held_out:
        return "holdout", Text(
            msg="Compared with {held} customers of the same audience, chosen by lot, who did not get the post.",
            args={"held": count_claim(measured.held_out, measured.result.receipt.id)},
        )
    if measured.total is not None:
        return "before_after", Text(
            msg="Compared with this category's usual share of the shop in the {count} equally long windows before the "
            "post. Weaker than a control group: other causes in the same days cannot be told apart.",
            args={"count": measured.windows},
        )
    return "none", Text(msg="There is no control to compare with, so no effect is stated.")


def _funnel(post: PostRow, measured: Measured, visitors: int, clicks: Receipt) -> tuple[FunnelStep, ...]:
    steps = []
    if post.reached:
        steps.append(
            FunnelStep(name=Text(msg="Received the post"), claim=count_claim(post.reached, clicks.id))
        )
    steps.append(FunnelStep(name=Text(msg="Opened the link"), claim=count_claim(visitors, clicks.id)))
    name = "Orders of those who received it" if measured.held_out else "Orders in the window"
    steps.append(
        FunnelStep(name=Text(msg=name), claim=count_claim(measured.orders, measured.result.receipt.id))
    )
    return tuple(steps)


N_("Orders of those who received it")
N_("Orders in the window")


def _money(measured: Measured, currency: str) -> tuple[FunnelStep, ...]:
    def money(value: Decimal) -> Claim:
        return measured.result.claim_of(cents(value), "money")

    if not measured.held_out:
        return (FunnelStep(name=Text(msg="Net sales in the window"), claim=money(measured.net_sales)),)
    each = measured.net_sales / max(measured.treated, 1)
    each_held = measured.control_net_sales / max(measured.held_out, 1)
    return (
        FunnelStep(name=Text(msg="Net sales of those who received it"), claim=money(measured.net_sales)),
        FunnelStep(name=Text(msg="Per customer who received it"), claim=money(each)),
        FunnelStep(name=Text(msg="Per customer held out"), claim=money(each_held)),
    )


def _lesson_text(measured: Measured, card: OpportunityCard, final: bool, facts: Facts) -> Text:
    if not final:
        span = facts.span()
        last = span.end - timedelta(days=1) if span else facts.today
        return Text(
            msg="Orders are known up to {day}. Import newer ones, or wait until the window closes.",
            args={"day": Day(day=last)},
        )
    if measured.per_member is None:
        return Text(msg="Nothing that changes the next proposal: there was too little to compare.")
    each = Decimal(str(round(measured.per_member.mid, 2)))
    return Text(
        msg=LESSONS[each >= 0],
        args={
            "each": measured.result.claim_of(abs(each), "money"),
            "error": measured.result.claim_of(
                Decimal(str(round(measured.per_member.standard_error, 2))), "money"
            ),
        },
    )


def _uplift(total: Estimate | None, currency: str) -> Uplift | None:
    if total is None:
        return None
    low, mid, high = (Decimal(str(round(value, 2))) for value in (total.low, total.mid, total.high))
    return Uplift(low=low, mid=mid, high=high, currency=currency)


def _orders_known_until(facts: Facts, start: datetime, end: datetime, now: datetime) -> bool:
    """Whether orders up to the window's end were brought in.

    An order after it proves that (one that claims to come from the future does not). A small shop may have none on the
    last days: then an import made after the end is believed when it reaches near the end, and two weeks later when it
    reaches into the window at all.
    """
    reach = end - NEAR_THE_END if now < end + PATIENCE else start
    row = facts.sql(
        """SELECT max(ordered_at) AS newest,
               (SELECT max(imported_at) FROM import_batch
                WHERE shop_id = $shop AND kind = 'orders' AND state = 'visible' AND to_on >= $reach) AS imported
           FROM order_line WHERE shop_id = $shop AND ordered_at <= $now""",
        {"reach": shop_day(reach, facts.shop.zone), "now": now.astimezone(UTC).replace(tzinfo=None)},
    ).rows[0]
    known = [value.replace(tzinfo=UTC) for value in row if value is not None]
    return any(value >= end for value in known)


def _clicks(
    session: Session, facts: Facts, code: str, start: datetime, end: datetime, now: datetime
) -> tuple[int, Receipt]:
    """Visitors of the link, and the receipt of what the ledger counted itself.

    The receipt is named after its counts, so that looking again without a new visit stores nothing.
    """
    visits, visitors = count_clicks(session, code, start, end) if code else (0, 0)
    sql = (
        "SELECT count(*), count(DISTINCT visitor) FROM click "
        f"WHERE code = '{code}' AND at >= '{start.isoformat()}' AND at < '{end.isoformat()}'"
    )
    return visitors, Receipt(
        id=stable_id("rcpt", facts.shop.id, sql, str(visits), str(visitors)),
        shop=facts.shop.id,
        sql=sql,
        engine="ledger",
        row_count=1,
        data_version=facts.version(),
        made_at=now,
    )


def _category_of(card: OpportunityCard) -> str:
    return next((subject.name for subject in card.subjects if subject.type == "category"), "")


def _shop_hour(report_start: datetime, zone: str) -> int:
    return report_start.astimezone(ZoneInfo(zone)).hour
