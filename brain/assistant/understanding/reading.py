"""Tokens -> what was said, slot by slot. Whatever no slot accounts for is left over, and then nothing is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from brain.assistant.understanding.apposition import without_apposition
from brain.assistant.understanding.cohorts import read_cohort
from brain.assistant.understanding.comparison import read_comparison, summed
from brain.assistant.understanding.counted_names import without_counts_of_all, without_synonyms
from brain.assistant.understanding.customer_sets import read_customers
from brain.assistant.understanding.cuts import EACH_APART, count_groups, read_by, read_cuts
from brain.assistant.understanding.festivals import ELSEWHERE
from brain.assistant.understanding.figures_said import (
    people_of_groups,
    products_listed,
    read_figures,
    read_groups,
)
from brain.assistant.understanding.groups import GROUP_OF_METRIC
from brain.assistant.understanding.guards import misfits
from brain.assistant.understanding.lexicon import slips_mended
from brain.assistant.understanding.made_of_two import counted_words
from brain.assistant.understanding.marking import marked
from brain.assistant.understanding.marks import Marks
from brain.assistant.understanding.names import NameIndex
from brain.assistant.understanding.names_said import read_names, read_part
from brain.assistant.understanding.numbered_names import branches_by_number
from brain.assistant.understanding.ordering import read_order
from brain.assistant.understanding.other_questions import (
    beside_a_ranking,
    is_either,
    of_several,
    other_questions,
)
from brain.assistant.understanding.own_names import with_near_names
from brain.assistant.understanding.paraphrases import plainer
from brain.assistant.understanding.periods import is_few_days
from brain.assistant.understanding.pointed_times import pointed_times
from brain.assistant.understanding.ranking import better_than, read_ranking, read_which
from brain.assistant.understanding.segment import segment
from brain.assistant.understanding.sentence import RANKING, Sentence
from brain.assistant.understanding.shapes import read_people, read_shapes
from brain.assistant.understanding.slots import Assumed, Reading
from brain.assistant.understanding.subjects import subjects
from brain.assistant.understanding.thresholds import bind_numbers, read_thresholds
from brain.assistant.understanding.time_slots import read_times
from brain.assistant.understanding.times import reduce_times
from brain.assistant.understanding.tokens import Kind, Token, normalise
from brain.assistant.understanding.turns_said import (
    asks_difference,
    asks_for_goods,
    is_mere_noun,
    is_per_order,
    nth_in,
    points_back,
    tells_of_return,
    turn_in,
)
from brain.facts.semantic.compile import find_metric

# Words that change nothing by themselves once the sentence is otherwise understood.
SILENT = frozenset(
    {
        Kind.FILLER,
        Kind.FOLLOW,
        Kind.SELL,
        Kind.VAGUE,
        Kind.CONJ,
        Kind.CLASSIFIER,
        Kind.COMPARE,
        Kind.VS,
        Kind.MONEY,
    }
)
MEALS = frozenset({"lunch", "dinner", "breakfast", "supper", "brunch", "rush"})
OF_THE_CALENDAR = frozenset(
    {
        Kind.NUM,
        Kind.DATE,
        Kind.MONTHNAME,
        Kind.WEEKDAY,
        Kind.QUARTER,
        Kind.YEARNO,
        Kind.FESTIVAL,
        Kind.HOURS,
        Kind.TIME,
        Kind.DAYWORD,
    }
)
ASKED_FOR = frozenset(
    {Kind.METRIC, Kind.HOWMANY, Kind.MONEY, Kind.SELL, Kind.BEST, Kind.WHICH, Kind.DIM, Kind.ACT, Kind.VAGUE}
)
LED_BY_LAST = frozenset(
    {
        Kind.UNIT,
        Kind.CLASSIFIER,
        Kind.NUM,
        Kind.FESTIVAL,
        Kind.QUARTER,
        Kind.HALF,
        Kind.PART,
        Kind.DIM,
        Kind.REL,
    }
)
TOGETHER = re.compile(
    r"一共|总共|(?<![a-z])in total(?![a-z])|加一起|加起来|加在一起|合起来|合计|加一块|都算上|[两三四五六]款|[两三四五六]种|全部加|\btogether\b|\bcombined\b|\ball of them\b|\ball kinds\b|\ball types\b"
)
EACH = frozenset(
    (
        "一个个",
        "一个一个",
        "挨个",
        "逐一",
        "逐个",
        "分别是多少",
        "各是多少",
        "各自的",
        "from each",
        "各",
        "各自",
        "分别",
        "分别是",
        "每个",
        "每",
        "each",
        "each of them",
        "respectively",
        "各是",
        "of each",
    )
)
# "split that by week" says twice that it is cut.
TAKING_APART = frozenset(
    [
        "split",
        "breakdown",
        "broken down",
        "break down",
        "分布",
        "分布情况",
        "明细",
        "拆分",
        "拆开",
        "细分",
        "分开",
        "划分",
        "拆",
        "分",
    ]
)


def read(question: str, names: NameIndex | None, today: date) -> Reading:
    """What a question says, given the shop's names and the shop's day."""
    question = re.sub(r"\bU\.?S\b\.?", "USA", question)  # the country, not the people who ask
    text = plainer(normalise(question))
    text = slips_mended(text, names.near.has if names else None)
    automaton = names.automaton if names else None
    plain, (text, marks) = text, marked(text, automaton, today)
    if marks and marks.sold is None and not marks.with_both and _of_customers(plain, names, today):
        text, marks = plain, Marks()
    spans = segment(text, automaton, names.figures if names else None)
    tokens, assumed = with_near_names(text, spans, names.near if names else None)
    tokens, assumed = without_apposition(tokens, assumed)
    tokens = without_synonyms(tokens)
    named = subjects(question, tokens)
    pointing = [token.text for token in tokens if token.kind == Kind.THAT]
    tokens = [token for token in tokens if token.kind not in (Kind.FILLER, Kind.THAT)]
    tokens = [_as_comma(tokens, at, text) for at in range(len(tokens))]
    tokens = [_as_kept_here(token, names.currency if names else "") for token in tokens]
    tokens = [_as_own_name(tokens, at, automaton) for at in range(len(tokens))]
    tokens = branches_by_number(tokens, text, automaton)
    tokens = without_counts_of_all(tokens, names.sizes if names else {})
    if names is not None and names.channels_are_stores:
        tokens = [
            replace(t, value="channel") if (t.kind, t.value) == (Kind.DIM, "store") else t for t in tokens
        ]
    sentence = Sentence(text, reduce_times(bind_numbers(tokens), today))
    said = _slots(sentence)
    said.part_alone, said.that_time = pointed_times(sentence.tokens)
    said.assumed = _settled(said, assumed)
    if not marks:
        said.customers = read_customers(text, _without_fillers(spans, today), today)
    said.subjects = named
    told_which = _told_which(said) or any(token.kind == Kind.TOPIC for token in tokens)
    said.pointing = [] if told_which else pointing
    return _with_marks(said, marks, names, today) if marks else said


def _of_customers(text: str, names: NameIndex | None, today: date) -> bool:
    """Whether a normalised sentence tells customers by what they did: their first order is no mark."""
    spans = segment(text, names.automaton if names else None, names.figures if names else None)
    return read_customers(text, _without_fillers(spans, today), today) is not None


def _with_marks(said: Reading, marks: Marks, names: NameIndex | None, today: date) -> Reading:
    """What was said of how the answer is picked, beside what was read of the rest of the sentence."""
    said.marks, said.turn = marks, ""
    said.best = said.best and marks.place is None  # the second one names no figure by itself
    said.all_time = said.all_time or (marks.ever and not said.whens)
    for wording, negated in [
        *((one, False) for one in marks.with_both),
        *((one, True) for one in marks.without),
    ]:
        hits = read(wording, names, today).names
        if len(hits) == 1:
            said.baskets.append((hits[0][1], negated))
        else:
            said.leftover.append(wording)
    if not marks.sold:
        return said
    then = read(marks.sold, names, today)
    if len(then.whens) != 1 or then.leftover or then.unknown or then.names or then.compare:
        said.leftover.append(marks.sold)
    else:
        said.sold_in = then.whens[0]
    return said


def _without_fillers(spans: Sequence[Token], today: date) -> list[Token]:
    """The tokens of a sentence with its periods and conditions put together, names as they are written."""
    return reduce_times(bind_numbers([t for t in spans if t.kind not in (Kind.FILLER, Kind.THAT)]), today)


def _as_own_name(tokens: Sequence[Token], at: int, names: Any | None) -> Token:
    """A noun that is also one of the shop's own names (a channel called 社群) is the name, unless it is asked for."""
    token = tokens[at]
    if token.kind != Kind.DIM or names is None or token.text not in names:
        return token
    beside = {t.kind for t in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])}
    behind = [t.kind for t in tokens[at + 1 : at + 3]]
    listed = at > 1 and tokens[at - 1].kind in (Kind.CONJ, Kind.VS) and tokens[at - 2].kind == Kind.NAME
    if (listed and Kind.WHICH in behind[:1]) or behind == [Kind.BY, Kind.UNIT]:
        beside -= {Kind.WHICH, Kind.BY}  # 小程序和门店哪个, 门店每天
    each = any(t.text in EACH_APART for t in tokens[at + 1 : at + 2])
    own = {hit.dimension for hit in names.get(token.text)[1]}
    near = [t for t in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]) if t.kind == Kind.NAME]
    if near and all({hit.dimension for hit in t.value} & own for t in near):
        beside -= {Kind.NAME}  # 社群小程序门店: three of one list
    if (beside - ({Kind.BY} if each else set())) & {
        Kind.BY,
        Kind.WHICH,
        Kind.NUM,
        Kind.CLASSIFIER,
        Kind.NAME,
        *RANKING,
    }:
        return token
    return Token(Kind.NAME, names.get(token.text)[1], token.start, token.end, token.text)


