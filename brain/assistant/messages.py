"""A message of several questions, cut into its questions: 上周卖了多少？哪个品类最好？另外退款怎么样"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

# Ends of sentences, and words that begin another matter. A dot between digits, or after one, ends nothing.
_STRONG = re.compile(
    r"[?？;；!！\n。]+|(?<!\d)(?<!incl)(?<!\bno)(?<!\bvs)(?<!approx)(?<!excl)\.(?=\s|$)|(?:[,，]\s*)?(?:另外|顺便(?:问一下|再|也)?|还有就是|然后再|再帮我)|,?\s+(?:also,|by the way,?|and also(?! (?:in|bought|ordered|purchased|shopped|came) ))\s+",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"(?<!\d)[,，]|[,，](?!\d)|[;；、]|[:：](?!\d)|(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])|(?:以及|还有|然后|并且)|\s+(?:and then|then|and)\s+",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"[\s,，.。?？!！;；、~～…]*")
_GREETING = re.compile(
    r"(?:good )?(?:morning|afternoon|evening|day)(?: all| team| there)?|早啊?|早上好|上午好|中午好|下午好|晚上好",
    re.IGNORECASE,
)


MOST_GROUPED = 5  # clauses


def questions_in(message: str) -> list[str]:
    """The questions that punctuation, or words such as 另外, set apart; a greeting ahead of them is none."""
    pieces = _pieces(_STRONG, message)
    return pieces[1:] if len(pieces) > 1 and _GREETING.fullmatch(pieces[0].strip()) else pieces


def without_stops(message: str) -> str:
    """The message as one sentence."""
    pieces = questions_in(message)
    return ("，" if any("\u3400" <= sign <= "\u9fff" for sign in message) else " ").join(pieces)


def clauses_of(question: str) -> list[str]:
    """The clauses that only commas or "and" set apart: several questions, or one."""
    return _pieces(_WEAK, question)


_FRAME = re.compile(
    r"(?:里头|里面|里边|当中|之中)$|(?:^|[月天周年号日])按[^,，]{1,6}(?:来算|计算|算|来看|统计|口径)$"
)


def is_frame(clause: str) -> bool:
    """上个月几个群里头, 去年12月按件数算: what only says of what or by what the clause behind it asks is no question."""
    return _FRAME.search(clause.strip()) is not None


def groupings(clauses: Sequence[str]) -> Iterator[list[str]]:
    """The ways to put neighbouring clauses together as two or more questions, most questions first.

    Of a long message only the finest: each way costs a reading.
    """
    if len(clauses) > MOST_GROUPED:
        yield list(clauses)
        return
    gaps = range(1, len(clauses))
    for cuts in range(len(clauses) - 1, 0, -1):
        for chosen in combinations(gaps, cuts):
            ends = [0, *chosen, len(clauses)]
            yield ["，".join(clauses[start:end]) for start, end in pairwise(ends)]


def _pieces(pattern: re.Pattern[str], text: str) -> list[str]:
    found = [piece.strip(" ,，.。、") for piece in pattern.split(text)]
    return [piece for piece in found if not _EMPTY.fullmatch(piece)]


# What is addressed to a machine, not to a colleague: statements of a database, and orders to drop its own rules.
_COMMAND = re.compile(
    r"\b(drop|truncate|alter)\s+table\b|\b(delete|select\s.+)\s+from\b|\binsert\s+into\b|\bupdate\s+\w+\s+set\b|;\s*--|\bunion\s+select\b"
    r"|\bignore\b.{0,30}\b(instruction|rule|prompt)|\bsystem prompt\b|\byou are now\b|\bjailbreak\b|\bdeveloper mode\b"
    r"|忽略.{0,12}(指令|指示|规则|要求|提示)|系统提示|提示词|你现在是.{0,8}(模式|助手|AI)|扮演",
    re.IGNORECASE,
)


def is_command(message: str) -> bool:
    """Whether a message speaks to a machine: none of it is answered then, whatever else it says."""
    return _COMMAND.search(message) is not None
