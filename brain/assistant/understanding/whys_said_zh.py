"""Why, as it is asked in a shop: 怎么一下子蹿上去那么多, 少在哪儿了, 差在哪一块, 咋掉这么多."""

from __future__ import annotations

import re
from typing import Final

_MOVED = (
    r"(?:爆|惨|烂|蹿|窜|飙|冲|涨|升|跌|掉|降|滑|缩水|猛[涨增跌降]|暴[涨跌增]|上去|下去|下来|少|低|差|多|高)"
)
_SUDDENLY = r"(?:一下子?|突然|忽然|猛地|猛然|陡然|冷不丁)"
_HOW_COME = re.compile(
    rf"(?:怎么|咋|怎)(?P<tone>(?:会|又|就|都|还|反而|老是?|总是?|突然|一下子?)*)(?P<than>比[^,，。?？]{{1,14}}?)?(?P<tone2>(?:会|又|就|都|还|反而|突然|一下子?|收得?|卖得?|做得?|赚得?|来得?|这么|那么)*)(?={_MOVED})(?!多少)"
)
_WHERE = r"(?:哪儿?|哪里|哪块|哪一块|哪方面|什么地方|啥地方|哪些地方|哪几块)"
_LESS = r"(?:少|多|差|跌|掉|降|涨|输|亏|弱|低|高)"

TURNS: Final[tuple[tuple[str, str], ...]] = (
    (rf"{_SUDDENLY}(?:就|又|都|给)?(?={_MOVED})", ""),
    (r"(?:蹿|窜|飙|冲)(?:了|得|上去|上来|起来|高)*(?=[那这]么[多高]|了|[?？,，。]|$)", "涨"),
    (r"(?<=月)对(?=(?:去年|今年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)", "比"),
    (r"(?P<than>比[^,，]{1,10}?)(?<![增成生])长(?=了?(?:多少|几成|百分))", r"\g<than>涨"),
    (r"(?<=为什么)(?:就)?爆(?:单|发)?了?", "涨了"),
    (r"(?<=为什么)(?:这么|那么)?(?:惨|烂|拉胯)(?:了)?", "跌了"),
    (r"猛[涨增]|暴[涨增]|疯涨", "涨"),
    (r"猛[跌降掉]|暴[跌降]|狂跌", "跌"),
    (rf"(?P<lead>{_LESS}(?:卖|收|赚|做)?了?)(?:一大?截|一大?块|一大?把|好大?一截|好些|不少|一些|一点|好多|许多)(?=[,，。?？]|$)", r"\g<lead>"),
    # Where it was lost is why it fell; a figure that stands ahead is kept.
    (rf"(?:[,，]|(?<=[月周年天期号日])|(?<=[一二三四五六日末]))(?:到底|究竟|主要)?(?:是|就)?{_LESS}(?:的)?(?:钱)?了?(?:是|都)?(?:在|出在)?{_WHERE}(?:了|呢|啊|呀)*(?=[?？。! ]*$)", ",为什么"),
    (rf"(?P<than>比[^,，]{{2,10}}?){_LESS}了?在{_WHERE}(?:了|呢)?(?=[?？。! ]*$)", r"\g<than>少,为什么"),
)  # fmt: skip
_TURNS = tuple((re.compile(form), whole) for form, whole in TURNS)


def why_in_plain_words(text: str) -> str:
    """A normalised Chinese question why, in the words of the grammar."""
    text = re.sub(r"^(?:怎么|咋)(?=[^,，]{1,10}比[^,，]{1,10}[多少高低差])", "为什么", text)
    text = _HOW_COME.sub(lambda m: f"为什么{m['than'] or ''}", text)
    for form, whole in _TURNS:
        text = form.sub(whole, text)
    return text
