"""Where the process keeps its one open Brain: `app.py` brings it in, pages and routes find it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brain.kernel.errors import DeveloperError

if TYPE_CHECKING:
    from brain.bootstrap import Brain
    from brain.parts import Parts

_open: list[Brain] = []


def move_in(brain: Brain) -> None:
    """Make `brain` the one that pages and routes work with."""
    _open[:] = [brain]


def move_out() -> None:
    """Forget the Brain; whoever opened it closes it."""
    _open.clear()


def brain_here() -> Brain:
    """The open Brain. Raises DeveloperError when the app's lifespan has not brought one in."""
    if not _open:
        raise DeveloperError("pages: no Brain is open, app.py must call move_in before a page runs.")
    return _open[0]


def public_url() -> str:
    """Where customers reach tracked links; empty until a Brain is open."""
    return _open[0].settings.public_url if _open else ""


class _Served:
    """The open Brain as routes need it: asked at each request, for routes are made before it is open."""

    @property
    def parts(self) -> Parts:
        """The open parts of the home folder."""
        return brain_here().parts


served = _Served()
