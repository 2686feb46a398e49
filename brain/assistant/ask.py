"""A message in, an answer card out: understood in full, run, and told with its receipt; or asked back; or declined."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter

from brain.assistant import questions
from brain.assistant.answering.advise import advise
from brain.assistant.answering.anomaly import anomaly
from brain.assistant.answering.base import Asked, Asking, decline, joined
from brain.assistant.answering.customers import customers
from brain.assistant.answering.define import define
from brain.assistant.answering.do import propose
from brain.assistant.answering.forecast import forecast
from brain.assistant.answering.funnel import funnel
from brain.assistant.answering.goal import goal, set_clearing
from brain.assistant.answering.how_to import how_to
from brain.assistant.answering.plan import plan
from brain.assistant.answering.refusing import ONE_STRETCH, asked_back, refused
from brain.assistant.answering.retention import cohort
from brain.assistant.answering.talk import talk
from brain.assistant.answering.told import told
from brain.assistant.answering.why import why
from brain.assistant.answering.write import write
from brain.assistant.asides import is_aside, is_harmless, read_as, stands_alone, without, without_work
from brain.assistant.coverage import missing_facts, missing_text, used_dimensions
from brain.assistant.host import Host
from brain.assistant.messages import clauses_of, groupings, is_command, is_frame, questions_in, without_stops
from brain.assistant.own_words import explained, spelled_out
from brain.assistant.specialists.recognising import picks_customers, task_in
from brain.assistant.specialists.showing import plan_card
from brain.assistant.understanding.clearing import clearing_in
from brain.assistant.understanding.following import of_all_orders, uncut
from brain.assistant.understanding.intending import metric_said
from brain.assistant.understanding.intent import Intent, Meaning
from brain.assistant.understanding.names import NameCache, build_index
from brain.assistant.understanding.on_top import asks_of_the_one, taken_apart
from brain.assistant.understanding.reading import read
from brain.assistant.understanding.resolve import intent_before, resolve
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.tokens import is_chinese
from brain.assistant.understanding.turning import OF_TIME
from brain.facts.reader import Facts
from brain.facts.semantic.compile import find_dimension
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

LONGEST_MESSAGE = 400
CONTEXT_KEPT = 6
MOST_QUESTIONS = 6

_OF_ALL = re.compile(r"(?<![a-z])overall(?![a-z])|整体|全店", re.IGNORECASE)
BY_HABIT = N_(
    "Whom a text goes to follows from what it promotes; I cannot pick customers by what they did or left undone. The win-back cards on the first page do that."
)
ACTS: dict[str, Callable[[Asking, Asked], AnswerCard]] = {
    "why": why,
    "forecast": forecast,
    "anomaly": anomaly,
    "write": write,
    "plan": plan,
    "advice": advise,
    "do": propose,
    "funnel": funnel,
    "cohort": cohort,
    "customers": customers,
    "goal": goal,
}


def ask(
    facts: Facts,
    question: str,
    *,
    context: Sequence[str] = (),
    lang: str | None = None,
    names: NameCache | None = None,
    host: Host | None = None,
) -> AnswerCard:
    """Answer a message about the shop's facts, in the reader's `lang` (the message's own script by default).

    `context` are earlier messages of the conversation, oldest first; `names` keeps the index of the shop's own names
    between messages (without it the index is built anew). Never raises for what a person may type.
    """
    started = perf_counter()
    language = lang or ("zh" if is_chinese(question) else "en")
    index = names.index(facts) if names is not None else build_index(facts)
    facts.share_known(index.known_facts)
    card = _Conversation(Asking(facts, language, index, host or Host())).answer(question, context)
    return card.model_copy(update={"ms": round((perf_counter() - started) * 1000, 3)})


def suggestions(facts: Facts, lang: str) -> list[str]:
    """Three questions in `lang` that work on this shop's data as it is today; none for a shop without orders."""
    return questions.suggestions(facts, lang)


class _Conversation:
    """One message at one shop."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking

    def answer(self, message: str, context: Sequence[str]) -> AnswerCard:
        """The card for a message."""
        if not self.asking.facts.has("order"):
            return decline(self.asking, missing_text("order"))
        if not message.strip() or len(message) > LONGEST_MESSAGE:
            return decline(self.asking, Text(msg=N_("Ask about a figure and a period, in a sentence.")))
        if is_command(message):
            return refused(self.asking, Meaning("decline", reason="out", words=("beyond",)))
        word = explained(message)
        if word is not None:
            return define(self.asking, word)
        small_talk = talk(self.asking, message)
        if small_talk is not None:
            return small_talk
        earlier = [self._spelled(one) for one in context[-CONTEXT_KEPT:]]
        spelled = self._spelled(message)
        cleared = clearing_in(spelled, self.asking.names, self.asking.today)
        if cleared is not None:
            return set_clearing(self.asking, cleared)
        if picks_customers(spelled):
            return decline(self.asking, Text(msg=BY_HABIT), topic="task")
        task = task_in(spelled, self.asking.names, self.asking.today)
        if task is not None:
            return plan_card(task, self.asking.lang)
        asked = questions_in(spelled)
        if len(asked) > 1 and self._read(spelled).customers is not None:
            asked = [spelled]  # bought this and also that, how many: one question
        if len(asked) == 2 and says_the_figure(*map(self._read, asked)):
            asked = [without_stops(spelled)]
        parts = self._parts(asked, earlier)
        if len(parts) > 1 and any(part.status != "answer" for part in parts):
            # 礼拜六卖得多吧？看8月的单数: what looks like two questions may be one.
            whole = self._meaning(without_stops(spelled), earlier)
            if whole.kind == "query":
                return self._answered(spelled, whole)
            beside = self._beside_what_is_told(without_stops(spelled), earlier)
            if beside is not None:
                return beside
        return parts[0] if len(parts) == 1 else _together(parts)

    def _spelled(self, message: str) -> str:
        """The message with the shop's own words replaced by what they stand for."""
        if not self.asking.host.words:
            return message
        return spelled_out(message, tuple(self.asking.host.words))[0]

    def _parts(self, asked: Sequence[str], context: Sequence[str]) -> list[AnswerCard]:
        """An answer for each question of a message; small talk between them is passed over."""
        if len(asked) > MOST_QUESTIONS:
            return [decline(self.asking, Text(msg=N_("These are many questions at once. Ask them in turn.")))]
        parts: list[AnswerCard] = []
        before = list(context)
        for question in asked or [""]:
            if len(asked) > 1 and talk(self.asking, question) is not None:
                continue
            parts += self._one_or_more(question, before, len(context))
            before.append(question)
        return parts or [
            decline(self.asking, Text(msg=N_("Ask about a figure and a period, in a sentence.")))
        ]

    def _one_or_more(self, question: str, context: Sequence[str], earlier: int) -> list[AnswerCard]:
        """One question; where it is not understood as a whole, its clauses, if each of them is.

        The first `earlier` of the context are earlier messages, the others stand ahead of it in this one.
        """
        question = taken_apart(question)
        meant = self._meaning(question, context[:earlier], context[earlier:])
        clauses = clauses_of(question)
        told = self._beside_what_is_told(question, context) if meant.reason == "out" else None
        if told is not None:
            return [told]
        if len(clauses) > 1 and asks_of_the_one(clauses[-1].lower()):
            return self._of_the_one(question, clauses, context, meant)
        if (
            meant.reason == "out"
            or meant.missing
            or meant.said.whole
            or not 2 <= len(clauses) <= MOST_QUESTIONS
        ):
            return [self._answered(question, meant)]
        if meant.kind != "decline":
            each = self._each(clauses, context, loosely=True)
            # How many were never paid, and what share of all is that: as one question the share has no parts.
            no_parts = meant.said.share and len(meant.intent.metrics) > 1 and not meant.intent.split()
            apart = each is not None and (asked_apart([one for _, one in each]) or no_parts)
            return (
                [self._answered(*one) for one in each or ()] if apart else [self._answered(question, meant)]
            )
        for grouped in [*self._with_the_period(clauses), *groupings(clauses)]:
            each = self._each(grouped, context)
            if each is not None:
                return [self._answered(*one) for one in each]
        beside = self._beside_what_is_told(question, context)
        return [beside or self._answered(question, meant)]

    def _of_the_one(
        self, question: str, clauses: Sequence[str], context: Sequence[str], meant: Meaning
    ) -> list[AnswerCard]:
        """哪个品类卖得最好，它的退款率是多少: the first clause finds it, the last asks for another of its figures.

        Where that does not come out, a ranking is not answered: without the pointer it would be another one.
        """
        head, tail = "，".join(clauses[:-1]), clauses[-1]
        first = self._meaning(head, context)
        if first.kind == "query" and first.intent.ranked:
            then = self._meaning(tail, context, [head])
            if then.kind == "query":
                return [self._answered(head, first), self._answered(tail, then)]
        if meant.kind == "query" and meant.intent.ranked:
            meant = Meaning("decline", reason="unknown", words=(clauses[-1],), said=meant.said)
        return [self._answered(question, meant)]

    def _beside_what_is_told(self, message: str, context: Sequence[str]) -> AnswerCard | None:
        """The answer to a question beside which somebody tells of themselves, with what was passed over; None without such."""
        clauses = clauses_of(message)
        if not 2 <= len(clauses) <= MOST_QUESTIONS:
            return None
        told = [is_aside(one, self._read(read_as(one))) for one in clauses]
        passed = [clause for clause, aside in zip(clauses, told, strict=True) if aside]
        question = without(clauses, told)
        if not passed or not question:
            return None
        meant = self._meaning(question, context)
        harmless = all(is_harmless(self._read(without_work(read_as(one)))) for one in passed)
        if not stands_alone(question, meant, harmless=harmless):
            return None
        card = self._answered(question, meant)
        note = Text(
            msg=N_("I took “{words}” as background, not as a condition."),
            args={"words": ("，" if self.asking.zh else ", ").join(passed)},
        )
        return card.model_copy(update={"text": joined(card.text, note)})

    def _with_the_period(self, clauses: Sequence[str]) -> list[list[str]]:
        """Sales before noon and after noon, August: a clause that only says when goes for all the others."""
        read_ones = [read(clause, self.asking.names, self.asking.today) for clause in clauses]
        times = [at for at, said in enumerate(read_ones) if said.whens and not asks_something(said)]
        others = [clause for at, clause in enumerate(clauses) if at not in times]
        if len(times) != 1 or len(others) < 2 or read_ones[times[0]].leftover or read_ones[times[0]].unknown:
            return []
        return [[f"{clauses[times[0]]}，{clause}" for clause in others]]

    def _each(
        self, clauses: Sequence[str], context: Sequence[str], *, loosely: bool = False
    ) -> list[tuple[str, Meaning]] | None:
        """What each clause means after those before it; None unless every one of them asks something that is understood.

        `loosely`: a comparison or a ranking asks, though its figure was said before it.
        """
        meanings: list[tuple[str, Meaning]] = []
        before = list(context)
        if any(is_frame(clause) for clause in clauses[:-1]):
            return None
        for clause in clauses:
            one = self._meaning(clause, context, before[len(context) :])
            understood = one.kind in ("query", "act") or self._is_of_one_stretch(one)
            asks = asks_something(one.said) or (loosely and _asks_by_itself(one.said))
            if not understood or not asks:
                return None
            meanings.append((clause, one))
            before.append(clause)
        return meanings

    def _is_of_one_stretch(self, meant: Meaning) -> bool:
        """Whether only the period is not said, and the shop's data is one stretch of time, which is then meant."""
        span = self.asking.facts.span() if meant.missing == "period" else None
        return span is not None and span.days <= ONE_STRETCH

    def _meaning(self, question: str, context: Sequence[str], beside: Sequence[str] = ()) -> Meaning:
        """What a question means after `context`, and after `beside`, the questions ahead of it in the same message.

        Of those a question with a figure of its own takes over the period and the names, not how their lists were cut.
        """
        names, today = self.asking.names, self.asking.today
        said = read(question, names, today)
        before = intent_before([*context, *beside], names, today, self._listed)
        goes_on = said.points or asks_of_the_one(said.whole_text)
        if before is not None and beside and metric_said(said) and not goes_on:
            before = of_all_orders(uncut(before)) if _OF_ALL.search(question) else uncut(before)
        return resolve(said, before, today, self._listed)

    def _listed(self, intent: Intent) -> Sequence[str]:
        """The names that a ranking lists, best first: what "their sales in June" is asked of."""
        split = intent.split()
        by_name = len(split) == 1 and (find_dimension(split[0]).kind == "name" or split[0] in OF_TIME)
        if intent.when is None or not by_name or intent.compare is not None:
            return ()
        query = intent.query()
        if missing_facts(self.asking.facts, query.metrics, used_dimensions(query)):
            return ()
        return [str(row[0]) for row in self.asking.facts.ask(query).rows if row[0] is not None]

    def _read(self, clause: str) -> Reading:
        return read(clause, self.asking.names, self.asking.today)

    def _answered(self, question: str, meant: Meaning) -> AnswerCard:
        asked = Asked(question, meant.said, meant.intent)
        if meant.kind == "decline":
            return refused(self.asking, meant)
        if meant.kind == "clarify":
            return asked_back(self.asking, asked, meant)
        if meant.act == "howto":
            return how_to(self.asking, question)
        if meant.kind == "act":
            if meant.act not in ACTS:
                return refused(self.asking, Meaning("decline", reason="out", words=(meant.act,)))
            return ACTS[meant.act](self.asking, asked)
        return told(self.asking, asked)


def says_the_figure(question: Reading, more: Reading) -> bool:
    """How did each colour sell? pieces: the second sentence only says in what the first is counted."""
    bare = replace(
        Reading(), metrics=more.metrics, whole_text=more.whole_text, counts_group=more.counts_group
    )
    of_selling = len(more.metrics) == 1 and more.metrics[0] in ("units", "net_sales", "gross_sales")
    return not question.metrics and question.sells and of_selling and more == bare


def asks_something(said: Reading) -> bool:
    """Whether a clause asks for a figure or an act of its own; a mere period belongs to the clause beside it."""
    asked = said.metrics or said.sells or said.ranked_by or said.acts or said.thresholds
    return bool(asked or said.people or said.share or said.growth)


def asked_apart(meanings: Sequence[Meaning]) -> bool:
    """毛利率是多少，哪个品类最低: a plain figure and then a list are two questions, though one table could hold both."""
    listed = [bool(one.intent.split() or one.intent.ranked) for one in meanings]
    own = all(one.kind == "query" and (one.said.metrics or one.said.best) for one in meanings) or (
        _ASKS_HOW_MUCH.search(meanings[0].said.whole_text) is not None
        and all(one.kind == "query" and (one.said.metrics or _asks_by_itself(one.said)) for one in meanings)
    )
    # 流水多少，其中奶粉多少: the whole, and a part of it.
    narrowed = not meanings[0].intent.filters and all(one.intent.filters for one in meanings[1:])
    of_those = any(one.kind == "query" and _asked_of_those(one.said) for one in meanings[1:])
    return of_those or (own and not listed[0] and (any(listed[1:]) or narrowed))


_ASKS_HOW_MUCH = re.compile(r"(?:多少|几)(?:钱|单|件|人|个|份|块|张|桌|位)?[了呢啊]?$")


def _asks_by_itself(said: Reading) -> bool:
    """十月卖了多少，跟九月比怎么样，哪个群最好: each of them asks, though only the first one says of what."""
    if said.names and _ASKS_HOW_MUCH.search(said.whole_text):
        return True
    return said.sells or said.best or bool(said.compare) or (said.which and said.ranked is not None)


def _asked_of_those(said: Reading) -> bool:
    """And what did they spend: another figure of those before. "Only those countries with more than 20 orders" is a condition."""
    return said.points and bool(said.metrics or said.sells) and not (said.thresholds or said.only)


def _together(parts: Sequence[AnswerCard]) -> AnswerCard:
    """Several answers as one card, which carries the first one's figure.

    Where the first is not understood, what follows may hang on it: then the message as a whole is not answered.
    """
    first = parts[0]
    said = parts[0].text
    for part in parts[1:]:
        said = Text(msg=N_("{said} ¶ {more}"), args={"said": said, "more": part.text})
    return first.model_copy(update={"text": said, "parts": tuple(parts), "topic": "several"})
