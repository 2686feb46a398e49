"""Everything the house can say, it can say in Chinese; and each thing once."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tools import catalogues
from tools.catalogues import Extraction, extract, source_files, translations


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    """All msgids of the product."""
    return extract(source_files())


@pytest.fixture(scope="module")
def chinese() -> dict[str, dict[str, str]]:
    """All catalogues."""
    return translations()


def test_there_is_something_to_translate(extraction: Extraction, chinese: dict[str, dict[str, str]]) -> None:
    """An extractor that finds nothing would let everything pass."""
    assert len(extraction.found) > 100
    assert set(chinese) >= {"kernel.po", "review.po"}


def test_every_sentence_has_its_chinese(extraction: Extraction, chinese: dict[str, dict[str, str]]) -> None:
    """No owner meets English because somebody forgot a line."""
    assert catalogues.missing(extraction, chinese) == {}


def test_no_catalogue_keeps_what_nobody_says(
    extraction: Extraction, chinese: dict[str, dict[str, str]]
) -> None:
    """A stale entry is a sentence that was changed in one place only."""
    assert catalogues.stale(extraction, chinese) == {}


def test_no_two_catalogues_contradict_each_other(chinese: dict[str, dict[str, str]]) -> None:
    """They are merged: which of two words would win depends on file names."""
    assert catalogues.contradictions(chinese) == {}


def test_translations_keep_every_field(chinese: dict[str, dict[str, str]]) -> None:
    """Neither a figure lost nor a field that nothing fills."""
    assert catalogues.unequal_fields(chinese) == []


def test_sentences_are_literals_with_named_fields(extraction: Extraction) -> None:
    """A composed or empty msgid, or a field without a name, cannot be looked up or filled."""
    assert extraction.composed == []
    wrong = [m for m in extraction.found if not m or any(not f.isidentifier() for f in catalogues.fields(m))]
    assert wrong == []


def test_a_callers_arguments_fill_the_fields() -> None:
    """Where `Text(msg="...", args={...})` is written out in one place, its arguments fill every field."""
    unfilled = []
    for path in source_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text":
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                msg, args = given.get("msg"), given.get("args", ast.Dict(keys=[], values=[]))
                if isinstance(msg, ast.Constant) and isinstance(args, ast.Dict) and None not in args.keys:
                    names = {key.value for key in args.keys if isinstance(key, ast.Constant)}
                    if not names >= catalogues.fields(str(msg.value)):
                        unfilled.append(f"{path.name}:{node.lineno}: {msg.value}")
    assert unfilled == []


def test_owner_facing_chinese_keeps_its_voice(chinese: dict[str, dict[str, str]]) -> None:
    """No exclamation marks, no pet names for the owner, no Western punctuation between Chinese characters."""
    loud = [
        f"{name}: {words}"
        for name, entries in chinese.items()
        for words in entries.values()
        if "！" in words or "亲，" in words
    ]
    assert loud == []


def test_the_extractor_sees_through_hands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markers, helpers that hand a parameter on, methods, choices; composed texts are reported."""
    (tmp_path / "room.py").write_text(
        "def say(reader, msgid):\n    return t(reader, msgid)\n"
        "class R:\n    def tell(self, words):\n        return say(self, words)\n"
        "def kept(*, why):\n    return Text(msg=why)\n"
        "say(r, 'one {a}')\nR().tell('two')\nkept(why='three')\nN_('four')\nText(msg='five' if x else 'six')\n"
        "Text(msg=f'seven {x}')\nprint('not this')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    extraction = extract([tmp_path / "room.py"])
    assert set(extraction.found) == {"one {a}", "two", "three", "four", "five", "six"}
    assert extraction.composed == ["room.py:13"]
