"""Figures of the owner's own: seen, tried out, kept and retired, each change with its line in the audit chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from brain.assistant.own_figures import Draft, Preview, draft, preview, used_by
from brain.assistant.own_words import OwnWord
from brain.facts.reader import Facts
from brain.facts.semantic.base import Metric
from brain.facts.semantic.formula_words import formula_text
from brain.facts.semantic.model import make_known
from brain.facts.semantic.own import OwnMetric, defined
from brain.kernel.errors import OwnerError
from brain.kernel.evidence import Unit
from brain.kernel.i18n import Lang, Text
from brain.kernel.identity import Actor, require
from brain.ledger import audit
from brain.ledger.own_figures import figures_of, keep_figure, retire_figure
from brain.ledger.receipts import keep_receipts
from brain.ledger.store import Ledger
from brain.ledger.tables import OwnFigureRow
from brain.ledger.wishes import words_of
from brain.parts import Parts


@dataclass(frozen=True)
class FigureView:
    """A figure of the owner's own that is in force. `formula` is in the reader's words."""

    name: str
    label: str
    formula: Text
    unit: Unit


def own_in_force(ledger: Ledger, shop: str) -> tuple[Metric, ...]:
    """The shop's own figures in force. All that it ever had are made known, for the old answers that they stand in."""
    with ledger.reading() as session:
        rows = figures_of(session, shop)
    made = {metric.name: metric for metric in defined(tuple(map(_definition, rows)))}
    make_known(made.values())
    names = dict.fromkeys(row.name for row in rows if row.retired_at is None)
    return tuple(made[name] for name in names if name in made)


def _definition(row: OwnFigureRow) -> OwnMetric:
    return OwnMetric(row.name, row.label, row.formula, cast(Unit, row.unit))


class Figures:
    """The own figures of one shop, as one actor sees and changes them."""

    def __init__(self, parts: Parts, facts: Facts, actor: Actor) -> None:
        self._parts = parts
        self._facts = facts
        self._actor = actor

    @property
    def _shop(self) -> str:
        return self._facts.shop.id

    def in_force(self) -> list[FigureView]:
        """The figures that can be asked for, oldest first."""
        require(self._actor, "read", self._shop)
        return [
            FigureView(one.name, one.label, formula_text(one.sentence), one.unit) for one in self._facts.own
        ]

    def draft(self, label: str, formula: str, unit: Unit | None = None) -> Draft:
        """A figure as it was typed, checked; nothing is kept. Raises OwnerError with what is wrong."""
        require(self._actor, "decide", self._shop)
        names = self._parts.names.index(self._facts)
        with self._parts.ledger.reading() as session:
            words = [OwnWord(row.word, row.meaning) for row in words_of(session, self._shop)]
        return draft(self._facts, names, words, label, formula, unit)

    def preview(self, one: Draft, lang: Lang) -> Preview:
        """What the figure was last month, with its receipt, which is kept so that it can be opened."""
        require(self._actor, "decide", self._shop)
        seen = preview(self._facts, one, lang)
        if seen.receipt is not None:
            with self._parts.ledger.session() as session:
                keep_receipts(session, [seen.receipt])
        return seen

    def keep(self, one: OwnMetric) -> None:
        """From now on the figure can be asked for by its name."""
        require(self._actor, "decide", self._shop)
        now = self._parts.clock.now()
        with self._parts.ledger.session() as session:
            keep_figure(
                session, self._shop, one.name, one.label, one.formula, one.unit, self._actor.user, now
            )
            audit.record(
                session,
                shop=self._shop,
                at=now,
                who=self._actor.user,
                what="figure.defined",
                subject=one.name,
                detail={"label": one.label, "formula": one.formula, "unit": one.unit},
            )
        self._facts.own = own_in_force(self._parts.ledger, self._shop)

    def retire(self, name: str) -> bool:
        """The figure can be asked for no more; False when it could not. Raises OwnerError while another is made of it."""
        require(self._actor, "decide", self._shop)
        now = self._parts.clock.now()
        with self._parts.ledger.session() as session:
            rows = [row for row in figures_of(session, self._shop) if row.retired_at is None]
            users = used_by(name, [_definition(row) for row in rows])
            if users:
                raise OwnerError(
                    "figure_used",
                    Text(msg="“{name}” is made of it.", args={"name": users[0].label}),
                    Text(msg="Retire that figure first."),
                )
            retired = retire_figure(session, self._shop, name, now)
            if retired:
                audit.record(
                    session,
                    shop=self._shop,
                    at=now,
                    who=self._actor.user,
                    what="figure.retired",
                    subject=name,
                )
        self._facts.own = own_in_force(self._parts.ledger, self._shop)
        return retired
