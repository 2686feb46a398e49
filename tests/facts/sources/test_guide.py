"""The guides say what the sources do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brain.facts.sources import refusals
from brain.facts.sources.canonical_forms import FORMS
from tests.facts.counter import Counter

GUIDES = Path(__file__).parents[3] / "docs" / "guide"


@pytest.mark.parametrize("kind", FORMS)
def test_every_canonical_column_is_documented(kind: str) -> None:
    """The guide's table lists the columns of each kind in order, the required ones in bold, those that must exist in italics."""
    text = (GUIDES / "canonical-csv.md").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith(f"| {kind} |"))
    listed = re.sub(r" \([^)]*\)", "", row.split("|")[2])
    written = [
        f"**{one.headers[0]}**" if one.required else f"*{one.headers[0]}*" if one.needed else one.headers[0]
        for one in FORMS[kind].fields
    ]
    assert listed.strip() == ", ".join(written)


def test_every_refusal_code_is_documented() -> None:
    """Each stable code stands in the guide; record_form belongs to the webhook."""
    codes = set(re.findall(r'OwnerError\(\s*"(\w+)"', Path(refusals.__file__).read_text(encoding="utf-8")))
    guide = (GUIDES / "bring-your-data.md").read_text(encoding="utf-8")
    assert len(codes) > 15
    assert [code for code in sorted(codes - {"record_form"}) if f"`{code}`" not in guide] == []


def test_the_guides_example_loads(counter: Counter) -> None:
    """The example of the canonical guide is a file that loads whole."""
    text = (GUIDES / "canonical-csv.md").read_text(encoding="utf-8")
    example = re.search(r"```csv\n(.*?)```", text, re.DOTALL)
    assert example is not None
    report = counter.load(example.group(1))
    assert (report.loaded, report.quarantined) == (2, ())
