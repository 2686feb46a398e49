"""What is not understood, or cannot be known, is said; what may be meant in several ways is asked."""

from __future__ import annotations

from dataclasses import replace

from brain.assistant import questions
from brain.assistant.answering.base import Asked, Asking, ask_back, decline
from brain.assistant.answering.overview import overview
from brain.assistant.answering.told import told
from brain.assistant.coverage import missing_facts, missing_text, row_sources
from brain.assistant.understanding import periods
from brain.assistant.understanding.intent import Intent, Meaning
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.resolve import resolve
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.tokens import is_chinese, normalise
from brain.facts.semantic.compile import find_dimension, find_metric
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

OF_NOW = frozenset({"stage", "rfm"})
"""Groups of customers as they are today: without a period all of the data is meant."""
MOST_CHOICES = 4
DAYS_OF_PACE = 30
ONE_STRETCH = 62
"""Days. A file of two months or less is one stretch of time: without a period all of it is meant, and the answer names it."""

OUT: dict[str, str] = {
    "future": N_("That has not happened yet. I can forecast net sales, orders or units by day, as a range."),
    "fiscal": N_(
        "I do not know in which month your financial year begins. Name the months, such as April 2025 to March 2026."
    ),
    "why": N_("I can say why a figure changed once a figure and a period are named."),
    "forecast": N_("I can forecast net sales, orders or units by day, as a range."),
    "anomaly": N_("I can look for unusual days once a figure and a period are named."),
}
WHICH_TIME: dict[str, str] = {
    "season": N_("Which months are low or peak season differs from shop to shop. Which months do you mean?"),
    "few": N_("How many days do you mean?"),
    "base": N_("The two differ in length, so they cannot be set side by side. Compare with which one?"),
}
BEYOND = N_("That is not in this shop's data, so I cannot know it.")


def refused(asking: Asking, meant: Meaning) -> AnswerCard:
    """An honest no with its reason."""
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
        return ask_back(said, questions.suggestions(asking.facts, asking.lang, asking.names))
    elif meant.reason == "out":
        said = Text(msg=OUT.get(meant.words[0], BEYOND))
    else:
        words = ", ".join(meant.words)
        if not meant.said.subjects:
            back = _what_was_placed(asking, meant)
            if back is not None:
                return back
        said = Text(
            msg=N_("I cannot place “{words}” in this question, so I will not guess."), args={"words": words}
        )
    return decline(asking, said)


def _what_was_placed(asking: Asking, meant: Meaning) -> AnswerCard | None:
    """No unknown name is in it, but not every word has its part: the question that is left without them, to be agreed to."""
    choices = list(
        dict.fromkeys(choice for said in _without(meant.said) for choice in _choices(asking, said))
    )
    if not choices:
        return None
    said = Text(
        msg=N_("I did not understand what “{words}” is to mean here. Is it one of these?"),
        args={"words": ", ".join(meant.words)},
    )
    return ask_back(said, choices[:MOST_CHOICES])


def _without(said: Reading) -> tuple[Reading, Reading]:
    """The question without the words that have no part in it; and without what those words may have changed."""
    placed = replace(said, leftover=[], unknown=[])
    ranked = said.ranked if said.dimensions else None
    return placed, replace(placed, ranked=ranked, thresholds=[], growth=False, compare=None, share=False)


def _choices(asking: Asking, said: Reading) -> list[str]:
    """A reading as questions that work; with the figure or the period filled in where it names none."""
    meant = resolve(said, None, asking.today)
    intent = meant.intent
    if meant.kind not in ("query", "clarify") or (intent == Intent() and not said.vague):
        return []
    if not intent.metrics:
        return questions.choices_of_metric(asking.facts, intent, asking.lang, asking.names)
    if intent.when is None:
        return questions.choices_of_period(asking.facts, intent, asking.lang, asking.names)
    return questions.proven(asking.facts, [intent], asking.lang, asking.names)


def asked_back(asking: Asking, asked: Asked, meant: Meaning) -> AnswerCard:
    """The question back that the meaning lacks, with answers that work; or an overview of what was asked vaguely."""
    intent = meant.intent
    lacking = missing_facts(
        asking.facts,
        intent.metrics or tuple(meant.said.metrics),
        (*intent.dimensions, *(f.dimension for f in intent.filters)),
    )
    if lacking:
        return decline(asking, missing_text(lacking[0]))
    if meant.missing in ("name", "near"):
        return _which_name(asking, asked, meant)
    if meant.missing == "metric":
        return overview(asking, asked)
    span = asking.facts.span()
    if span is not None and (
        asked.said.all_time
        or intent.edge
        or OF_NOW & {*intent.dimensions, *(f.dimension for f in intent.filters)}
        or (meant.missing == "period" and span.days <= ONE_STRETCH)
    ):
        return told(asking, replace(asked, intent=replace(intent, when=When(span, "days"))))
    if intent.metrics and row_sources(intent.metrics) == ["stock"]:
        today = periods.relative("day", 0, asking.today)  # what lies on the shelf lies there now
        return told(asking, replace(asked, intent=replace(intent, when=today)))
    if set(intent.metrics) == {"stock_to_sales"}:
        lately = periods.last(
            DAYS_OF_PACE, "day", asking.today
        )  # at the pace of the last days, which the answer names
        return told(asking, replace(asked, intent=replace(intent, when=lately)))
    if meant.missing == "base":
        bases = [replace(intent, compare="before"), replace(intent, compare="yearago")]
        choices = questions.proven(asking.facts, bases, asking.lang, asking.names)
        return ask_back(Text(msg=WHICH_TIME["base"]), choices)
    choices = questions.choices_of_period(
        asking.facts, intent, asking.lang, asking.names, unit="month" if asked.said.monthly else None
    )
    said = Text(msg=WHICH_TIME.get(meant.missing, N_("For which period?")))
    return ask_back(said, choices or questions.suggestions(asking.facts, asking.lang, asking.names))


def _which_name(asking: Asking, asked: Asked, meant: Meaning) -> AnswerCard:
    wording = meant.words[0]
    if meant.missing == "name":
        said = Text(msg=N_("“{name}” is in more than one list. Which one?"), args={"name": wording})
        return ask_back(said, _with_the_list_named(asked, meant))
    said = Text(
        msg=N_("“{name}” is none of the names in this shop's data. Which is meant?"), args={"name": wording}
    )
    return ask_back(said, _with_the_name_written_out(asking, asked, meant))


def _with_the_list_named(asked: Asked, meant: Meaning) -> list[str]:
    """The question with the list named beside the name."""
    question, wording = normalise(asked.question), meant.words[0]
    gap = "" if is_chinese(wording) else " "
    choices = []
    for hit in meant.hits:
        noun = find_dimension(hit.dimension).synonyms["zh" if is_chinese(question) else "en"][0]
        choices.append(question.replace(wording, f"{wording}{gap}{noun}", 1))
    return choices


def _with_the_name_written_out(asking: Asking, asked: Asked, meant: Meaning) -> list[str]:
    """The question with each name that may be meant in place of the word, and with all of them."""
    question, wording = normalise(asked.question), meant.words[0]
    names = [value for hit in meant.hits for value in hit.values]
    choices = [question.replace(wording, name, 1) for name in names[: MOST_CHOICES - 1]]
    doubt = next((one for one in asked.said.assumed if one.word == wording), None)
    if doubt is not None and doubt.whole is not None:
        form = "名称含{}的商品" if is_chinese(question) else "products with names containing {}"
        choices.append(question.replace(wording, form.format(wording), 1))
    return choices