def _as_kept_here(token: Token, currency: str) -> Token:
    """A festival on the day on which the shop's country keeps it."""
    if token.kind != Kind.FESTIVAL:
        return token
    return replace(token, value=ELSEWHERE.get((token.value, currency), token.value))


def _as_comma(tokens: Sequence[Token], at: int, text: str) -> Token:
    """ "Returns - how much": a dash between words only parts them; between times and numbers it means until."""
    token = tokens[at]
    apart = token.kind == Kind.TO and token.text == "-" and text[token.start - 1 : token.end + 1] == " - "
    beside = {one.kind for one in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])}
    pause = not beside & OF_THE_CALENDAR or bool(beside & ASKED_FOR)  # Easter week - how did sales go
    return replace(token, kind=Kind.CONJ, text=",") if apart and pause else token


def _settled(said: Reading, assumed: Sequence[Assumed]) -> list[Assumed]:
    """除了白饭, 小黄鸭两款加一起: a word in several names that is left out, or added up, means all of them; nothing is to be asked."""
    left_out = {word for word, _ in said.excluded}
    together = said.together or said.each
    whole = {
        one.word: one.whole for one in assumed if one.whole is not None and (one.word in left_out or together)
    }
    said.names = [(word, (whole[word],) if word in whole else hits) for word, hits in said.names]
    said.excluded = [(word, (whole[word],) if word in whole else hits) for word, hits in said.excluded]
    wide = _told_closer(said, assumed)
    said.names = [(word, hits) for word, hits in said.names if word not in wide]
    return [
        replace(one, hits=(whole[one.word],), sure=True, all_of=True) if one.word in whole else one
        for one in assumed
        if one.word not in wide
    ]


