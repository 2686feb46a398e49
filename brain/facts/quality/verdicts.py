"""A reconciliation in sentences. "Equals", never "because": a sum that fits is a clue, and the owner knows the shop."""

from __future__ import annotations

from decimal import Decimal

from brain.facts.quality.explaining import Explanation
from brain.facts.quality.parts import Figure
from brain.facts.quality.reconcile import Compared
from brain.facts.quality.stated import FIGURE_LABELS
from brain.kernel.formats import format_exact_money, format_number
from brain.kernel.i18n import Text, t


def show(figure: Figure, value: Decimal, currency: str, lang: str) -> str:
    """A figure to the cent, or the number of orders."""
    return format_number(value, lang) if figure == "orders" else format_exact_money(value, currency, lang)


def verdict(one: Compared, currency: str, lang: str) -> str:
    """One sentence: agrees, or differs by how much and in which direction."""
    label = t(lang, FIGURE_LABELS[one.figure])
    if one.agrees and one.figure == "orders":
        return t(
            lang,
            "{figure}: {stated}, agrees.",
            figure=label,
            stated=show(one.figure, one.stated, currency, lang),
        )
    if one.agrees:
        return t(
            lang,
            "{figure}: {stated}, agrees to the cent.",
            figure=label,
            stated=show(one.figure, one.stated, currency, lang),
        )
    filled = {
        "figure": label,
        "stated": show(one.figure, one.stated, currency, lang),
        "counted": show(one.figure, one.counted.value, currency, lang),
        "difference": show(one.figure, abs(one.difference), currency, lang),
    }
    if one.difference > 0:
        return t(
            lang,
            "{figure}: the back office shows {stated}, {difference} more than the {counted} counted here.",
            **filled,
        )
    return t(
        lang,
        "{figure}: the back office shows {stated}, {difference} less than the {counted} counted here.",
        **filled,
    )


def reasons(one: Compared, currency: str, lang: str) -> list[Text]:
    """What equals the difference, a sentence each whose counts open; where nothing does, that it is so."""
    if one.agrees:
        return []
    if one.rounded:
        return [Text(msg="It is the figure counted here, rounded to whole units.")]
    if not one.explanations:
        return [Text(msg="Nothing that we know of this file equals the difference.")]
    return [_equality(explanation, one, currency, lang) for explanation in one.explanations]


def _equality(explanation: Explanation, one: Compared, currency: str, lang: str) -> Text:
    difference = show(one.figure, abs(one.difference), currency, lang)
    names = [part.text for part in explanation.parts]
    if len(names) == 2:
        said = Text(
            msg="The difference of {difference} equals {one} and {other} together.",
            args={"difference": difference, "one": names[0], "other": names[1]},
        )
    else:
        said = Text(
            msg="The difference of {difference} equals {one}.",
            args={"difference": difference, "one": names[0]},
        )
    if not explanation.also:
        return said
    figures = t(lang, ", ").join(t(lang, FIGURE_LABELS[name]) for name in explanation.also)
    more = Text(msg="It fits {figures} as well.", args={"figures": figures})
    return Text(msg="{said} {more}", args={"said": said, "more": more})
