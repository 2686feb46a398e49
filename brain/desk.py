"""What one person can do in one shop. The pages and the command line call only this."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from brain.actions.channels import channel_names
from brain.actions.commands import Accept, Cancel, Command, Dismiss, ResolveUncertain, Retry, Snooze
from brain.actions.decide import decide
from brain.actions.due import DueCounts, run_due
from brain.actions.views import ExecutionView, PostView, list_executions, list_posts
from brain.content.compliance import Verdict, check
from brain.desk_care import Care
from brain.desk_checking import Checking
from brain.desk_figures import Figures, own_in_force
from brain.desk_files import Files
from brain.desk_history import History
from brain.desk_live import Live
from brain.desk_photos import Photos
from brain.desk_tags import Tags
from brain.desk_talk import Talk
from brain.desk_wishes import Wishes
from brain.facts.lineage.base import Lineage, RowFate
from brain.facts.lineage.row_fate import fate_of_row
from brain.facts.lineage.trace import trace
from brain.facts.reader import Facts
from brain.facts.sources.intake.importer import Options, load, preview
from brain.facts.sources.intake.progress import Progress, silent
from brain.facts.sources.intake.report import ImportPreview, ImportReport
from brain.facts.warehouse.batches import Batch, LeftOut, list_batches, quarantined_rows, undo_batch
from brain.facts.warehouse.shops import Shop, drop_empty_shop
from brain.feed import Feed
from brain.kernel.errors import NotFound, OwnerError
from brain.kernel.evidence import Receipt
from brain.kernel.i18n import Text
from brain.kernel.identity import Actor, require
from brain.ledger import audit
from brain.ledger.cards import cards_in, get_card, get_opportunity
from brain.ledger.follow_ups import follow_ups
from brain.ledger.lessons import outcomes
from brain.ledger.receipts import find_receipt, keep_receipts
from brain.ledger.segments import Arm, members
from brain.live.pulling import PullReport
from brain.mornings import greet
from brain.parts import Parts
from brain.review.following import follow_done
from brain.review.outcomes import review_done
from brain.review.overview import Overview, overview
from brain.review.weekly import WeeklyReview, parse_week, weekly_review
from cards.answer.model import AnswerCard
from cards.battle_report.model import BattleReportCard
from cards.kinds import AnyCard, sendable
from cards.model import Picture
from cards.states import State

OPEN_STATES = (State.PROPOSED,)
"""The states in which a card waits for the owner."""
ACCEPTED_STATES = (State.ACCEPTED, State.SCHEDULED, State.RUNNING, State.DONE, State.FAILED)
ARMS: tuple[Arm, Arm] = ("treated", "holdout")
SEND_PATIENCE = 20.0
"""Seconds that a click waits for its post; a slower channel goes on without it."""


class RunCounts(DueCounts):
    """What one run did: posts and cards as `DueCounts` says, and how many battle reports were renewed."""

    reviewed: int = 0


class AudienceView(BaseModel):
    """A card's audience by the owner's own customer ids: who receives the post, and who is held out as control."""

    model_config = ConfigDict(frozen=True)

    size: int
    treated: int
    holdout: int
    customers: tuple[str, ...]
    own_ids: tuple[str, ...]
    held_out_ids: tuple[str, ...]


class Desk:
    """One actor in one shop. Made for one request: what it reads of the facts stays the same while it lives."""

    def __init__(self, parts: Parts, shop: Shop, actor: Actor) -> None:
        self.parts = parts
        self.shop = shop
        self.actor = actor
        self.facts = Facts(parts.warehouse, shop, parts.clock, own_in_force(parts.ledger, shop.id))
        self._feed = Feed(parts, shop, self.facts)

    @property
    def today(self) -> date:
        """The shop's current day."""
        return self.facts.today

    def data_version(self) -> int:
        """Counts up with every import and undo: a cache key."""
        return self.facts.version()

    # -- seeing ---------------------------------------------------------------------------------------------

    def overview(self) -> Overview:
        """The greeting and the four key figures; their receipts are kept so that each can be opened."""
        require(self.actor, "read", self.shop.id)
        with self.parts.ledger.session() as session:
            waiting = len(cards_in(session, self.shop.id, OPEN_STATES))
        seen = overview(self.facts, waiting)
        with self.parts.ledger.session() as session:
            keep_receipts(session, seen.receipts)
        return seen

    def cards(self, refresh: bool = False) -> list[AnyCard]:
        """Today's open cards, best first. They are made once a day, after an import, or when `refresh` asks."""
        require(self.actor, "read", self.shop.id)
        self._feed.make(refresh=refresh)
        with self.parts.ledger.session() as session:
            return cards_in(session, self.shop.id, OPEN_STATES)

    def switched_off(self) -> list[Text]:
        """What the brain cannot look for in this shop's data, and what would switch it on."""
        return self._feed.switched_off()

    def considered(self) -> list[Text]:
        """What the brain saw at the last look and turned down, each with its reason."""
        return self._feed.considered()

    def receipt(self, receipt_id: str) -> Receipt:
        """How a figure was made. Raises NotFound."""
        require(self.actor, "read", self.shop.id)
        with self.parts.ledger.session() as session:
            return find_receipt(session, self.shop.id, receipt_id)

    def picture(self, relative: str) -> Path:
        """The file of a picture that a card or post names. Raises NotFound outside the home folder."""
        home = self.parts.settings.home.resolve()
        path = (home / relative).resolve()
        if not relative or home not in path.parents or not path.is_file():
            raise NotFound(
                "no_picture",
                Text(msg="The picture is missing."),
                Text(msg="Refresh the cards to draw it again."),
            )
        return path

    # -- asking ---------------------------------------------------------------------------------------------

    @property
    def talk(self) -> Talk:
        """The conversation: asking, speaking, tasks of several steps."""
        return Talk(self.parts, self.facts, self.actor, self.cards)

    @property
    def history(self) -> History:
        """One's own conversations, to look back at."""
        return History(self.parts, self.facts, self.actor)

    @property
    def wishes(self) -> Wishes:
        """Words of the owner's own, and the month's goal."""
        return Wishes(self.parts, self.facts, self.actor)

    @property
    def figures(self) -> Figures:
        """Figures of the owner's own."""
        return Figures(self.parts, self.facts, self.actor)

    def ask(
        self, question: str, context: Sequence[str] = (), *, lang: str | None = None, remember: bool = True
    ) -> AnswerCard:
        """Answer a question in the newest conversation. With `remember` the turn joins it and its receipt is kept."""
        return self.talk.ask(question, context, lang=lang, remember=remember)

    # -- deciding -------------------------------------------------------------------------------------------

    def card(self, card_id: str) -> AnyCard:
        """The card with this name. Raises NotFound."""
        require(self.actor, "read", self.shop.id)
        with self.parts.ledger.reading() as session:
            return get_card(session, self.shop.id, card_id)

    def recent_cards(self) -> list[AnyCard]:
        """Cards that were said yes to and are on their way, out, or failed; newest first."""
        require(self.actor, "read", self.shop.id)
        with self.parts.ledger.reading() as session:
            found = cards_in(session, self.shop.id, ACCEPTED_STATES)
        return sorted(found, key=lambda card: card.made_at, reverse=True)

    def audience(self, card_id: str) -> AudienceView:
        """Whom a card addresses, by the owner's own customer ids, and which of them are left out as its control."""
        require(self.actor, "decide", self.shop.id)
        with self.parts.ledger.reading() as session:
            audience = get_opportunity(session, self.shop.id, card_id).proposal.audience
            treated, held_out = (
                members(session, audience.segment, arm) if audience.segment else [] for arm in ARMS
            )
        own = self.parts.contacts.own_ids(self.parts.warehouse, self.shop, [*treated, *held_out])
        receiving = sorted(own[key] for key in treated if key in own)
        left_out = sorted(own[key] for key in held_out if key in own)
        return AudienceView(
            size=audience.size,
            treated=audience.treated,
            holdout=audience.holdout,
            customers=tuple(sorted(receiving + left_out)),
            own_ids=tuple(receiving),
            held_out_ids=tuple(left_out),
        )

    def decide(
        self,
        card_id: str,
        what: Literal["accept", "dismiss", "snooze"],
        *,
        variant: int | None = None,
        text: str | None = None,
        at: datetime | None = None,
        until: datetime | None = None,
        channel: str | None = None,
        picture: Picture | None = None,
        reason: str = "",
        patience: float = SEND_PATIENCE,
    ) -> ExecutionView | None:
        """Decide about a card. A yes that is due at once is sent here, and waited for `patience` seconds at most."""
        command: Command
        if what == "accept":
            command = Accept(card_id, variant, text, at, channel, reason, picture)
        elif what == "dismiss":
            command = Dismiss(card_id, reason=reason)
        else:
            command = Snooze(card_id, until=until or at, reason=reason)
        return self._sent_if_due(self._carry_out(command), patience)

    def cancel(self, card_id: str) -> ExecutionView | None:
        """Take back a yes that is not out yet."""
        return self._carry_out(Cancel(card_id))

    def retry(self, execution_id: str) -> ExecutionView | None:
        """Try a failed execution again."""
        return self._sent_if_due(self._carry_out(Retry(execution_id)))

    def resolve_uncertain(self, execution_id: str, arrived: bool) -> ExecutionView | None:
        """Say whether a post arrived whose channel could not tell; if it did not, it is sent again."""
        return self._sent_if_due(self._carry_out(ResolveUncertain(execution_id, arrived)))

    def executions(self) -> list[ExecutionView]:
        """What was decided to be sent, the latest due first."""
        require(self.actor, "read", self.shop.id)
        with self.parts.ledger.reading() as session:
            return list_executions(session, self.shop.id, self.parts.settings)

    def outbox(self) -> list[PostView]:
        """Every post that is out, newest first."""
        require(self.actor, "read", self.shop.id)
        with self.parts.ledger.reading() as session:
            return list_posts(session, self.shop.id)

    def channels(self) -> list[str]:
        """Where posts can go, "outbox" first."""
        return channel_names(self.parts.settings)

    def run_due(self, wait_seconds: float = 60.0) -> RunCounts:
        """Send what is due, wake and expire cards, renew battle reports; at its hour the morning's cards, once a day what
        retention and tags ask for."""
        require(self.actor, "decide", self.shop.id)
        # First: what a customer agrees to no longer must not go out.
        self.photos.follow()
        counts = run_due(
            self.parts.ledger,
            self.parts.started_executor(),
            self.parts.clock,
            self.parts.settings,
            self.parts.zone_of,
            shop=self.shop.id,
            wait_seconds=wait_seconds,
        )
        reviewed = self.renew_reports()
        self.care.apply_retention()
        self.tags.renew()
        # Last: a morning that cannot be made keeps nothing else from being done.
        greet(self.parts, self.shop, self.cards, lambda: self.overview().greeting)
        return RunCounts(**counts.model_dump(), reviewed=reviewed)

    def _carry_out(self, command: Command) -> ExecutionView | None:
        return decide(
            self.parts.ledger, self.actor, command, self.parts.clock, self.parts.settings, self.shop.zone
        )

    def _sent_if_due(
        self, view: ExecutionView | None, patience: float = SEND_PATIENCE
    ) -> ExecutionView | None:
        """Hand an execution over at once when it is due; the ledger remembers it whatever happens in between."""
        waiting = (State.ACCEPTED.value, State.SCHEDULED.value)
        if view is None or view.state not in waiting or view.due_at > self.parts.clock.now():
            return view
        executor = self.parts.started_executor()
        executor.submit(view.id)
        executor.wait([view.id], patience)
        return next((one for one in self.executions() if one.id == view.id), view)

    def check(self, text: str) -> Verdict:
        """Advertising law and wording."""
        return check(text)

    # -- data -----------------------------------------------------------------------------------------------

    def preview(
        self, path: Path, file_name: str, options: Options, progress: Progress = silent
    ) -> ImportPreview:
        """What a file holds and how it would be loaded; loads nothing."""
        require(self.actor, "import", self.shop.id)
        return preview(
            self.parts.warehouse,
            self.shop,
            path,
            file_name,
            options,
            contacts=self.parts.contacts,
            now=self.parts.clock.now(),
            progress=progress,
        )

    def load(self, path: Path, file_name: str, options: Options, progress: Progress = silent) -> ImportReport:
        """Load a file as one batch, whole or not at all; then renew the battle reports and the customers' tags."""
        require(self.actor, "import", self.shop.id)
        try:
            report = load(
                self.parts.warehouse,
                self.shop,
                path,
                file_name,
                options,
                contacts=self.parts.contacts,
                clock=self.parts.clock,
                progress=progress,
            )
        except OwnerError:
            drop_empty_shop(self.parts.warehouse, self.shop.id)
            raise
        self._note("batch.loaded", report.batch, {"file": file_name, "loaded": report.loaded})
        self.photos.follow()
        self.renew_reports()
        self.tags.renew()
        return report

    def batches(self) -> list[Batch]:
        """The import batches, newest first."""
        return list_batches(self.parts.warehouse, self.shop.id)

    def undo_batch(self, batch_id: str) -> int:
        """Take a batch back; returns how many rows went."""
        require(self.actor, "undo_import", self.shop.id)
        photos = self.photos.undo(batch_id)
        if photos:
            return photos
        rows = undo_batch(self.parts.warehouse, self.shop.id, batch_id, self.parts.clock.now())
        self.photos.follow()
        self._note("batch.undone", batch_id, {"rows": rows})
        return rows

    def quarantined(self, batch_id: str) -> list[LeftOut]:
        """The rows of a batch that were left out, each with its reason."""
        return quarantined_rows(self.parts.warehouse, self.shop.id, batch_id)

    # -- reviewing ------------------------------------------------------------------------------------------

    def renew_reports(self) -> int:
        """Renew the battle reports that are not final yet, of posts and of alerts marked done; returns how many."""
        now = self.parts.clock.now()
        facts = Facts(self.parts.warehouse, self.shop, self.parts.clock)
        with self.parts.ledger.session() as session:
            sent = review_done(session, facts, now, self.parts.settings.review_days)
            return len(sent) + len(follow_done(session, facts, now))

    def reports(self) -> list[BattleReportCard]:
        """All battle reports, of posts and of alerts marked done, newest first."""
        require(self.actor, "read", self.shop.id)
        with self.parts.ledger.session() as session:
            reports = outcomes(session, self.shop.id) + follow_ups(session, self.shop.id)
        return sorted(reports, key=lambda report: report.made_at, reverse=True)

    def week(self, week: str | None = None) -> WeeklyReview:
        """The letter of a week such as `2026-W46`; the last full week when not given."""
        require(self.actor, "read", self.shop.id)
        period = parse_week(week, self.today)
        review = weekly_review(self.facts, period, self.reports(), sendable(self.cards()))
        with self.parts.ledger.session() as session:
            keep_receipts(session, review.receipts)
        return review

    # -- rooms of their own: files, care, checks, connected systems, tags ---------------------------------------

    @property
    def files(self) -> Files:
        """Files on their way in, and what was left out of them."""
        return Files(self.parts, self.shop, self.actor)

    @property
    def photos(self) -> Photos:
        """Customers' photos."""
        return Photos(self.parts, self.facts, self.actor)

    @property
    def care(self) -> Care:
        """Personal data, forgetting, backups."""
        return Care(self.parts, self.shop, self.actor)

    @property
    def checking(self) -> Checking:
        """Whether the data is right: profiles, the back office's figures, the score."""
        return Checking(self.parts, self.facts, self.actor)

    @property
    def live(self) -> Live:
        """Connecting shop systems, and what their customers asked for."""
        return Live(self.parts, self.shop, self.actor)

    @property
    def tags(self) -> Tags:
        """Customers' tags, and segments made of them."""
        return Tags(self.parts, self.facts, self.actor)

    def pull_connections(self, source: str | None = None, *, only_due: bool = False) -> list[PullReport]:
        """Load what changed in one connected system, or in all; then renew the battle reports. With `only_due` (the app's
        poller) only those not asked for `pull_minutes`, a few pages each."""
        reports = [self.live.pull(source)] if source else self.live.pull_all(only_due=only_due)
        if any(report.loaded for report in reports):
            self.photos.follow()
            self.renew_reports()
        return reports

    # -- the rows behind figures ------------------------------------------------------------------------------

    def lineage(self, receipt_id: str, limit: int = 100, question: str | None = None) -> Lineage:
        """The rows of the files behind a kept receipt, the first `limit` of each table in full. Raises NotFound."""
        return trace(self.facts, self.receipt(receipt_id), limit, question)

    def row_fate(self, batch_id: str, row: int) -> RowFate:
        """What became of one data row (1-based) of an import. Raises NotFound."""
        require(self.actor, "read", self.shop.id)
        return fate_of_row(self.parts.warehouse, self.shop.id, batch_id, row)

    def _note(self, what: str, subject: str, detail: dict[str, str | int]) -> None:
        with self.parts.ledger.session() as session:
            audit.record(
                session,
                shop=self.shop.id,
                at=self.parts.clock.now(),
                who=self.actor.user,
                what=what,
                subject=subject,
                detail=dict(detail),
            )
