"""The contract of a rule, and the reading of context that all rules share.

A rule reads a `Copy` (the folded text) and yields a `Hit` for every risky wording. It never sees the original text;
the gate turns folded offsets into original ones. Rules do not import each other.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from brain.content.compliance.folding import CLAUSE_END, Folded
from brain.content.compliance.law import Article
from brain.content.compliance.verdict import Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """A risky wording at folded offsets [start, end) and the words to write instead."""

    start: int
    end: int
    severity: Severity
    article: Article
    suggestion: str


# How many characters of a clause are read on either side: more is no context, and a text without any mark stays fast.
_REACH = 60
_LIST_KEEPING_END = re.compile(f"[{re.escape(CLAUSE_END.replace('、', ''))}]")


class Copy:
    """A folded text with its clauses: what rules read."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.text = folded.text

    @cached_property
    def _clause_ends(self) -> list[int]:
        return [index for index, char in enumerate(self.text) if char in CLAUSE_END]

    @cached_property
    def has_source(self) -> bool:
        """True when the text names a source and a date for its claims."""
        return bool(_SOURCE.search(self.text) and _WHEN.search(self.text))

    def before(self, position: int) -> str:
        """The clause's words left of `position`, at most `_REACH` of them."""
        index = bisect_left(self._clause_ends, position)
        start = self._clause_ends[index - 1] + 1 if index else 0
        return self.text[max(start, position - _REACH) : position]

    def after(self, position: int) -> str:
        """The clause's words from `position` on, at most `_REACH` of them."""
        index = bisect_left(self._clause_ends, position)
        end = self._clause_ends[index] if index < len(self._clause_ends) else len(self.text)
        return self.text[position : min(end, position + _REACH)]

    def phrase_after(self, position: int) -> str:
        """Like `after`, but a space or emoji ends it as well: "品质最好 现货" has nothing behind 最好."""
        rest = self.after(position)
        gaps = self.folded.gaps
        for offset in range(len(rest)):
            if gaps[position + offset]:
                return rest[:offset]
        return rest

    def clause(self, position: int) -> str:
        """The whole clause around `position`; a list (睡眠、运动和阳光) belongs to one clause."""
        left = re.split(_LIST_KEEPING_END, self.text[max(0, position - _REACH) : position])[-1]
        return left + re.split(_LIST_KEEPING_END, self.text[position : position + _REACH], maxsplit=1)[0]


@dataclass(frozen=True)
class Rule:
    """A named rule: `title` is an English msgid for people, `scan` yields hits in any order."""

    name: str
    title: str
    scan: Callable[[Copy], Iterator[Hit]]


# A denial within reach before the words makes them a disclaimer: 不是最好的, 不能替代母乳, 并非唯一.
_DENIAL = re.compile(
    r"(?:(?<!难道)(?<!岂)(?<!莫)(?<!谁说)(?<!要)不是|是不是|并非|并不|不一定|不见得|未必|不敢|不求|不追求|不争|不做|不想|没想|没打算|用不起|不懂|不认|"
    r"谈不上|称不上|算不上|不算|不能|不得|不可以?|不会|不具有?|不具备|不保证|无法|没法|不承诺|不宣称|不声称|不用于|不等于|"
    r"不涉及|不提倡|不建议|不主张|不代表|不作为|请勿|切勿|禁止|严禁|杜绝|绝不|决不|从不|警惕|谨防|不要相信|不信)[^,的]{0,6}$"
)
# These deny only what follows at once: "没有套路全网最低价" is still a claim.
_DENIAL_AT_ONCE = re.compile(
    r"(?:没有|没|不含|不必|无需|不需要|不说|不拼|不打|不靠|拒绝|远离|避免|反对|抵制|小心|何来|哪有|不要|(?<![特级区性分差类识告])别(?:信|说|追求)?)"
    r"(?:什么|所谓的?|任何|绝对的?|是)?$"
)
# 不得不…, 不能错过… affirm.
_AFFIRMING = re.compile(
    r"没有不|不得不|不能不|不可不|不会不|不仅|不但|不只是?|不光|何尝不|错过|后悔|失望|辜负|犹豫|相信.$|不敢相信"
)
_QUESTION = re.compile(
    r"(?:(?<!为)(?<!没)什么|哪|怎么|怎样|如何|多少|几点|何时|是不是|有没有|是否)[^都也能]{0,8}$"
)


def denied(before: str) -> bool:
    """True when the words just left of a claim deny it."""
    tail = before[-12:]
    return bool(_DENIAL.search(tail) or _DENIAL_AT_ONCE.search(tail)) and not _AFFIRMING.search(tail)


