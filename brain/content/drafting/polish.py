"""Drafts made more fluent by a model, where one is connected; never more or less right than the embedded ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Protocol

import structlog

from brain.content.drafting.acceptance import LINK, objections, sentences
from brain.content.drafting.brief import Brief
from brain.kernel.errors import DeveloperError
from brain.kernel.masking import Masker
from brain.llm.failures import ModelUnavailable
from cards.model import Variant, Voice

log = structlog.get_logger(__name__)


class Writer(Protocol):
    """What polishing needs of a model: `brain.llm.ModelGateway` has it."""

    def complete(self, system: str, user: str) -> str:
        """The model's answer. Raises ModelUnavailable."""
        ...


_VOICES: dict[str, dict[Voice, str]] = {
    "zh": {
        "professional": "专业顾问：平和、清楚，称呼“您”",
        "friend": "贴心朋友：亲切、自然，称呼“你”",
        "humorous": "幽默：轻松俏皮，不拿顾客开玩笑",
    },
    "en": {
        "professional": "a professional adviser: calm and clear",
        "friend": "a warm friend: natural and kind",
        "humorous": "humorous: light and playful, never at the customer's cost",
    },
}
_SYSTEM = {
    "zh": (
        "你替一家小店改写发给顾客的文案。语气：{voice}。只用给出的事实：不添加任何数字、功效、品质、库存或时间；"
        "商品名、价格和优惠原样保留，价格紧跟在自己的商品后面；不用“最”“第一”一类的绝对化用语。"
        "不超过 120 个字，结尾必须是 {link}，且只出现一次。只输出改写后的文案。"
    ),
    "en": (
        "You rewrite a small shop's message to its customers. Voice: {voice}. Use only the facts given: add no number, effect, "
        "quality, stock or time; keep product names, prices and the offer as they are, each price right behind its product; "
        "no superlatives. At most 60 words, ending in {link}, which occurs once. Answer with the message only."
    ),
}

_WISH = {
    "zh": "店主对措辞的要求（不得违反以上各条）：{wish}",
    "en": " The owner wants of the wording (without breaking any rule above): {wish}",
}


def polish(brief: Brief, drafts: Sequence[Variant], gateway: Writer, wish: str = "") -> list[Variant]:
    """The drafts, each in the model's wording where that passes every check, else unchanged; order and pictures are kept.

    An answer is taken only if it keeps the link at the end, the length, the products and the offer of its draft, states no
    number that the brief does not give, is not blocked by advertising law, and shares no sentence with another voice.
    A model that cannot be reached leaves the drafts as they are. Raises DeveloperError for anything but a Brief: no other
    type may leave the house. `wish` is what the owner wants of the wording, in a sentence; what looks personal in it is
    masked, and it loosens none of the checks.
    """
    if not isinstance(brief, Brief):
        raise DeveloperError(f"brief is a {type(brief).__name__}, must be a Brief.")
    texts = [draft.text for draft in drafts]
    for place, draft in enumerate(drafts):
        try:
            answer = gateway.complete(*prompt(brief, draft, wish))
        except ModelUnavailable as reason:
            log.info("drafts_kept", reason=reason.code, voice=draft.voice)
            break
        others = texts[:place] + texts[place + 1 :]
        texts[place] = _accepted(answer, draft, brief, others)
    return [draft.model_copy(update={"text": text}) for draft, text in zip(drafts, texts, strict=True)]


def prompt(brief: Brief, draft: Variant, wish: str = "") -> tuple[str, str]:
    """System and user message; the draft is the user message's last paragraph."""
    system = _SYSTEM[brief.lang].replace("{voice}", _VOICES[brief.lang][draft.voice])
    if wish:
        system += _WISH[brief.lang].replace("{wish}", Masker().mask(wish))
    facts = {
        "shop": brief.shop,
        "category": brief.category,
        "group": brief.group,
        "products": [{"name": one.label, "price": brief.price_text(one)} for one in brief.products],
        "offer": brief.offer,
    }
    return system, json.dumps(facts, ensure_ascii=False) + "\n\n" + draft.text


def _accepted(answer: str, draft: Variant, brief: Brief, others: Sequence[str]) -> str:
    text = answer.strip().strip('"“”').strip()
    against = objections(text, brief)
    if any(sentences(text) & sentences(other) for other in others):
        against.append("shared")
    if _lost_facts(text, draft.text, brief):
        against.append("facts")
    if against:
        log.info("draft_kept", voice=draft.voice, objections=against)
        return draft.text
    return text


def _lost_facts(text: str, draft: str, brief: Brief) -> bool:
    """True when a product, a price or the offer that the draft states is missing."""
    stated = [product.label for product in brief.products] + [brief.price_text(one) for one in brief.products]
    if brief.offer:
        stated.append(brief.offer)
    body = text.replace(LINK, "")
    return any(words in draft and words not in body for words in stated if words)
