"""The one door to language models: any OpenAI-compatible endpoint, over the openai SDK.

Nobody's personal data passes it: drafts are made of a `Brief`, which has no place for a person, and the assistant masks
what it sends.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from brain.kernel.settings import ModelPrice, ModelRole, Settings
from brain.llm.answers import Reply, answer_of
from brain.llm.breaker import CircuitBreaker
from brain.llm.failures import ModelStopped, ModelUnavailable, failures, judged
from brain.llm.messages import Finished, Message, TextDelta, ToolSpec, Usage
from brain.llm.metering import Meter, Spent, cost_of, estimated_tokens, usage_of
from brain.llm.streaming import chunks

if TYPE_CHECKING:
    from openai import OpenAI

log = structlog.get_logger(__name__)
T = TypeVar("T")
LONGEST_ANSWER = 60.0
"""Seconds that a stream may take where the caller sets no end."""
# A role without a model of its own is played by another that can.
STANDS_IN: dict[ModelRole, ModelRole] = {"fast": "general"}


class ModelGateway:
    """Asks the models of one endpoint.

    `model` plays the general role, `models` name others. `timeout` is in seconds for each of at most two attempts (for a
    stream: until the next bytes). A 408, 409, 429 or 5xx, a timeout or a lost connection is tried once more after half a
    second to a second (or what Retry-After asks, up to 5 s), a stream only before its first words. Three failed calls in
    a row and it rests for 60 s. Connects at the first call only. Safe to share between threads.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        timeout: float = 12.0,
        *,
        models: Mapping[ModelRole, str] | None = None,
        prices: Mapping[ModelRole, ModelPrice] | None = None,
        meter: Meter | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base_url = base_url
        self.model = model
        self._models: dict[ModelRole, str] = {**(models or {}), "general": model}
        self._prices = dict(prices or {})
        self._meter = meter
        self._timeout = timeout
        self._sleep = sleep
        self._line = _Line(base_url, api_key, CircuitBreaker(monotonic))

    def metered(self, meter: Meter) -> ModelGateway:
        """The same endpoint, connection and breaker, with one shop's meter: what this one spends is that shop's."""
        own = ModelGateway(
            self.base_url,
            "",
            self.model,
            self._timeout,
            models=self._models,
            prices=self._prices,
            meter=meter,
            sleep=self._sleep,
        )
        own._line = self._line
        return own

    def model_for(self, role: ModelRole) -> str:
        """The name of the model that plays a role, "" where there is none."""
        return self._models.get(role) or self._models.get(STANDS_IN.get(role, role), "")

    def complete(self, system: str, user: str, role: ModelRole = "general") -> str:
        """The model's answer to one user message, stripped, without its thoughts. Raises ModelUnavailable."""
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        model = self._admitted(role)

        def attempt(client: OpenAI) -> tuple[str, Usage]:
            completion = client.chat.completions.create(
                model=model,
                messages=messages,  # type: ignore[arg-type]
                timeout=self._timeout,
            )
            answer = answer_of(completion)
            return answer, usage_of(getattr(completion, "usage", None), messages, answer)

        return self._called(role, model, attempt)

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """A vector for each text, in order. Raises ModelUnavailable."""
        model = self._admitted("embed")
        wanted = list(texts)

        def attempt(client: OpenAI) -> tuple[list[list[float]], Usage]:
            made = client.embeddings.create(
                model=model, input=wanted, timeout=self._timeout, encoding_format="float"
            )
            rows = sorted(made.data or (), key=lambda row: row.index or 0)
            if len(rows) != len(wanted) or not all(row.embedding for row in rows):
                raise ModelUnavailable("answer")
            vectors = [list(row.embedding) for row in rows]
            return vectors, usage_of(getattr(made, "usage", None), [{"content": text} for text in wanted], "")

        return self._called("embed", model, attempt)

    def transcribe(self, sound: bytes, name: str = "voice.wav", lang: str = "") -> str:
        """The words of a recording (any format that the endpoint takes, told by its file `name`). Raises ModelUnavailable."""
        model = self._admitted("transcribe")

        def attempt(client: OpenAI) -> tuple[str, Usage]:
            extra: dict[str, Any] = {"language": lang} if lang else {}
            heard = client.audio.transcriptions.create(
                model=model, file=(name, sound), timeout=self._timeout, **extra
            )
            words = heard if isinstance(heard, str) else getattr(heard, "text", None)
            if not isinstance(words, str) or not words.strip():
                raise ModelUnavailable("answer")
            return words.strip(), Usage(0, estimated_tokens(words), estimated=True)

        return self._called("transcribe", model, attempt)

    def draw(self, prompt: str, size: str = "1024x1024") -> bytes:
        """A picture (PNG or whatever the endpoint makes) for a description. Raises ModelUnavailable."""
        import base64

        model = self._admitted("image")

        def attempt(client: OpenAI) -> tuple[bytes, Usage]:
            made = client.images.generate(
                model=model,
                prompt=prompt,
                size=size,
                n=1,
                response_format="b64_json",
                timeout=self._timeout,
            )
            data = made.data[0].b64_json if made.data else None
            if not data:
                raise ModelUnavailable("answer")
            return base64.b64decode(data), usage_of(None, [{"content": prompt}], "")

        return self._called("image", model, attempt)

    def stream(
        self,
        messages: Sequence[Message],
        tools: Sequence[ToolSpec] = (),
        *,
        role: ModelRole = "general",
        stop: threading.Event | None = None,
        until: float | None = None,
    ) -> Iterator[TextDelta | Finished]:
        """The answer to a conversation as it comes: `TextDelta`s, then one `Finished`.

        `until` is a `time.monotonic()` instant at which patience ends. Raises ModelUnavailable, also after some words (the
        stream was cut), and ModelStopped soon after `stop` is set, with the HTTP stream closed.
        """
        model = self._admitted(role)
        end = time.monotonic() + LONGEST_ANSWER if until is None else until
        started, sent, outcome = time.monotonic(), list(messages), "stopped"
        reply = Reply({tool.name for tool in tools})
        try:
            for event in self._twice(model, sent, tools, stop, end, reply):
                if isinstance(event, Finished):
                    outcome = "ok"
                yield event
        except ModelUnavailable as reason:
            outcome = reason.code
            raise
        finally:
            used = reply.used(sent) if reply.begun else Usage()
            self._finish(role, model, used, time.monotonic() - started, outcome)

    def close(self) -> None:
        """Give the connections back."""
        self._line.close()

    def _twice(
        self,
        model: str,
        messages: list[Message],
        tools: Sequence[ToolSpec],
        stop: threading.Event | None,
        until: float,
        reply: Reply,
    ) -> Iterator[TextDelta | Finished]:
        spoken = False
        for last in (False, True):
            reply.clear()
            try:
                for chunk in chunks(
                    lambda: self._line.stream(model, messages, tools, self._timeout), stop, until
                ):
                    words = reply.add(chunk)
                    if words:
                        spoken = True
                        yield TextDelta(words)
                rest, finished = reply.finished(messages, model)
                if rest:
                    spoken = True
                    yield TextDelta(rest)
                yield finished
                return
            except failures() as error:
                code, wait = judged(error)
                if last or spoken or wait is None or time.monotonic() + wait > until:
                    raise ModelUnavailable(code) from error
            self._pause(wait, stop)

    def _pause(self, seconds: float, stop: threading.Event | None) -> None:
        if stop is None:
            self._sleep(seconds)
        elif stop.wait(seconds):
            raise ModelStopped("stopped")

    def _admitted(self, role: ModelRole) -> str:
        """The model's name, if one may be asked now."""
        model = self.model_for(role)
        if not model:
            raise ModelUnavailable("no_model")
        if self._meter is not None and not self._meter.may_spend():
            raise ModelUnavailable("capped")
        if not self._line.breaker.may_call():
            raise ModelUnavailable("resting")
        return model

    def _called(self, role: ModelRole, model: str, attempt: Callable[[OpenAI], tuple[T, Usage]]) -> T:
        """One call with its second attempt, counted."""
        started, used, outcome = time.monotonic(), Usage(), "answer"
        try:
            answer, used = self._attempts(attempt)
            outcome = "ok"
        except ModelUnavailable as reason:
            outcome = reason.code
            raise
        finally:
            self._finish(role, model, used, time.monotonic() - started, outcome)
        return answer

    def _attempts(self, attempt: Callable[[OpenAI], tuple[T, Usage]]) -> tuple[T, Usage]:
        try:
            return attempt(self._line.client())
        except failures() as error:
            code, wait = judged(error)
            if wait is None:
                raise ModelUnavailable(code) from error
        self._sleep(wait)
        try:
            return attempt(self._line.client())
        except failures() as error:
            raise ModelUnavailable(judged(error)[0]) from error

    def _finish(self, role: ModelRole, model: str, used: Usage, seconds: float, outcome: str) -> None:
        """Tell the breaker, the log and the meter."""
        if outcome == "ok":
            self._line.breaker.succeeded()
        elif outcome != "stopped":
            self._line.breaker.failed()
            log.warning("model_unavailable", reason=outcome, model=model, role=role)
        if self._meter is not None:
            self._meter.record(Spent(role, model, used, cost_of(role, used, self._prices), seconds, outcome))


