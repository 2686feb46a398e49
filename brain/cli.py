"""`python -m brain ...`: the promises of the command line, wired to the desk."""

from __future__ import annotations

import typer

from brain.commands.asking import ask, check_text
from brain.commands.data import batches, import_, undo_import
from brain.commands.loop import card, cards, decide, review, run_due
from brain.commands.operating import demo, doctor

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Second Floor: a business brain for shop owners.",
)

COMMANDS = {
    "demo": demo,
    "import": import_,
    "batches": batches,
    "undo-import": undo_import,
    "ask": ask,
    "cards": cards,
    "card": card,
    "decide": decide,
    "run-due": run_due,
    "review": review,
    "check": check_text,
    "doctor": doctor,
}
for _name, _function in COMMANDS.items():
    app.command(_name)(_function)


def main() -> None:
    """The entry of `python -m brain`."""
    app()