def _told_closer(said: Reading, assumed: Sequence[Assumed]) -> set[str]:
    """小黄鸭 of "5只装的小黄鸭": a word that several names have beside a word that surely is some of these."""
    named = {word: frozenset(value for hit in hits for value in hit.values) for word, hits in said.names}
    several = {one.word: frozenset(one.whole.values) for one in assumed if one.whole is not None}
    doubtful = {one.word for one in assumed if not one.sure}
    return {
        word
        for word, values in several.items()
        if any(
            other < values for name, other in named.items() if name != word and name not in doubtful and other
        )
    }


def _slots(s: Sentence) -> Reading:
    """All slots, filled one after the other in the order in which they may claim tokens."""
    for fill in FILLED:
        fill(s)
    return s.said


def _outside(s: Sentence) -> None:
    for i in s.all(Kind.OUT):
        s.said.out = s.said.out or str(s.tokens[i].value)
        s.used.add(i)
    if any(token.kind == Kind.HOURS for token in s.tokens):
        s.used.update(i for i in s.all(Kind.UNKNOWN) if s.tokens[i].text in MEALS)  # over lunch (12 to 2pm)
    s.said.unknown = [s.tokens[i].text for i in s.all(Kind.UNKNOWN)]
    s.used.update(s.all(Kind.UNKNOWN))


