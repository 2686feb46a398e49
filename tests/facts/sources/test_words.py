"""Everything this room says to the owner exists in Chinese."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from brain.facts.sources.intake.reasons import REASONS, reason_text
from brain.facts.sources.registry import SOURCES
from brain.kernel.i18n import catalogue

FACTS = Path(__file__).parents[3] / "brain" / "facts"
FILES = [*(FACTS / "sources").glob("*.py"), *(FACTS / "warehouse").glob("*.py"), FACTS / "contacts.py"]


def said(tree: ast.AST) -> Iterator[str]:
    """The constants given to N_() and Text(msg=)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = node.args[:1] if node.func.id == "N_" else []
            given += [word.value for word in node.keywords if node.func.id == "Text" and word.arg == "msg"]
            yield from (one.value for one in given if isinstance(one, ast.Constant))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sentence_is_translated(path: Path) -> None:
    """No msgid of the room is missing from the Chinese catalogue."""
    missing = [
        words for words in said(ast.parse(path.read_text())) if catalogue("zh").gettext(words) == words
    ]
    assert [words for words in missing if words != "SKU"] == []


def test_every_reason_a_source_can_give_has_a_sentence() -> None:
    """The codes of all checks, and of the cells' types, are in REASONS and name their field in words."""
    for source in SOURCES:
        for form in source.forms.values():
            labels = {one.name: one.label for one in form.fields}
            for _, code in form.checks:
                assert code.split(":")[0] in REASONS
                assert "{" not in reason_text(code, labels).render("zh")
    assert reason_text("bad_number:quantity", {"quantity": "quantity"}).render("zh") == "「数量」不是数字。"
