"""What a model's work costs: counted call by call, kept by whoever pays for it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from brain.kernel.settings import ModelPrice, ModelRole
from brain.llm.messages import Usage

MILLION = 1_000_000
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True)
class Spent:
    """One finished call: `outcome` is "ok", "stopped" or the code of its failure; `cost` is in the currency of the prices."""

    role: ModelRole
    model: str
    usage: Usage
    cost: Decimal
    seconds: float
    outcome: str


class Meter(Protocol):
    """Keeps what is spent and says when it is enough."""

    def may_spend(self) -> bool:
        """False once the day's limit is reached."""
        ...

    def record(self, spent: Spent) -> None:
        """Keep one call."""
        ...


def cost_of(role: ModelRole, usage: Usage, prices: Mapping[ModelRole, ModelPrice]) -> Decimal:
    """Price times tokens; 0 for a role without a price."""
    price_in, price_out = prices.get(role, (Decimal(0), Decimal(0)))
    return (price_in * usage.tokens_in + price_out * usage.tokens_out) / MILLION


def estimated_tokens(text: str) -> int:
    """About how many tokens a text has: one for a Chinese character, one for four others."""
    wide = len(_WIDE.findall(text))
    return wide + math.ceil((len(text) - wide) / 4)


def usage_of(reported: Any, sent: Sequence[Mapping[str, Any]], received: str) -> Usage:
    """What the server says it used, or an estimate where it says nothing (or nothing but zeros)."""
    tokens_in = _count(getattr(reported, "prompt_tokens", None))
    tokens_out = _count(getattr(reported, "completion_tokens", None))
    if tokens_in or tokens_out:
        return Usage(tokens_in, tokens_out)
    asked = json.dumps(list(sent), ensure_ascii=False, default=str)
    return Usage(estimated_tokens(asked), estimated_tokens(received), estimated=True)


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
