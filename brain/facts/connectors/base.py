"""The contract of a connector: asking a shop system for what changed since, page by page.

A connector knows one system's protocol and nothing of where secrets or positions are stored: it is handed its secrets,
and a function that stores them when the system replaces them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from brain.facts.live.news import Brought
from brain.kernel.clock import Clock

Secrets = Mapping[str, str]
KeepSecrets = Callable[[Secrets], None]


@dataclass(frozen=True)
class ShopSystem:
    """What a shop system says of its shop. `zone` IANA, `currency` ISO 4217, `language` zh or en, `address` its host."""

    name: str
    address: str
    zone: str
    currency: str
    language: str


@dataclass(frozen=True)
class Page:
    """Some orders, in the system's order. `safe_until`: everything changed before it was in this page or an earlier one
    (None while that is not sure). `last`: there is no further one. `unreadable` counts what was no order."""

    news: tuple[Brought, ...]
    safe_until: datetime | None
    last: bool = True
    unreadable: int = 0


class Connector(Protocol):
    """One connected shop system. Close it when done."""

    def about(self) -> ShopSystem:
        """Who is there. Raises OwnerError when the address or the access is wrong."""
        ...

    def pages(self, since: datetime | None) -> Iterator[Page]:
        """Orders changed at or after `since` (all of them for None), oldest change first where the system can sort.

        Raises OwnerError when the system cannot be reached, refuses, or answers nonsense, after patient tries.
        """
        ...

    def close(self) -> None:
        """Let go of the network."""
        ...


class MakeConnector(Protocol):
    """Makes a connector for an address. `secrets` are named as in `wanted`; `keep` stores them when they were renewed."""

    @property
    def source(self) -> str:
        """The system's name, as its source of export files has it."""
        ...

    @property
    def wanted(self) -> tuple[str, ...]:
        """The secrets that may be given; which of them are needed `check` says."""
        ...

    @property
    def pulls(self) -> bool:
        """Whether it can be asked for orders; False where only its webhooks are taken."""
        ...

    def check(self, address: str, secrets: Secrets) -> str:
        """The address as it is stored. Raises OwnerError when it cannot be one or the secrets do not suffice."""
        ...

    def open(self, address: str, secrets: Secrets, keep: KeepSecrets, clock: Clock) -> Connector:
        """A connector; nothing is sent yet."""
        ...
