"""`photos` and `photo`: customers' photos, and the owner's word on each."""

from __future__ import annotations

from typing import Annotated

import typer

from brain.commands.common import Call, command, plain
from brain.commands.tables import table
from brain.desk_photos import PhotoView
from brain.kernel.errors import NotFound
from brain.kernel.i18n import N_, Text, t

WORDS = ("yes", "no")
STANDINGS = {
    "usable": N_("may be shown"),
    "not_agreed": N_("no consent"),
    "no_product": N_("say what it shows"),
    "unmatched": N_("named by no review"),
}


@command
def photos(call: Call) -> None:
    """List customers' photos: what each shows and whether it may be shown."""
    with call.desk() as desk:
        found = desk.photos.all()
        lines = [
            [one.id[:12], one.name, one.product_name, t(call.lang, STANDINGS[one.standing])] for one in found
        ]
        header = [
            t(call.lang, word) for word in (N_("Photo"), N_("File"), N_("Product"), N_("Where it stands"))
        ]
        said = (
            table(header, lines)
            if lines
            else t(call.lang, N_("No photos yet: python -m brain import FILE.jpg"))
        )
        call.say([plain(one) for one in found], said)


@command
def photo(
    call: Call,
    photo_id: Annotated[str, typer.Argument(metavar="ID", help="The photo's name, or how it begins.")],
    product: Annotated[
        str, typer.Option("--product", help="Which product it shows, by your own product number.")
    ] = "",
    agreed: Annotated[
        str, typer.Option("--agreed", help="Whether the customer lets you show it: yes or no.")
    ] = "",
    remove: Annotated[
        bool, typer.Option("--remove", help="Delete it, and the pictures made with it.")
    ] = False,
) -> None:
    """Say of one photo what it shows and whether the customer agreed, or remove it."""
    if agreed and agreed not in WORDS:
        raise typer.BadParameter(f"--agreed must be one of {', '.join(WORDS)}")
    with call.desk() as desk:
        one = _found(desk.photos.all(), photo_id)
        if remove:
            out = desk.photos.remove(one.id)
            said = t(call.lang, N_("Removed. Posts that are out and carried it: {count}."), count=out)
            call.say({"photo": one.id, "removed": True, "posts": out}, said)
            return
        seen = desk.photos.say(one.id, product=product or None, agreed=agreed == "yes" if agreed else None)
        call.say(plain(seen), f"{seen.name}{t(call.lang, ': ')}{t(call.lang, STANDINGS[seen.standing])}")


def _found(known: list[PhotoView], wanted: str) -> PhotoView:
    found = [one for one in known if one.id.startswith(wanted)]
    if len(found) != 1 or len(wanted) < 4:
        raise NotFound(
            "no_photo",
            Text(msg="There is no photo {photo}.", args={"photo": wanted[:64]}),
            Text(msg="List the photos to see their names."),
        )
    return found[0]
