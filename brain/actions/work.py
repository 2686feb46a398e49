"""What every decision needs at hand: the transaction it is written in, who decides, when, and under which settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from brain.actions.quiet import QuietHours
from brain.actions.views import ExecutionView, execution_view
from brain.kernel.errors import NotFound
from brain.kernel.i18n import Text
from brain.kernel.ids import new_id
from brain.kernel.settings import Settings
from brain.ledger import audit
from brain.ledger.cards import card_row, move_card, to_card, with_a_post
from brain.ledger.executions import add_decision, get_execution
from brain.ledger.tables import CardRow, DecisionRow, ExecutionRow
from cards.kinds import AnyCard
from cards.opportunity.model import OpportunityCard
from cards.states import State


@dataclass(frozen=True)
class Work:
    """One decision in one transaction. `now` is UTC."""

    session: Session
    shop: str
    who: str
    now: datetime
    settings: Settings
    quiet: QuietHours

    def card(self, card_id: str) -> tuple[CardRow, AnyCard]:
        """The card and its row. Raises NotFound."""
        row = card_row(self.session, self.shop, card_id)
        return row, to_card(row)

    def opportunity(self, card_id: str) -> tuple[CardRow, OpportunityCard]:
        """The card and its row, where it has something to send. Raises NotFound."""
        row, card = self.card(card_id)
        return row, with_a_post(card)

    def execution(self, execution_id: str) -> ExecutionRow:
        """An execution of this shop. Raises NotFound, also for another shop's."""
        row = get_execution(self.session, execution_id)
        if row.shop != self.shop:
            raise NotFound(
                "no_execution",
                Text(msg="There is no execution {execution}.", args={"execution": execution_id}),
            )
        return row

    def move(self, row: CardRow, to: State, why: str = "") -> None:
        """Move a card, with its audit line. Raises Refused."""
        move_card(self.session, row, to, who=self.who, at=self.now, why=why)

    def decided(self, card_id: str, what: str, edits: dict[str, Any] | None = None, reason: str = "") -> str:
        """Write down the decision; returns its id."""
        decision_id = new_id("dec", self.now)
        add_decision(
            self.session,
            DecisionRow(
                id=decision_id,
                card=card_id,
                shop=self.shop,
                who=self.who,
                what=what,
                at=self.now,
                edits=edits or {},
                reason=reason,
            ),
        )
        return decision_id

    def note(self, what: str, subject: str, detail: dict[str, Any]) -> None:
        """An audit line for a change that is no move of a card."""
        audit.record(
            self.session, shop=self.shop, at=self.now, who=self.who, what=what, subject=subject, detail=detail
        )

    def view(self, row: ExecutionRow, note: Text | None = None) -> ExecutionView:
        """The execution as the owner sees it after the decision."""
        self.session.flush()
        return execution_view(self.session, row, self.settings, note)
