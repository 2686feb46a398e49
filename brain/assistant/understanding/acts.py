"""What a message asks for beside figures, where it asks for several things: the one that leads."""

from __future__ import annotations

from brain.assistant.understanding.slots import Reading

# The first that was said leads. "Why did it fall and what should I do" is answered part by part, by its clauses.
ORDER: tuple[str, ...] = (
    "howto",
    "why",
    "do",
    "write",
    "plan",
    "advice",
    "funnel",
    "cohort",
    "anomaly",
    "forecast",
    "goal",
)
FREE_ACTS = frozenset({"howto", "do", "write", "plan", "advice"})
"""Acts whose sentence may hold any words: they lead to a card, a text or a page, never to a figure."""

ABOUT_THE_FUTURE = FREE_ACTS | {"forecast", "goal"}
LOOSE_ACTS = frozenset({"funnel", "cohort", "goal", "anomaly"})
"""Acts that have a form of their own: the small words that lead to it (from views to carts, by month) have no other part."""


def leading_act(said: Reading) -> str | None:
    """The act of a message, or None where only figures are asked for."""
    if "do" in said.acts and (said.which or "should" in said.act_words):
        return "advice"  # "which one should I push" asks, it does not order
    for act in ORDER:
        if act in said.acts:
            return act
    return None
