"""The writer: one text in each voice about what was chosen, each checked before anybody sees it; or the owner's own words."""

from __future__ import annotations

import zlib

from brain.actions.gate import require_sendable
from brain.assistant.specialists.base import Choice, Made, Room, Specialist, Work, Writing, WrittenText
from brain.content.compliance import check
from brain.content.drafting import LINK, Brief, Product, draft
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard, Draft
from cards.model import VOICES


def write(room: Room, work: Work) -> Made:
    """Texts in three voices. Another try gives other sentences; the owner's own text replaces one voice's.

    Raises OwnerError for a name that no text may carry and for an empty or endless text, Blocked for words that the
    advertising law forbids, with the same text as it could go out.
    """
    choice = work.needed("chooser", Choice)
    brief = brief_of(room, choice)
    seed = zlib.crc32("/".join([work.task, *brief.names()]).encode()) + work.number
    texts = [
        WrittenText(voice=one.voice, text=one.text)
        for one in draft(brief, seed=seed)
        if check(one.text, subject_names=brief.names()).verdict != "block"
    ]
    if not texts:
        raise _no_text()
    chosen = _voice(texts, work.wishes.get("voice", ""))
    own = work.wishes.get("text", "").strip()
    if own:
        require_sendable(own, brief.names())
        own = own if LINK in own else f"{own} {LINK}"
        texts[chosen] = texts[chosen].model_copy(update={"text": own})
    return shown(Writing(texts=tuple(texts), chosen=chosen, seed=seed), own=bool(own))


def shown(writing: Writing, *, own: bool = False) -> Made:
    """The writing with its card."""
    said = Text(
        msg=N_("{count} voices, checked against the advertising law as far as its rules are known."),
        args={"count": len(writing.texts)},
    )
    if own:
        said = Text(msg=N_("Your own words, checked. {said}"), args={"said": said})
    drafts = tuple(Draft(voice=one.voice, text=one.text.replace(LINK, "").strip()) for one in writing.texts)
    return Made(writing, AnswerCard(status="answer", topic="write", text=said, drafts=drafts))


def brief_of(room: Room, choice: Choice) -> Brief:
    """What the texts may know: the shop, the goods and their prices, nothing about a person. Raises OwnerError where the
    law leaves no name to write about."""
    shop = room.facts.shop
    if not choice.category and all(check(one.name).verdict == "block" for one in choice.goods):
        raise _no_text()
    return Brief(
        # Only where a card has counted that interest rises may a text say so.
        purpose="rising" if choice.rising else "plain",
        shop=shop.name,
        lang="zh" if shop.language == "zh" else "en",
        currency=shop.currency,
        products=tuple(
            Product(name=one.name, price=one.price if one.price and one.price > 0 else None)
            for one in choice.goods
            if check(one.name).verdict != "block"
        ),
        category=choice.category,
        group=choice.group,
    )


def _no_text() -> OwnerError:
    return OwnerError(
        "no_text",
        Text(msg="The name itself is something that the advertising law forbids in a text."),
        Text(msg=N_("Choose another product.")),
    )


def no_instruction(words: str) -> OwnerError:
    """What is said of a wish for a text that only a model could follow."""
    return OwnerError(
        "no_instruction",
        Text(msg=N_("Without a language model I cannot follow “{words}” in a text."), args={"words": words}),
        Text(
            msg=N_(
                "Name a voice (professional, friend, humorous), say “rewrite”, or write the whole text in quotes."
            )
        ),
    )


def _voice(texts: list[WrittenText], wish: str) -> int:
    voices = [str(one.voice) for one in texts]
    if not wish:
        return 0
    if wish not in voices:
        raise OwnerError(
            "no_voice",
            Text(msg=N_("There is no voice {voice}."), args={"voice": wish}),
            Text(msg=N_("The voices are: {voices}."), args={"voices": " / ".join(VOICES)}),
        )
    return voices.index(wish)


WRITER = Specialist(
    job="writer",
    does=N_("writes a text in three voices and checks each against the advertising law"),
    run=write,
)
