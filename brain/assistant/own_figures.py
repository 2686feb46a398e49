"""Figures of the owner's own: what was typed, checked against everything that already has a meaning, and counted once to see.

A name is only taken when questions with it can be read one way, and when every question that was understood before is
understood as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brain.assistant import questions
from brain.assistant.coverage import missing_facts, missing_text
from brain.assistant.own_words import OwnWord, spelled_out
from brain.assistant.understanding.intent import Meaning
from brain.assistant.understanding.names import NameIndex
from brain.assistant.understanding.reading import read
from brain.assistant.understanding.resolve import resolve
from brain.assistant.understanding.segment import segment
from brain.assistant.understanding.tokens import Kind, normalise
from brain.assistant.wording import single_text
from brain.facts.reader import Facts
from brain.facts.semantic.base import Metric
from brain.facts.semantic.compile import can_split, find_dimension, find_metric
from brain.facts.semantic.formula import names_in, read_formula
from brain.facts.semantic.formula_units import FITS, KINDS, comes_out_as
from brain.facts.semantic.formula_words import DAYS_SAID, formula_in_names, formula_text, words_of
from brain.facts.semantic.measures import DAYS
from brain.facts.semantic.model import BUILT_IN, SemanticModel, make_known
from brain.facts.semantic.own import LONGEST_WORD, MOST_OWN, OwnMetric, named, own_model
from brain.kernel.errors import OwnerError
from brain.kernel.evidence import Query, Receipt, Unit
from brain.kernel.i18n import N_, Text

_CHARACTERS = re.compile(r"[^\W_](?:[\w \-·&]*[^\W_])?")
_LETTER = re.compile(r"[^\W\d_]")
PLAIN = ("上个月{}", "{}上周", "上个月的{}和订单数", "{} last month", "last week's {}")
TRIED = (*PLAIN, "上个月各品类的{}", "上个月{}最高的5个商品", "top 5 products by {} last month")
"""Questions that a figure must be understood in, by its name; `PLAIN` where it cannot be split by goods."""
BEFORE_NAMES = (
    *("上个月", "本月", "这个月", "上周", "本周", "上周日", "周末", "今天", "昨天", "今年", "去年"),
    *("上半年", "上季度", "国庆", "双十一", "last month", "this week"),
)
"""Words of time that the beginning of a name could be cut from: 上个月毛利 must not become 上个 and 月毛利."""
UNITS: dict[Unit, str] = {
    "money": N_("Money"),
    "count": N_("Count"),
    "number": N_("Count"),
    "rate": N_("Percentage"),
}
"""What a figure's unit is called."""


@dataclass(frozen=True)
class Draft:
    """A figure that may be kept: its definition, and its formula in the reader's words."""

    metric: OwnMetric
    formula: Text


@dataclass(frozen=True)
class Preview:
    """What the figure was in a period, as a sentence of claims with its receipt; without one, why it cannot be told."""

    said: Text
    receipt: Receipt | None = None


def draft(
    facts: Facts,
    names: NameIndex,
    words: Sequence[OwnWord],
    label: str,
    formula: str,
    unit: Unit | None = None,
) -> Draft:
    """What an owner typed as a figure: its name, its formula in any words of the figures, and what it is counted in (as the
    formula comes out, when nothing is said). Raises OwnerError with what is wrong and the nearest that would do."""
    label = re.sub(r"\s+", " ", label).strip()
    _check_free(facts, names, words, label)
    read_as = formula_in_names(formula, facts.metrics)
    if len(facts.own) >= MOST_OWN:
        msg = N_("There are {most} figures of your own already: retire one first.")
        raise _name_refused(Text(msg=msg, args={"most": MOST_OWN}))
    metric = named(label, read_as, _unit(read_as, unit))
    model = own_model([metric], base=SemanticModel((*BUILT_IN.metrics, *facts.own)))
    made = model.metric(metric.name)
    make_known([made])
    _check_questions(facts, names, made)
    return Draft(metric, formula_text(read_as))


def preview(facts: Facts, one: Draft, lang: str) -> Preview:
    """The figure of last month, or of the last month that there is data of."""
    metric = one.metric.name
    lacking = missing_facts(facts, [metric], [])
    if lacking:
        return Preview(missing_text(lacking[0]))
    months = [when for when in questions.periods_with_data(facts, (metric,)) if when.unit == "month"]
    whens = [when for when in months if not when.to_date] or months
    if not whens:
        return Preview(Text(msg=N_("There is no data yet to count it from.")))
    query = Query(metrics=(metric,), period=whens[0].period)
    result = facts.ask(query)
    if result.rows[0][0] is None:
        return Preview(Text(msg=N_("It cannot be told for that month: it would be divided by nothing.")))
    return Preview(single_text(result, query, whens[0], None, facts.today, lang), result.receipt)


def used_by(name: str, among: Sequence[OwnMetric]) -> list[OwnMetric]:
    """The own figures whose formula names this one."""
    return [one for one in among if name in names_in(read_formula(one.formula))]


