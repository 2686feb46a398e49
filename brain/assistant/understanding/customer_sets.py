"""Customers told by what they did: bought this and not that, in July and again in August, nothing but the one.

Read from left to right over the words of `set_words`: a verb of buying opens a *doing*, what stands before it in Chinese or
behind it in English (a period, not, only, a name) belongs to it; people, figures and questions close it. A sentence that is
not used up to its last word is not read here, and so asked back. Times: a doing without one has that of the doing before it;
in English a period at the end is that of all doings that have none; without any it is ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from brain.assistant.understanding.customers_heard import Heard
from brain.assistant.understanding.customers_said import CustomersSaid, Doing
from brain.assistant.understanding.doings import (
    AnotherQuestion,
    OpenDoing,
)
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.set_words import (
    BUYING,
    COMING,
    NEVER,
    NEW_PEOPLE,
    OF_PEOPLE,
    OF_THESE,
    PLACES,
    REGULARS,
    RETURNING,
    SINCE_THEN,
    WHO,
    Role,
    Word,
    words_of,
)
from brain.assistant.understanding.thresholds import Bound
from brain.assistant.understanding.tokens import NameHit, Token, is_chinese
from brain.facts.semantic.compile import find_dimension
from brain.kernel.evidence import Having

_LOOKED = re.compile(r"(?:看|逛|浏览|点开|加购|收藏)[了过]|加[了进]?购物车")


def read_customers(text: str, tokens: Sequence[Token], today: date) -> CustomersSaid | None:
    """What a normalised sentence says of customers as a set; None where it says something else, or anything more."""
    if _LOOKED.search(text):
        return None  # 看了玩具的人里有几成买了: who looked is in no order
    words = words_of(text, tokens, today)
    if not words or not _of_people(words):
        return None
    reader = _Reader(words, text, today)
    try:
        said = reader.read()
    except AnotherQuestion:
        return None
    return None if _says_nothing_of_them(said) else said


def _says_nothing_of_them(said: CustomersSaid) -> bool:
    """Customers who ordered in August, and the average order of August: a figure of the shop, with who is not known in it too."""
    (doing, *more) = said.doings or (None,)
    if said.asked != "figure" or doing is None or more:
        return False
    return doing == Doing(when=doing.when) and said.when in (None, doing.when)


def _of_people(words: Sequence[Word]) -> bool:
    """Whether somebody is spoken of: people, or two things done that only somebody can have done."""
    roles = [word.role for word in words]
    named = Role.PEOPLE in roles or Role.FIRST in roles or any(word.text in WHO for word in words)
    return named or sum(role in (Role.BUY, Role.AGAIN) for role in roles) > 1


class _Reader(Heard):
    """Reads one sentence; raises `AnotherQuestion` as soon as a word has no place."""

    def __init__(self, words: Sequence[Word], text: str, today: date) -> None:
        super().__init__()
        self.words, self.today = words, today
        verbs = [w for w in words if w.role in (Role.BUY, Role.AGAIN, Role.FIRST, Role.SPEND)]
        self.zh = is_chinese(text) and not any(w.text.isascii() for w in verbs)
        self.open: OpenDoing | None = None  # what the next name or period may still belong to
        self.ahead = OpenDoing()  # said ahead of the verb that is still to come
        self.at = 0
        self.regulars = any(word.text in REGULARS for word in words)

    def read(self) -> CustomersSaid:
        for at, word in enumerate(self.words):
            self.at = at
            TAKEN[word.role](self, word)
        self._close()
        if self.ahead.whens and self.main is None and not self.ahead.names:
            (self.main,) = self.ahead.whens if len(self.ahead.whens) == 1 else (None,)
            self.ahead = replace(self.ahead, whens=[] if self.main else self.ahead.whens)
        if self.ahead.modified():
            raise AnotherQuestion
        return self.concluded(self.today, zh=self.zh)

    # --- words

    def _before(self, steps: int = 1) -> Word | None:
        return self.words[self.at - steps] if self.at >= steps else None

    def _behind(self) -> Word | None:
        return self.words[self.at + 1] if self.at + 1 < len(self.words) else None

    def _role_before(self) -> Role | None:
        word = self._before()
        return word.role if word else None

    def time(self, word: Word) -> None:
        """A period: of the doing that is open (English), of the one to come (Chinese), or of everything where it leads."""
        when = _plain(word.value)
        behind = self._behind()
        leads = not (self.done or self.open or self.people or self.count or self.share or self.figures)
        beyond = self.words[self.at + 2 : self.at + 3]
        to_all = (
            behind is not None and behind.role == Role.COMMA and not (beyond and beyond[0].role == Role.TIME)
        )
        if not self.zh:
            to_all = behind is None or behind.role != Role.WHOSE or behind.text != "'s"
        if leads and self._role_before() is None and to_all:
            self.everywhere = when
            return
        if self.open is not None and self.open.first and not self.open.whens:
            self.open.whens.append(when)
            return
        if self.zh or self.open is None:
            self._time_ahead(when)
        elif self.ahead.negated or self.ahead.again:
            self._begin(names=self.open.names)
            self.open.whens.append(when)  # but not in October, and again in August
        elif self.open.after and not self.open.whens and self._role_before() == Role.SINCE:
            self.open.whens.append(when)  # since May: from its first day, not from its last
            self.open.after, self.open.since = False, True
        elif not self.open.whens or (self.open.both and self._role_before() == Role.AND):
            self.open.whens.append(when)
        else:
            raise AnotherQuestion

    def _time_ahead(self, when: When) -> None:
        closed = self.open is None and not self.zh
        if (
            closed
            and self.main is None
            and (self.figures or self.listed or self.count or self.share)
            and self.done
        ):
            self.main = when
        else:
            self.ahead.whens.append(when)

    def name(self, word: Word) -> None:
        """A thing bought; before people it says that they bought it (milk powder buyers)."""
        hits: tuple[NameHit, ...] = word.value
        if (
            len(hits) != 1
            or hits[0].dimension in OF_PEOPLE
            or "line" not in find_dimension(hits[0].dimension).sql
        ):
            raise AnotherQuestion
        behind, listed = self._behind(), self._listed()
        if (
            behind is not None
            and behind.role in (Role.PEOPLE, Role.WHOSE)
            and self.open is None
            and not self.ahead.names
        ):
            after = self.words[self.at + 2 : self.at + 3]
            if behind.role == Role.PEOPLE or (after and after[0].role == Role.PEOPLE):
                if hits[0].dimension in PLACES:
                    raise AnotherQuestion  # 浙江的客户: where they are from, not what they bought
                self._begin()
        elif (
            self.open is not None
            and (self.ahead.negated or self.ahead.only)
            and not listed
            and self._elided()
        ):
            self._begin(when=self.open)
        if self.open is None and self.zh and hits[0].dimension in PLACES and not self.ahead.names:
            self.ahead.names.append(hits[0])  # 在宝妈群买过
            return
        if self.open is None or (self.open.names and not listed):
            raise AnotherQuestion
        if self.open.names:
            tie = "or" if self._role_before() == Role.OR else "and"
            if self.open.joined not in ("", tie):
                raise AnotherQuestion
            self.open.joined = tie
        self.open.names.append(hits[0])

    def _listed(self) -> bool:
        """A and B, A or B, A and also B."""
        before, ahead_of_it = self._role_before(), self._before(2)
        also = before == Role.BOTH and ahead_of_it is not None and ahead_of_it.role == Role.AND
        return also or before in (Role.AND, Role.OR, Role.COMMA)

    def _elided(self) -> bool:
        """Bought milk powder but not diapers: the verb is not said again."""
        return self._role_before() in (Role.NOT, Role.ONLY)

    def bound(self, word: Word) -> None:
        """A condition on how often or how much; with people before it, a doing of its own."""
        given: Bound = word.value
        before = self._before()
        if before is not None and before.role == Role.FIGURE:
            metric = str(self.figures.pop())
        elif before is not None and before.role == Role.SPEND:
            metric = "net_sales"
        else:
            metric = given.metric or ("net_sales" if given.unit == "money" else "")
        if metric not in ("orders", "net_sales", "units", "gross_sales") or given.unit == "rate":
            raise AnotherQuestion
        if self.open is None:
            self._begin()
        assert self.open is not None
        if self.open.having:
            raise AnotherQuestion
        self.open.having.append(Having(metric=metric, op=given.op, values=given.values))

    def figure(self, word: Word) -> None:
        """A figure asked of these people, unless a condition on it follows."""
        self.figures.append(str(word.value))
        behind = self._behind()
        if behind is not None and behind.role == Role.BOUND:
            return
        self._to_main()

    def spend(self, word: Word) -> None:
        """Spent over 500 is a condition; spend, without an amount, asks how much."""
        behind = self._behind()
        if behind is not None and behind.role == Role.BOUND:
            self._begin()
        else:
            self.figures.append("net_sales")
            self._to_main()

    def _to_main(self) -> None:
        self._close()
        if self.ahead.whens and len(self.ahead.whens) == 1 and self.main is None:
            (self.main,), self.ahead.whens = self.ahead.whens, []
        if self.ahead.after and self.done and self.done[-1].whens:
            raise AnotherQuestion  # what they spent after it: from a day on, which is not a period that was named
        if self.ahead.modified():
            self.ahead.both = False
        if self.ahead.modified():
            raise AnotherQuestion

    def buy(self, word: Word) -> None:
        """A verb of buying opens a doing."""
        behind = self._behind()
        if self.zh and behind is not None and behind.text in ("多少", "几") and word.text not in COMING:
            raise AnotherQuestion  # 买了多少: how many, or how much of it
        before = self._before()
        verb_before = before is not None and (before.text in RETURNING or before.role == Role.FIRST)
        if verb_before and self.open is not None and not self.open.whens and not self.open.names:
            return  # 又回来买: one doing
        self._begin()
        assert self.open is not None
        self.open.elided = word.text in BUYING

    def first(self, word: Word) -> None:
        """The first order ever; new customers are those whose it was."""
        if word.text in NEW_PEOPLE and self._role_before() == Role.COUNT:
            raise AnotherQuestion  # 来了多少新客
        self._begin()
        assert self.open is not None
        self.open.first = True
        self.open.newcomers = word.text in NEW_PEOPLE
        if word.text in NEW_PEOPLE:
            self.people = True
            if self.open.whens:
                self._close()

    def again(self, word: Word) -> None:
        """Came back is a doing; again says that there was one before."""
        if word.text in RETURNING:
            self._begin()
            assert self.open is not None
            self.open.again = True
        elif not self.zh and self.open is not None and self._role_before() == Role.BUY:
            self.open.again = True
        else:
            self.ahead.again = True

    def since(self, word: Word) -> None:
        """Afterwards: from the end of the time before."""
        if not self.zh and self.open is not None and self.ahead.negated:
            self._begin(names=self.open.names)
            assert self.open is not None
            self.open.after = True  # but never since
            self._close()
        elif not self.zh and self.open is not None and not self.open.whens and self._turned_back():
            self.open.after = True
        else:
            self._close()
            self.ahead.after = True

    def _turned_back(self) -> bool:
        return self.open is not None and (self.open.again or self.open.negated)

    def until(self, word: Word) -> None:
        """10月之前: the days before it."""
        if self._role_before() != Role.TIME:
            raise AnotherQuestion
        if word.text in SINCE_THEN:
            self.ahead.since = True
            return
        whose = (
            self.open if self.open is not None and self.open.whens and not self.ahead.whens else self.ahead
        )
        if len(whose.whens) != 1:
            raise AnotherQuestion
        whose.before = True

    def negation(self, word: Word) -> None:
        self.ahead.negated = True
        self.ahead.never = word.text in NEVER
        if "再" in word.text or "不再" in word.text:
            self.ahead.again = True

    def only(self, word: Word) -> None:
        if not self.zh and self.open is not None and self._role_before() == Role.BUY:
            self.open.only = True
        else:
            self.ahead.only = True

    def both(self, word: Word) -> None:
        if (
            self.open is not None
            and not self.open.names
            and not self.open.whens
            and self._role_before() == Role.BUY
        ):
            self.open.both = True
        elif len(self.ahead.whens) > 1 or not self.zh or word.text == "同时":
            self.ahead.both = True

    def and_(self, word: Word) -> None:
        """Between names or periods it lists them; between doings it only parts them."""

    def or_(self, word: Word) -> None:
        behind = self._behind()
        if behind is not None and behind.role != Role.NAME:
            self.ahead.either = True
        elif word.text == "either" and self.open is None:
            raise AnotherQuestion

    def ever(self, word: Word) -> None:
        if self.ahead.whens or (self.open is not None and self.open.whens):
            raise AnotherQuestion

    def people_(self, word: Word) -> None:
        """The people: what was told of them ends here, unless it is English and begins here."""
        if self.figures and self.main is None and len(self.ahead.whens) == 1:
            (self.main,), self.ahead.whens = self.ahead.whens, []
        if self.ahead.whens and not (self.ahead.negated or self.ahead.again):
            self._begin()
            assert self.open is not None
            self.open.implied = True  # last year's customers
        if self.zh and self.figures and self.done:
            raise AnotherQuestion  # 买过奶粉但退货了的客户: the figure tells which people
        self._close()
        self.people = True
        self.told_first = self.told_first or len(self.done)

    def within(self, word: Word) -> None:
        if self.people and self.done:
            self._close()
            self.base = self.base or len(self.done)

    def whose(self, word: Word) -> None:
        if self.zh:
            self._close()
        elif word.text in WHO and not (self.people or self.count or self.done or self.open):
            self.listed = True

    def count_(self, word: Word) -> None:
        self.counts_people = self.counts_people or word.text.endswith(("个", "位", "名", "人"))
        self._asks(word)
        self.count = True

    def list_(self, word: Word) -> None:
        self._close()
        self.listed = True

    def share_(self, word: Word) -> None:
        self._asks(word)
        self.share = True

    def _asks(self, word: Word) -> None:
        self._close()
        self.of_these = self.of_these or word.text in OF_THESE
        more = any(later.role in (Role.BUY, Role.AGAIN) for later in self.words[self.at + 1 :])
        if self.zh and self.people and self.done and more:
            self.base = self.base or len(self.done)

    def separator(self, word: Word) -> None:
        """A comma, or but."""
        listing = word.role == Role.COMMA and self.open is not None and bool(self.open.names)
        behind = self._behind()
        if not (listing and behind is not None and behind.role == Role.NAME) and self.zh:
            self._close()

    # --- doings

    def _begin(self, names: Sequence[NameHit] = (), when: OpenDoing | None = None) -> None:
        self._close()
        opened, self.ahead = self.ahead, OpenDoing()
        opened.names = [*opened.names, *names]
        if when is not None:
            opened.whens = list(when.whens)
        self.open = opened
        self.done.append(opened)

    def _close(self) -> None:
        self.open = None


def _plain(when: When) -> When:
    """A stretch of days that are all meant."""
    if when.weekdays or when.dayparts or when.holidays or when.future or when.same:
        raise AnotherQuestion
    return when


TAKEN: dict[Role, Callable[[_Reader, Word], None]] = {
    Role.TIME: _Reader.time,
    Role.NAME: _Reader.name,
    Role.BOUND: _Reader.bound,
    Role.FIGURE: _Reader.figure,
    Role.SPEND: _Reader.spend,
    Role.BUY: _Reader.buy,
    Role.FIRST: _Reader.first,
    Role.NOT: _Reader.negation,
    Role.ONLY: _Reader.only,
    Role.AND: _Reader.and_,
    Role.BOTH: _Reader.both,
    Role.BUT: _Reader.separator,
    Role.OR: _Reader.or_,
    Role.AGAIN: _Reader.again,
    Role.SINCE: _Reader.since,
    Role.UNTIL: _Reader.until,
    Role.EVER: _Reader.ever,
    Role.PEOPLE: _Reader.people_,
    Role.WHOSE: _Reader.whose,
    Role.WITHIN: _Reader.within,
    Role.COUNT: _Reader.count_,
    Role.LIST: _Reader.list_,
    Role.SHARE: _Reader.share_,
    Role.COMMA: _Reader.separator,
    Role.FILLER: _Reader.and_,
}
