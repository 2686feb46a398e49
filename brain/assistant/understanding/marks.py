"""Marks: what is said of how an answer is picked or averaged, beside the figure, the period and the names.

The second best, a week on average, the first time: such words are taken out of a sentence ahead of the grammar, and what is
left is a question that the grammar knows (the best, sales, orders). The mark says what becomes of it, and a mark that does
not fit what was read makes the question one that is asked back (`picking.picked`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from brain.assistant.understanding.tokens import NameHit

Edge = Literal["", "first", "last"]
OPEN_DAY = "open day"
"""A day on which the shop had an order."""
Earlier = Literal["", "in", "before"]


@dataclass(frozen=True)
class Marks:
    """What was taken out of a sentence.

    `place` are the places of a ranking, from and to (2, 2); `behind` names what stands on the places above. `per` is the
    unit of an average (week, month, quarter, year, a day, a day with orders); `a_day`: of one day, as its weekdays are on average. `edge`: the first or
    the last day of it. `single`: single orders are ranked. `standing`: which place a name has among those of its list.
    `sold` is the period in which goods did sell, `earlier`: the part of it "in" front of the other one, or all that is "before" it. `ever`:
    of all of the data where no period is named. `with_both`: of orders that have all of these names in them and none of those
    `without`. `words` are those that were taken out.
    """

    place: tuple[int, int] | None = None
    behind: tuple[NameHit, ...] = ()
    per: str = ""
    a_day: bool = False
    edge: Edge = ""
    single: bool = False
    standing: bool = False
    sold: str | None = None
    earlier: Earlier = ""
    ever: bool = False
    with_both: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=())

    def __bool__(self) -> bool:
        return self != Marks()

    def with_(self, word: str, **more: Any) -> Marks:
        """The same with more of them, found in `word`."""
        return replace(self, words=(*self.words, word.strip()), **more)
