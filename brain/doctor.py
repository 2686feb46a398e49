"""Whether everything is in order in a home folder, said in sentences that tell what to do."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from brain.bootstrap import Brain, open_brain
from brain.care.backup import last_backup
from brain.care.retention import last_applied
from brain.content.posters.fonts import Typeface
from brain.facts.contacts import load_or_make_key
from brain.facts.keyring import KEYRING_FILE, load_keyring
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Moment, Text
from brain.kernel.settings import load_settings
from brain.ledger.audit import broken_at
from brain.ledger.erasures import erasures_of, is_finished

LEAST_FREE_MIB = 500
BACKUP_DAYS = 7
"""From this age on the last backup is called old."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    name: str
    ok: bool
    text: Text


def examine(home: Path | None) -> list[Finding]:
    """Look at the home folder, the disk, the font, the data, the ledger and the channels."""
    folder = load_settings(home).home
    findings = [_disk(folder), _font()]
    try:
        brain = open_brain(home)
    except OwnerError as error:
        return [*findings, Finding("data", False, _whole(error))]
    try:
        findings += [look(brain) for look in LOOKS]
    finally:
        brain.close()
    return findings


def _whole(error: OwnerError) -> Text:
    """An error's sentence, with what to do where that is known."""
    if error.hint is None:
        return error.message
    return Text(msg="{said} {hint}", args={"said": error.message, "hint": error.hint})


def _disk(folder: Path) -> Finding:
    there = folder
    while not there.exists():
        there = there.parent
    free = shutil.disk_usage(there).free // 2**20
    if free < LEAST_FREE_MIB:
        return Finding(
            "disk", False, Text(msg="Only {free} MiB are free on the disk. Make room.", args={"free": free})
        )
    return Finding("disk", True, Text(msg="{free} MiB are free on the disk.", args={"free": free}))


def _font() -> Finding:
    try:
        Typeface("二楼")
    except OwnerError as error:
        return Finding("font", False, _whole(error))
    return Finding("font", True, Text(msg="Posters have a font with Chinese characters."))


def _shops(brain: Brain) -> Finding:
    names = ", ".join(shop.id for shop in brain.shops())
    if not names:
        return Finding(
            "data", True, Text(msg="There is no shop here yet. Import an order export to make one.")
        )
    return Finding("data", True, Text(msg="The data opens; shops: {names}.", args={"names": names}))


def _audit(brain: Brain) -> Finding:
    with brain.parts.ledger.session() as session:
        broken = broken_at(session)
    if broken is not None:
        message = Text(
            msg="The audit trail was changed at line {line}. Compare it with a backup.",
            args={"line": str(broken)},
        )
        return Finding("audit", False, message)
    return Finding("audit", True, Text(msg="The audit trail is whole."))


def _key(brain: Brain) -> Finding:
    mode = stat.S_IMODE((brain.settings.home / "secret.key").stat().st_mode)
    if mode & 0o077:
        message = Text(msg="Other users of this machine can read the secret key. Run: chmod 600 secret.key")
        return Finding("key", False, message)
    return Finding("key", True, Text(msg="The secret key is readable by you only."))


def _model(brain: Brain) -> Finding:
    if brain.parts.gateway is None:
        return Finding("model", True, Text(msg="No language model is connected; the embedded brain writes."))
    return Finding(
        "model",
        True,
        Text(msg="A language model is connected: {name}.", args={"name": brain.settings.model_general}),
    )


def _keyring(brain: Brain) -> Finding:
    path = brain.settings.home / KEYRING_FILE
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        message = Text(msg="Other users of this machine can read contacts.keys. Run: chmod 600 contacts.keys")
        return Finding("keyring", False, message)
    keys = load_keyring(brain.settings.home, load_or_make_key(brain.settings.home))
    if len(keys) > 1:
        message = Text(msg="A change of keys was interrupted. Run once more: python -m brain rotate-key")
        return Finding("keyring", False, message)
    return Finding("keyring", True, Text(msg="Customer contacts are locked with one key."))


def _backup(brain: Brain) -> Finding:
    """Never a fault: whether the folder is copied some other way is not known here."""
    made = last_backup(brain.parts.ledger)
    if made is None:
        return Finding("backup", True, Text(msg="No backup was made yet. Make one: python -m brain backup"))
    days = max((brain.parts.clock.now() - made).days, 0)
    if days > BACKUP_DAYS:
        message = Text(
            msg="The last backup is {days} days old. Make one: python -m brain backup", args={"days": days}
        )
        return Finding("backup", True, message)
    return Finding("backup", True, Text(msg="The last backup is {days} days old.", args={"days": days}))


def _erasures(brain: Brain) -> Finding:
    with brain.parts.ledger.reading() as session:
        begun = sum(not is_finished(row) for shop in brain.shops() for row in erasures_of(session, shop.id))
    if begun:
        message = Text(
            msg="{count} erasures of customers were interrupted. Run forget-customer again for them.",
            args={"count": begun},
        )
        return Finding("erasures", False, message)
    return Finding("erasures", True, Text(msg="No erasure of a customer is unfinished."))


def _retention(brain: Brain) -> Finding:
    with brain.parts.ledger.reading() as session:
        applied = [at for shop in brain.shops() if (at := last_applied(session, shop.id)) is not None]
    if not applied:
        return Finding("retention", True, Text(msg="Old personal data was not looked for yet."))
    zone = brain.shops()[0].zone
    return Finding(
        "retention",
        True,
        Text(
            msg="Old personal data was last deleted at {at}.",
            args={"at": Moment(at=min(applied), zone=zone, year=True)},
        ),
    )


LOOKS: tuple[Callable[[Brain], Finding], ...] = (
    _shops,
    _audit,
    _key,
    _keyring,
    _backup,
    _erasures,
    _retention,
    _model,
)