@dataclass
class _Line:
    """The connection to an endpoint, shared by every gateway that leads there."""

    base_url: str
    api_key: str
    breaker: CircuitBreaker
    reports_usage: bool = True
    opened: OpenAI | None = None

    def client(self) -> OpenAI:
        """The SDK's client, imported late: it costs about a second that a shop without a model need not pay."""
        if self.opened is None:
            from openai import OpenAI

            # A local server needs no key, but the SDK insists on one. Retries are ours, so that they are counted once.
            self.opened = OpenAI(base_url=self.base_url, api_key=self.api_key or "none", max_retries=0)
        return self.opened

    def stream(
        self, model: str, messages: Sequence[Message], tools: Collection[ToolSpec], timeout: float
    ) -> Any:
        """An opened stream. A server that does not know how to report usage is asked without it from then on."""
        from openai import BadRequestError, UnprocessableEntityError

        wanted: dict[str, Any] = {
            "model": model,
            "messages": list(messages),
            "stream": True,
            "timeout": timeout,
        }
        if tools:
            wanted["tools"] = [tool.as_json() for tool in tools]
        if self.reports_usage:
            try:
                return self.client().chat.completions.create(**wanted, stream_options={"include_usage": True})
            except (BadRequestError, UnprocessableEntityError) as error:
                if "stream_options" not in str(error):
                    raise
                self.reports_usage = False
        return self.client().chat.completions.create(**wanted)

    def close(self) -> None:
        """Give the connections back."""
        if self.opened is not None:
            self.opened.close()
            self.opened = None


def open_gateway(settings: Settings) -> ModelGateway | None:
    """The gateway of the settings, or None while the owner has connected no model (address and model name are needed)."""
    if not (settings.openai_base_url and settings.model_general):
        return None
    return ModelGateway(
        settings.openai_base_url,
        settings.openai_api_key.get_secret_value(),
        settings.model_general,
        settings.model_timeout,
        models={
            "fast": settings.model_fast,
            "embed": settings.model_embed,
            "transcribe": settings.model_transcribe,
            "image": settings.model_image,
        },
        prices=settings.model_prices,
    )
