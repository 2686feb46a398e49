"""Tool calls in every dialect that servers speak: as the protocol has them, in fragments, or written into the text.

A server whose model template it does not know hands the model's own notation through as text: `<tool_call>{...}</tool_call>`,
a fenced block of JSON, `[TOOL_CALLS] [...]`, `<function=name>...`, a bare object. All of them mean the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from brain.llm.messages import ToolCall

_NAME_KEYS = ("name", "tool", "tool_name", "function_name", "action")
_ARGUMENT_KEYS = ("arguments", "parameters", "args", "input", "action_input", "tool_input")
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)
_TAGGED = re.compile(
    r"<(?P<tag>tool_call|function_call|tool)>\s*(?P<body>.*?)\s*(?:</(?P=tag)>|\Z)", re.DOTALL
)
_NAMED = re.compile(r"<function=(?P<name>[\w.-]+)>\s*(?P<body>.*?)\s*(?:</function>|\Z)", re.DOTALL)
_PARAMETER = re.compile(
    r"<parameter=(?P<key>[\w.-]+)>\s*(?P<value>.*?)\s*(?:</parameter>|(?=<parameter=)|\Z)", re.DOTALL
)
_FENCED = re.compile(r"```(?P<mark>[\w-]*)[ \t]*\n?(?P<body>.*?)(?:```|\Z)", re.DOTALL)
_MARKED = re.compile(r"(?:\[TOOL_CALLS\]|<\|python_tag\|>|<\|tool_call\|>)\s*(?P<body>.*)\Z", re.DOTALL)
_EMPTY_TAG = re.compile(r"<(tool_calls?|function_call|tool)>\s*</\1>")
_BEFORE = re.compile(
    r"(?:<(?:tool_calls?|function_call|tool)>|```[\w-]*|\[TOOL_CALLS\]|<\|python_tag\|>|<\|tool_call\|>)\s*\Z"
)
_AFTER = re.compile(r"\s*(?:</(?:tool_calls?|function_call|tool)>|```)")
_OPENING = re.compile(r"[{\[]")
_NAMING = re.compile(r'"(?:name|tool|function)"\s*:\s*"(?P<name>[\w.-]+)"')
_BEGUN = re.compile(r'[\[{]\s*\{?\s*"(?:name|tool|function)"\s*:\s*"(?P<name>[\w.-]+)"\s*,')
_CALL_FENCES = frozenset({"tool_call", "tool_calls", "tool_code", "function_call"})


@dataclass
class _Fragments:
    """One call as its pieces come in."""

    id: str = ""
    name: str = ""
    arguments: str = ""


class CallCollector:
    """Puts streamed calls together. Servers leave indexes and ids out, repeat names, or use one index for all."""

    def __init__(self) -> None:
        self._calls: list[_Fragments] = []
        self._at: dict[int, _Fragments] = {}

    def add(self, delta: Any) -> None:
        """One delta (or whole message) with `tool_calls`, or with the older `function_call`."""
        for piece in _field(delta, "tool_calls") or ():
            function = _field(piece, "function")
            self._piece(
                _field(piece, "index"),
                str(_field(piece, "id") or ""),
                str(_field(function, "name") or _field(piece, "name") or ""),
                _field(function, "arguments") if function is not None else _field(piece, "arguments"),
            )
        legacy = _field(delta, "function_call")
        if legacy is not None:
            self._piece(0, "", str(_field(legacy, "name") or ""), _field(legacy, "arguments"))

    def calls(self) -> list[ToolCall]:
        """What was asked for, in order; pieces without a name are none."""
        return [
            made(number, call.id, call.name, call.arguments)
            for number, call in enumerate(self._calls)
            if call.name
        ]

    def _piece(self, index: Any, call_id: str, name: str, arguments: Any) -> None:
        call = self._belonging(index, call_id, name)
        call.id = call.id or call_id
        if name and name != call.name:
            call.name += name
        call.arguments += _written(arguments)

    def _belonging(self, index: Any, call_id: str, name: str) -> _Fragments:
        """The call that a piece goes on with, or a new one."""
        known = self._at.get(index) if isinstance(index, int) else (self._calls[-1] if self._calls else None)
        another = known is not None and bool(
            (call_id and known.id and call_id != known.id)
            or (name and known.name and not call_id and is_whole(known.arguments))
        )
        if known is None or another:
            known = _Fragments()
            self._calls.append(known)
            if isinstance(index, int):
                self._at[index] = known
        return known


def is_whole(arguments: str) -> bool:
    """Whether these are the whole arguments of a call and not a part of them."""
    return _object(arguments) is not None


def made(number: int, call_id: str, name: str, arguments: Any) -> ToolCall:
    """A call with an id of its own, its arguments read."""
    raw = _written(arguments)
    return ToolCall(call_id or f"call_{number}", name.strip(), _object(raw), raw)


def calls_in_text(text: str, known: Collection[str]) -> tuple[str, list[ToolCall]]:
    """The prose of an answer, and the calls that its server left in it.

    A bare object counts as a call only when it names one of the `known` tools or has both a name and arguments.
    """
    rest = without_thoughts(text)
    spans = [(m.start(), m.end(), _of_named(m)) for m in _NAMED.finditer(rest)]
    taken = [(start, end) for start, end, _ in spans]
    spans += [
        (*_with_wrapping(rest, start, end), found)
        for start, end, found in _whole_values(rest, known)
        if not any(start < right and left < end for left, right in taken)
    ]
    calls: list[ToolCall] = []
    for start, end, found in sorted(spans, key=lambda span: span[0], reverse=True):
        calls[:0] = found
        rest = rest[:start] + rest[end:]
    rest = _EMPTY_TAG.sub("", rest)
    rest, unreadable = _unreadable(rest, known)
    calls += unreadable
    return rest.strip(), [
        ToolCall(f"call_{number}", c.name, c.arguments, c.raw) for number, c in enumerate(calls)
    ]


def without_thoughts(text: str) -> str:
    """The text without what a model says to itself; a `</think>` without its beginning closes one, too."""
    kept = _THOUGHTS.sub("", text)
    return kept.rpartition("</think>")[2]


def _of_named(match: re.Match[str]) -> list[ToolCall]:
    parameters = {m["key"]: _value(m["value"]) for m in _PARAMETER.finditer(match["body"])}
    return [made(0, "", match["name"], json.dumps(parameters) if parameters else match["body"] or "{}")]


def _whole_values(text: str, known: Collection[str]) -> Iterator[tuple[int, int, list[ToolCall]]]:
    """Objects and lists in the text that are calls, and where they stand."""
    decoder = json.JSONDecoder()
    at = 0
    while (opening := _OPENING.search(text, at)) is not None:
        try:
            value, end = decoder.raw_decode(text, opening.start())
        except (ValueError, RecursionError):
            at = opening.end()
            continue
        found = _calls_of(value, known)
        if found:
            yield opening.start(), end, found
        at = end


def _with_wrapping(text: str, start: int, end: int) -> tuple[int, int]:
    """A call's place with the tags or the fence around it."""
    before, after = _BEFORE.search(text, 0, start), _AFTER.match(text, end)
    return (before.start() if before else start), (after.end() if after else end)


