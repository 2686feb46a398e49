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


_MONTH = (
    r"(?:(?:去年|今年|\d{4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|上个?月|这个?月|本月|上上个?月)"
)
_HALF = rf"(?:{_MONTH}|今年|去年|本月|上个?月)?(?:的)?(?:[上下前后]半(?:年|个?月)|上旬|中旬|下旬|第?[一二三四]季度)"
_FEAST = r"[^,，。?？和跟与比]{0,6}?"
_WITH = r"(?:和|跟|与|同|比|对比|还是)"
_SOLD = r"(?:卖得?的?|生意|销售额?|业绩|做得)?(?:更|比较|要)?(?:多|好|高|强)(?:一些|些|一点|点)?"
_WHICH_OF_TWO = (
    re.compile(
        rf"(?P<two>{_MONTH}{_WITH}{_MONTH})(?:比|相比|对比|比较|比起来)?[,， ]*(?:是)?(?:哪一?个月(?:份)?|谁)(?P<how>{_SOLD})(?=[?？。 呢啊]*$)"
    ),
    re.compile(
        rf"(?P<two>{_HALF}{_WITH}{_HALF})(?:比|相比|对比|比较|比起来)?[,， ]*(?:是)?(?:哪一?个(?:季度|半年)?|哪一?头|哪边|谁)(?P<how>{_SOLD})(?=[?？。 呢啊]*$)"
    ),
    re.compile(
        rf"(?P<two>(?:今年|去年|前年|\d{{4}}年){_FEAST}{_WITH}(?:今年|去年|前年|\d{{4}}年){_FEAST})(?:比|相比|对比|比较|比起来)?[,， ]*(?:是)?(?:哪一?年|谁)(?P<how>{_SOLD})(?=[?？。 呢啊]*$)"
    ),
)


def which_of_two(text: str) -> str:
    """A normalised question which of two months or years sold more, in the words of a comparison of both."""
    for form in _WHICH_OF_TWO:
        found = form.search(text)
        if found is not None:
            marked = "" if "比" in found["two"] else "比"
            return f"{text[: found.start()]}{found['two']}{marked}卖得多不多{text[found.end() :]}"
    return text
