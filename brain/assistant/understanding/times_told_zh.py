"""Times as they are told at the counter: 打九月起, 2月后14天比前15天, 前一个礼拜二, 七夕8月9号那天, 中秋连休三天."""

from __future__ import annotations

import re
from typing import Final

from brain.assistant.understanding.numerals import DIGITS, chinese_number

_MONTH = r"(?:(?:去年|今年|\d{2,4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|[上这本]个?月)"
_N = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_FEAST = r"(?:国庆节?|春节|五一|劳动节|中秋节?|端午节?|元旦|清明节?)"
_DAY = r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[号日]"
_BESIDE = r"(?:比|和|跟|与|同|、|还是|对比|vs)"

TURNS: Final[tuple[tuple[str, str], ...]] = (
    (r"(?<=[天日周月年号])(?:里)?[下的]+(?:订单|单子?|单)(?:一共|总共|合计|里|中)*(?=退了?多少钱)", ""),
    (r"(?:^|(?<=[,，]))打(?=(?:今年|去年|\d|[一二三四五六七八九十]|上|这|本|周|礼拜|星期)[^,，]{0,8}?(?:起|开始|到|至))", "从"),
    (rf"(?P<from>从{_DAY})(?:复工|开工|开业|开张|开门|上班|恢复营业)?(?:那天)?(?:算)?(?:起|开始算?)[,，]?(?=[到至])", r"\g<from>"),
    (r"(?:每天|逐日|一天天|天天)(?:往上|一路|滚着)?(?:累|加)(?:起来|上去|着)(?:看|算)?(?:[,，]加到多少)?|(?:每天|逐日)(?:往上加|滚着加)(?:[,，](?:加|累)到(?:多少|几)(?:钱)?)?", "每天累计"),
    (r"自从(?=[\d一二三四五六七八九十今去上这])", "从"),
    (rf"从(?P<a>{_MONTH}|{_DAY})(?:起|开始)?(?:一路)?(?:累计|累加|加)(?:到|至)(?P<b>{_MONTH}|{_DAY})", r"从\g<a>到\g<b>"),
    (r"卖到多少(?!钱)了?", "卖了多少"),
    (r"(?<=月)头一个?(?=礼拜|星期|周)", "第一个"),
    (r"(?<=月)头半个?月", "上半月"),
    # One month, so many days of either end of it.
    (rf"(?P<month>{_MONTH})的?(?P<last>最?后|末)(?P<one>{_N})天(?P<mid>[^,，。?？]{{0,4}}?{_BESIDE})(?:头|最?前|开头)(?P<two>{_N})天", r"\g<month>最后\g<one>天\g<mid>\g<month>前\g<two>天"),
    (rf"(?P<month>{_MONTH})的?(?:头|最?前|开头)(?P<one>{_N})天(?P<mid>[^,，。?？]{{0,4}}?{_BESIDE})(?:最?后|末)(?P<two>{_N})天", r"\g<month>前\g<one>天\g<mid>\g<month>最后\g<two>天"),
    (rf"(?P<month>{_MONTH})的?(?:头|最?前|开头)(?P<one>[一两二三12])个?(?P<unit>周|礼拜|星期)(?P<mid>[^,，。?？]{{0,4}}?{_BESIDE})(?:最?后|末)(?P<two>[一两二三12])个?(?:周|礼拜|星期)", r"\g<month>前\g<one>周\g<mid>\g<month>最后\g<two>个星期"),
    (rf"(?P<month>{_MONTH})的?(?P<one>第[一二三四五]个?(?:周|礼拜|星期))(?P<mid>[^,，。?？]{{0,4}}?{_BESIDE})(?P<two>第[一二三四五]个?(?:周|礼拜|星期))", r"\g<month>\g<one>\g<mid>\g<month>\g<two>"),
    (r"(?P<two>(?:周|礼拜|星期|月|天|[号日]|半年|季度|个月)(?:比|相比|比起来|对比))[,，]?(?:谁|哪个|哪一?边|哪头)(?:卖|收|做)得?(?:更)?(?:多|好)(?=[?？。 ]*$)", r"\g<two>卖得多不多"),
    # The same day of the week before.
    (rf"(?P<day>{_DAY}.{{0,12}}?(?:跟|和|与|同|比))前一?个?(?:礼拜|星期|周)(?:的)?(?:同一天|这一?天|那一?天)", r"\g<day>上周同一天"),
    # Said once by its name and once by its date.
    (rf"(?:七夕节?|情人节|双十一|双11|双十二|双12|618|六一8?|中秋节?|{_FEAST})(?:就是)?(?=\d{{1,2}}月\d{{1,2}}[号日](?:那|当|这)[一]?天)", ""),
    (rf"(?P<feast>{_FEAST})(?:连着?|连续)?(?:放假|连休|休假|休息|放|休|长假|假期)?(?P<n>[三四五六七八九345678])天(?:连休|长假|小长假|假期|假)?", r"\g<feast>假期\g<n>天"),
    # One feast, the time ahead of it and the time after.
    (
        rf"(?P<feast>双十一|双11|双十二|双12|618|六一八|{_FEAST})(?:的)?前(?P<n>一周|一个月|半个月|{_N}天)(?P<mid>[^,，。?？]{{0,4}}?{_BESIDE})后(?P=n)",
        r"\g<feast>前\g<n>\g<mid>\g<feast>后\g<n>",
    ),
    (r"(?:截止|截至)(?:到)?(?P<day>昨天|昨日|前天)(?:为止)?[,，]?(?=[^,，]*(?:还剩|库存|存货|还有多少))", r"\g<day>"),
    (rf"(?P<feast>{_FEAST})(?:长假|小长假|假期|黄金周)?的?那几天", r"\g<feast>假期"),
    (r"去年(?:的)?同一(?:段|时段|时期|阶段)(?:时间|日子)?", "去年同期"),
    (r"(?:晚饭|晚餐|晚上吃?饭)点儿?(?!菜|单|了|的)", "晚上"),
    (r"(?:午饭|中饭|午餐|中午吃?饭)点儿?(?!菜|单|了|的)", "中午"),
    (r"(?<=[中午晚上早])那一?[顿餐](?:饭)?", ""),
    (r"(?<=月)头一[次回]|(?<=月份)头一[次回]", "第一次"),
    (r"开的台子?(?=[,，一总])(?!.*(?:多少|几)[台单桌])", ""),
    (r"开的台子?(?!阶)", "的订单"),
    (
        rf"(?P<month>(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月)(?P<one>\d{{1,2}}[号日](?:那|所在的?那?|当)一?个?(?:周|星期|礼拜))(?P<mid>[^,，。?？]{{0,8}}?{_BESIDE})(?P<two>\d{{1,2}}[号日](?:那|所在的?那?|当)一?个?(?:周|星期|礼拜))",
        r"\g<month>\g<one>\g<mid>\g<month>\g<two>",
    ),
    (r"(?:占)(?:了|到)?(?:那|这)?一整?天的?(?:的)?(?=多少|几成|百分之)", "占全天"),
)  # fmt: skip
_TURNS = tuple((re.compile(form), whole) for form, whole in TURNS)
_STRETCH = re.compile(
    r"(?P<from>\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?:到|至|-|~)(?P<to>\d{1,2}|[一二三四五六七八九十]{1,2})月份?这(?:(?P<half>半年)|(?P<n>[两二三四五六七八九十\d]{1,2})个月)"
)


def _month(written: str) -> int:
    return int(written) if written.isdigit() else chinese_number(written) or 0


def _told_its_length(match: re.Match[str]) -> str:
    """五月到十月这半年: six months they are; of another number it stays as it is."""
    n = match["n"] or ""
    length = 6 if match["half"] else int(n) if n.isdigit() else DIGITS.get(n, chinese_number(n) or 0)
    months = (_month(match["to"]) - _month(match["from"])) % 12 + 1
    return f"{match['from']}月到{match['to']}月" if months == length else match[0]


def times_in_plain_words(text: str) -> str:
    """A normalised Chinese question with its times in the words of the grammar."""
    text = _STRETCH.sub(_told_its_length, text)
    for form, whole in _TURNS:
        text = form.sub(whole, text)
    return text