def _conditions(s: Sentence) -> None:
    products_listed(s)
    read_shapes(s.tokens, s.used, s.said)
    if s.said.who and s.said.names_compared():
        s.said.who = False  # 湿巾跟纸尿裤谁卖钱多: which of the two
        s.said.which = True
    read_people(s.tokens, s.used, s.said)
    read_thresholds(s.tokens, s.used, s.said, s.text)


def _whens(s: Sentence) -> None:
    read_times(s.tokens, s.used, s.said, s.places)


def _comparison(s: Sentence) -> None:
    apart = any(token.text in EACH for token in s.tokens)
    s.said.together = TOGETHER.search(s.text) is not None and not apart  # 9月和10月一共: one stretch
    read_comparison(s.tokens, s.used, s.said, s.places, summed=summed(s.text))
    better_than(s)
    read_order(s)


def _rest(s: Sentence) -> None:
    s.said.others = s.said.others and not (s.said.excluded and not s.said.ranked)  # 除开杭州，其余城市
    s.said.together = TOGETHER.search(s.text) is not None or is_either(s)
    read_turn(s)
    s.said.follows = any(token.kind == Kind.FOLLOW for token in s.tokens) or s.kind(0) == Kind.CONJ
    ordered = (
        re.search(r"[高大多][到往至][低小少]|[低小少][到往至][高大多]|高低排|排一排|排序", s.text) is not None
    )
    s.said.each = ordered or any(token.text in EACH for token in s.tokens)
    cut = s.said.dimensions or s.said.trend
    for i, token in enumerate(s.tokens):
        silent = token.kind in SILENT or (token.kind == Kind.BY and cut and token.text in TAKING_APART)
        silent = silent or (token.kind == Kind.MEAL and s.said.hours is not None)
        silent = silent or (token.text == "from" and s.kind(i + 1) in (Kind.DIM, Kind.METRIC))
        silent = silent or (token.kind == Kind.FROM and s.said.share and _on_top_follows(s, i))
        silent = silent or (token.text == "through" and s.kind(i + 1) == Kind.TIME)
        silent = silent or (token.text == "first" and bool(s.said.ranked))  # worst five first
        silent = silent or (token.text == "上" and s.kind(i + 1) not in LED_BY_LAST)  # 小程序上, 单子上
        silent = silent or token.text in ("单笔", "每笔", "一笔") or _said_of_each(s, i) or _counts_them(s, i)
        this_one = token.kind == Kind.REL and token.value == 0 and s.kind(i + 1) in (Kind.DIM, Kind.NAME)
        if i not in s.used and not (silent or this_one):
            s.said.leftover.append(token.text)
    s.said.leftover += misfits(s.tokens, s.said, s.text)
    several = list(of_several(s))
    s.said.whole = bool(several)
    s.said.turned = [*other_questions(s), *several]
    s.said.leftover += [*s.said.turned, *beside_a_ranking(s)]


