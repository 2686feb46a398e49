"""A shop system that only sends: its connection holds the address and the secret that its webhooks are signed with."""

from __future__ import annotations

from urllib.parse import urlsplit

from brain.facts.connectors.base import Connector, KeepSecrets, Secrets
from brain.kernel.clock import Clock
from brain.kernel.errors import DeveloperError, OwnerError
from brain.kernel.i18n import Text


class WebhooksOnly:
    """Takes the address of a site, with its folder if it has one."""

    wanted: tuple[str, ...] = ("webhook_secret",)
    pulls = False

    def __init__(self, source: str) -> None:
        self.source = source

    def check(self, address: str, secrets: Secrets) -> str:
        """The site's address without scheme, as its webhooks name it."""
        written = address.strip().lower()
        split = urlsplit(written if "//" in written else f"//{written}")
        if not split.hostname or "@" in split.netloc:
            raise OwnerError(
                "shop_system_address",
                Text(msg="{address} is no shop's address.", args={"address": address[:80]}),
                Text(msg="Give the address of the shop's site, such as https://shop.example."),
            )
        if not secrets.get("webhook_secret"):
            raise OwnerError(
                "shop_system_secrets",
                Text(msg="The webhook's secret is missing."),
                Text(
                    msg="Give {variable}: the secret that you set for the webhook in the shop system.",
                    args={"variable": f"{self.source.upper()}_WEBHOOK_SECRET"},
                ),
            )
        return f"{split.netloc}{split.path}".rstrip("/")

    def open(self, address: str, secrets: Secrets, keep: KeepSecrets, clock: Clock) -> Connector:
        """There is nothing to open."""
        raise DeveloperError(f"source == {self.source!r}, must be one that pulls.")
