"""Putting a whole folder into another's place."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

from brain.facts.keyring import sync_folder

AT_FDCWD = -100
RENAME_EXCHANGE = 2
# What a kernel or file system answers that cannot do it.
UNABLE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def swap_in(fresh: Path, place: Path, aside: Path) -> None:
    """Put the folder `fresh` at `place`; what was there is at `aside` afterwards. An error changes nothing.

    Where the system can exchange two folders (Linux on its usual file systems), there is a whole folder at `place` at
    every moment. Elsewhere it is two renames: a power cut between them leaves nothing at `place` and the old one,
    whole, at `aside`.
    """
    if not place.exists():
        fresh.rename(place)
    else:
        # Under its last name before the exchange: were it renamed after, a kill in between would leave the old home
        # under the name of something half-made.
        fresh.rename(aside)
        try:
            if not exchange(aside, place):
                aside.rename(fresh)
                _in_two_steps(fresh, place, aside)
        except BaseException:
            if not fresh.exists() and aside.exists() and place.exists():
                aside.rename(fresh)
            raise
    sync_folder(place.parent)


def _in_two_steps(fresh: Path, place: Path, aside: Path) -> None:
    place.rename(aside)
    try:
        fresh.rename(place)
    except BaseException:
        aside.rename(place)
        raise


def exchange(one: Path, other: Path) -> bool:
    """Exchange two entries of the file system in one step; False, with nothing done, where that is not possible."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in UNABLE:
        return False
    raise OSError(code, os.strerror(code), str(other))
