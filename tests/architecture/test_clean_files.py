"""What the files must not hold: addresses of one machine's package registry, loose ends, traces of how they were made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT, tracked

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".po",
    ".css",
    ".sh",
    ".sql",
    ".jsonl",
    ".json",
    ".csv",
    ".html",
    ".mako",
    "",
}
# Written in two halves, so that this file does not find itself.
LOOSE_ENDS = ("TO" + "DO", "FIX" + "ME", "HA" + "CK")
WORKPLACE = (
    "/wo" + "rk/",
    "/tm" + "p/w/",
    "BRI" + "EF.md",
    "MISS" + "ION.md",
    "DES" + "IGN.md",
    "FIND" + "INGS.md",
    "TAS" + "TE.md",
    "LO" + "OK.md",
    "CANON" + "ICAL.md",
    "issues" + " show",
    "the open" + " issue",
    "Cla" + "ude",
    "Anth" + "ropic",
)
REGISTRIES = (
    r"--(extra-)?index-url",
    r"--trusted-host",
    r"--find-links",
    r"files\.python" + r"hosted",
    r"py" + r"pi\.(org|python)",
    r"/simple(/|\b)$",
    r"arti" + r"factory",
    r"dev" + r"pi\b",
    r"tuna\.tsing" + r"hua",
)
# Where the sample of real files lies beside the project: only the fixture that reads them says so.
REAL_FILES = "../sha" + "red"
MAY_NAME_REAL_FILES = {"tests/conftest.py"}


def texts() -> list[Path]:
    """Files that people read."""
    return [path for path in tracked() if path.suffix in TEXT and path != Path(__file__)]


def lines_with(pattern: str, flags: int = 0) -> list[str]:
    """Where a pattern occurs."""
    found = []
    for path in texts():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if re.search(pattern, line, flags):
                found.append(f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()[:120]}")
    return found


@pytest.mark.parametrize("word", LOOSE_ENDS)
def test_no_loose_ends(word: str) -> None:
    """What is not finished is not here."""
    assert lines_with(rf"\b{word}\b") == []


@pytest.mark.parametrize("word", WORKPLACE)
def test_nothing_tells_where_it_was_made(word: str) -> None:
    """A reader finds the product, not the room in which it was written."""
    assert lines_with(re.escape(word)) == []


def test_real_files_are_named_by_their_fixture_only() -> None:
    """Everything else asks the fixture, which skips where they are absent."""
    named = {line.partition(":")[0] for line in lines_with(re.escape(REAL_FILES))}
    assert named <= MAY_NAME_REAL_FILES


@pytest.mark.parametrize("pattern", REGISTRIES)
def test_no_registry_is_named(pattern: str) -> None:
    """Packages come from whatever registry the reader's machine uses; hashes say which files are meant."""
    found = [line for line in lines_with(pattern, re.IGNORECASE) if "--no-emit-" not in line]
    assert found == []


def test_python_says_nothing_on_stdout_by_accident() -> None:
    """`print` belongs to benches; `pass` in an `except` swallows what somebody must know."""
    swallowed = []
    for path in texts():
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in (
            "brain",
            "cards",
            "pages",
            "sample_data",
        ):
            text = path.read_text(encoding="utf-8")
            if re.search(r"except[^\n]*:\s*\n\s*(pass|\.\.\.)\b", text) or re.search(
                r"^\s*print\(", text, re.MULTILINE
            ):
                swallowed.append(path.relative_to(ROOT).as_posix())
    assert swallowed == []
