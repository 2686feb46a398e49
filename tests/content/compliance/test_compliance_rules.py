"""One fixture a rule: lines of "verdict text", where [brackets] mark exactly what must be found."""

from pathlib import Path

import pytest

from brain.content.compliance import RULES, check
from brain.content.compliance.law import ARTICLES

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_each_rule_finds_its_own_words(rule: str) -> None:
    """Every rule blocks or warns at the marked offsets of its fixture, in its own name, and passes the harmless lines."""
    lines = (FIXTURES / f"{rule}.txt").read_text(encoding="utf-8").splitlines()
    assert any(not line.startswith("none") for line in lines)
    for line in lines:
        expected, marked = line.split(" ", 1)
        start, end = marked.find("["), marked.find("]") - 1
        text = marked.replace("[", "").replace("]", "")
        verdict = check(text)
        assert verdict.verdict == expected, (text, verdict)
        if expected != "none":
            assert [(f.start, f.end, f.rule) for f in verdict.findings] == [(start, end, rule)], (
                text,
                verdict,
            )


def test_every_rule_has_a_fixture_and_every_fixture_a_rule() -> None:
    """No rule goes untested, and no fixture outlives its rule."""
    assert {path.stem for path in FIXTURES.glob("*.txt")} == {rule.name for rule in RULES}


def test_a_rule_is_named_after_its_file() -> None:
    """The name in a finding leads straight to the file that made it."""
    rules = Path(check.__code__.co_filename).parent / "rules"
    assert {path.stem for path in rules.glob("*.py")} - {"__init__"} == {rule.name for rule in RULES}


def test_every_cited_article_is_registered() -> None:
    """explain() can name the article of any finding in the owner's language."""
    for path in FIXTURES.glob("*.txt"):
        for finding in check(path.read_text(encoding="utf-8")).findings:
            assert finding.article in ARTICLES
