"""Three months or more, each told by itself: 2010年12月、2011年1月和2月的退款率分别是多少 is one stretch, month by month.

Months that do not follow each other are no stretch, and stay as they are said.
"""

from __future__ import annotations

import re
from itertools import pairwise

_YEAR = r"(?:\d{4}年|去年|今年)"
_MONTH = rf"{_YEAR}?\d{{1,2}}月份?"
_LIST = re.compile(
    rf"(?<![\d年到至~-])(?P<list>{_MONTH}(?:[,，、和及与跟 ]+{_MONTH}){{2,11}})(?![到至~-])(?:这?[三四五六七八九]个月)?的?"
)
_ONE = re.compile(r"(?P<year>\d{4}年|去年|今年)?(?P<month>\d{1,2})月")
_TOGETHER = re.compile(r"一共|总共|合计|加起来|加在一起|总计")
_EACH = re.compile(
    r"分别(?:是|为|有|各)?(?:多少|几何|如何)?|各自?(?:是|为|有)?多少|各是多少|每个月|每月|各月|逐月|按月"
)


def months_told_apart(text: str) -> str:
    """A normalised question with listed months on end, each asked for, as the stretch that they are, by month."""
    found = _LIST.search(text)
    each = _EACH.search(text)
    if found is None or not (each or _TOGETHER.search(text)):
        return text
    said = [(one["year"], int(one["month"])) for one in _ONE.finditer(found["list"])]
    years = {year for year, _ in said[1:] if year} - {said[0][0]}
    if not _on_end([month for _, month in said]) or not _of_one_stretch(said):
        return text
    last_year = said[-1][0] or next((year for year, _ in reversed(said) if year), None) if years else None
    stretch = f"{said[0][0] or ''}{said[0][1]}月到{last_year or ''}{said[-1][1]}月"
    rest = text[: found.start()] + "\0" + text[found.end() :]
    rest = _EACH.sub("", rest)
    return rest.replace("\0", f"{stretch}{'每个月' if each else ''}的")


def _on_end(months: list[int]) -> bool:
    """Each the month after the one before it."""
    return all(1 <= one <= 12 and two == one % 12 + 1 for one, two in pairwise(months))


def _of_one_stretch(said: list[tuple[str | None, int]]) -> bool:
    """Over the turn of a year the January has to say of which year it is, and no other month may."""
    turns = [at for at, (_, month) in enumerate(said) if at and month == 1]
    named = [at for at, (year, _) in enumerate(said) if at and year and year != said[at - 1][0]]
    if not turns:
        return not [at for at in named if said[at][0] != said[0][0]]
    first = said[turns[0]][0]
    return first is not None and all(said[at][0] in (None, first) for at in range(turns[0], len(said)))