def read_turn(s: Sentence) -> None:
    """What a message does to the one before it."""
    s.said.turn, s.said.points, s.said.nth = turn_in(s.text), points_back(s.text), nth_in(s.text)
    s.said.differs = asks_difference(s.text)
    s.said.totals = TOGETHER.search(s.text) is not None
    if asks_for_goods(s.text) and not s.said.dimensions:
        s.said.leftover.append("what")
    s.said.mere_noun, s.said.per_order = is_mere_noun(s.text), is_per_order(s.text)
    s.said.returns, s.said.whole_text = tells_of_return(s.text), s.text
    s.said.counts_group = re.search(r"数|几|多少(?!钱)|新增|拉新|number|count|how many", s.text) is not None


def _told_which(said: Reading) -> bool:
    """Whether something in the sentence says which ones are meant by 那批, that one: a name, a condition, a ranking."""
    groups = GROUP_OF_METRIC.keys() & set(said.metrics)
    return bool(said.names or said.excluded or said.thresholds or said.cohort or said.ranked or groups)


def _on_top_follows(s: Sentence, at: int) -> bool:
    """What share of sales comes from the top ten: where the share is from is who leads, counted or not."""
    numbered = at + 1 + (s.kind(at + 1) == Kind.NUM)
    return s.kind(numbered) in (Kind.TOP, Kind.SUPER, Kind.BEST)


def _said_of_each(s: Sentence, at: int) -> bool:
    """各, each: nothing more, where what is told one by one has been said."""
    said = s.said
    told_apart = (
        said.dimensions
        or said.who
        or len(said.metrics) > 1
        or len(said.whens) > 1
        or said.names_compared()
        or said.trend
        or is_few_days(said.whens)
    )
    return s.tokens[at].text in EACH and bool(told_apart)


def _counts_them(s: Sentence, at: int) -> bool:
    """三个宝妈群, 这三块, 两天: a number that only counts what has been named, and the noun behind it."""
    said, token = s.said, s.tokens[at]
    if token.kind != Kind.NUM:
        number = s.beside(at, -1)
        behind_number = s.kind(number) == Kind.NUM and _counts_them(s, number)
        before_number = (  # 这三块
            token.kind == Kind.REL
            and token.value == 0
            and s.kind(at + 1) == Kind.NUM
            and _counts_them(s, at + 1)
        )
        return (behind_number and token.kind in (Kind.DIM, Kind.UNIT)) or before_number
    values = {value for _, hits in said.names for hit in hits for value in hit.values}
    counts = {
        len(said.names),
        len(values),
        len(said.whens),
        len(said.metrics),
        len(said.weekdays),
        len(said.dayparts),
    }
    days = {when.period.days for when in said.whens} if s.kind(at + 1) == Kind.UNIT else set()
    counted = s.beside(at, 1)
    if said.hours and s.kind(counted) == Kind.UNIT and s.tokens[counted].value == "hour":
        return int(token.value) == said.hours[1] - said.hours[0] + 1  # 8点到10点这俩钟头
    if s.kind(at - 1) == Kind.WHICH and said.limit == token.value:
        return True  # 垫底的三个品类是哪仨
    if s.kind(at + 1) == Kind.METRIC and find_metric(str(s.tokens[at + 1].value)).unit == "count":
        return False  # customers with 2 orders: it counts the orders of each
    return token.value >= 2 and token.value in counts | days


FILLED: tuple[Callable[[Sentence], None], ...] = (
    _outside,
    read_names,
    read_part,
    counted_words,
    _conditions,
    people_of_groups,
    read_cohort,
    read_groups,
    read_figures,
    read_ranking,
    read_which,
    count_groups,
    read_cuts,
    read_by,
    _whens,
    _comparison,
    _rest,
)
