"""From findings to cards: words, poster, stored audience with its control group, tracked link, all in one transaction."""

from __future__ import annotations

import zlib
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.actions.links import link_url, make_link
from brain.content.compliance import check
from brain.content.drafting import LINK, Brief, Product, draft, polish
from brain.content.posters import PosterSpec, make_poster, poster_spec
from brain.facts.reader import Facts
from brain.facts.warehouse.shops import Shop
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.kernel.ids import new_id
from brain.ledger import audit
from brain.ledger.cards import add_card, recent_by_dedupe, replace_card
from brain.ledger.follow_ups import last_time
from brain.ledger.lessons import lessons
from brain.ledger.receipts import keep_receipts
from brain.ledger.seeds import seeds_of
from brain.ledger.segments import Arm, add_segment, messages_since, split_arms
from brain.ledger.tables import AuditRow, CardRow, GoalRow
from brain.ledger.wishes import goal_of
from brain.metered import metered
from brain.opportunities.alarms.last_time import last_time_row
from brain.opportunities.base import Alarm, Finding, Found
from brain.opportunities.fatigue import LATELY, Heard
from brain.opportunities.find import FeedResult, find_opportunities
from brain.opportunities.ranking import Ranked, Steer
from brain.opportunities.steering import steer_of
from brain.parts import Parts
from brain.photos.album import Album
from brain.photos.settling import settle
from cards.alert.model import AlertCard
from cards.kinds import AnyCard
from cards.model import Audience, Proposal, Subject, Variant
from cards.opportunity.model import OpportunityCard
from cards.states import State

MADE = "feed.made"
QUIET_DAYS = 14
"""What was decided is not proposed again for so long."""

URGENT_FIRST = 1e12
"""Added to the rank of what cannot wait: more than any amount, so that it stands ahead."""

log = structlog.get_logger()


def rank_of(ranked: Ranked) -> float:
    """By what a card is sorted: its score in the shop's currency, urgent ones ahead of all others."""
    return float(ranked.score) + (URGENT_FIRST if ranked.finding.urgent else 0.0)


