"""Two periods set side by side without a figure: which of them sold more is asked of sales; how they went, of everything."""

from __future__ import annotations

import re

_MORE = re.compile(
    r"(?<![忙冷热人客])多不多|(?:卖|做|赚到?|收)(?:得|的|了)?(?:是)?(?:更|要)?(?:多|少)(?:还是|不|了|些|一点|点|$|[?？,，。吗呢])|(?:多|少)卖|(?:卖|做)得(?:多|少)"
    r"|(?:哪|哪一|哪个)(?:年|个?月|天|周|次|回|边)(?:卖|做|收)(?:得|的)?(?:更|比较)?(?:多|好|高|少)"
    r"|(?:周|月|日|季度?|年)?(?:环比|同比)[?？。 ]*$"
)


def asks_which_sold_more(text: str) -> bool:
    """Whether a normalised Chinese question, in which periods are compared, asks for the amount sold: 哪年卖得多, 多不多, 周环比."""
    return _MORE.search(text) is not None