def _unreadable(text: str, known: Collection[str]) -> tuple[str, list[ToolCall]]:
    """Calls whose JSON cannot be read: the model is asked again instead of the owner being shown notation."""
    for pattern in (_TAGGED, _MARKED, _FENCED):
        for match in pattern.finditer(text):
            named = _NAMING.search(match["body"])
            fenced = pattern is _FENCED and match["mark"].lower() not in _CALL_FENCES
            if fenced and (named is None or named["name"] not in known):
                continue
            call = ToolCall("", named["name"] if named else "", None, match["body"])
            return text[: match.start()] + text[match.end() :], [call]
    begun = _BEGUN.search(text)
    if begun is not None and begun["name"] in known:
        return text[: begun.start()], [ToolCall("", begun["name"], None, text[begun.start() :])]
    return text, []


def _calls_of(value: Any, known: Collection[str]) -> list[ToolCall]:
    """The calls that a JSON value stands for."""
    if isinstance(value, list):
        return [call for item in value for call in _calls_of(item, known)]
    if not isinstance(value, dict):
        return []
    for wrapper in ("tool_calls", "function_call", "tool_call", "calls"):
        if isinstance(value.get(wrapper), dict | list):
            return _calls_of(value[wrapper], known)
    if isinstance(value.get("function"), dict):
        return _calls_of(value["function"], known)
    name = next((value[key] for key in (*_NAME_KEYS, "function") if isinstance(value.get(key), str)), None)
    key = next((key for key in _ARGUMENT_KEYS if key in value), None)
    if name is None or (key is None and (name not in known or set(value) - set(_NAME_KEYS))):
        return []
    if name not in known and not isinstance(value.get(key or ""), dict | str):
        return []
    return [made(0, "", name, value[key] if key else {})]


