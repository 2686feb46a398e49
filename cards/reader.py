"""Who looks at a card, and where what stands behind it is fetched from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from brain.facts.lineage.base import Lineage
from brain.kernel.evidence import Receipt
from brain.kernel.i18n import Lang, t
from cards.when import moment


class Sources(Protocol):
    """What a drawing needs from behind: receipts and their rows by id, pictures by their path under the home folder."""

    def receipt(self, receipt_id: str) -> Receipt:
        """The receipt with this id."""
        ...

    def lineage(self, receipt_id: str, limit: int = 100) -> Lineage:
        """The rows of the files behind the receipt with this id."""
        ...

    def picture(self, rel: str) -> Path:
        """Where a picture lies on disk."""
        ...


@dataclass(frozen=True)
class Reader:
    """Who looks: language, the shop's zone, currency and day, where receipts and pictures come from, dark or light."""

    lang: Lang
    zone: str
    today: date
    currency: str
    sources: Sources
    dark: bool = False

    def say(self, msgid: str, **args: object) -> str:
        """A sentence in the reader's language."""
        return t(self.lang, msgid, **args)

    def when(self, instant: datetime) -> str:
        """A moment in the shop's own time."""
        return moment(instant, self.zone, self.today, self.lang)
