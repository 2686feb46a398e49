"""A sentence taken apart: plain words, and claims that a reader can open. Also what keeps words plain in Markdown."""

from __future__ import annotations

import re
from string import Formatter

from brain.kernel.evidence import Claim
from brain.kernel.i18n import Text, catalogue, t

# Streamlit's Markdown reads dollars as formulas, colons as icons and colours, and tildes as strikes.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#$~|]|:(?=[A-Za-z+-]))")
_MINUS = re.compile(r"(?<![\w\d])-(?=[¥$£€])")
_LIST_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)


def plain(words: str) -> str:
    """Words that Markdown shows exactly as they are: a product called `*A_B* $5` stays that."""
    return _LIST_START.sub(_escape_list_start, _SPECIAL.sub(r"\\\1", words))


def unbroken(words: str) -> str:
    """Words in which a minus stays on the line of its amount."""
    return _MINUS.sub("−\u2060", words)


def _escape_list_start(found: re.Match[str]) -> str:
    mark = found.group(2)
    return f"{found.group(1)}{mark[:-1]}\\{mark[-1]}"


def pieces(text: Text, lang: str) -> list[str | Claim]:
    """The rendered sentence in order, with every claim kept whole; neighbouring words are joined."""
    found: list[str | Claim] = []
    for literal, field, _, _ in Formatter().parse(catalogue(lang).gettext(text.msg)):
        _add(found, literal)
        if field is None:
            continue
        value = text.args.get(field, "")
        if isinstance(value, Text):
            for piece in pieces(value, lang):
                _add(found, piece)
        else:
            _add(found, value if isinstance(value, Claim) else t(lang, "{value}", value=value))
    return found


def _add(found: list[str | Claim], piece: str | Claim) -> None:
    if isinstance(piece, Claim):
        found.append(piece)
    elif piece and found and isinstance(found[-1], str):
        found[-1] += piece
    elif piece:
        found.append(piece)
