"""A question in, an answer card out: understood in full, run, and told with its receipt; or asked back; or declined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from time import perf_counter
from typing import Any

from brain.assistant import questions
from brain.assistant.coverage import data_span, has_rows, missing_facts, missing_text, used_dimensions
from brain.assistant.understanding.names import NameCache, build_index
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.resolve import Intent, Meaning, understand
from brain.assistant.understanding.tokens import is_chinese, normalise
from brain.assistant.wording import cell, dates_text, day_text, period_text, single_text, table_text
from brain.facts.reader import Facts, Result
from brain.facts.semantic.compile import find_dimension, find_metric, unit_of
from brain.kernel.i18n import N_, Text, verbatim
from cards.answer.model import AnswerCard

LONGEST_QUESTION = 400
CONTEXT_KEPT = 6


def ask(
    facts: Facts,
    question: str,
    *,
    context: Sequence[str] = (),
    lang: str | None = None,
    names: NameCache | None = None,
) -> AnswerCard:
    """Answer a question about the shop's facts, in the reader's `lang` (the question's own script by default).

    `context` are earlier questions of the conversation, oldest first; `names` keeps the index of the shop's own names
    between questions (without it the index is built anew). Never raises for what a person may type.
    """
    started = perf_counter()
    language = lang or ("zh" if is_chinese(question) else "en")
    index = names.index(facts) if names is not None else build_index(facts)
    facts.share_known(index.known_facts)
    card = _Conversation(facts, language, index.automaton).answer(question, context)
    return card.model_copy(update={"ms": round((perf_counter() - started) * 1000, 3)})


def suggestions(facts: Facts, lang: str) -> list[str]:
    """Three questions in `lang` that work on this shop's data as it is today; none for a shop without orders."""
    return questions.suggestions(facts, lang)


class _Conversation:
    """One question at one shop: what the cards are made with."""

    def __init__(self, facts: Facts, lang: str, names: Any | None) -> None:
        self.facts = facts
        self.lang = lang
        self.names = names
        self.today = facts.today

    def answer(self, question: str, context: Sequence[str]) -> AnswerCard:
        """The card for a question."""
        if not self.facts.has("order"):
            return self._decline(missing_text("order"))
        if not question.strip() or len(question) > LONGEST_QUESTION:
            return self._decline(Text(msg=N_("Ask about a figure and a period, in a sentence.")))
        meant = understand(question, tuple(context)[-CONTEXT_KEPT:], self.names, self.today)
        if meant.kind == "decline":
            return self._not_understood(meant)
        if meant.kind == "clarify":
            return self._ask_back(question, meant)
        return self._run(meant.intent)

    # --- no

    def _not_understood(self, meant: Meaning) -> AnswerCard:
        if meant.reason == "split":
            metric, dimension = meant.words
            said = Text(
                msg=N_("{metric} cannot be split by {dimension}: the data does not record it."),
                args={
                    "metric": Text(msg=find_metric(metric).label),
                    "dimension": Text(msg=find_dimension(dimension).label),
                },
            )
        elif meant.reason == "nothing":
            said = Text(msg=N_("Ask about a figure and a period, in a sentence."))
        elif meant.reason == "out":
            said = Text(
                msg=N_(
                    "I tell figures of the past; reasons, forecasts, plans and texts are not something I answer here yet."
                )
            )
        else:
            words = ", ".join(meant.words)
            said = Text(
                msg=N_("I cannot place “{words}” in this question, so I will not guess."),
                args={"words": words},
            )
        return self._decline(said)

    def _decline(self, said: Text, choices: list[str] | None = None) -> AnswerCard:
        offered = choices if choices else questions.suggestions(self.facts, self.lang, self.names)
        if offered:
            quoted = verbatim(" / ".join(offered))
            said = Text(
                msg=N_("{said} I can answer questions like: {examples}"),
                args={"said": said, "examples": quoted},
            )
        return AnswerCard(status="decline", text=said, choices=tuple(offered))

    # --- a question back

    def _ask_back(self, question: str, meant: Meaning) -> AnswerCard:
        intent = meant.intent
        lacking = missing_facts(
            self.facts, intent.metrics, (*intent.dimensions, *(f.dimension for f in intent.filters))
        )
        if lacking:
            return self._decline(missing_text(lacking[0]))
        if meant.missing == "name":
            said = Text(
                msg=N_("“{name}” is in more than one list. Which one?"), args={"name": meant.words[0]}
            )
            choices = self._choices_of_name(question, meant)
        elif meant.missing == "period":
            said = Text(msg=N_("For which period?"))
            choices = questions.choices_of_period(self.facts, intent, self.lang, self.names)
        else:
            said = Text(msg=N_("Which figure?"))
            choices = questions.choices_of_metric(self.facts, intent, self.lang, self.names)
        if not choices:
            return self._decline(said)
        return AnswerCard(status="clarify", text=said, choices=tuple(choices))

    def _choices_of_name(self, question: str, meant: Meaning) -> list[str]:
        """The question with the list named beside the name."""
        asked, wording = normalise(question), meant.words[0]
        choices = []
        for hit in meant.hits:
            dimension = find_dimension(hit.dimension)
            gap = "" if is_chinese(wording) else " "
            noun = dimension.synonyms["zh" if is_chinese(question) else "en"][0]
            choices.append(asked.replace(wording, f"{wording}{gap}{noun}", 1))
        return choices

    # --- an answer

    def _run(self, intent: Intent) -> AnswerCard:
        assert intent.when is not None
        query = intent.query()
        lacking = missing_facts(self.facts, query.metrics, used_dimensions(query))
        if lacking:
            return self._decline(missing_text(lacking[0]))
        notes: list[Text] = []
        compared = intent.compared()
        if compared is not None and not has_rows(self.facts, query.metrics, compared.period):
            period = period_text(compared, self.today)
            notes.append(
                Text(
                    msg=N_("There is no data for {period}, so there is nothing to compare with."),
                    args={"period": period},
                )
            )
            intent = replace(intent, compare=None)
            query, compared = intent.query(), None
        result = self.facts.ask(query)
        if self._is_empty(result, intent) and not has_rows(self.facts, query.metrics, query.period):
            return self._no_data(intent)
        if not result.rows or all(value is None for value in result.rows[0][len(query.dimensions) :]):
            return self._nothing(intent)
        notes += self._notes(intent, compared)
        return self._card(result, intent, compared, notes)

    def _card(self, result: Result, intent: Intent, compared: When | None, notes: list[Text]) -> AnswerCard:
        assert intent.when is not None
        query = intent.query()
        if query.dimensions:
            said = table_text(result, query, intent.when, intent.ranked, self.today, self.lang)
        else:
            said = single_text(result, query, intent.when, compared, self.today, self.lang)
        for number, note in enumerate(notes):
            # A note is a sentence with its own full stop; the figure before it has none.
            joined = N_("{said} {note}") if number else N_("{said}. {note}")
            said = Text(msg=joined, args={"said": said, "note": note})
        rows = tuple(
            tuple(cell(value, column) for value, column in zip(row, result.columns, strict=True))
            for row in result.rows
        )
        alone = not query.dimensions or query.limit == 1
        figure = rows[0][len(query.dimensions)] if alone else None
        unit = unit_of(query.metrics[0])
        return AnswerCard(
            status="answer",
            text=said,
            value=None if figure is None else Decimal(str(figure)),
            unit=unit,
            currency=self.facts.shop.currency if unit == "money" else None,
            columns=result.columns,
            rows=rows,
            query=query,
            receipt=result.receipt,
            follow_ups=tuple(questions.follow_ups(self.facts, intent, self.lang, self.names)),
        )

    def _is_empty(self, result: Result, intent: Intent) -> bool:
        first = len(intent.split())
        return not any(value for row in result.rows for value in row[first:])

    def _no_data(self, intent: Intent) -> AnswerCard:
        """Zero would look like a fact where nothing was recorded."""
        assert intent.when is not None
        span = data_span(self.facts, intent.metrics)
        period = period_text(intent.when, self.today)
        said = Text(msg=N_("There is no data for {period}."), args={"period": period})
        if span is not None:
            said = Text(
                msg=N_("{said} The data covers {dates}."),
                args={"said": said, "dates": dates_text(span, self.today)},
            )
        compare = None if isinstance(intent.compare, When) else intent.compare
        asked = replace(intent, compare=compare)
        return self._decline(said, questions.choices_of_period(self.facts, asked, self.lang, self.names))

    def _nothing(self, intent: Intent) -> AnswerCard:
        assert intent.when is not None
        args = {
            "metric": Text(msg=find_metric(intent.metrics[0]).label),
            "period": period_text(intent.when, self.today),
        }
        return self._decline(
            Text(
                msg=N_("{metric} cannot be told for {period}: the rows it needs are not there."),
                args=dict(args),
            )
        )

    def _notes(self, intent: Intent, compared: When | None) -> list[Text]:
        """What the reader must know to read the figure right."""
        assert intent.when is not None
        notes = []
        period = intent.when.period
        span = data_span(self.facts, intent.metrics)
        if span is not None and span.end < min(period.end, self.today):
            last = span.end - timedelta(days=1)
            notes.append(Text(msg=N_("The data ends on {day}."), args={"day": day_text(last, self.today)}))
        if span is not None and span.start > period.start:
            notes.append(
                Text(msg=N_("The data begins on {day}."), args={"day": day_text(span.start, self.today)})
            )
        if compared is not None and compared.period.days != period.days:
            lengths = {"now": period.days, "before": compared.period.days}
            notes.append(
                Text(msg=N_("The periods differ in length: {now} and {before} days."), args=dict(lengths))
            )
        return notes
