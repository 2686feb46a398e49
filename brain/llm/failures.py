"""What can go wrong with a model, and which of it is worth a second attempt."""

from __future__ import annotations

import random
from typing import Any

from brain.kernel.errors import SecondFloorError

LONGEST_WAIT = 5.0
"""Seconds: an endpoint that asks for more patience is not waited for."""


class ModelUnavailable(SecondFloorError):
    """No usable answer; the embedded brain goes on. Nobody has to act, so it is never shown as an error.

    `code`: "resting" (the breaker is open), "capped" (the day's limit is reached), "no_model" (none for this role),
    "timeout", "connection", "cut" (the stream ended early), "status_429" and the like, "answer" (no usable text).
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"The model gave no usable answer: {code}.")


class ModelStopped(SecondFloorError):
    """The person who asked pressed stop."""


def judged(error: Exception) -> tuple[str, float | None]:
    """The code of a failure and the seconds until another attempt is worth it, None when it is not."""
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    if isinstance(error, ModelUnavailable):
        return error.code, jitter() if error.code == "cut" else None
    if isinstance(error, APITimeoutError):
        return "timeout", jitter()
    if isinstance(error, APIConnectionError):
        return "connection", jitter()
    if isinstance(error, APIStatusError):
        return f"status_{error.status_code}", patience(error)
    # A body that is no JSON, from a captive portal or a proxy.
    return "answer", None


def failures() -> tuple[type[Exception], ...]:
    """What a call may raise. ValueError: a body that is no JSON; OSError and HTTPError: a socket that is shut meanwhile."""
    import httpx2
    from openai import OpenAIError

    return OpenAIError, ValueError, OSError, httpx2.HTTPError, httpx2.StreamError, ModelUnavailable


def jitter() -> float:
    """Half a second to a second, so that many shops do not come back at once."""
    return 0.5 + random.random() / 2


def patience(error: Any) -> float | None:
    """Seconds until a status error is worth another attempt, or None when it is not."""
    if error.status_code not in (408, 409, 429) and error.status_code < 500:
        return None
    asked = error.response.headers.get("retry-after", "")
    if not asked.replace(".", "", 1).isdigit():
        return jitter()
    return float(asked) + jitter() / 2 if float(asked) <= LONGEST_WAIT else None
