"""`ask` and `check`, single and in batches."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from brain.bootstrap import Brain
from brain.commands.common import NOON, Call, command, parse_day, to_json
from brain.commands.tables import table
from brain.content.compliance import Verdict, check, explain
from brain.desk import Desk
from brain.facts.semantic.column_words import cell_words, column_name, unit_in
from brain.kernel.clock import FixedClock, shop_instant
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text, t
from cards.answer.model import AnswerCard
from cards.model import VOICE_WORDS, Voice

BatchOption = Annotated[Path | None, typer.Option("--batch", help="A file of JSON lines, each with an id.")]


@command
def ask(
    call: Call,
    text: Annotated[str, typer.Argument(help="The question, in Chinese or English.")] = "",
    batch: BatchOption = None,
) -> None:
    """Answer a question about the shop, or a file of questions."""
    need_one(text, batch)
    with call.brain() as brain:
        if batch is not None:
            for line in read_lines(batch, "question"):
                sys.stdout.write(to_json(_answer_line(call, brain, line)) + "\n")
            return
        desk = call.desk_of(brain)
        answer = desk.ask(text)
        call.say(answer.as_json("1", call.lang, _units(answer)), _spoken(answer, call.lang))


def _answer_line(call: Call, brain: Brain, line: dict[str, Any]) -> dict[str, Any]:
    """One line of a batch; its own `today` wins over the command's clock."""
    desk = call.desk_of(brain)
    if line.get("today"):
        day = parse_day(str(line["today"]))
        brain.parts.clock = FixedClock(shop_instant(day, NOON, desk.shop.zone))
        desk = brain.desk(desk.shop.id)
    question = str(line["question"])
    answer = _ask_quietly(desk, question, [str(earlier) for earlier in line.get("context") or ()])
    return answer.as_json(line["id"], call.lang, _units(answer))


def _ask_quietly(desk: Desk, question: str, context: list[str]) -> AnswerCard:
    return desk.ask(question, context, remember=False)


def _units(answer: AnswerCard) -> dict[str, str]:
    """What the figures of an answer's columns are counted in."""
    units: dict[str, str] = {}
    for one in (answer, *answer.parts):
        for column in one.columns:
            unit = unit_in(column, one.unit)
            if unit is not None:
                units[column] = unit
    return units


def _spoken(answer: AnswerCard, lang: str) -> str:
    """An answer as words and a table in the reader's own; several answers one below the other."""
    if answer.parts:
        return "\n\n".join(_spoken(part, lang) for part in answer.parts)
    lines = [answer.text.render(lang)]
    if len(answer.rows) > 1 or len(answer.columns) > 1:
        header = [column_name(column, lang) for column in answer.columns]
        rows = [
            [
                cell_words(column, cell, answer.currency, lang, answer.unit)
                for column, cell in zip(answer.columns, row, strict=True)
            ]
            for row in answer.rows
        ]
        figures = [n for n, column in enumerate(answer.columns) if unit_in(column, answer.unit)]
        lines += ["", table(header, rows, figures)]
    lines += [f"\n{t(lang, VOICE_WORDS[cast(Voice, one.voice)])}: {one.text}" for one in answer.drafts]
    lines += [f"- {choice}" for choice in answer.choices]
    return "\n".join(lines)


@command
def check_text(
    call: Call,
    text: Annotated[str, typer.Argument(help="A text that is to go out.")] = "",
    batch: BatchOption = None,
) -> None:
    """Check a text against advertising law and wording rules, or a file of texts."""
    need_one(text, batch)
    if batch is not None:
        for line in read_lines(batch, "text"):
            sys.stdout.write(
                to_json({"id": line["id"], **check(str(line["text"])).model_dump(mode="json")}) + "\n"
            )
        return
    verdict = check(text)
    call.say(verdict, _verdict_words(verdict, call.lang))


def _verdict_words(verdict: Verdict, lang: str) -> str:
    return "\n".join(sentence.render(lang) for sentence in explain(verdict))


def need_one(text: str, batch: Path | None) -> None:
    """Exactly one of a text and a batch file, else a usage error."""
    if bool(text) == (batch is not None):
        raise typer.BadParameter("give either a text or --batch FILE")


def read_lines(path: Path, field: str) -> Iterator[dict[str, Any]]:
    """The JSON objects of a batch file. Raises OwnerError naming the line that cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OwnerError(
            "batch_file",
            Text(msg="The file {file} cannot be read.", args={"file": path.name}),
            Text(msg="It must be a UTF-8 text file of JSON lines."),
        ) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _parsed(line, number, field)


def _parsed(line: str, number: int, field: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError:
        value = None
    if not isinstance(value, dict) or "id" not in value or field not in value:
        raise OwnerError(
            "batch_line",
            Text(msg="Line {number} of the batch file cannot be used.", args={"number": number}),
            Text(msg='Each line is a JSON object with "id" and "{field}".', args={"field": field}),
        )
    return value
