"""Words: every sentence of this room exists in Chinese, and both languages take the same fields."""

from __future__ import annotations

import ast
import string
from pathlib import Path

from babel.messages.pofile import read_po

from brain.kernel.i18n import LOCALE_FOLDER
from brain.opportunities.find import FeedResult
from tools.catalogues import needs_words

ROOM = Path(__file__).parent.parent.parent / "brain" / "opportunities"


def msgids() -> set[str]:
    """Every string that is marked by N_()."""
    found: set[str] = set()
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
                assert isinstance(node.args[0], ast.Constant)
                found.add(str(node.args[0].value))
            # A sentence written straight into Text(msg=...) counts as well.
            if isinstance(node, ast.Call):
                found |= {
                    str(k.value.value)
                    for k in node.keywords
                    if k.arg == "msg" and isinstance(k.value, ast.Constant)
                }
    return found


def fields(words: str) -> set[str]:
    """The named fields of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_sentence_has_a_chinese_one_with_the_same_fields() -> None:
    """Nothing is missing, and no field is lost, whichever catalogue a sentence is in."""
    chinese: dict[str, str] = {}
    for path in sorted((LOCALE_FOLDER / "zh").glob("*.po")):
        with path.open("rb") as source:
            chinese |= {str(message.id): str(message.string) for message in read_po(source) if message.id}
    said = {msgid for msgid in msgids() if needs_words(msgid)}
    assert said - set(chinese) == set()
    for english in said:
        assert fields(chinese[english]) == fields(english), english


def test_cards_read_in_both_languages(found: FeedResult) -> None:
    """Each sentence of the found cards renders, and the Chinese one has no unfilled field and is not the English one."""
    for ranked in found.findings:
        why = ranked.finding.explanation
        for text in (
            ranked.finding.headline,
            why.why_now,
            why.method,
            why.strongest_doubt,
            why.would_change,
            *(row.text for row in why.evidence),
        ):
            assert "{" not in text.render("zh")
            # A customer's own sentence reads the same to everybody.
            assert text.render("zh") != text.render("en") or not needs_words(text.msg)
