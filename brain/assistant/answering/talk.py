"""Greetings, thanks, "who are you", "what can you do": said in a sentence, with questions that work."""

from __future__ import annotations

import re

from brain.assistant import questions
from brain.assistant.answering.base import Asking
from brain.assistant.understanding.tokens import normalise
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

TALK: tuple[tuple[str, str, str], ...] = (
    (
        "greeting",
        r"(你好|您好|嗨|哈喽|早|早上好|上午好|中午好|下午好|晚上好|在吗|在不在|有人吗|hi|hello|hey|good (morning|afternoon|evening)|hi there|hello there)",
        N_("Hello. Ask about the shop's figures, their reasons, or what is worth doing today."),
    ),
    (
        "thanks",
        r"(谢谢|谢了|多谢|辛苦了|好的|知道了|明白了|ok|okay|thanks|thank you|thx|great|got it|cheers|很好|不错|收到)(你|您|啦|了|very much|a lot|so much)?",
        N_("Gladly."),
    ),
    ("bye", r"(再见|拜拜|bye|goodbye|see you|good night|晚安)", N_("See you.")),
    (
        "who",
        r"(你是谁|你叫什么(名字)?|你是什么|你是机器人吗|你是(人工智能|ai)吗|who are you|what are you|are you (a robot|an ai|human|a bot)|what('s| is) your name)",
        N_(
            "I am the brain of this shop: I count what its own files hold, and say on which rows each figure stands."
        ),
    ),
    (
        "able",
        r"(你(能|会|可以)(做|干)(什么|啥|些什么|哪些)|你有什么功能|能做什么|怎么用你|帮助|help|what can you do|what do you do|how can you help( me)?|what can i ask( you)?|能问什么|可以问(你)?什么)",
        N_(
            "I answer figures of your shop (sales, orders, refunds, customers, products, by day or by anything your files name), say why they changed, forecast days, find what is worth doing, and write texts."
        ),
    ),
)
_EDGES = "呀啊哦吧呢嘛哈.,!?~ "


def talk(asking: Asking, question: str) -> AnswerCard | None:
    """The reply to small talk, or None when the message is something else."""
    text = normalise(question).strip(_EDGES)
    for _, pattern, msg in TALK:
        if re.fullmatch(pattern, text):
            offered = questions.suggestions(asking.facts, asking.lang, asking.names)
            return AnswerCard(status="answer", text=Text(msg=msg), choices=tuple(offered), topic="talk")
    return None
