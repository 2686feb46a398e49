"""A shop's own metrics and words, beside the built-in ones: pure types, checked when a model is made of them.

An own metric is arithmetic over metrics and measures; it becomes a metric like any other, compiled, split and refused by
the same rules. An own word says in the owner's language what a condition means: 爆款 is a product that sold 100 pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from brain.facts.semantic.adding_up import can_split
from brain.facts.semantic.base import Metric
from brain.facts.semantic.figures import SUFFIXES
from brain.facts.semantic.formula import Node, names_in, read_formula, written
from brain.facts.semantic.measures import DAYS, MEASURE_BY_NAME
from brain.facts.semantic.model import BUILT_IN, SemanticModel
from brain.kernel.errors import OwnerError
from brain.kernel.evidence import Filter, Having, Unit
from brain.kernel.i18n import N_, Text

_NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")
MOST_OWN = 200
LONGEST_WORD = 40
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


@dataclass(frozen=True)
class OwnWord:
    """A word of the owner's: values of a dimension (老客), groups of a dimension that fulfil conditions (爆款), or a metric.

    Exactly one of `metric`, or `filters` and `having` together; `having` needs the `dimension` whose groups it chooses.
    `days` is how far back the condition looks where the question names no period (月销: 30).
    """

    word: str
    metric: str | None = None
    filters: tuple[Filter, ...] = ()
    dimension: str | None = None
    having: tuple[Having, ...] = ()
    days: int | None = None


def own_model(metrics: Iterable[OwnMetric], base: SemanticModel = BUILT_IN) -> SemanticModel:
    """The model with a shop's own metrics behind those of `base`.

    They may be made of each other. Raises OwnerError for a name that is taken or unknown, a formula that cannot be read,
    and a metric that is made of itself.
    """
    listed = list(metrics)
    own = {metric.name: metric for metric in listed}
    if len(own) < len(listed) or len(own) > MOST_OWN:
        raise _refused(
            N_("Two own figures have the same name, or there are more than {most}."), most=MOST_OWN
        )
    for metric in own.values():
        _check_name(metric, base)
    trees = {name: read_formula(metric.formula) for name, metric in own.items()}
    for name, tree in trees.items():
        _check_references(name, tree, trees, base)
    made = tuple(_as_metric(metric, trees, base) for metric in own.values())
    return SemanticModel((*base.metrics, *made), base.dimensions)


def check_word(word: OwnWord, model: SemanticModel = BUILT_IN) -> None:
    """Raises OwnerError unless the word says one thing, in names that exist and go together."""
    if not word.word.strip() or len(word.word) > LONGEST_WORD or {"{", "}"} & set(word.word):
        raise _refused(N_("A word has between 1 and {most} characters, and no braces."), most=LONGEST_WORD)
    means_groups = bool(word.filters or word.having)
    if (word.metric is not None) == means_groups:
        raise _refused(N_("“{word}” must mean either a figure or a condition."), word=word.word)
    if word.metric is not None:
        _known("figure", word.metric, model.metric_by_name)
    for given in word.filters:
        _known("list", given.dimension, model.dimension_by_name)
    if word.having:
        _check_groups(word, model)


def _check_groups(word: OwnWord, model: SemanticModel) -> None:
    if word.dimension is None:
        raise _refused(
            N_("“{word}” has a limit for a figure: say of what, for example of products."), word=word.word
        )
    _known("list", word.dimension, model.dimension_by_name)
    for given in word.having:
        _known("figure", given.metric, model.metric_by_name)
        if not can_split(given.metric, word.dimension, model):
            raise _refused(
                N_("{metric} cannot be told by {dimension}."), metric=given.metric, dimension=word.dimension
            )


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
        _known("figure", used, known)
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
        grain="own",
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
}


def _known(what: str, name: str, allowed: Iterable[str]) -> None:
    names = list(allowed)
    if name in names:
        return
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    said = {
        "figure": N_("There is no figure called {name}."),
        "list": N_("There is no list called {name}."),
    }[what]
    hint = (
        Text(msg=N_("Did you mean {near}?"), args={"near": near[0]})
        if near
        else Text(msg=N_("The page on figures lists all names."))
    )
    raise OwnerError("name_unknown", Text(msg=said, args={"name": name}), hint)


def _refused(msg: str, **args: str | int) -> OwnerError:
    return OwnerError(
        "definition_refused",
        Text(msg=msg, args=dict(args)),
        Text(msg=N_("Change the definition and try again; nothing was saved.")),
    )
