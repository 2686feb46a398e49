"""`backup`, `restore`, `forget-customer`, `rotate-key` and `personal-data`.

What needs the warehouse is asked of the app when that has it open; only `restore` insists that it is closed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import BaseModel

from brain.bootstrap import Brain
from brain.care.backup import Backup, dated_name, make_backup
from brain.care.certificate import LABELS, Certificate, read_certificate
from brain.care.forget import Forgotten, forget_customer, look_up
from brain.care.personal import PROTECTION_WORDS, PersonalData, personal_data
from brain.care.requests import Found, ask_app
from brain.care.restore import Restored, restore_backup
from brain.care.rotation import Rotated, rotate_key
from brain.care.traces import KINDS
from brain.commands.common import Call, command, only_shop, readable
from brain.facts.contacts import ContactBook, load_or_make_key
from brain.facts.warehouse.shops import Shop, find_shop
from brain.kernel.clock import SystemClock
from brain.kernel.errors import Busy, OwnerError
from brain.kernel.formats import format_number
from brain.kernel.i18n import N_, Moment, Text, t
from brain.kernel.identity import Actor, local_owner
from brain.kernel.settings import load_settings

WOULD = {
    **LABELS,
    "order_line": N_("order lines, which would be nobody's then"),
    "event": N_("looks and clicks, which would be nobody's then"),
    "review": N_("reviews, which would lose their text"),
}
"""What is erased, by eraser, while it has not been."""
M = TypeVar("M", bound=BaseModel)
UTC_NAME = "UTC"


@command
def backup(
    call: Call,
    file: Annotated[
        str,
        typer.Argument(
            help="File, or folder (ending in / it is made); a dated file beside the home when left out."
        ),
    ] = "",
    without_key: Annotated[
        bool, typer.Option("--without-key", help="Leave out the keys that open customer contacts.")
    ] = False,
) -> None:
    """Write the whole home folder into one file, also while the app runs."""
    target = _target(file, call) if file else None
    args = {"target": str(target) if target else None, "with_key": not without_key}
    made = _here_or_in_app(
        call,
        "backup",
        args,
        Backup,
        lambda brain: make_backup(
            brain.parts, None, local_owner(call.shop), target, with_key=not without_key
        ),
    )
    words = t(
        call.lang,
        N_("Backup of {shops}: {file} ({size} KiB)."),
        shops=", ".join(shop.id for shop in made.shops) or "-",
        file=made.file,
        size=-(-made.bytes // 1024),
    )
    call.say(_plain(made, call), words + _after(made.note, call))


def _target(file: str, call: Call) -> Path:
    """Where a backup goes. What ends in a slash is a folder, there or not: a file of that name would be none to find."""
    path = Path(file).expanduser().resolve()
    return path / dated_name(call.clock(UTC_NAME).now()) if file.endswith(("/", os.sep)) else path


@command
def restore(
    call: Call,
    file: Annotated[Path, typer.Argument(help="A file that backup wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of a home that is not empty.")
    ] = False,
) -> None:
    """Make a backup the home folder; what was there before is kept beside it. The app must be closed."""
    home = load_settings(call.home).home
    done = restore_backup(home, file, call.clock(UTC_NAME), replace=replace)
    call.say(_plain(done, call), "\n".join(_restored_words(done, call)))


@command
def forget_customer_(
    call: Call,
    customer: Annotated[str, typer.Argument(help="Your own number of the customer.")] = "",
    key: Annotated[str, typer.Option("--key", help="The customer's key instead of the number.")] = "",
    contact: Annotated[
        str, typer.Option("--contact", help="A phone, mail address or name instead of the number.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Count what would be erased, erase nothing.")
    ] = False,
    verify: Annotated[
        Path | None, typer.Option("--verify", help="Check a certificate's signature instead.")
    ] = None,
) -> None:
    """Erase a customer everywhere and write a signed certificate. This cannot be undone."""
    if verify is not None:
        _verify(call, verify)
        return
    who = {"own_id": customer, "key": key, "contact": contact}
    if dry_run:
        found = _here_or_in_app(call, "look-up", who, Found, lambda brain: _looked_up(call, brain, who))
        call.say(found, "\n".join(_would_be_erased(found.found, call.lang)))
        return
    done = _here_or_in_app(call, "forget", who, Forgotten, lambda brain: _forgotten(call, brain, who))
    said = [t(call.lang, N_("This customer was forgotten already."))] if done.already else []
    payload = {**done.certificate.model_dump(mode="json"), "already": done.already}
    call.say(payload, "\n".join([*said, done.certificate.printable(call.lang)]))


@command
def rotate_key_(call: Call) -> None:
    """Lock all customer contacts with a new key and throw the old one away."""
    done = _here_or_in_app(
        call, "rotate-key", {}, Rotated, lambda brain: rotate_key(brain.parts, None, local_owner(call.shop))
    )
    words = t(
        call.lang,
        N_(
            "{count} contacts, rows and connections are locked with a new key; the old one is gone. Make a backup now."
        ),
        count=sum(done.resealed.values()),
    )
    call.say(done, words)


@command
def personal_data_(call: Call) -> None:
    """Say where personal data is kept, and find it in free text."""
    report = _here_or_in_app(
        call,
        "personal-data",
        {},
        PersonalData,
        lambda brain: personal_data(brain.parts, *_place(call, brain)),
    )
    call.say(_plain(report, call), "\n".join(_report_words(report, call.lang)))


def _here_or_in_app(
    call: Call, kind: str, args: dict[str, Any], model: type[M], do: Callable[[Brain], M]
) -> M:
    """Do it here; where the app has the data open, ask it and wait, with a sentence on stderr."""
    try:
        with call.brain() as brain:
            return do(brain)
    except Busy as busy:
        if busy.code != "warehouse_busy":
            raise
    said = N_("The app has the data open: it does this at its next turn, within a quarter of a minute.")
    sys.stderr.write(t(call.lang, said) + "\n")
    home = load_settings(call.home).home
    return model.model_validate(ask_app(home, kind, call.shop, "local", args, SystemClock()))


def _looked_up(call: Call, brain: Brain, who: dict[str, str]) -> Found:
    shop, actor = _place(call, brain)
    return Found(found=look_up(brain.parts, shop, actor, **who))


def _forgotten(call: Call, brain: Brain, who: dict[str, str]) -> Forgotten:
    shop, actor = _place(call, brain)
    return forget_customer(brain.parts, shop, actor, **who)


def _place(call: Call, brain: Brain) -> tuple[Shop, Actor]:
    shop = find_shop(brain.parts.warehouse, call.shop or only_shop(brain))
    brain.parts.clock = call.clock(shop.zone)
    return shop, local_owner(shop.id)


def _verify(call: Call, path: Path) -> None:
    certificate = read_certificate(path)
    genuine = _is_ours(certificate, load_settings(call.home).home)
    if not genuine:
        raise OwnerError(
            "certificate_not_genuine",
            Text(msg="{file} was changed, or was not written by this home.", args={"file": path.name}),
            Text(msg="Compare it with the certificate kept in the app."),
        )
    words = t(call.lang, N_("The certificate {id} is genuine and unchanged."), id=certificate.id)
    call.say({"id": certificate.id, "genuine": True}, words)


def _is_ours(certificate: Certificate, home: Path) -> bool:
    return certificate.is_genuine(ContactBook(load_or_make_key(home)))


def _restored_words(done: Restored, call: Call) -> list[str]:
    lang = call.lang
    lines = [
        t(
            lang,
            N_("{home} is now as it was at {at}."),
            home=done.home,
            at=Moment(at=done.made_at, zone=UTC_NAME, year=True),
        )
    ]
    if done.aside:
        lines.append(t(lang, N_("What was there before is in {folder}."), folder=done.aside))
    if done.held_posts:
        lines.append(
            t(
                lang,
                N_("{count} posts were due since then: say in the app whether they arrived."),
                count=done.held_posts,
            )
        )
    if done.forgotten:
        lines.append(
            t(lang, N_("{count} customers forgotten since then were forgotten again."), count=done.forgotten)
        )
    if not done.contacts_open:
        lines.append(
            t(lang, N_("Customer contacts cannot be opened: put secret.key and contacts.keys into the home."))
        )
    if not done.audit_whole:
        lines.append(t(lang, N_("The audit trail in the backup had been changed; doctor says where.")))
    return lines


def _would_be_erased(found: dict[str, int], lang: str) -> list[str]:
    """What a dry run found, said as what has not happened."""
    lines = [
        f"  {format_number(count, lang)}  {t(lang, WOULD[name])}" for name, count in found.items() if count
    ]
    if not lines:
        return [t(lang, N_("Nothing is left of this customer."))]
    return [t(lang, N_("Nothing was erased. This is what would be:")), *lines]


def _report_words(report: PersonalData, lang: str) -> list[str]:
    lines = [t(lang, N_("Where personal data is kept:"))]
    for place in report.places:
        lines.append(
            t(
                lang,
                N_("  {label} ({table}.{field}): {people} customers, {rows} rows, {protection}, {kept}"),
                label=place.label,
                table=place.table,
                field=place.field,
                people=place.people,
                rows=place.rows,
                protection=t(lang, PROTECTION_WORDS[place.protection]),
                kept=Text(msg="kept {days} days", args={"days": place.retention_days})
                if place.retention_days
                else Text(msg="kept until the customer is forgotten"),
            )
        )
    lines.append(t(lang, N_("{count} texts were looked through."), count=report.scanned))
    names = {kind.name: kind.label for kind in KINDS}
    for text in report.free_text:
        kinds = ", ".join(f"{count} {t(lang, names[kind])}" for kind, count in text.found.items())
        lines.append(f"  {text.label.render(lang)}: {kinds} ({', '.join(text.examples)})")
    return lines


def _after(note: Text | None, call: Call) -> str:
    return f"\n{note.render(call.lang)}" if note else ""


def _plain(model: BaseModel, call: Call) -> dict[str, Any]:
    shown: dict[str, Any] = readable(model, call.lang)
    return shown
