"""The slots of names: which of the shop's own are meant, and which are left out."""

from __future__ import annotations

from dataclasses import replace

from brain.assistant.understanding.sentence import RANKING, Sentence
from brain.assistant.understanding.tokens import Kind, NameHit


def read_names(s: Sentence) -> None:
    """The shop's own names, kept or left out, with the nouns that only say which list they are from."""
    left_out = _left_out(s)
    for i in s.all(Kind.NAME):
        hits: tuple[NameHit, ...] = s.tokens[i].value
        s.used.add(i)
        for j in (i - 1, i + 1):
            # 辅食品类, 浙江省: the noun says which of the shop's lists the name is from.
            if s.kind(j) == Kind.NOT or (s.kind(j) == Kind.REL and j not in s.used):
                j += j - i  # 杭州以外的地方, 云朵这个牌子
            if s.kind(j) == Kind.DIM and j not in s.used:
                of_list = tuple(hit for hit in hits if hit.dimension == s.tokens[j].value)
                if of_list and not _asks(s, j):
                    hits = of_list
                    s.used.add(j)
        if s.kind(i - 1) in (Kind.FROM, Kind.TO):
            s.used.add(i - 1)  # orders from France, sales to France
        if _mere_goods(s, i, hits):
            s.used.add(i + 1)
        names = s.said.excluded if i in left_out else s.said.names
        names.append((s.tokens[i].text, hits))


def _mere_goods(s: Sentence, at: int, hits: tuple[NameHit, ...]) -> bool:
    """玩具 stuff, 出行类的东西: goods behind a kind of goods, where nothing is listed."""
    lists = any(
        t.kind in (*RANKING, Kind.WHICH, Kind.BY, Kind.LISTING, Kind.WHO, Kind.CMP, Kind.AMOUNT)
        for t in s.tokens
    )
    goods = s.kind(at + 1) == Kind.DIM and s.tokens[at + 1].value == "product"
    return goods and not lists and all(hit.dimension in ("category", "brand") for hit in hits)


def read_part(s: Sentence) -> None:
    """清洁类里净橙屋占几成, how much of July came from regulars: of two names the one whose share is asked.

    It stands right before 占; in English before "as a share of", else it is the last one.
    """
    marks = [i for i, token in enumerate(s.tokens) if token.kind == Kind.SHARE]
    places = [i for i, token in enumerate(s.tokens) if token.kind == Kind.NAME]
    lists = {hits[0].dimension for _, hits in s.said.names}
    if not marks or len(places) < 2 or len(lists) < 2:
        return
    before = [i for i in places if i < marks[0]]
    at = before[-1] if before else places[-1]
    s.said.share_part = s.tokens[at].value[0].dimension


def _left_out(s: Sentence) -> set[int]:
    """The names that "excluding" stands before, or 以外 behind; a list of names is left out as a whole."""
    left_out: set[int] = set()
    for mark in s.all(Kind.NOT):
        step = 1 if s.tokens[mark].value == "before" else -1
        if s.tokens[mark].value == "either":  # 不算门店, 门店不算
            step = 1 if s.kind(mark + 1) in (Kind.NAME, Kind.DIM, Kind.FROM) else -1
        at, found = mark + step, False
        while s.kind(at) in (Kind.NAME, Kind.DIM, Kind.FROM):
            if s.kind(at) == Kind.NAME:
                again = s.kind(at - step) == Kind.NAME and s.tokens[at].value == s.tokens[at - step].value
                joined = s.tokens[min(at, at - step)].end == s.tokens[max(at, at - step)].start
                if (
                    found
                    and s.kind(at - step) == Kind.NAME
                    and not (again or _of_one_list(s, at, step, joined))
                ):
                    break  # 除了浙江的上海: the second name is what is asked for
                left_out.add(at)
                found = True
            at += step
            if s.kind(at) == Kind.CONJ and s.kind(at + step) == Kind.NAME:
                at += step
        if found:
            s.used.add(mark)
            if step == 1 and s.kind(at) == Kind.TOP and s.tokens[at].text in ("后", "之后", "以后"):
                s.tokens[at] = replace(s.tokens[at], kind=Kind.CONJ)  # 剔除奶粉品类后
    return left_out


def _of_one_list(s: Sentence, at: int, step: int, joined: bool) -> bool:
    """不含广东江苏: two names of one list with nothing between them are both left out."""
    lists = ({hit.dimension for hit in s.tokens[i].value} for i in (at, at - step))
    return joined and not s.tokens[at].text.isascii() and bool(set.intersection(*lists))


def _asks(s: Sentence, at: int) -> bool:
    """Whether a noun is what is asked for (哪个品类, by category, top 5 categories), not part of a name."""
    left = s.beside(at, -1)
    return s.kind(left) in (Kind.BY, Kind.WHICH, Kind.NUM, *RANKING) or s.kind(at + 1) in (
        Kind.BY,
        *RANKING,
    )
