"""The slots of a question: what a reading of it fills in."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from brain.assistant.understanding.customers_said import CustomersSaid
from brain.assistant.understanding.marks import Marks
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.tokens import NameHit
from brain.kernel.evidence import Threshold as ThresholdOp


@dataclass(frozen=True)
class Threshold:
    """A condition on a figure. `metric` is the figure, if one is named; `subject` is "price" or "order_value" where the
    condition is on single lines or orders; else `unit` ("money", "rate" or "") is all that is known of it. `counted`: the
    number itself says what it counts (80单)."""

    op: ThresholdOp
    values: tuple[Decimal, ...]
    unit: str = ""
    metric: str | None = None
    subject: str | None = None
    counted: bool = False


@dataclass(frozen=True)
class Assumed:
    """A word that is no name as it stands, and the name(s) it was taken for. Not `sure`: it is to be asked which is meant;
    `whole` are then all of them together. `all_of`: all names with the word were asked for."""

    word: str
    hits: tuple[NameHit, ...]
    sure: bool
    all_of: bool = False
    whole: NameHit | None = None


@dataclass
class Reading:
    """The slots of a question. `unknown` are words nothing explains; `leftover` those without a role here."""

    whens: list[When] = field(default_factory=list)
    metrics: list[str] = field(default_factory=list)
    dimensions: list[str] = field(default_factory=list)
    names: list[tuple[str, tuple[NameHit, ...]]] = field(
        default_factory=list
    )  # wording, what it may stand for
    excluded: list[tuple[str, tuple[NameHit, ...]]] = field(default_factory=list)  # names to leave out
    assumed: list[Assumed] = field(default_factory=list)
    part_alone: str = ""  # 下半月, and no month beside it
    that_time: str = ""  # 当月, 当天: the unit of it
    weekdays: tuple[int, ...] = ()  # only these days of the week, 1 is Monday
    dayparts: tuple[str, ...] = ()  # only these parts of the day
    hours: tuple[int, int] | None = None  # only from this hour to that one, both counted whole
    holidays: str = ""  # only "workdays", "off" days or "holidays"
    sometime: str = ""  # a time that only the shop could say: "season" (淡季), "few" (这几天)
    thresholds: list[Threshold] = field(default_factory=list)
    share: bool = False
    pointing: list[str] = field(
        default_factory=list
    )  # 这款, those customers: of what was said before, or of nothing
    follows: bool = False  # 那X呢, what about
    marks: Marks = field(
        default_factory=Marks
    )  # how the answer is picked: the second best, a week on average
    baskets: list[tuple[tuple[NameHit, ...], bool]] = field(default_factory=list)
    """What lies in the orders that are meant, and (True) what does not."""
    sold_in: When | None = None  # in which period goods did sell that did not sell in another
    customers: CustomersSaid | None = None  # customers told by what they did, and what is asked of them
    cohort: str = ""  # the month in which the customers bought first, its first day
    sorts: bool = False  # by quantity, I mean: the figure only says what the list is sorted by
    together: bool = False  # 加一起, combined
    each: bool = False  # 各, each
    turned: list[str] = field(default_factory=list)  # turns of phrase that make it another question
    whole: bool = (
        False  # a turn of phrase goes for all of it: its clauses by themselves would be other questions
    )
    share_part: str = ""  # of several names the list of the one whose share is asked
    running: bool = False
    others: bool = False
    per_day: bool = False
    only: bool = False  # 只看: what is named narrows what was asked before
    dropped: list[str] = field(default_factory=list)  # slots to let go of: "without the filter"
    who: bool = False
    listing: bool = False
    which: bool = False  # 哪些, 有哪些
    shifted: bool = False  # 再往前一个月: the period before the one in force
    ahead: bool = False  # the day after: the period behind it instead
    all_time: bool = False  # 有史以来: all of the data
    amounts: list[Decimal] = field(default_factory=list)  # amounts that no condition took
    act_words: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)  # what is asked for beside figures: why, forecast, ...
    ranked: str | None = None  # the direction: high or low
    ranked_by: str | None = None
    limit: int | None = None
    all_rows: bool = False  # 从低到高: ordered, not cut short
    one: bool = False  # asked for the one at the top
    trend: bool = False
    growth: bool = False
    fastest: bool = False  # growth as a rate
    compare: str | None = None  # two | against | before | yearago
    main_first: bool = False
    turn: str = (
        ""  # what it does to the question before: sum, whole, difference, add, correct (see turns_said)
    )
    differs: bool = False  # 差多少, how much more: the amount between two figures
    returns: bool = False  # 又买的有几个: of those that were counted before
    whole_text: str = ""  # the message, in words that nothing is lost of
    totals: bool = False  # 一共, in total
    points: bool = False  # they, them, their: those of the list before
    nth: int = 0  # 第一个, the second one: of the list before
    mere_noun: bool = False  # 客户的, and nothing else
    per_order: bool = False  # 按单算, and nothing else
    counts_group: bool = False  # 新客数: the group is counted, it does not say whose
    versus: bool = False  # than France: the name is what is compared with
    counted: bool = False  # "how many"
    monthly: bool = False  # 月销100件: the figure is of a calendar month
    people: bool = False  # 多少人
    judged: bool = False  # ranked by a word that judges: worst
    howmuch: bool = False  # 卖了多少
    money: bool = False  # 多少钱, "how much"
    best: bool = False  # a ranking that names its figure: 卖得最好
    sells: bool = False
    vague: bool = False
    out: str | None = None
    unknown: list[str] = field(default_factory=list)
    subjects: list[str] = field(
        default_factory=list
    )  # those of the unknown words that seem to name something
    leftover: list[str] = field(default_factory=list)

    def names_compared(self) -> bool:
        """Whether two names of one list were said: Germany vs France."""
        lists = [hit.dimension for _, hits in self.names for hit in hits[:1]]
        return len(set(lists)) < len(lists)
