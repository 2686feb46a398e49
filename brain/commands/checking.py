"""`reconcile` and `quality`: whether the data is right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from brain.commands.common import Call, command, readable
from brain.facts.quality.parts import FIGURES, Figure
from brain.facts.quality.reconcile import Compared, Reconciliation
from brain.facts.quality.score import Quality
from brain.facts.quality.stated import FIGURE_LABELS, parse_figure
from brain.facts.quality.verdicts import reasons, show, verdict
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, t


@command
def reconcile(
    call: Call,
    batch: Annotated[str, typer.Argument(help="The import's name.")],
    orders: Annotated[str, typer.Option("--orders", help="Orders as the back office shows them.")] = "",
    paid: Annotated[str, typer.Option("--paid", help="Money received, before refunds.")] = "",
    refunds: Annotated[str, typer.Option("--refunds", help="Money given back.")] = "",
    net: Annotated[str, typer.Option("--net", help="Money received less refunds.")] = "",
    scope: Annotated[
        str,
        typer.Option(
            "--of", help="A month or day of the file (2026-11, 2026-11-20); the whole file without."
        ),
    ] = "",
) -> None:
    """Compare an import with what the shop system's back office shows; without figures, show what was compared before."""
    typed: dict[Figure, str] = {"orders": orders, "paid": paid, "refunds": refunds, "net": net}
    stated = {figure: parse_figure(figure, text) for figure, text in typed.items() if text}
    with call.desk() as desk:
        found = desk.checking.state(batch, stated, scope) if stated else desk.checking.reconciliation(batch)
        counted = {} if found.undone else desk.checking.counted(batch, scope)
        currency = desk.shop.currency
    call.say(
        reconciliation_json(found, counted, currency, call.lang),
        _reconciliation_words(found, counted, scope, currency, call.lang),
    )


@command
def quality(call: Call) -> None:
    """How far the shop's data can be relied on: a score from 0 to 100 with its reasons and what to do about each."""
    with call.desk() as desk:
        found = desk.checking.quality()
    call.say(quality_json(found, call.lang), _quality_words(found, call.lang))


def reconciliation_json(
    found: Reconciliation, counted: Mapping[Figure, Claim], currency: str, lang: str
) -> dict[str, Any]:
    """The promised form: what counts, what was stated, and for each figure the difference and what equals it."""
    return {
        "batch": found.batch,
        "undone": found.undone,
        "agrees": found.agrees,
        "counted": {figure: float(claim.value) for figure, claim in counted.items()},
        "compared": [_compared_json(one, currency, lang) for one in found.compared],
    }


def _compared_json(one: Compared, currency: str, lang: str) -> dict[str, Any]:
    return {
        "figure": one.figure,
        "of": one.scope,
        "stated": float(one.stated),
        "counted": float(one.counted.value),
        "difference": float(one.difference),
        "agrees": one.agrees,
        "text": verdict(one, currency, lang),
        "equals": [reason.render(lang) for reason in reasons(one, currency, lang)] if one.explained else [],
        "parts": [[part.code for part in explanation.parts] for explanation in one.explanations],
        "receipt": one.counted.receipt,
    }


def _reconciliation_words(
    found: Reconciliation, counted: Mapping[Figure, Claim], scope: str, currency: str, lang: str
) -> str:
    if found.undone:
        return t(lang, N_("This import was taken back; there is nothing to compare."))
    if not found.compared:
        figures = [
            f"{t(lang, FIGURE_LABELS[figure])} {show(figure, counted[figure].value, currency, lang)}"
            for figure in FIGURES
        ]
        return "\n".join([*figures, t(lang, N_("Nothing was compared with the back office yet."))])
    lines = []
    for one in found.compared:
        lines.append((f"{one.scope} " if one.scope else "") + verdict(one, currency, lang))
        lines += [f"  {reason.render(lang)}" for reason in reasons(one, currency, lang)]
    return "\n".join(lines)


def quality_json(found: Quality, lang: str) -> dict[str, Any]:
    """The promised form: score, reasons (points, of, text, why, next), checks passed, freshness."""
    fresh = found.freshness
    return {
        "score": found.score,
        "text": found.text.render(lang),
        "reasons": [readable(one, lang) for one in found.reasons],
        "passed": [one.render(lang) for one in found.passed],
        "freshness": {
            "newest": fresh.newest.isoformat() if fresh.newest else None,
            "imported_at": fresh.imported_at.isoformat() if fresh.imported_at else None,
            "behind": fresh.behind,
            "usual_pause": fresh.usual_pause,
            "stale": fresh.stale,
            "text": fresh.text.render(lang),
        },
    }


def _quality_words(found: Quality, lang: str) -> str:
    if found.score is None:
        return found.text.render(lang)
    lines = [t(lang, N_("Data quality {score} of 100"), score=found.score), found.text.render(lang)]
    for one in found.reasons:
        lines.append(f"-{one.points} {one.text.render(lang)}")
        lines.append(f"   {one.next.render(lang)}")
    return "\n".join(lines)
