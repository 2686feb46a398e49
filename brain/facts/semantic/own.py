"""A shop's own metrics beside the built-in ones: pure types, checked when a model is made of them.

An own metric is arithmetic over metrics and measures; it becomes a metric like any other, compiled, split and refused by
the same rules. Ratios are worked out of the parts of each group, never averaged.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from pypinyin import lazy_pinyin

from brain.facts.semantic.base import Metric
from brain.facts.semantic.figures import SUFFIXES
from brain.facts.semantic.formula import Node, names_in, read_formula, written
from brain.facts.semantic.measures import DAYS, MEASURE_BY_NAME
from brain.facts.semantic.model import BUILT_IN, SemanticModel
from brain.kernel.errors import OwnerError
from brain.kernel.evidence import Unit
from brain.kernel.i18n import N_, Text

_NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")
OWN = "own"
"""The grain of an own metric: there is none that all of its parts have."""
MOST_OWN = 200
"""Own metrics of a shop that are in force at one time."""
LONGEST_WORD = 40
LONGEST_SPELLING = 24
LONGEST_FORMULA = 20_000
"""Of the written-out formula: metrics made of each other, each twice, would double in length with every step."""


@dataclass(frozen=True)
class OwnMetric:
    """A figure that the owner defined. `label` and `synonyms` are the owner's own words, in whatever language they write.

    `formula` holds names of metrics or measures, numbers, + - * / and brackets; `unit` is what the result is.
    """

    name: str
    label: str
    formula: str
    unit: Unit
    synonyms: tuple[str, ...] = ()


def named(label: str, formula: str, unit: Unit) -> OwnMetric:
    """An own metric under the name it goes by: its label in Latin letters and a digest of the definition.

    Whoever defines the same thing gets the same name, and whatever is defined anew gets another: a name in an old answer
    still means what it meant then.
    """
    spelled = re.sub(r"[^a-z0-9]+", "", "".join(lazy_pinyin(label)).lower())[:LONGEST_SPELLING]
    digest = hashlib.sha256("\n".join([label, formula, unit]).encode()).hexdigest()[:8]
    return OwnMetric("_".join(part for part in ("own", spelled, digest) if part), label, formula, unit)


@lru_cache(maxsize=256)
def defined(listed: tuple[OwnMetric, ...]) -> tuple[Metric, ...]:
    """The metrics of these definitions, those made of each other too; one that cannot be made any more is left out."""
    wanted = tuple(dict.fromkeys(listed))
    while True:
        try:
            return own_model(wanted).metrics[len(BUILT_IN.metrics) :]
        except OwnerError:
            made = tuple(one for one in wanted if _can_be_made(one, wanted))
            if made == wanted:
                return ()
            wanted = made


def _can_be_made(one: OwnMetric, among: Iterable[OwnMetric]) -> bool:
    """Whether a definition holds by itself, with those that it is made of."""
    by_name = {other.name: other for other in among}
    needed, waiting = {one.name: one}, [one]
    while waiting:
        try:
            used = set(names_in(read_formula(waiting.pop().formula)))
        except OwnerError:
            return False
        more = [by_name[name] for name in used if name in by_name and name not in needed]
        needed |= {other.name: other for other in more}
        waiting += more
    try:
        own_model(needed.values())
    except OwnerError:
        return False
    return True


def own_model(metrics: Iterable[OwnMetric], base: SemanticModel = BUILT_IN) -> SemanticModel:
    """The model with a shop's own metrics behind those of `base`.

    They may be made of each other. Raises OwnerError for a name that is taken or unknown, a formula that cannot be read,
    and a metric that is made of itself.
    """
    listed = list(metrics)
    own = {metric.name: metric for metric in listed}
    if len(own) < len(listed):
        raise _refused(N_("Two own figures have the same name."))
    for metric in own.values():
        _check_name(metric, base)
    trees = {name: read_formula(metric.formula) for name, metric in own.items()}
    for name, tree in trees.items():
        _check_references(name, tree, trees, base)
    made = tuple(_as_metric(metric, trees, base) for metric in own.values())
    return SemanticModel((*base.metrics, *made), base.dimensions)


def _check_name(metric: OwnMetric, base: SemanticModel) -> None:
    taken = metric.name in base.metric_by_name or metric.name in base.dimension_by_name
    ending = metric.name.rpartition("_")[2] in SUFFIXES
    if not _NAME.fullmatch(metric.name) or ending:
        raise _refused(N_("{name} cannot be the name of a figure."), name=metric.name)
    if taken or metric.name in MEASURE_BY_NAME or metric.name == DAYS:
        raise _refused(N_("There is a figure or list called {name} already."), name=metric.name)
    # A label is said like any other sentence of the house, in which braces are fields.
    if not metric.label.strip() or len(metric.label) > LONGEST_WORD or {"{", "}"} & set(metric.label):
        raise _refused(N_("A word has between 1 and {most} characters, and no braces."), most=LONGEST_WORD)


def _check_references(name: str, tree: Node, trees: Mapping[str, Node], base: SemanticModel) -> None:
    """Every name exists, and following them never leads back: each metric is finished in finitely many steps."""
    known = [*base.metric_by_name, *trees, *MEASURE_BY_NAME, DAYS]
    if not any(True for _ in names_in(tree)):
        raise _refused(N_("{name} is made of numbers only."), name=name)
    for used in names_in(tree):
        _known(used, known)
    reached: set[str] = set()
    waiting = [used for used in names_in(tree) if used in trees]
    while waiting:
        step = waiting.pop()
        if step == name:
            raise _refused(N_("{name} is made of itself."), name=name)
        if step not in reached:
            reached.add(step)
            waiting += [used for used in names_in(trees[step]) if used in trees]


def _as_metric(own: OwnMetric, trees: Mapping[str, Node], base: SemanticModel) -> Metric:
    formulas: dict[str, str] = {}

    def formula_of(name: str) -> str:
        if name in base.metric_by_name:
            return base.metric_by_name[name].formula
        if name not in trees:
            return name
        if name not in formulas:
            formulas[name] = written(trees[name], formula_of)
            if len(formulas[name]) > LONGEST_FORMULA:
                raise _refused(N_("{name} is too long when written out."), name=own.name)
        return formulas[name]

    formula = formula_of(own.name)
    if own.unit == "money" and "/" in formula:
        # Divided money is a binary fraction in the engine; cents are not.
        formula = f"CAST({formula} AS DECIMAL(38, 4))"
    said = tuple(dict.fromkeys([own.label, *own.synonyms]))
    return Metric(
        name=own.name,
        label=own.label,
        sentence=own.formula,
        formula=formula,
        unit=own.unit,
        grain=OWN,
        synonyms={"zh": said, "en": said},
        needs=_needs(own.name, trees, base),
    )


def _needs(name: str, trees: Mapping[str, Node], base: SemanticModel) -> tuple[str, ...]:
    """The facts that the metrics behind an own one need; measures by themselves need what they are counted in."""
    found: dict[str, None] = {}
    for used in names_in(trees[name]):
        if used in base.metric_by_name:
            found |= dict.fromkeys(base.metric_by_name[used].needs)
        elif used in trees:
            found |= dict.fromkeys(_needs(used, trees, base))
        elif used in MEASURE_BY_NAME:
            found |= dict.fromkeys(_NEEDED[MEASURE_BY_NAME[used].source])
    return tuple(found) or ("order",)


_NEEDED: dict[str, tuple[str, ...]] = {
    "line": ("order",),
    "placed": ("order",),
    "event": ("event",),
    "repeat": ("order", "customer"),
    "path": ("order", "event", "customer"),
    "stock": ("stock",),
    "review": ("review",),
    "post": ("post",),
    "listing": ("listing",),
}


def _known(name: str, allowed: Iterable[str]) -> None:
    names = list(allowed)
    if name in names:
        return
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = (
        Text(msg=N_("Did you mean {near}?"), args={"near": near[0]})
        if near
        else Text(msg=N_("The page on figures lists all names."))
    )
    raise OwnerError(
        "name_unknown", Text(msg=N_("There is no figure called {name}."), args={"name": name}), hint
    )


def _refused(msg: str, **args: str | int) -> OwnerError:
    return OwnerError(
        "definition_refused",
        Text(msg=msg, args=dict(args)),
        Text(msg=N_("Change the definition and try again; nothing was saved.")),
    )
