"""Where the process listens: on this machine only, until somebody is registered; and without waiting for full packets."""

from __future__ import annotations

import ipaddress
import os
import socket
import stat
from contextlib import closing
from pathlib import Path

from brain.kernel.errors import Refused
from brain.kernel.i18n import Text

OPEN_FILES = Path("/proc/self/fd")


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine. `host` without a port; brackets of IPv6 are fine."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    # A socket that listens on :: shows an IPv4 client's address as ::ffff:127.0.0.1.
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def check_bind(host: str | None, has_owner: bool) -> None:
    """Raise Refused when the app would be reachable from other machines while anybody there could be the owner.

    An empty or missing `host` means every address of the machine, as Streamlit has it.
    """
    if has_owner or (host and is_loopback(host)):
        return
    raise Refused(
        "bind",
        Text(
            msg="The second floor does not listen on {host}: it has no owner account yet, so anybody who reached it could act as you.",
            args={"host": host or "0.0.0.0"},
        ),
        Text(
            msg="Start it with --server.address localhost. The guide on channels says how customers reach your links."
        ),
    )


def set_nodelay() -> int:
    """Set TCP_NODELAY on the process's listening sockets, from which accepted ones inherit it; returns how many.

    Without it, each answer on a kept connection waits about 40 ms for the other side's acknowledgement. Linux only;
    elsewhere nothing is changed.
    """
    sockets = _listening_sockets()
    for listening in sockets:
        with closing(listening):
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return len(sockets)


def _listening_sockets() -> list[socket.socket]:
    """Copies of the TCP sockets that listen. Neither Streamlit nor uvicorn hands theirs out."""
    names = [int(entry.name) for entry in OPEN_FILES.iterdir()] if OPEN_FILES.is_dir() else []
    return [found for found in map(_if_listening, names) if found is not None]


def _if_listening(descriptor: int) -> socket.socket | None:
    """A copy of the socket behind a descriptor; None for anything but a listening TCP socket."""
    try:
        if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            return None
        copy = socket.socket(fileno=os.dup(descriptor))
    except OSError:
        # Closed since the folder was listed, such as the descriptor of the listing itself.
        return None
    internet = copy.family in (socket.AF_INET, socket.AF_INET6) and copy.type == socket.SOCK_STREAM
    if internet and copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        return copy
    copy.close()
    return None
