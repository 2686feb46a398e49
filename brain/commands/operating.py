"""`demo`, `doctor` and `nightly`."""

from __future__ import annotations

from typing import Annotated

import typer

from brain.commands.common import Call, command, parse_day
from brain.demo import DEMO_ZONE, refresh_demo
from brain.doctor import examine
from brain.kernel.i18n import N_, t
from brain.kernel.identity import local_owner
from brain.nights import pass_over_all


@command
def demo(call: Call) -> None:
    """Make the sample shop, or bring it up to today."""
    with call.brain() as brain:
        brain.parts.clock = call.clock(DEMO_ZONE)
        made = refresh_demo(brain)
        words = t(
            call.lang,
            N_("Sample shop {shop}: {lines} order lines from {start} to {end}."),
            shop=made.shop,
            lines=made.order_lines,
            start=str(made.from_day),
            end=str(made.to_day),
        )
        call.say(made.as_json(), words)


@command
def doctor(call: Call) -> None:
    """Look whether everything is in order, and say what to do where it is not."""
    findings = examine(call.home)
    broken = [finding for finding in findings if not finding.ok]
    words = "\n".join(
        f"{'ok ' if finding.ok else '-- '} {finding.text.render(call.lang)}" for finding in findings
    )
    payload = {
        "ok": not broken,
        "findings": [{"name": f.name, "ok": f.ok, "text": f.text.render(call.lang)} for f in findings],
    }
    call.say(payload, words)
    if broken:
        raise typer.Exit(1)


@command
def nightly(
    call: Call,
    all_shops: Annotated[
        bool, typer.Option("--all-shops", help="Every shop of this home in one pass.")
    ] = False,
    engine: Annotated[str, typer.Option("--engine", help="duckdb")] = "duckdb",
) -> None:
    """Make today's cards: of one shop, or of all in one pass."""
    if engine != "duckdb":
        raise typer.BadParameter("must be duckdb: no other engine is built in yet", param_hint="--engine")
    if not all_shops:
        with call.desk() as desk:
            made = desk.cards(refresh=True)
            words = t(call.lang, N_("{count} cards are waiting."), count=len(made))
            call.say({"shops": 1, "cards": len(made), "engine": engine}, words)
        return
    with call.brain() as brain:
        day = parse_day(call.today) if call.today else None
        report = pass_over_all(brain.parts, local_owner(call.shop), day)
        words = t(
            call.lang,
            N_("{shops} shops looked at in {seconds} s: {cards} cards for {with_cards} of them."),
            shops=report.shops,
            seconds=f"{report.seconds:.1f}",
            cards=report.cards,
            with_cards=report.with_cards,
        )
        if report.failed:
            broken = N_("Not looked for, because of an error in the program (see the log): {names}.")
            words = f"{words}\n{t(call.lang, broken, names=', '.join(report.failed))}"
        call.say(report, words)
        if report.failed:
            raise typer.Exit(1)