def _unit(formula: str, wanted: Unit | None) -> Unit:
    """What the figure is counted in. Raises OwnerError where the formula comes out as something else."""

    def unit_of(name: str) -> Unit:
        return "number" if name == DAYS else find_metric(name).unit

    comes = comes_out_as(read_formula(formula), unit_of)
    allowed = FITS[comes]
    if wanted is None or wanted in allowed:
        return wanted or allowed[0]
    if wanted == "count" and "number" in allowed:
        return "number"
    raise OwnerError(
        "formula_unit",
        Text(
            msg=N_("This formula comes out as {comes}, not as {wanted}."),
            args={"comes": Text(msg=KINDS[comes]), "wanted": Text(msg=KINDS[wanted])},
        ),
        Text(msg=N_("Choose “{unit}”, or change the formula."), args={"unit": Text(msg=UNITS[allowed[0]])}),
    )


def _check_free(facts: Facts, names: NameIndex, words: Sequence[OwnWord], label: str) -> None:
    """Refuse a name that means something already: a figure, a name or word of the shop, a word of questions."""
    said: dict[str, Text | str] = {"name": label}
    if not label:
        raise _name_refused(Text(msg=N_("Give the figure a name.")))
    if len(label) > LONGEST_WORD or not _CHARACTERS.fullmatch(label) or not _LETTER.search(label):
        msg = N_(
            "A name is made of letters or characters, {most} at most, with spaces and hyphens between them."
        )
        raise _name_refused(Text(msg=msg, args={"most": LONGEST_WORD}))
    known = words_of(facts.metrics).get(label.casefold())
    if known is not None:
        figure = Text(msg=DAYS_SAID if known == DAYS else find_metric(known).label)
        msg = N_("“{name}” is a figure already: {figure}.")
        raise _name_refused(Text(msg=msg, args={**said, "figure": figure}))
    for one in spelled_out(label, tuple(words))[1]:
        msg = N_("“{name}” holds your own word “{word}”, which stands for “{meaning}”.")
        raise _name_refused(Text(msg=msg, args={**said, "word": one.word, "meaning": one.meaning}))
    tokens = segment(normalise(label), names.automaton)
    if len(tokens) == 1 and tokens[0].kind == Kind.NAME:
        dimension = find_dimension(tokens[0].value[0].dimension)
        msg = N_("“{name}” is a name in this shop already ({dimension}).")
        raise _name_refused(Text(msg=msg, args={**said, "dimension": Text(msg=dimension.noun)}))
    read_as = read(label, names, facts.today)
    if read_as.whens or read_as.sometime or read_as.weekdays or read_as.dayparts or read_as.hours:
        msg = N_("“{name}” holds a word of time, which is said in the question: {name} last month.")
        raise _name_refused(Text(msg=msg, args=dict(said)))
    if len(tokens) == 1 and tokens[0].kind == Kind.METRIC:
        msg = N_("“{name}” is a figure already: {figure}.")
        raise _name_refused(
            Text(msg=msg, args={**said, "figure": Text(msg=find_metric(tokens[0].value).label)})
        )
    # Profit is known as something that no file of the shop says: now it does.
    if len(tokens) == 1 and tokens[0].kind not in (Kind.UNKNOWN, Kind.OUT):
        msg = N_("“{name}” has a meaning in questions already.")
        raise _name_refused(Text(msg=msg, args=dict(said)))


def _check_questions(facts: Facts, names: NameIndex, figure: Metric) -> None:
    """Refuse a name that is understood without being defined, that questions cannot be read with, or that would change what
    another question means."""
    label, today = figure.label, facts.today
    said = {"name": label}

    def meant(question: str, index: NameIndex) -> Meaning:
        return resolve(read(question, index, today), None, today)

    if any(meant(form.format(label), names).kind == "query" for form in TRIED):
        msg = N_("“{name}” can be asked already without defining it.")
        raise _name_refused(Text(msg=msg, args=dict(said)))
    within = names.with_figures((*facts.own, figure))
    split = [
        form for form in TRIED if can_split(figure.name, "product") and can_split(figure.name, "category")
    ]
    for form in split or PLAIN:
        after = meant(form.format(label), within)
        if after.kind != "query" or after.intent.metrics[:1] != (figure.name,):
            msg = N_("Questions with “{name}” could not be told from others.")
            raise _name_refused(Text(msg=msg, args=dict(said)))
    for question in _cut_into(label):
        before = meant(question, names)
        if before.kind == "query" and meant(question, within).intent != before.intent:
            msg = N_("“{question}” would mean something else than before.")
            raise _name_refused(Text(msg=msg, args={"question": question}))


def _cut_into(label: str) -> Iterator[str]:
    """Questions that the name stands in the middle of: 上个月毛利, for a name of 月毛利."""
    for phrase in BEFORE_NAMES:
        for size in range(1, len(label)):
            if phrase.endswith(label[:size]):
                yield phrase + label[size:]


def _name_refused(said: Text) -> OwnerError:
    return OwnerError(
        "name_refused", said, Text(msg=N_("Choose another name, such as the one that you use in the shop."))
    )
