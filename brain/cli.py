"""`python -m brain ...`: the promises of the command line, wired to the desk."""

from __future__ import annotations

import typer

from brain.commands.asking import ask, check_text
from brain.commands.caring import backup, forget_customer_, personal_data_, restore, rotate_key_
from brain.commands.checking import quality, reconcile
from brain.commands.connecting import connect, connections, disconnect, pull
from brain.commands.data import batches, import_, left_out, undo_import
from brain.commands.loop import card, cards, decide, review, run_due
from brain.commands.operating import demo, doctor, nightly
from brain.commands.photographs import photo, photos
from brain.commands.tracing import lineage, tags

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
    "left-out": left_out,
    "photos": photos,
    "photo": photo,
    "reconcile": reconcile,
    "quality": quality,
    "ask": ask,
    "cards": cards,
    "card": card,
    "decide": decide,
    "run-due": run_due,
    "review": review,
    "check": check_text,
    "connect": connect,
    "pull": pull,
    "connections": connections,
    "disconnect": disconnect,
    "backup": backup,
    "restore": restore,
    "forget-customer": forget_customer_,
    "rotate-key": rotate_key_,
    "personal-data": personal_data_,
    "lineage": lineage,
    "tags": tags,
    "doctor": doctor,
    "nightly": nightly,
}
for _name, _function in COMMANDS.items():
    app.command(_name)(_function)


def main() -> None:
    """The entry of `python -m brain`."""
    app()
