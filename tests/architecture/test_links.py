"""Links in the documents lead to a file that is there, and to a heading that is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//")


@cache
def spoken(path: Path) -> str:
    """A document without its code: what stands there in brackets is no link."""
    text = re.sub(r"^(```|~~~).*?^\1", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", text, flags=re.DOTALL)


def links(path: Path) -> Iterator[str]:
    """The targets of a document's links within the project."""
    return (target for target in LINK.findall(spoken(path)) if not ELSEWHERE.match(target))


@cache
def anchors(path: Path) -> frozenset[str]:
    """The names by which a document's headings can be reached, as GitHub makes them; equal ones are numbered."""
    seen: dict[str, int] = {}
    names = []
    # Headings keep what stands in code marks; only fenced blocks are no part of the document here.
    text = re.sub(r"^(```|~~~).*?^\1", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for heading in re.findall(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$", text, flags=re.MULTILINE):
        name = slug(heading)
        names.append(f"{name}-{seen[name]}" if name in seen else name)
        seen[name] = seen.get(name, 0) + 1
    return frozenset(names)


def slug(heading: str) -> str:
    """`Amounts of the whole order` -> `amounts-of-the-whole-order`: letters and figures of any script stay."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").replace("*", "")
    return re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_a_file_and_a_heading(path: Path) -> None:
    """A reader who clicks must not stand before nothing."""
    broken = []
    for link in links(path):
        target, _, heading = link.partition("#")
        file = (path.parent / target).resolve() if target else path
        if not file.is_relative_to(ROOT) or not file.exists():
            broken.append(f"{link}: no such file")
        elif heading and (file.suffix != ".md" or heading not in anchors(file)):
            broken.append(f"{link}: no such heading")
    assert broken == []


def test_there_are_links_to_look_at() -> None:
    """A pattern that finds nothing would pass everything."""
    found = [link for path in DOCUMENTS for link in links(path)]
    assert len(found) > 100
    assert sum("#" in link for link in found) > 5


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Amounts of the whole order", "amounts-of-the-whole-order"),
        ("1/2/2026, and `--dates`", "122026-and---dates"),
        ("天猫 order report", "天猫-order-report"),
        ("See [there](x.md)", "see-there"),
    ],
)
def test_headings_are_named_as_github_names_them(heading: str, name: str) -> None:
    """Punctuation goes, blanks become strokes, letters stay."""
    assert slug(heading) == name


def linked(path: Path) -> Iterator[Path]:
    """The documents that a document links to; a folder stands for all in it."""
    for link in links(path):
        file = (path.parent / link.partition("#")[0]).resolve()
        yield from file.glob("*.md") if file.is_dir() else [file]


def test_every_page_of_the_guide_is_reached_from_the_readme() -> None:
    """A page that no other page leads to is not read."""
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path.suffix == ".md" and path not in seen:
            seen.add(path)
            waiting += linked(path)
    alone = {path.resolve() for path in (ROOT / "docs" / "guide").rglob("*.md")} - seen
    assert sorted(path.name for path in alone) == []
