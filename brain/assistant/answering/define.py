"""The owner explains a word: it is kept after a yes, and never guessed."""

from __future__ import annotations

from brain.assistant.answering.base import Asking, ask_back, decline
from brain.assistant.own_words import Explained
from brain.assistant.understanding.reading import read
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard


def define(asking: Asking, given: Explained) -> AnswerCard:
    """Ask whether to remember the word; with the yes, remember it. A meaning that is not understood is not kept."""
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


def _means_something(said: object) -> bool:
    return any(
        getattr(said, slot) for slot in ("thresholds", "names", "metrics", "excluded", "ranked", "dimensions")
    )