def asked(before: str, after: str) -> bool:
    """True when the clause asks rather than claims: 哪款最好, 怎么洗最好, 是最低价吗."""
    return bool(_QUESTION.search(before[-12:])) or (
        after.endswith("吗") and any(word in before[-6:] for word in "是有算")
    )


def noun_follows(copy: Copy, position: int) -> bool:
    """True when a word stands right behind: an adjective put there needs its 的."""
    following = copy.phrase_after(position)
    return (
        bool(following)
        and "\u4e00" <= following[0] <= "\u9fff"
        and following[0] not in "的了地得啊呀吧呢啦是又也还"
    )


@dataclass(frozen=True)
class Phrase:
    """Words that are risky unless their surroundings say otherwise. Patterns are read against folded text.

    `keys`: literals separated by spaces, one of which any match contains (a cheap test before the pattern); without a
    `pattern` they are the pattern. `unless_*` excuse a match: `unless_before` is searched at the end of the clause's left
    part, `unless_after` matched at the start of its right part, `unless_clause` searched in the clause. `only_text` must
    occur somewhere in the whole text. `before_noun` replaces the words where a noun follows at once (一流品质). `deniable` phrases are excused by a denial in front (不能替代母乳) or a question around.
    """

    keys: str
    instead: str
    pattern: str = ""
    severity: Severity = "block"
    article: Article | None = None
    unless_before: str = ""
    unless_after: str = ""
    unless_clause: str = ""
    only_text: str = ""
    before_noun: str = ""
    deniable: bool = True

    @cached_property
    def _literals(self) -> tuple[str, ...]:
        return tuple(self.keys.split())

    @cached_property
    def _compiled(self) -> tuple[re.Pattern[str], ...]:
        never = r"(?!)"
        return (
            re.compile(self.pattern or "|".join(map(re.escape, self._literals))),
            re.compile(f"(?:{self.unless_before})$" if self.unless_before else never),
            re.compile(self.unless_after or never),
            re.compile(self.unless_clause or never),
            re.compile(self.only_text),
        )

    def matches(self, copy: Copy) -> Iterator[tuple[int, int]]:
        """Folded offsets of every match that its surroundings do not excuse."""
        if not any(literal in copy.text for literal in self._literals):
            return
        pattern, unless_before, unless_after, unless_clause, only_text = self._compiled
        if not only_text.search(copy.text):
            return
        for match in pattern.finditer(copy.text):
            start, end = match.span()
            before, after = copy.before(start), copy.after(end)
            if unless_before.search(before) or unless_after.match(after):
                continue
            if unless_clause.search(copy.clause(start)):
                continue
            if self.deniable and (denied(before) or asked(before, after)):
                continue
            yield start, end


def phrase_scan(article: Article, entries: Iterable[Phrase]) -> Callable[[Copy], Iterator[Hit]]:
    """A `Rule.scan` over `entries`; `article` is cited where an entry names none."""
    lexicon = tuple(entries)

    def scan(copy: Copy) -> Iterator[Hit]:
        for entry in lexicon:
            for start, end in entry.matches(copy):
                instead = (
                    entry.before_noun if entry.before_noun and noun_follows(copy, end) else entry.instead
                )
                yield Hit(start, end, entry.severity, entry.article or article, instead)

    return scan


_SCOPE = re.compile(
    r"(?:全网|全国|全球|全世界|世界上?|国内|国际|行业|业内|业界|市面上?|市场上?|全城|全市|全省|同类|同行|同价位|史上|有史以来|中国|宇宙|地球|天下|"
    r"整个|界|圈|全平台|全渠道|各大平台|淘宝|天猫|京东|拼多多)[^,]{0,8}$"
)
_SOURCE = re.compile(
    r"数据来源|来源[::]|数据来自|根据.{0,20}(?:统计|数据|报告|榜单)|据.{0,16}(?:统计|数据|报告)|统计时间|截至"
)
_WHEN = re.compile(r"[0-9]{4}年|[0-9]{1,2}月|[0-9]{4}[./-][0-9]{1,2}")


def scoped(before: str) -> bool:
    """True when a market stands just left of the words (全网, 行业, 市面上): then they rank, whatever else they say."""
    return bool(_SCOPE.search(before[-14:]))


def supported(copy: Copy) -> bool:
    """True when the text bounds its claim in time and names a source: a fact (执法指南 第六条第（六）项) the owner must check."""
    return copy.has_source
