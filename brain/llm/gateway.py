"""The one door to a language model: any OpenAI-compatible endpoint, over the openai SDK's chat completions.

Nobody's data passes it: callers hand over texts made of a `Brief`, which has no place for a person.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import structlog

from brain.kernel.errors import SecondFloorError
from brain.kernel.settings import Settings
from brain.llm.breaker import CircuitBreaker

if TYPE_CHECKING:
    from openai import OpenAI

log = structlog.get_logger(__name__)

_LONGEST_WAIT = 5.0
_THOUGHTS = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)


class ModelUnavailable(SecondFloorError):
    """No usable answer; the embedded brain goes on. Nobody has to act, so it is never shown as an error.

    `code`: "resting" (the breaker is open), "timeout", "connection", "status_429" and the like, "answer" (no usable text).
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"The model gave no usable answer: {code}.")


class ModelGateway:
    """Asks one model at one endpoint.

    `timeout` is in seconds for each of at most two attempts. A 408, 409, 429 or 5xx, a timeout or a lost connection is tried
    once more after half a second to a second (or what Retry-After asks, up to 5 s). Three failed calls in a row and
    it rests for 60 s. Connects at the first call only. Safe to share between threads.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        timeout: float = 12.0,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base_url = base_url
        self.model = model
        self._api_key = api_key
        self._timeout = timeout
        self._sleep = sleep
        self._breaker = CircuitBreaker(monotonic)
        self._client: OpenAI | None = None

    def complete(self, system: str, user: str) -> str:
        """The model's answer to one user message, stripped, without its thoughts. Raises ModelUnavailable."""
        if not self._breaker.may_call():
            raise ModelUnavailable("resting")
        try:
            answer = self._twice(system, user)
        except ModelUnavailable as reason:
            self._breaker.failed()
            log.warning("model_unavailable", reason=reason.code, model=self.model)
            raise
        self._breaker.succeeded()
        return answer

    def close(self) -> None:
        """Give the connections back."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _twice(self, system: str, user: str) -> str:
        wait = self._attempt(system, user)
        if isinstance(wait, str):
            return wait
        self._sleep(wait)
        again = self._attempt(system, user, last=True)
        assert isinstance(again, str), "the last attempt answers or raises"
        return again

    def _attempt(self, system: str, user: str, *, last: bool = False) -> str | float:
        """The answer, or the seconds to wait before another attempt."""
        from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAIError

        code: str
        wait: float | None
        cause: OpenAIError
        try:
            completion = self._connected().chat.completions.create(
                model=self.model,
                messages=[{"role": "system", "content": system}, {"role": "user", "content": user}],
                timeout=self._timeout,
            )
            return _answer_of(completion)
        except APITimeoutError as error:
            code, wait, cause = "timeout", _jitter(), error
        except APIConnectionError as error:
            code, wait, cause = "connection", _jitter(), error
        except APIStatusError as error:
            code, wait, cause = f"status_{error.status_code}", _patience(error), error
        except (OpenAIError, ValueError) as error:
            # ValueError: a body that is no JSON, from a captive portal or a proxy.
            raise ModelUnavailable("answer") from error
        if last or wait is None:
            raise ModelUnavailable(code) from cause
        return wait

    def _connected(self) -> OpenAI:
        """The SDK's client, imported late: it costs about a second that a shop without a model need not pay."""
        if self._client is None:
            from openai import OpenAI

            # A local server needs no key, but the SDK insists on one. Retries are ours, so that they are counted once.
            self._client = OpenAI(base_url=self.base_url, api_key=self._api_key or "none", max_retries=0)
        return self._client


def open_gateway(settings: Settings) -> ModelGateway | None:
    """The gateway of the settings, or None while the owner has connected no model (address and model name are needed)."""
    if not (settings.openai_base_url and settings.model_general):
        return None
    return ModelGateway(
        settings.openai_base_url,
        settings.openai_api_key.get_secret_value(),
        settings.model_general,
        settings.model_timeout,
    )


def _jitter() -> float:
    """Half a second to a second, so that many shops do not come back at once."""
    return 0.5 + random.random() / 2


def _patience(error: Any) -> float | None:
    """Seconds until a status error is worth another attempt, or None when it is not."""
    if error.status_code not in (408, 409, 429) and error.status_code < 500:
        return None
    asked = error.response.headers.get("retry-after", "")
    if not asked.replace(".", "", 1).isdigit():
        return _jitter()
    return float(asked) + _jitter() / 2 if float(asked) <= _LONGEST_WAIT else None


def _answer_of(completion: Any) -> str:
    """The text of a completion. Servers that call themselves compatible leave fields out, so nothing is taken for granted."""
    choices = getattr(completion, "choices", None)
    first = choices[0] if choices else None
    content = getattr(getattr(first, "message", None), "content", None)
    if not isinstance(content, str) or getattr(first, "finish_reason", None) == "length":
        raise ModelUnavailable("answer")
    answer = _THOUGHTS.sub("", content).strip()
    if not answer:
        raise ModelUnavailable("answer")
    return answer
