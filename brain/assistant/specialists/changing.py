"""A change of a task that is in hand, said in conversation: 改到后天下午3点, 换成米粉, 换个品, make it humorous, move it to Friday 3 pm."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
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
    "friend": re.compile(r"闺蜜|贴心|朋友|亲切|friend", re.IGNORECASE),
    "humorous": re.compile(r"幽默|搞笑|humou?r|funny", re.IGNORECASE),
}
_GOODS = re.compile(r"品|商品|产品|款|\bproducts?\b|\bitems?\b", re.IGNORECASE)
_TEXT = re.compile(r"文案|文字|写|条|\btexts?\b|\bposts?\b|\bcopy\b|\brewrite\b|\bmessage\b", re.IGNORECASE)


@dataclass(frozen=True)
class Change:
    """What is to be changed of a task: a step's wishes, or (without any) the step done another way."""

    job: Job
    wishes: dict[str, str] = field(default_factory=dict)


def change_in(message: str, names: NameIndex | None, today: date) -> Change | None:
    """The change that a message asks for; None for anything else. Only right after a task does it mean one."""
    if not _CHANGES.search(message.strip()):
        return None
    if time_said(message, today) is not None:
        return Change("planner", {"at": message})
    voice = next((voice for voice, words in _VOICES.items() if words.search(message)), None)
    if voice is not None:
        return Change("writer", {"voice": voice})
    product = named_in([message], names, today)
    if product:
        return Change("chooser", {"product": product})
    if _TEXT.search(message) and not re.search(r"换(?:个|一个)(?:商品|产品|品)", message):
        return Change("writer")
    return Change("chooser") if _GOODS.search(message) else None
