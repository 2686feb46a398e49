"""Photos come in: each checked and written anew, all of them noted at once, the same one twice a duplicate."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from brain.facts.sources.intake.progress import Progress, Stage, silent
from brain.facts.sources.intake.report import ImportReport, Quarantined
from brain.kernel.clock import Clock
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.kernel.ids import new_id
from brain.ledger import audit
from brain.ledger.photo_tables import PhotoRow
from brain.ledger.photos import barred_prints, known_prints
from brain.photos.album import Album, turn
from brain.photos.checking import clean_photo
from brain.photos.opening import Brought, opened
from brain.photos.settling import settle

SOURCE = KIND = "photos"
KEPT = "photos.kept"
LONGEST_NAME = 300


@dataclass
class _Intake:
    """What has become of the photos so far; `known` and `barred` are fingerprints."""

    known: set[str]
    barred: set[str]
    rows: list[PhotoRow] = field(default_factory=list)
    duplicates: int = 0
    left_out: list[Quarantined] = field(default_factory=list)
    last: OwnerError | None = None

    @property
    def read(self) -> int:
        """Photos looked at."""
        return len(self.rows) + self.duplicates + len(self.left_out)


def bring(
    album: Album,
    files: Sequence[tuple[Path, str]],
    who: str,
    clock: Clock,
    *,
    dry_run: bool = False,
    progress: Progress = silent,
) -> ImportReport:
    """Keep the photos of these files (path, name as it was brought); zips are looked into.

    The report counts photos where an import counts rows. Raises OwnerError, with nothing kept, when not one of them can
    be used: the reason of a single photo, else "nothing_usable".
    """
    photos = [photo for path, name in files for photo in opened(path, name)]
    return keep(album, photos, who, clock, dry_run=dry_run, progress=progress)


def keep(
    album: Album,
    photos: Sequence[Brought],
    who: str,
    clock: Clock,
    *,
    dry_run: bool = False,
    progress: Progress = silent,
) -> ImportReport:
    """The same for photos that are in the hand already."""
    now = clock.now()
    batch = new_id("batch", now)
    with turn:
        with album.ledger.reading() as session:
            intake = _Intake(known_prints(session, album.shop), barred_prints(session, album.shop))
        try:
            told = progress.part(Stage.PHOTOS)
            for number, photo in enumerate(photos, start=1):
                _take(album, intake, photo, number, write=not dry_run)
                told(number / len(photos))
            _refuse_if_useless(intake, len(photos))
            if not dry_run:
                _note(album, intake, batch, who, clock)
        except BaseException:
            for row in intake.rows:
                album.take_away(row.id)
            raise
        if not dry_run:
            with album.ledger.reading() as session:
                kept = known_prints(session, album.shop)
            # What a killed process left lying is cleared away.
            album.sweep(kept)
            settle(album, now)
    return ImportReport(
        batch="" if dry_run else batch,
        source=SOURCE,
        kind=KIND,
        rows_read=intake.read,
        loaded=len(intake.rows),
        duplicates=intake.duplicates,
        quarantined=tuple(intake.left_out),
        mapping={},
        first_day=None,
        last_day=None,
    )


def _take(album: Album, intake: _Intake, photo: Brought, number: int, *, write: bool) -> None:
    """One photo: kept, known already, or left out with its reason."""
    try:
        data = photo.read()
        origin = hashlib.sha256(data).hexdigest()
        if origin in intake.known:
            intake.duplicates += 1
            return
        clean = clean_photo(data, photo.name)
        if intake.barred & {origin, clean.id}:
            raise OwnerError("forgotten", Text(msg="The customer was forgotten at their own wish."))
    except OwnerError as error:
        intake.last = error
        reason = Text(msg="{file}: {problem}", args={"file": photo.name, "problem": error.message})
        intake.left_out.append(Quarantined(row=number, code=error.code, reason=reason))
        return
    if clean.id in intake.known:
        intake.duplicates += 1
        return
    intake.known |= {origin, clean.id}
    intake.rows.append(
        PhotoRow(
            shop=album.shop,
            id=clean.id,
            origin=origin,
            name=photo.name.replace("\\", "/")[-LONGEST_NAME:],
            width=clean.width,
            height=clean.height,
            size=len(clean.jpeg),
        )
    )
    if write:
        album.put(clean.id, clean.jpeg)
        album.put(clean.id, clean.small, small=True)


def _refuse_if_useless(intake: _Intake, photos: int) -> None:
    if intake.rows or intake.duplicates or intake.last is None:
        return
    if photos == 1:
        raise intake.last
    raise OwnerError(
        "nothing_usable",
        Text(msg="None of the {count} photos can be used.", args={"count": photos}),
        Text(msg="The first: {reason}", args={"reason": intake.left_out[0].reason}),
    )


def _note(album: Album, intake: _Intake, batch: str, who: str, clock: Clock) -> None:
    """All rows in one transaction."""
    now = clock.now()
    with album.ledger.session() as session:
        for row in intake.rows:
            row.batch, row.who, row.brought_at = batch, who, now
            session.add(row)
        if intake.rows:
            audit.record(
                session, shop=album.shop, at=now, who=who, what=KEPT, subject=batch, detail={"photos": len(intake.rows)},
            )  # fmt: skip
