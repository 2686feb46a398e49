"""`demo` and `doctor`."""

from __future__ import annotations

import typer

from brain.commands.common import Call, command
from brain.demo import DEMO_ZONE, refresh_demo
from brain.doctor import examine
from brain.kernel.i18n import N_, t


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
