"""One place of a ranking: whether there are so many, who else has the same figure, and who stands above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from brain.assistant.answering.base import Asked, Asking, decline
from brain.assistant.answering.figure import figure
from brain.assistant.coverage import missing_facts, used_dimensions
from brain.assistant.understanding.intent import Intent
from brain.assistant.wording import value_text
from brain.facts.reader import Result
from brain.facts.semantic.compile import find_dimension
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard


def places(asking: Asking, asked: Asked) -> AnswerCard:
    """The answer to a ranking without its first places."""
    intent = asked.intent
    query = intent.query()
    if missing_facts(asking.facts, query.metrics, used_dimensions(query)):
        return figure(asking, asked)
    around = asking.facts.ask(replace(intent, skip=0, limit=_reach(intent)).query())
    if not around.rows:
        return figure(asking, asked)
    name = intent.split()[0]
    if len(around.rows) <= intent.skip:
        args: dict[str, Text | int | str] = {
            "count": len(around.rows),
            "dimension": Text(msg=find_dimension(name).noun),
        }
        said = Text(msg=N_("By {dimension}, there are only {count} to rank."), args=dict(args))
        return decline(asking, said)
    wrong = _another_above(asking, intent, around)
    if wrong is not None:
        return decline(asking, wrong)
    card = figure(asking, asked)
    if card.status != "answer":
        return card
    said = card.text
    for number, note in enumerate([*_ties(asking, intent, around)]):
        bare = not said_with_notes(said) and not number
        msg = N_("{said}. {note}") if bare else N_("{said} {note}")
        said = Text(msg=msg, args={"said": said, "note": note})
    return card.model_copy(update={"text": said})


def _reach(intent: Intent) -> int:
    """The rows that a place is told with: all above, and one below."""
    return intent.skip + (intent.limit or 1) + 1


def said_with_notes(said: Text) -> bool:
    """Whether a sentence ends with a full stop already."""
    return said.msg in ("{said} {note}", "{said}. {note}")


def _another_above(asking: Asking, intent: Intent, around: Result) -> Text | None:
    """After the UK: where another stands right above that place, the question rests on something that is not so."""
    name = intent.split()[0]
    values = {value for hit in intent.behind if hit.dimension == name for value in hit.values}
    if not intent.behind:
        return None
    above = around.rows[intent.skip - 1][0]
    if above in values:
        return None
    return Text(
        msg=N_("Right above that place stands {name}."),
        args={"name": value_text(name, above, asking.today)},
    )


def _ties(asking: Asking, intent: Intent, around: Result) -> Iterator[Text]:
    """Whoever has the same figure just above or below shares the place."""
    name, column = intent.split()[0], around.columns.index(_ranked_by(intent))
    rows = around.rows
    first, last = intent.skip, min(intent.skip + (intent.limit or 1), len(rows)) - 1
    for inside, outside in ((first, first - 1), (last, last + 1)):
        if 0 <= outside < len(rows) and rows[inside][column] == rows[outside][column]:
            yield Text(
                msg=N_("{name} has the same figure, so the place is shared."),
                args={"name": value_text(name, rows[outside][0], asking.today)},
            )


def _ranked_by(intent: Intent) -> str:
    return f"{intent.metrics[0]}_change" if intent.rising == "change" else intent.metrics[0]
