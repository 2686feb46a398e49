"""A change of a task that is in hand, in a person's words: said in conversation (改到后天下午3点, 换成米粉, 换个品, make it humorous,
move it to Friday 3 pm), or written into one of its steps, where the step says what the words are about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from brain.assistant.specialists.recognising import named_in
from brain.assistant.specialists.state import Job
from brain.assistant.specialists.time_said import time_said
from brain.assistant.understanding.names import NameIndex

_CHANGES = re.compile(
    r"^(?:那|就|请|帮我|还是|再){0,2}(?:把)?(?:时间|发送时间|品|商品|产品|文案|文字|语气|它)?(?:换|改|挪|推迟到|提前到|调到|重写|重新写|另写|另选)"
    r"|^(?:please |rather )?(?:change|move|make it|switch|reschedule|use|pick another|choose another|another|rewrite|a different)\b",
    re.IGNORECASE,
)
_VOICES = {
    "professional": re.compile(r"专业|顾问|professional", re.IGNORECASE),
    "friend": re.compile(r"闺蜜|贴心|朋友(?!圈)|亲切|friend(?:ly)?", re.IGNORECASE),
    "humorous": re.compile(r"幽默|搞笑|humou?r(?:ous)?|funny", re.IGNORECASE),
}
_GOODS = re.compile(r"品|商品|产品|款|\bproducts?\b|\bitems?\b", re.IGNORECASE)
_TEXT = re.compile(r"文案|文字|写|条|\btexts?\b|\bposts?\b|\bcopy\b|\brewrite\b|\bmessage\b", re.IGNORECASE)
_ANOTHER = re.compile(
    r"(?:换|另选|另挑|重选|重新[选挑])(?:个|一个|一款|款|别的|其他的?|其它的?)?(?:商品|产品|单品|品|货|款)?(?:吧)?$|^(?:别的|其他的?)(?:品|商品|产品)?$"
    r"|^(?:please )?(?:pick |choose |use )?(?:another|a different|something else|some other)(?: one| products?| items?)?$",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"^(?:请|帮我|再)?(?:重写|重新写|另写|换)(?:一?[个条篇段遍次])?(?:文案|文字)?(?:吧)?$|^(?:please )?(?:rewrite(?: it| the text)?|another (?:text|one)|again|write (?:it )?again)$",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"^(?:[^「“\"'『]{0,8}[:：]?\s*)?(?:「(?P<a>.+)」|“(?P<b>.+)”|\"(?P<c>.+)\"|『(?P<d>.+)』)$", re.DOTALL
)
_MARKED = re.compile(
    r"^(?:文案|文字|全文|正文|text|words)\s*[:：]\s*(?P<text>.+)$", re.IGNORECASE | re.DOTALL
)
_TO = re.compile(
    r"^(?:请|帮我|就|那|还是)?(?:换成|改成|改为|改推|换|改|推|选|挑|用|就推)\s*|^(?:please )?(?:change (?:it )?to|use|pick|choose|promote|switch to|make it)\s+",
    re.IGNORECASE,
)
_FILLING = re.compile(
    r"请|帮我|就|换成|改成|改为|换|改|用|更|要|再|一点儿?|一些|些|点|的|风格|语气|口吻|版本?|来|[，。,.!！\s]"
    r"|\b(?:please|make|it|more|a|an|the|in|with|tone|voice|version|style|use|switch|change|to|adviser|warm)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"不|别|没|\b(?:not|no|never|less|without|don't)\b", re.IGNORECASE)
ANEW = re.compile(r"^(?:另起一步|as a new step)\s*[:：]\s*", re.IGNORECASE)
"""What stands before a change that is to be made beside a task whose card was decided already."""


@dataclass(frozen=True)
class Change:
    """What is to be changed of a task: a step's wishes, or (without any) the step done another way. `anew`: not in the
    task itself, but in a new one beside it."""

    job: Job
    wishes: dict[str, str] = field(default_factory=dict)
    anew: bool = False


def change_in(message: str, names: NameIndex | None, today: date) -> Change | None:
    """The change that a message asks for; None for anything else. Only right after a task does it mean one."""
    anew = ANEW.match(message.strip())
    if anew is not None:
        found = change_in(message.strip()[anew.end() :], names, today)
        return replace(found, anew=True) if found is not None else None
    return _meant(message, names, today) if _CHANGES.search(message.strip()) else None


def change_of(job: Job, words: str, names: NameIndex | None, today: date) -> Change | None:
    """What a person's words for a step change. None where the step has no words of its own (the review, the confirmation)
    and they do not say which other step they are about."""
    said = words.strip()
    if job == "analyst":
        return Change(job, {"question": said})
    if job == "chooser":
        return Change(job, {"product": _product(said, names, today)})
    if job == "writer":
        return Change(job, _writing(said))
    if job == "planner":
        return Change(job, {"at": said})
    return _meant(said, names, today)


def _meant(message: str, names: NameIndex | None, today: date) -> Change | None:
    """The step that words are about when none is named: a time, a voice, a product, or another one of these."""
    if time_said(message, today) is not None:
        return Change("planner", {"at": message})
    voice = _voice(message)
    if voice:
        return Change("writer", {"voice": voice})
    product = named_in([message], names, today)
    if product:
        return Change("chooser", {"product": product})
    if _TEXT.search(message) and not re.search(r"换(?:个|一个)(?:商品|产品|品)", message):
        return Change("writer")
    return Change("chooser") if _GOODS.search(message) else None


def _product(said: str, names: NameIndex | None, today: date) -> str:
    """The shop's own name for what is to be promoted; "" for any other one; the words themselves where no name is known."""
    if _ANOTHER.search(said):
        return ""
    return named_in([said], names, today) or _TO.sub("", said).strip()


def _writing(said: str) -> dict[str, str]:
    """The owner's own text (in quotes, or after "text:"), a voice, other words, or an instruction for a model."""
    own = _MARKED.search(said) or _QUOTED.search(said)
    if own is not None:
        return {"text": next(text for text in own.groupdict().values() if text).strip(), "instruction": ""}
    fresh = {"text": "", "instruction": ""}
    if _AGAIN.search(said):
        return fresh
    voice = _voice(said)
    if voice and not _FILLING.sub("", _VOICES[voice].sub("", said)):
        return {**fresh, "voice": voice}
    return {**fresh, "instruction": said, **({"voice": voice} if voice else {})}


def _voice(words: str) -> str:
    """The voice that is named; "" also for one that is not wanted."""
    if _NOT.search(words):
        return ""
    return next((voice for voice, sign in _VOICES.items() if sign.search(words)), "")
