"""Where posts go. A channel has a name that the owner gave it; "outbox" is always there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import urlsplit

from brain.actions.channels.apprise import AppriseChannel
from brain.actions.channels.base import (
    Channel,
    Message,
    SendFailed,
    SendFailedForNow,
    SendUncertain,
    Sent,
)
from brain.actions.channels.fake import SCHEME as FAKE
from brain.actions.channels.fake import FakeChannel
from brain.actions.channels.outbox import NAME as OUTBOX
from brain.actions.channels.outbox import OutboxChannel
from brain.kernel.clock import Clock
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.kernel.settings import Settings
from brain.ledger.store import Ledger

__all__ = [
    "CHANNELS",
    "Channel",
    "ChannelPlace",
    "Message",
    "SendFailed",
    "SendFailedForNow",
    "SendUncertain",
    "Sent",
    "channel_names",
    "open_channel",
    "require_channel",
]


@dataclass(frozen=True)
class ChannelPlace:
    """What a channel may need to be opened."""

    name: str
    url: str
    ledger: Ledger
    clock: Clock


# By kind: the outbox, the fake one, and for every other address Apprise.
CHANNELS: dict[str, Callable[[ChannelPlace], Channel]] = {
    OUTBOX: lambda place: OutboxChannel(place.ledger, place.clock),
    FAKE: lambda place: FakeChannel(place.url),
    "apprise": lambda place: AppriseChannel(place.name, place.url),
}


def channel_names(settings: Settings) -> list[str]:
    """The names a post can be sent under, "outbox" first."""
    return [OUTBOX, *(name for name in settings.channels if name != OUTBOX)]


def require_channel(name: str, settings: Settings) -> None:
    """Raise OwnerError for a channel that is not set up, naming the nearest one that is."""
    names = channel_names(settings)
    if name in names:
        return
    near = get_close_matches(name, names, n=1)
    hint = (
        Text(msg="Did you mean {channel}?", args={"channel": near[0]})
        if near
        else Text(msg="Channels that are set up: {known}.", args={"known": ", ".join(names)})
    )
    raise OwnerError(
        "no_channel", Text(msg="There is no channel called {channel}.", args={"channel": name}), hint
    )


def open_channel(name: str, settings: Settings, ledger: Ledger, clock: Clock) -> Channel:
    """The channel with this name. Raises OwnerError for an unknown name or an unreadable address."""
    require_channel(name, settings)
    url = "" if name == OUTBOX else settings.channels[name]
    scheme = urlsplit(url).scheme.lower()
    kind = OUTBOX if name == OUTBOX else FAKE if scheme == FAKE else "apprise"
    return CHANNELS[kind](ChannelPlace(name=name, url=url, ledger=ledger, clock=clock))
