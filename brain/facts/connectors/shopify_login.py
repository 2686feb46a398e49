"""Access tokens of Shopify: which one to send, and when to get another.

Three ways, as shopify.dev documents them:
- a token that does not expire (`access_token` alone), as custom apps made in the admin have;
- the client credentials grant ("Using the client credentials grant"): `client_id` and `client_secret` are exchanged at
  /admin/oauth/access_token for a token of 24 hours, again and again;
- expiring offline tokens ("About offline access tokens", in force since December 2025): a token of an hour, and a refresh
  token of 90 days that is replaced each time it is used. The old one works until the new access token is first used
  (changelog of 28 August 2026), so the new pair is stored before it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from brain.facts.connectors.base import KeepSecrets, Secrets
from brain.facts.connectors.patience import Patience, host_of
from brain.kernel.clock import Clock
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

TOKEN_PATH = "/admin/oauth/access_token"
EARLY = timedelta(minutes=5)
"""A token is renewed so long before it expires: a page that takes a while must not end without one."""


class Login:
    """The token of one shop; asks for another when it is about to expire or was refused."""

    def __init__(
        self, root: str, secrets: Secrets, keep: KeepSecrets, patience: Patience, clock: Clock
    ) -> None:
        self._root = root
        self._secrets = dict(secrets)
        self._keep = keep
        self._patience = patience
        self._clock = clock

    def token(self) -> str:
        """A token that is good for now. Raises OwnerError when none can be got."""
        held = self._secrets.get("access_token", "")
        if held and not self._expires_soon():
            return held
        return self._renewed()

    def after_refusal(self, refused: str) -> str:
        """Another token than the one that was just refused. Raises OwnerError when there is no other."""
        held = self._secrets.get("access_token", "")
        return held if held and held != refused else self._renewed()

    def _expires_soon(self) -> bool:
        written = self._secrets.get("expires_at", "")
        return bool(written) and datetime.fromisoformat(written) - EARLY <= self._clock.now()

    def _renewed(self) -> str:
        if not self._secrets.get("client_id") or not self._secrets.get("client_secret"):
            raise refused(self._root)
        form = {"client_id": self._secrets["client_id"], "client_secret": self._secrets["client_secret"]}
        if refresh_token := self._secrets.get("refresh_token"):
            form |= {"grant_type": "refresh_token", "refresh_token": refresh_token}
        else:
            form |= {"grant_type": "client_credentials"}
        answer = self._patience.send(
            "POST", self._root + TOKEN_PATH, headers={"Accept": "application/json"}, data=form
        )
        token = answer.body.get("access_token")
        if answer.status >= 300 or not isinstance(token, str) or not token:
            raise refused(self._root)
        self._secrets.pop("expires_at", None)
        self._secrets |= {"access_token": token, **self._lifetimes(answer.body)}
        # Stored before it is used: a refresh token that is used and not stored would lock us out.
        self._keep(dict(self._secrets))
        return token

    def _lifetimes(self, body: Mapping[str, Any]) -> dict[str, str]:
        now = self._clock.now()
        found: dict[str, str] = {}
        for name, stored in (
            ("expires_in", "expires_at"),
            ("refresh_token_expires_in", "refresh_expires_at"),
        ):
            seconds = body.get(name)
            if isinstance(seconds, int) and not isinstance(seconds, bool) and seconds > 0:
                found[stored] = (now + timedelta(seconds=min(seconds, 10**9))).isoformat()
        if isinstance(body.get("refresh_token"), str) and body["refresh_token"]:
            found["refresh_token"] = body["refresh_token"]
        return found


def refused(root: str) -> OwnerError:
    """The stored access does not, or no longer, open the shop."""
    return OwnerError(
        "shop_system_refused",
        Text(msg="{host} does not accept the stored access.", args={"host": host_of(root)}),
        Text(
            msg="Connect it again: python -m brain connect shopify --address {host}",
            args={"host": host_of(root)},
        ),
    )
