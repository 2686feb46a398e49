"""Any service that Apprise knows: WeCom, Feishu, DingTalk, Telegram, mail, webhooks ...

Apprise says yes or no. A no may hide that the service took the post and the answer was lost, and no service can be
asked afterwards. So a no counts as "nothing arrived" only where Apprise's own log of the call shows an answer with an
error or that no connection was made; everything else is uncertain. Receivers behind json://, xml:// and form://
get the header X-Idempotency-Key and can drop a repetition themselves, so sending to them again is safe.
"""

from __future__ import annotations

import logging
import re
from typing import Any
from urllib.parse import quote

from brain.actions.channels.base import Message, SendFailed, SendFailedForNow, SendUncertain, Sent
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

DEDUPLICATING = frozenset({"json", "jsons", "xml", "xmls", "form", "forms"})
KEY_HEADER = "X-Idempotency-Key"
CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0
LONGEST_SECONDS = 60.0

_ANSWERED = re.compile(r"error\s?=\s?(\d{3})\b")
_NEVER_CONNECTED = re.compile(
    r"ConnectTimeout|NewConnectionError|NameResolutionError|Connection refused|Name or service not known|"
    r"nodename nor servname|No route to host|Network is unreachable|Max retries exceeded.*connect timeout",
    re.IGNORECASE | re.DOTALL,
)
_SENT_SOMETHING = re.compile(r"^Sent ", re.MULTILINE)
# The service is there but cannot take it now: worth another try.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


class AppriseChannel:
    """One Apprise URL. The URL holds secrets: it is never logged, shown, or put into an error."""

    def __init__(self, name: str, url: str) -> None:
        """`name` is what the owner calls the channel. Raises OwnerError when Apprise cannot read the URL."""
        self._name = name
        self._url = url
        self._open(url)

    @property
    def repeatable(self) -> bool:
        """Only receivers that see the idempotency key can drop a repetition."""
        return self._url.split("://", 1)[0].lower() in DEDUPLICATING

    def send(self, message: Message) -> Sent:
        """One call of the service, at most a minute long."""
        import apprise

        service = self._open(self._with_key(message.idempotency_key) if self.repeatable else self._url)
        caller = apprise.Apprise(asset=service.asset)
        caller.add(service)
        picture = str(message.picture) if message.picture and service.attachment_support else None
        result = caller.notify(
            body=_words(message),
            body_format=apprise.NotifyFormat.TEXT,
            attach=picture,
            log_level=logging.DEBUG,
        )
        if result:
            return Sent(reached=message.recipients)
        log = "\n".join(entry.message for outcome in result for entry in outcome.logs())
        raise self._failure(log, several=len(service) > 1)

    def _failure(self, log: str, *, several: bool) -> OwnerError:
        """What a no means. With several receivers, or a part that went out, a no is never certain."""
        answered = [int(code) for code in _ANSWERED.findall(log)]
        args: dict[str, Any] = {"channel": self._name}
        if not self.repeatable and (several or _SENT_SOMETHING.search(log)):
            return self._uncertain()
        if answered and all(code in _PASSING for code in answered):
            return SendFailedForNow(
                "channel_down",
                Text(msg="{channel} cannot take posts at the moment.", args=args),
                Text(msg="Try again later; nothing was sent."),
            )
        if answered:
            return SendFailed(
                "channel_refused",
                Text(
                    msg="{channel} refused the post (answer {status}).",
                    args={**args, "status": str(answered[-1])},
                ),
                Text(msg="Check the channel's address and key in the settings, then try again."),
            )
        if _NEVER_CONNECTED.search(log):
            return SendFailedForNow(
                "channel_down",
                Text(msg="{channel} could not be reached.", args=args),
                Text(msg="Check the network and the channel's address, then try again; nothing was sent."),
            )
        if self.repeatable:
            return SendFailedForNow(
                "channel_down",
                Text(msg="{channel} did not answer.", args=args),
                Text(msg="Try again: the receiver can tell a repetition by its key."),
            )
        return self._uncertain()

    def _uncertain(self) -> SendUncertain:
        return SendUncertain(
            "uncertain",
            Text(
                msg="{channel} did not confirm this post: it may have arrived or not.",
                args={"channel": self._name},
            ),
            Text(msg="Look there and say whether it arrived. It is not sent again before that."),
        )

    def _with_key(self, key: str) -> str:
        joiner = "&" if "?" in self._url else "?"
        return f"{self._url}{joiner}%2B{KEY_HEADER}={quote(key, safe='')}"

    def _open(self, url: str) -> Any:
        """A fresh service object: Apprise's own repetitions are off, since only we know whether one is safe."""
        import apprise

        _hear_apprise_alone()
        asset = apprise.AppriseAsset(
            async_mode=False,
            interpret_emojis=False,
            http_redirects=False,
            service_timeout=LONGEST_SECONDS,
            allow_templates=False,
        )
        service = apprise.Apprise.instantiate(url, asset=asset)
        if service is None:
            raise OwnerError(
                "channel_url",
                Text(
                    msg="The address of the channel {channel} cannot be read.", args={"channel": self._name}
                ),
                Text(msg="Write it as Apprise does, for example wecombot://KEY or json://host/path."),
            )
        service.retry = 0
        service.optional = False
        service.socket_connect_timeout = CONNECT_SECONDS
        service.socket_read_timeout = READ_SECONDS
        return service


def _words(message: Message) -> str:
    """The text, with the link under it where the owner's words do not carry it."""
    if message.link and message.link not in message.text:
        return f"{message.text}\n{message.link}"
    return message.text


def _hear_apprise_alone() -> None:
    # The verdict over a failure is read from Apprise's debug lines, which hold whole URLs with their tokens: they are
    # collected for the call that they belong to and go nowhere else.
    log = logging.getLogger("apprise")
    log.setLevel(logging.DEBUG)
    log.propagate = False
    # One layer below, the same addresses are written at debug level.
    logging.getLogger("urllib3.connectionpool").setLevel(logging.WARNING)
