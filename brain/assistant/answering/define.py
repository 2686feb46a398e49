"""The owner explains a word or defines a figure: it is kept after a yes, and never guessed."""

from __future__ import annotations

from brain.assistant.answering.base import Asking, ask_back, decline, joined
from brain.assistant.own_figures import draft, preview
from brain.assistant.own_words import Explained
from brain.assistant.understanding.reading import read
from brain.assistant.understanding.tokens import normalise
from brain.facts.semantic.formula_words import is_arithmetic
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text, verbatim
from cards.answer.model import AnswerCard


def define(asking: Asking, given: Explained) -> AnswerCard:
    """Ask whether to remember the word; with the yes, remember it. A meaning that is not understood is not kept."""
    if is_arithmetic(given.word.meaning, asking.facts.metrics):
        return _define_figure(asking, given)
    taken = next((one for one in asking.facts.own if given.word.word in normalise(one.label)), None)
    if taken is not None:
        text = Text(
            msg=N_(
                "“{word}” stands in the name of your figure “{figure}”, so it can stand for nothing else."
            ),
            args={"word": given.word.word, "figure": verbatim(taken.label)},
        )
        return decline(asking, text, topic="define")
    said = read(given.word.meaning, asking.names, asking.today)
    words: dict[str, Text | str] = {"word": given.word.word, "meaning": given.word.meaning}
    if said.unknown or said.leftover or said.out or not _means_something(said):
        text = Text(
            msg=N_(
                "I do not understand “{meaning}” as a condition on this shop's figures, so I will not keep it."
            ),
            args=dict(words),
        )
        return decline(asking, text, topic="define")
    if asking.host.learn is None:
        return decline(asking, Text(msg=N_("Words of your own are kept in the app.")), topic="define")
    if not given.agreed:
        form = "记住：{}就是{}" if asking.zh else "remember: {} means {}"
        question = Text(msg=N_("Shall “{word}” always stand for “{meaning}”?"), args=dict(words))
        return ask_back(question, [form.format(given.word.word, given.word.meaning)], topic="define")
    asking.host.learn(given.word)
    text = Text(
        msg=N_("Noted: “{word}” stands for “{meaning}”. You can take it back in the settings."),
        args=dict(words),
    )
    return AnswerCard(status="answer", text=text, topic="define")


def _define_figure(asking: Asking, given: Explained) -> AnswerCard:
    """到手毛利就是毛利减净销售额的5%: asked back with what it came to, and kept after the yes."""
    label, formula = given.word.word, given.word.meaning
    assert asking.names is not None
    try:
        one = draft(asking.facts, asking.names, asking.host.words, label, formula)
    except OwnerError as error:
        return decline(asking, _whole(error), topic="define")
    args: dict[str, Text | str] = {"name": label, "formula": one.formula}
    if asking.host.keep_figure is None:
        return decline(asking, Text(msg=N_("Figures of your own are kept in the app.")), topic="define")
    if given.agreed:
        asking.host.keep_figure(one.metric)
        msg = N_("Noted: “{name}” is counted as {formula}. You can retire it in the settings.")
        return AnswerCard(status="answer", text=Text(msg=msg, args=dict(args)), topic="define")
    form = "记住：{} = {}" if asking.zh else "remember: {} means {}"
    msg = N_("Shall “{name}” always be counted as {formula}? {seen}")
    seen = joined(preview(asking.facts, one, asking.lang).said)
    question = Text(msg=msg, args={**args, "seen": seen})
    return ask_back(question, [form.format(label, formula)], topic="define")


def _whole(error: OwnerError) -> Text:
    if error.hint is None:
        return error.message
    return Text(msg=N_("{said} {note}"), args={"said": error.message, "note": error.hint})


def _means_something(said: object) -> bool:
    return any(
        getattr(said, slot) for slot in ("thresholds", "names", "metrics", "excluded", "ranked", "dimensions")
    )
