"""Which sentences the house can say, and which of them nobody has put into Chinese yet.

Run it (`python -m tools.catalogues`) to see what is missing, stale or contradictory; `tests/architecture` runs it too.

A msgid is a literal in the msgid's place of `N_`, `t`, `Text(msg=...)`, or of any function or method of the house that
hands one of its parameters on to such a place (`reader.say("...")`, for instance): those are found, not listed.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SPEAKING = ("brain", "cards", "pages", "app.py")
CATALOGUES = ROOT / "brain" / "locale" / "zh"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Place:
    """Where a callable takes its msgid: at a position, or under a name."""

    position: int | None
    keyword: str


MARKERS: dict[str, Place] = {"N_": Place(0, "msgid"), "t": Place(1, "msgid"), "Text": Place(None, "msg")}


@dataclass
class Extraction:
    """Msgids with where they were found, and places where something else than a literal was composed."""

    found: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    composed: list[str] = field(default_factory=list)


def source_files() -> list[Path]:
    """Everything that may speak to an owner."""
    found: list[Path] = []
    for name in SPEAKING:
        place = ROOT / name
        found += [place] if place.is_file() else sorted(place.rglob("*.py"))
    return [path for path in found if "migrations" not in path.parts]


def extract(paths: Iterable[Path]) -> Extraction:
    """All msgids of these files."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    places = _places(trees)
    extraction = Extraction()
    for path, tree in trees.items():
        for call in _calls(tree):
            for argument in _msgid_arguments(call, places, path):
                _take(argument, f"{path.relative_to(ROOT)}:{call.lineno}", extraction)
    return extraction


def _places(trees: Mapping[Path, ast.Module]) -> dict[str, set[Place]]:
    """Markers, and the house's own functions that hand a parameter on to one, whatever the number of hands.

    A function of a module's own (`_counted`) is known under its name, for methods that are called from elsewhere, and
    under the name with its file: another file's namesake has nothing to do with it.
    """
    places: dict[str, set[Place]] = {name: {place} for name, place in MARKERS.items()}
    functions = [(path, f) for path, tree in trees.items() for f in ast.walk(tree) if isinstance(f, Function)]
    before = 0
    while before != sum(len(known) for known in places.values()):
        before = sum(len(known) for known in places.values())
        for path, function in functions:
            if function.name not in MARKERS:
                for place in _handed_on(function, places, path):
                    places.setdefault(function.name, set()).add(place)
                    places.setdefault(f"{path}:{function.name}", set()).add(place)
    return places


def _handed_on(function: Function, places: dict[str, set[Place]], path: Path) -> Iterator[Place]:
    """Parameters of a function that stand where a msgid stands in a call within it."""
    arguments = function.args
    positional = [a.arg for a in (*arguments.posonlyargs, *arguments.args)]
    bound = 1 if positional[:1] in (["self"], ["cls"]) else 0
    for call in _calls(function):
        for argument in _msgid_arguments(call, places, path):
            if isinstance(argument, ast.Name) and argument.id in positional:
                yield Place(positional.index(argument.id) - bound, argument.id)
            elif isinstance(argument, ast.Name) and argument.id in [a.arg for a in arguments.kwonlyargs]:
                yield Place(None, argument.id)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _msgid_arguments(call: ast.Call, places: dict[str, set[Place]], path: Path) -> Iterator[ast.expr]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if isinstance(call.func, ast.Name) and name.startswith("_") and name not in MARKERS:
        name = f"{path}:{name}"
    for place in tuple(places.get(name, ())):  # a function may call itself, and so add to its own
        for keyword in call.keywords:
            if keyword.arg == place.keyword:
                yield keyword.value
        if place.position is not None and place.position < len(call.args):
            yield call.args[place.position]


def _take(argument: ast.expr, where: str, extraction: Extraction) -> None:
    """A literal, or the literals of a choice; a composed text can have no translation."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        extraction.found[argument.value].append(where)
    elif isinstance(argument, ast.IfExp):
        _take(argument.body, where, extraction)
        _take(argument.orelse, where, extraction)
    elif isinstance(argument, ast.JoinedStr | ast.BinOp):
        extraction.composed.append(where)


def needs_words(msgid: str) -> bool:
    """Whether anything but fields and punctuation is in it: `{day} {time}` reads the same in every language."""
    return bool(re.search(r"[^\W\d_]", re.sub(r"\{[^}]*\}", "", msgid)))


def fields(sentence: str) -> set[str]:
    """The named fields of a sentence. Raises ValueError where braces do not match."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def translations() -> dict[str, dict[str, str]]:
    """Catalogue name -> msgid -> Chinese."""
    found = {}
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as source:
            catalogue = read_po(source, locale="zh", abort_invalid=True)
        found[path.name] = {str(m.id): "" if m.fuzzy else str(m.string) for m in catalogue if m.id}
    return found


def missing(extraction: Extraction, catalogues: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """Msgids without Chinese, with where they are said."""
    known = {msgid for catalogue in catalogues.values() for msgid, words in catalogue.items() if words}
    return {m: places for m, places in extraction.found.items() if needs_words(m) and m not in known}


def stale(extraction: Extraction, catalogues: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """Catalogue -> entries that nothing says any more."""
    return {
        name: gone
        for name, entries in catalogues.items()
        if (gone := [m for m in entries if m not in extraction.found])
    }


def contradictions(catalogues: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Msgids for which two catalogues say different things."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for name, entries in catalogues.items():
        for msgid, words in entries.items():
            if words:
                said[msgid][name] = words
    return {msgid: by for msgid, by in said.items() if len(set(by.values())) > 1}


def unequal_fields(catalogues: dict[str, dict[str, str]]) -> list[str]:
    """Translations that would lose a figure, or fail for want of one."""
    return [
        f"{name}: {msgid}"
        for name, entries in catalogues.items()
        for msgid, words in entries.items()
        if words and fields(msgid) != fields(words)
    ]


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    extraction, catalogues = extract(source_files()), translations()
    report = [
        *(
            f"no Chinese: {msgid!r}  {', '.join(places[:3])}"
            for msgid, places in missing(extraction, catalogues).items()
        ),
        *(
            f"stale: {name}: {msgid!r}"
            for name, gone in stale(extraction, catalogues).items()
            for msgid in gone
        ),
        *(f"contradiction: {msgid!r} {by}" for msgid, by in contradictions(catalogues).items()),
        *(f"fields differ: {entry}" for entry in unequal_fields(catalogues)),
        *(f"composed, cannot be translated: {where}" for where in extraction.composed),
    ]
    sys.stdout.write("".join(line + "\n" for line in report))
    return 1 if report else 0


if __name__ == "__main__":
    sys.exit(main())
