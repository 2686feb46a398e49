"""Every dependency is pinned, hashed, has earned its place, and may be shipped."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from tests.architecture.source_tree import ROOT

# LGPL allows use as a library; each says why it is here all the same.
ALLOWED_LGPL = {
    "psycopg": "comes with dbos, which speaks to PostgreSQL through it; used unchanged, as a library that can be replaced",
    "psycopg-binary": "the same library's compiled part",
}
FREE_OF_GPL = re.compile(r"\b(A|L)?GPL|Lesser General Public|General Public License", re.IGNORECASE)


def lines_of(name: str) -> list[str]:
    """Lines with something to say."""
    return [
        line
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]


def pins(name: str) -> dict[str, str]:
    """Package -> everything that belongs to its pin."""
    found: dict[str, str] = {}
    current = ""
    for line in lines_of(name):
        if not line.startswith(" "):
            current = re.split(r"[=\s\[;]", line, maxsplit=1)[0]
        found[current] = found.get(current, "") + line + "\n"
    return found


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_each_dependency_says_why_it_is_here(name: str) -> None:
    """A line without a reason is a line that nobody dares to delete."""
    unexplained = [
        line
        for line in lines_of(name)
        if not line.startswith("-c") and len(line.partition("#")[2].strip()) < 8
    ]
    assert unexplained == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_pin_is_exact_and_hashed(name: str) -> None:
    """What is installed next year is what was tested today."""
    found = pins(name)
    assert len(found) > 5
    assert [pin for pin, text in found.items() if "==" not in text or "--hash=sha256:" not in text] == []


def test_what_is_asked_for_is_pinned() -> None:
    """requirements.txt was made from the present requirements.in."""
    pinned = {pin.lower().replace("_", "-") for pin in pins("requirements.txt")}
    asked = {
        re.split(r"[=\s\[#<>]", line, maxsplit=1)[0].lower().replace("_", "-")
        for line in lines_of("requirements.in")
    }
    assert asked <= pinned
    versions = {
        line.split("#")[0].strip() for line in lines_of("requirements.in") if "==" in line.split("#")[0]
    }
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert [
        version for version in sorted(versions) if re.sub(r"\[.*\]", "", version) + " \\" not in text
    ] == []


def licence_of(package: str) -> str:
    """What a package's own metadata says."""
    told = metadata(package)
    classifiers = [c for c in told.get_all("Classifier") or [] if c.startswith("License")]
    named = (told.get("License") or "").strip().splitlines()[:1]
    return " | ".join([told.get("License-Expression") or "", *named, *classifiers])


def test_nothing_that_runs_is_under_the_gpl() -> None:
    """Owners may do with their copy what they like, and so may whoever ships it."""
    found, absent = {}, []
    for package in pins("requirements.txt"):
        try:
            licence = licence_of(package)
        except PackageNotFoundError:
            absent.append(package)
            continue
        if FREE_OF_GPL.search(licence) and " OR " not in licence:
            found[package] = licence
    assert absent == [], "install requirements.txt first"
    assert {package: licence for package, licence in found.items() if package not in ALLOWED_LGPL} == {}
    for package in ALLOWED_LGPL:
        assert re.search(r"LGPL|Lesser", found.get(package, "LGPL")), (
            f"{package} is no longer LGPL: {found.get(package)}"
        )


def test_each_package_says_its_licence() -> None:
    """An unknown licence is not a free one."""
    assert [package for package in pins("requirements.txt") if not licence_of(package).strip(" |")] == []