def _object(raw: str) -> dict[str, Any] | None:
    """The JSON object, also when it was written as a string inside a string; None when it is none."""
    if not raw.strip():
        return {}
    for _ in range(2):
        try:
            value = json.loads(raw)
        except ValueError:
            return None
        if not isinstance(value, str):
            return value if isinstance(value, dict) else None
        raw = value
    return None


def _written(arguments: Any) -> str:
    if arguments is None:
        return ""
    return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)


def _value(written: str) -> Any:
    try:
        return json.loads(written)
    except ValueError:
        return written


def _field(holder: Any, name: str) -> Any:
    return holder.get(name) if isinstance(holder, dict) else getattr(holder, name, None)


class ProseGate:
    """Lets prose through while it comes and holds back whatever may turn out to be a thought or a call."""

    _SIGN = re.compile(r"[{<]|```|\[TOOL")
    _FIRST_SIGN = re.compile(r"[{<]|```|^\s*\[")
    # The beginnings of a sign come in pieces: they wait for what follows.
    _MAYBE = re.compile(r"(?:`{1,2}|\[(?:T(?:OO?)?)?)\Z")
    _THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>\s*", re.DOTALL)

    def __init__(self) -> None:
        self._waiting = ""
        self.said = ""

    def pass_on(self, text: str) -> str:
        """The part of what has come that is prose for certain."""
        self._waiting += text
        before = len(self.said)
        while True:
            sign = (self._SIGN if self.said.strip() else self._FIRST_SIGN).search(self._waiting)
            if sign is None:
                maybe = self._MAYBE.search(self._waiting)
                self._let_through(maybe.start() if maybe else len(self._waiting))
                break
            self._let_through(sign.start())
            thought = self._THOUGHT.match(self._waiting)
            if thought is None:
                break
            self._waiting = self._waiting[thought.end() :]
        return self.said[before:]

    def _let_through(self, length: int) -> None:
        self.said, self._waiting = self.said + self._waiting[:length], self._waiting[length:]

    def rest(self, prose: str) -> str:
        """What of the whole `prose` has not been let through yet."""
        said = self.said.lstrip()
        core = said.rstrip()
        return prose[len(core) :].removeprefix(said[len(core) :]) if prose.startswith(core) else ""


def texts_of(deltas: Iterable[Any]) -> str:
    """The text content of deltas; some servers send it as a list of parts."""
    whole = ""
    for delta in deltas:
        content = _field(delta, "content")
        if isinstance(content, list):
            content = "".join(str(_field(part, "text") or "") for part in content)
        whole += content if isinstance(content, str) else ""
    return whole
