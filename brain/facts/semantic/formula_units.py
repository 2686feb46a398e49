"""What a formula comes out as: money, a count, a share. Money and counts cannot be added, whatever a computer would say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from brain.facts.semantic.formula import Name, Node, Number, Operation
from brain.facts.semantic.formula_words import node_text
from brain.kernel.errors import OwnerError
from brain.kernel.evidence import Unit
from brain.kernel.i18n import N_, Text

Comes = Literal["money", "count", "rate", "number", "plain"]
"""`plain` is a number that the owner typed: it goes with everything."""
KINDS: dict[str, str] = {
    "money": N_("an amount of money"),
    "count": N_("a count"),
    "rate": N_("a percentage"),
    "number": N_("a number"),
    "plain": N_("a number"),
}
FITS: dict[str, tuple[Unit, ...]] = {
    "money": ("money",),
    "count": ("count",),
    "number": ("number",),
    "rate": ("rate", "number"),
}
"""The units that what comes out can be shown in, the natural one first: orders per buyer are 1.8 or 180 %."""


def comes_out_as(tree: Node, unit_of: Callable[[str], Unit]) -> Comes:
    """What a formula's result is, by the units of its names. Raises OwnerError for sums of unlike things and for money
    times money."""
    if isinstance(tree, Number):
        return "plain"
    if isinstance(tree, Name):
        unit = unit_of(tree.name)
        return "number" if unit == "days" else unit
    left, right = comes_out_as(tree.left, unit_of), comes_out_as(tree.right, unit_of)
    if tree.sign in "+-":
        return _sum(tree, left, right)
    if tree.sign == "*":
        return _product(tree, left, right)
    return _quotient(left, right)


def _sum(tree: Operation, left: Comes, right: Comes) -> Comes:
    if "plain" in (left, right):
        return right if left == "plain" else left
    if left == right:
        return left
    if {left, right} == {"count", "number"}:
        return "number"
    said = N_("“{left}” is {one} and “{right}” is {other}: these cannot be added or subtracted.")
    raise _refused(
        Text(
            msg=said,
            args={
                "left": node_text(tree.left),
                "right": node_text(tree.right),
                "one": Text(msg=KINDS[left]),
                "other": Text(msg=KINDS[right]),
            },
        )
    )


def _product(tree: Operation, left: Comes, right: Comes) -> Comes:
    if left == right == "money":
        said = N_("“{left}” and “{right}” are both money: multiplied they mean nothing.")
        args = {"left": node_text(tree.left), "right": node_text(tree.right)}
        raise _refused(Text(msg=said, args=dict(args)))
    if "money" in (left, right):
        return "money"
    if "plain" in (left, right):
        return _scaled(right if left == "plain" else left)
    return "rate" if left == right == "rate" else "number"


def _quotient(left: Comes, right: Comes) -> Comes:
    if right == "plain":
        return _scaled(left)
    if left == right:
        return "rate"
    return "money" if left == "money" else "number"


def _scaled(of: Comes) -> Comes:
    """Half of the orders is a number with decimals."""
    return "number" if of == "count" else of


def _refused(said: Text) -> OwnerError:
    return OwnerError(
        "formula_mixed",
        said,
        Text(msg=N_("Divide one by the other, or use two figures of one kind.")),
    )
