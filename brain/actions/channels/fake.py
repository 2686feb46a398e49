"""A channel that fails on demand: for demonstrations and tests of everything behind the contract.

Its URL says what happens: `fake://ok`, `fake://down` (never works), `fake://reject` (refuses for good),
`fake://maybe` (hands over, then loses the connection), `fake://flaky/2` (down twice, then works).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from brain.actions.channels.base import Message, SendFailed, SendFailedForNow, SendUncertain, Sent
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

SCHEME = "fake"
MANNERS = ("ok", "down", "reject", "maybe", "flaky")


class FakeChannel:
    """Keeps what it was given in `received`; `tries` counts every call."""

    repeatable = False
    received: dict[str, list[Message]] = {}
    tries: dict[str, int] = {}

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.hostname not in MANNERS:
            raise OwnerError(
                "channel_url",
                Text(msg="This is no channel address."),
                Text(
                    msg="Use one of {known}.", args={"known": ", ".join(f"fake://{name}" for name in MANNERS)}
                ),
            )
        self._manner = parts.hostname
        self._times = int(parts.path.strip("/") or "1")

    def send(self, message: Message) -> Sent:
        """Do what the URL says."""
        key = message.idempotency_key
        self.tries[key] = self.tries.get(key, 0) + 1
        if self._manner == "reject":
            raise SendFailed("channel_refused", Text(msg="The channel refused the post."))
        if self._manner == "down" or (self._manner == "flaky" and self.tries[key] <= self._times):
            raise SendFailedForNow("channel_down", Text(msg="The channel could not be reached."))
        self.received.setdefault(key, []).append(message)
        if self._manner == "maybe":
            raise SendUncertain("uncertain", Text(msg="The connection broke while the post was being sent."))
        return Sent(reached=message.recipients)
