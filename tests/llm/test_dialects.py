"""Tool calls as servers really write them."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.llm.dialects import CallCollector, ProseGate, calls_in_text

TOOLS = {"query", "sql", "ask_back"}
ARGUMENTS = {"metrics": ["net_sales"], "note": "a } and a ``` and 「字」"}
JSON = json.dumps({"name": "query", "arguments": ARGUMENTS}, ensure_ascii=False)


def delta(**fields: Any) -> SimpleNamespace:
    return SimpleNamespace(**{"tool_calls": None, "function_call": None, **fields})


def piece(index: int | None = None, call_id: str | None = None, **function: Any) -> SimpleNamespace:
    return SimpleNamespace(
        index=index, id=call_id, function=SimpleNamespace(**{"name": None, "arguments": None, **function})
    )


def collected(*pieces: SimpleNamespace) -> list[tuple[str, str, Any]]:
    collector = CallCollector()
    for one in pieces:
        collector.add(delta(tool_calls=[one]))
    return [(call.id, call.name, call.arguments) for call in collector.calls()]


@pytest.mark.parametrize(
    "text",
    [
        JSON,
        f"```json\n{json.dumps({'name': 'query', 'arguments': {'metrics': ['net_sales']}})}\n```",
        f"<tool_call>\n{JSON}\n</tool_call>",
        f"<tool_call>{JSON}",
        f"<function_call>{JSON}</function_call>",
        f"[TOOL_CALLS] [{JSON}]",
        f"<|python_tag|>{JSON}",
        f"[{JSON}]",
        f"<think>I could use {{tools}}</think>{JSON}",
        f"hm, no</think>\n{JSON}",
        json.dumps({"tool_calls": [{"function": {"name": "query", "arguments": json.dumps(ARGUMENTS)}}]}),
        json.dumps({"tool_calls": [{"type": "function", "name": "query", "arguments": ARGUMENTS}]}),
        json.dumps({"function_call": {"name": "query", "arguments": json.dumps(ARGUMENTS)}}),
        json.dumps({"name": "query", "parameters": ARGUMENTS}),
        json.dumps({"tool": "query", "args": ARGUMENTS}),
        json.dumps({"action": "query", "action_input": ARGUMENTS}),
        json.dumps({"type": "function", "function": "query", "parameters": ARGUMENTS}),
        f"<function=query>{json.dumps(ARGUMENTS)}</function>",
        '<function=query><parameter=metrics>["net_sales"]</parameter></function>',
        '<tool_call>\n<function=query>\n<parameter=metrics>\n["net_sales"]\n</parameter>\n</function>\n</tool_call>',
    ],
)
def test_a_call_in_the_text_is_understood(text: str) -> None:
    """Whatever the notation, one call of the right tool with its arguments, and no notation left in the words."""
    prose, calls = calls_in_text(text, TOOLS)
    assert [(call.name, call.arguments and call.arguments["metrics"]) for call in calls] == [
        ("query", ["net_sales"])
    ]
    assert prose.replace("<tool_call>", "").strip() == ""


def test_words_beside_a_call_are_kept_and_several_calls_keep_their_order() -> None:
    """The owner reads the words, not the notation."""
    second = json.dumps({"name": "sql", "arguments": {"sql": "SELECT 1"}})
    prose, calls = calls_in_text(
        f"我看一下。\n<tool_call>{JSON}</tool_call>\n<tool_call>{second}</tool_call>", TOOLS
    )
    assert prose == "我看一下。"
    assert [(call.id, call.name) for call in calls] == [("call_0", "query"), ("call_1", "sql")]


@pytest.mark.parametrize(
    "text",
    [
        "上周卖了 ¥8,420。",
        'The name is {"colour": "red"} in the export.',
        "[1] first\n[2] second",
        '{"name": "白色收纳盒"}',
        "```python\nprint(1)\n```",
        '```json\n{"total": 3}\n```',
        "a < b and b > c",
    ],
)
def test_what_only_looks_like_a_call_stays_text(text: str) -> None:
    """Braces, lists and fences occur in ordinary answers."""
    assert calls_in_text(text, TOOLS) == (text, [])


@pytest.mark.parametrize(
    "text",
    [
        '<tool_call>{"name": "query", "arguments": {"metrics": [</tool_call>',
        '```json\n{"name": "query", "arguments": {"metrics": ["net_sales"}}\n```',
        '{"name": "query", "arguments": {"metrics": ["net_sales"]',
    ],
)
def test_a_broken_call_is_a_call_without_arguments(text: str) -> None:
    """So that the model can be asked again instead of the notation being shown to the owner."""
    prose, calls = calls_in_text(text, TOOLS)
    assert [(call.name, call.arguments) for call in calls] == [("query", None)]
    assert prose == ""


def test_an_unknown_tool_is_still_a_call() -> None:
    """The agent says which tools there are; the text would be meaningless to the owner."""
    _, calls = calls_in_text('{"name": "quary", "arguments": {"metrics": []}}', TOOLS)
    assert [call.name for call in calls] == ["quary"]


def test_fragments_are_put_together_by_index() -> None:
    """As the protocol has it, with two calls interleaved."""
    assert collected(
        piece(0, "a", name="query", arguments=""),
        piece(1, "b", name="sql", arguments='{"sq'),
        piece(0, arguments='{"x":'),
        piece(1, arguments='l": "s"}'),
        piece(0, arguments=" 1}"),
    ) == [("a", "query", {"x": 1}), ("b", "sql", {"sql": "s"})]


def test_missing_indexes_and_ids_and_one_index_for_all() -> None:
    """Half-compatible servers: no index, no id; or two whole calls both at index 0."""
    assert collected(
        piece(None, None, name="query", arguments='{"x": 1}'), piece(name="sql", arguments="{}")
    ) == [
        ("call_0", "query", {"x": 1}),
        ("call_1", "sql", {}),
    ]
    assert collected(
        piece(0, "a", name="query", arguments='{"x": 1}'), piece(0, "b", name="query", arguments='{"x": 2}')
    ) == [("a", "query", {"x": 1}), ("b", "query", {"x": 2})]


def test_arguments_as_an_object_as_a_doubly_written_string_or_none_at_all() -> None:
    """All of them are arguments."""
    assert collected(piece(0, "a", name="query", arguments={"x": 1})) == [("a", "query", {"x": 1})]
    assert collected(piece(0, "a", name="query", arguments=json.dumps('{"x": 1}'))) == [
        ("a", "query", {"x": 1})
    ]
    assert collected(piece(0, "a", name="query")) == [("a", "query", {})]
    assert collected(piece(0, "a", name="query", arguments="[1]")) == [("a", "query", None)]


def test_a_name_that_is_repeated_in_every_piece_is_one_name() -> None:
    """Some servers send the name with each fragment."""
    assert collected(
        piece(0, "a", name="query", arguments='{"x"'), piece(0, "a", name="query", arguments=": 1}")
    ) == [("a", "query", {"x": 1})]


def test_the_older_function_call_is_a_call() -> None:
    """Streamed in fragments, without index or id."""
    collector = CallCollector()
    collector.add(delta(function_call=SimpleNamespace(name="query", arguments='{"x"')))
    collector.add(delta(function_call=SimpleNamespace(name=None, arguments=": 1}")))
    assert [(call.name, call.arguments) for call in collector.calls()] == [("query", {"x": 1})]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_the_gate_shows_prose_and_no_notation_however_it_is_cut(widths: list[int]) -> None:
    """Whatever the pieces, thoughts and calls are never let through, and nothing of the prose is lost at the end."""
    text = f"<think>secret</think>好的，我查一下。\n```json\n{JSON}\n```"
    gate, at, shown = ProseGate(), 0, ""
    for width in [*widths, len(text)]:
        shown += gate.pass_on(text[at : at + width])
        at += width
    prose, calls = calls_in_text(text, TOOLS)
    assert len(calls) == 1
    assert (shown + gate.rest(prose)).strip() == prose == "好的，我查一下。"


@given(st.text(alphabet="ab。，[ `T\n", max_size=60), st.integers(1, 7))
def test_the_gate_loses_nothing_of_plain_prose(text: str, width: int) -> None:
    """Brackets and backticks that begin nothing come out whole."""
    gate = ProseGate()
    shown = "".join(gate.pass_on(text[at : at + width]) for at in range(0, len(text), width))
    prose, calls = calls_in_text(text, TOOLS)
    assert calls == []
    assert (shown + gate.rest(prose)).strip() == prose