class Feed:
    """The cards of one shop: made once a day, after an import, or when asked."""

    def __init__(self, parts: Parts, shop: Shop, facts: Facts) -> None:
        self._parts = parts
        self._shop = shop
        self._facts = facts

    def make(self, *, refresh: bool = False) -> None:
        """Look with every detector and store what is new, unless today's data was looked at already."""
        with self._parts.lock:
            stamp = f"{self._facts.today.isoformat()}/{self._facts.version()}"
            goal = self._goal()
            if goal is not None:
                stamp = f"{stamp}/{goal.id}"
            if not refresh and self._made() == stamp:
                return
            result = self._look(goal)
            for ranked in result.findings:
                self._propose(ranked)
            settle(
                Album(self._parts.ledger, self._parts.warehouse, self._parts.settings.home, self._shop.id),
                self._parts.clock.now(),
            )
            self._remember(stamp, result)

    def switched_off(self) -> list[Text]:
        """What cannot be looked for in this data and what would switch it on, as of the last look."""
        return self._kept("switched_off")

    def considered(self) -> list[Text]:
        """What was seen and turned down at the last look, each with its reason."""
        return self._kept("considered")

    def _kept(self, what: str) -> list[Text]:
        with self._parts.ledger.reading() as session:
            row = self._last(session)
            stored = row.detail.get(what, []) if row else []
        return [Text.model_validate(text) for text in stored]

    def _goal(self) -> GoalRow | None:
        """This month's goal."""
        with self._parts.ledger.reading() as session:
            return goal_of(session, self._shop.id, self._facts.today.replace(day=1))

    def _steer(self, goal: GoalRow | None) -> Steer | None:
        """What ranking favours for a goal about something of the shop: any sale serves one that is about all of it."""
        return steer_of(goal, self._facts) if goal is not None and goal.dimension else None

    def _look(self, goal: GoalRow | None = None) -> FeedResult:
        settings = self._parts.settings
        with self._parts.ledger.session() as session:
            known = lessons(session, self._shop.id)
            messages = messages_since(session, self._shop.id, self._parts.clock.now() - LATELY)
        return find_opportunities(
            self._facts,
            known,
            holdout_share=settings.holdout_share,
            review_days=settings.review_days,
            quiet_from=settings.quiet_from,
            quiet_until=settings.quiet_until,
            steer=self._steer(goal),
            seeded=self._seeded(),
            goal=goal,
            heard=Heard(messages, settings.most_messages_a_week),
        )

    def _seeded(self) -> frozenset[str] | None:
        """The detectors that last night's pass found something with, where it looked at this very day and data."""
        with self._parts.ledger.reading() as session:
            seeds = seeds_of(session, self._shop.id)
        looked_at = (self._facts.today.isoformat(), self._facts.version())
        if not seeds or any((seed.day, seed.version) != looked_at for seed in seeds):
            return None
        return frozenset(seed.detector for seed in seeds)

    def _propose(self, ranked: Ranked) -> None:
        """Store a finding as a card; one that waits already is renewed, one that was decided stays decided."""
        finding = ranked.finding
        now = self._parts.clock.now()
        with self._parts.ledger.session() as session:
            known = recent_by_dedupe(session, self._shop.id, finding.dedupe, now - timedelta(days=QUIET_DAYS))
            if known is not None and known.state not in (State.PROPOSED.value, State.EXPIRED.value):
                return
            waiting = known if known is not None and known.state == State.PROPOSED.value else None
            card_id = waiting.id if waiting is not None else new_id("card", now)
        # Words and pictures take their time, so they are made outside the transaction; an unused poster does no harm.
        if isinstance(finding, Finding):
            self._propose_post(card_id, ranked, finding, waiting)
            return
        assert isinstance(finding, Alarm)
        with self._parts.ledger.session() as session:
            keep_receipts(session, finding.receipts)
            card = self._with_last_time(session, self._alert(card_id, ranked, finding))
            self._store(session, card, waiting, finding)

    def _propose_post(self, card_id: str, ranked: Ranked, finding: Finding, waiting: CardRow | None) -> None:
        now = self._parts.clock.now()
        with self._parts.ledger.session() as session:
            code = make_link(session, self._shop.id, card_id, "", now)
        card, arms = self._card(card_id, ranked, finding, code)
        with self._parts.ledger.session() as session:
            keep_receipts(session, finding.receipts)
            if arms:
                segment = card.proposal.audience.segment
                add_segment(session, segment, self._shop.id, finding.audience_rule, arms, now)
            self._store(session, card, waiting, finding)

    def _store(self, session: Session, card: AnyCard, waiting: CardRow | None, finding: Found) -> None:
        if waiting is None:
            add_card(session, card, dedupe=finding.dedupe)
            return
        row = session.get_one(CardRow, card.id)
        if (
            row.state != State.PROPOSED.value
        ):  # decided while its words were being written: the decision stands
            return
        replace_card(session, card)
        row.rank, row.valid_until = card.rank, card.valid_until

    def _alert(self, card_id: str, ranked: Ranked, finding: Alarm) -> AlertCard:
        return AlertCard(
            id=card_id,
            shop=self._shop.id,
            detector=finding.detector,
            subjects=finding.subjects,
            headline=finding.headline,
            made_at=self._parts.clock.now(),
            valid_until=finding.valid_until,
            rank=rank_of(ranked),
            rank_why=ranked.why,
            explanation=finding.explanation,
            effect=finding.effect,
            steps=finding.steps,
            urgent=finding.urgent,
            warned=finding.warned,
        )

    def _with_last_time(self, session: Session, card: AlertCard) -> AlertCard:
        """The alert with what came of the last one about the same, where that is known."""
        if card.warned is None:
            return card
        report = last_time(session, self._shop.id, card.detector, card.warned.key)
        row = last_time_row(report) if report is not None else None
        if row is None:
            return card
        told = card.explanation.model_copy(update={"evidence": (*card.explanation.evidence, row)})
        return card.model_copy(update={"explanation": told})

    def _card(
        self, card_id: str, ranked: Ranked, finding: Finding, code: str
    ) -> tuple[OpportunityCard, dict[str, Arm]]:
        now = self._parts.clock.now()
        keys = [member.customer_key for member in finding.members]
        arms = split_arms(keys, self._parts.settings.holdout_share, card_id)
        treated = sum(arm == "treated" for arm in arms.values())
        audience = Audience(
            segment=new_id("seg", now) if arms else "",
            name=finding.audience_name,
            size=len(arms),
            treated=treated,
            holdout=len(arms) - treated,
            tired=finding.tired,
            lately=finding.lately,
        )
        variants = self._variants(card_id, finding, code)
        voices = [variant.voice for variant in variants]
        card = OpportunityCard(
            id=card_id,
            shop=self._shop.id,
            detector=finding.detector,
            subjects=finding.subjects,
            headline=finding.headline,
            made_at=now,
            valid_until=finding.valid_until,
            rank=rank_of(ranked),
            rank_why=ranked.why,
            explanation=finding.explanation,
            effect=finding.effect,
            proposal=Proposal(
                subjects=tuple(
                    Subject(type="product", id=item.product_id, name=item.name) for item in finding.goods
                ),
                audience=audience,
                variants=variants,
                chosen=voices.index(finding.timing.voice) if finding.timing.voice in voices else 0,
                at=finding.timing.at,
                at_why=finding.timing.at_why,
                cost=finding.cost,
                link=code,
            ),
        )
        return card, arms

    def _variants(self, card_id: str, finding: Finding, code: str) -> tuple[Variant, ...]:
        """Three voices with their posters; a poster that cannot be drawn is left out, the words still go."""
        brief = self._brief(finding)
        # The same opportunity keeps its words from day to day; another one gets others.
        seed = zlib.crc32(finding.dedupe.encode())
        drafts = draft(brief, seed=seed)
        writer = metered(self._parts, self._shop)
        if writer is not None:
            drafts = polish(brief, drafts, writer)
        url = link_url(self._parts.settings, code)
        return tuple(
            one.model_copy(
                update={
                    "text": one.text.replace(LINK, url),
                    "picture": self._poster(card_id, poster_spec(brief, one.voice, url, seed=seed)),
                }
            )
            for one in drafts
        )

    def _brief(self, finding: Finding) -> Brief:
        return Brief(
            purpose=finding.purpose,
            shop=self._shop.name,
            lang="zh" if self._shop.language == "zh" else "en",
            currency=self._shop.currency,
            products=tuple(
                Product(name=item.name, price=item.price if item.price and item.price > 0 else None)
                for item in finding.goods
                # A name that breaks the law by itself may stand in the shop's files, but neither in a text nor on a poster.
                if check(item.name).verdict != "block"
            ),
            category=finding.category,
            group=finding.group,
        )

    def _poster(self, card_id: str, spec: PosterSpec) -> str:
        """Draw a poster; its path under the home folder, or empty where this computer has no font for it."""
        relative = Path("posters") / self._shop.id / f"{card_id}-{spec.voice}.png"
        try:
            make_poster(spec, self._parts.settings.home / relative)
        except OwnerError as error:
            log.warning("poster not drawn", card=card_id, code=error.code)
            return ""
        return relative.as_posix()

    def _made(self) -> str:
        with self._parts.ledger.reading() as session:
            row = self._last(session)
            return row.subject if row else ""

    def _last(self, session: Session) -> AuditRow | None:
        query = select(AuditRow).where(AuditRow.shop == self._shop.id, AuditRow.what == MADE)
        return session.scalars(query.order_by(AuditRow.seq.desc()).limit(1)).first()

    def _remember(self, stamp: str, result: FeedResult) -> None:
        off = [
            Text(msg="{title}: {hint}", args={"title": one.title, "hint": one.hint}).model_dump(mode="json")
            for one in result.switched_off
        ]
        considered = [text.model_dump(mode="json") for text in result.considered_and_rejected]
        with self._parts.ledger.session() as session:
            keep_receipts(session, result.receipts)
            audit.record(
                session,
                shop=self._shop.id,
                at=self._parts.clock.now(),
                who="brain",
                what=MADE,
                subject=stamp,
                detail={"switched_off": off, "considered": considered, "found": len(result.findings)},
            )
