"""The house stands: imports point down, never up and never to a neighbour on the same floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.source_tree import PRODUCT, ROOT, imports_of, name_of, product_files, tracked

# (floor, room). The longest prefix that fits a module decides. Rooms on one floor never import each other.
# Floor 0.5 is "floor 0, on top of the kernel": the cards' pure models. Floor 8 is the wiring, and has stairs of its
# own (`parts` is what a running brain consists of; `desk` what a person can do with it; `bootstrap` makes both).
FLOORS: dict[str, float] = {
    "brain.kernel": 0,
    "cards.model": 0.5,
    "cards.states": 0.5,
    "cards.answer.model": 0.5,
    "cards.battle_report.model": 0.5,
    "cards.opportunity.model": 0.5,
    "cards.alert.model": 0.5,
    "cards.kinds": 0.5,
    "brain.facts": 1,
    "brain.ledger": 1,
    "brain.llm": 1,
    "brain.analysis": 2,
    "brain.content": 3,
    "brain.opportunities": 4,
    "brain.photos": 4.5,
    "brain.actions": 5,
    "brain.review": 6,
    "brain.assistant": 7,
    "brain.bean": 7,
    "brain.live": 7.5,
    "brain.web": 8,
    "brain.parts": 8,
    "brain.care": 8.05,
    "brain.feed": 8.1,
    "brain.nights": 8.1,
    "brain.mornings": 8.1,
    "brain.desk_checking": 8.1,
    "brain.desk_live": 8.1,
    "brain.desk_photos": 8.1,
    "brain.desk_care": 8.1,
    "brain.desk_files": 8.1,
    "brain.desk_tags": 8.1,
    "brain.metered": 8.03,
    "brain.desk_history": 8.05,
    "brain.desk_wishes": 8.05,
    "brain.desk_figures": 8.05,
    "brain.desk_tasks": 8.05,
    "brain.desk_tasks_in_talk": 8.07,
    "brain.desk_talk": 8.1,
    "brain.desk": 8.2,
    "brain.bootstrap": 8.3,
    "brain.demo": 8.4,
    "brain.doctor": 8.4,
    "brain.commands": 8.5,
    "brain.cli": 8.6,
    "brain.__main__": 8.7,
    "sample_data": -1,
    "cards": 9,
    "pages": 10,
    "app": 11,
}
# Cards' models speak with one another: an opportunity is a card. Drawings on top are one room, `cards`.
ONE_ROOM = {
    "cards.model",
    "cards.states",
    "cards.answer.model",
    "cards.battle_report.model",
    "cards.opportunity.model",
    "cards.alert.model",
    "cards.kinds",
}
# Packages that only hold others: importing them imports nothing.
FRAMES = {"brain", "cards", "cards.answer", "cards.battle_report", "cards.opportunity", "cards.alert"}
BESIDE_THE_PRODUCT = {"tests", "bench", "eval", "tools"}


def room_of(module: str) -> str | None:
    """The room that a module belongs to; None where the plan has none."""
    if module in FRAMES:
        return module
    fitting = [room for room in FLOORS if module == room or module.startswith(room + ".")]
    return max(fitting, key=len, default=None)


def inside(module: str) -> bool:
    """Whether a module is the product's own."""
    return module.split(".")[0] in (*PRODUCT, "app")


def objection(importer: str, imported: str) -> str | None:
    """Why this import is not allowed; None where it is."""
    here, there = room_of(importer), room_of(imported)
    if here is None or there is None:
        return f"{importer if here is None else imported} has no floor"
    if (
        imported in FRAMES
        or (here == there and importer not in FRAMES)
        or (here in ONE_ROOM and there in ONE_ROOM)
    ):
        return None
    if importer in FRAMES:
        return f"{importer} is a frame and imports nothing of the house"
    if there == "sample_data":
        return None if here == "brain.demo" else f"{importer} imports sample_data: only brain.demo may"
    if FLOORS[there] >= FLOORS[here]:
        way = "sideways" if FLOORS[there] == FLOORS[here] else "up"
        return f"{importer} (floor {FLOORS[here]}) imports {way}: {imported} (floor {FLOORS[there]})"
    return None


def test_every_module_has_a_floor() -> None:
    """A new room is planned before it is moved into."""
    homeless = [name_of(path) for path in product_files() if room_of(name_of(path)) is None]
    assert homeless == []


def test_nothing_stands_beside_the_house() -> None:
    """Every other Python file belongs to the tests, the benches, the evaluation or the tools."""
    others = {path.relative_to(ROOT).parts[0] for path in tracked() if path.suffix == ".py"} - {
        "app.py",
        *PRODUCT,
    }
    assert others <= BESIDE_THE_PRODUCT


@pytest.mark.parametrize("path", product_files(), ids=lambda path: name_of(path))
def test_imports_point_down(path: Path) -> None:
    """Lower floors only, at module level as well as inside functions."""
    found = [
        f"line {line}: {why}"
        for imported, line in imports_of(path)
        if inside(imported) and (why := objection(name_of(path), imported))
    ]
    assert found == []


@pytest.mark.parametrize("path", product_files(), ids=lambda path: name_of(path))
def test_only_the_top_knows_streamlit(path: Path) -> None:
    """The brain and the cards' models run without a browser page; the sample shop is drawn by nobody."""
    room = room_of(name_of(path))
    if room not in ("cards", "pages", "app"):
        drawn = [
            line for imported, line in imports_of(path) if imported.split(".")[0] in ("streamlit", "altair")
        ]
        assert drawn == []


@pytest.mark.parametrize(
    "path",
    [p for p in product_files() if name_of(p).startswith("sample_data")],
    ids=lambda path: name_of(path),
)
def test_the_sample_shop_knows_nothing_of_the_brain(path: Path) -> None:
    """Its causes would be no test of the brain if it used the brain's own arithmetic."""
    foreign = [
        imported
        for imported, _ in imports_of(path)
        if inside(imported) and not imported.startswith("sample_data")
    ]
    assert foreign == []


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("brain.kernel.money", "cards.model", False),
        ("brain.kernel.i18n", "brain.kernel.formats", True),
        ("cards.model", "brain.kernel.i18n", True),
        ("cards.model", "brain.facts.reader", False),
        ("cards.opportunity.model", "cards.model", True),
        ("cards.model", "cards.view", False),
        ("cards.view", "pages.home", False),
        ("brain.facts.reader", "brain.ledger.store", False),
        ("brain.ledger.cards", "cards.opportunity.model", True),
        ("brain.llm.gateway", "brain.facts.reader", False),
        ("brain.bean.persona", "brain.assistant.ask", False),
        ("brain.assistant.ask", "brain.bean.persona", False),
        ("brain.review.weekly", "brain.assistant.ask", False),
        ("brain.assistant.ask", "brain.review.weekly", True),
        ("brain.web.routes", "brain.cli", False),
        ("brain.bootstrap", "brain.desk", True),
        ("brain.desk", "brain.bootstrap", False),
        ("brain.desk", "sample_data.world", False),
        ("brain.demo", "sample_data.world", True),
        ("brain.somewhere.new", "brain.kernel.money", False),
    ],
)
def test_the_rule_itself(importer: str, imported: str, allowed: bool) -> None:
    """The judge is judged: what must be refused is refused, and what must pass passes."""
    assert (objection(importer, imported) is None) == allowed
