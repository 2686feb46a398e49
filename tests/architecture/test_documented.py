"""The guide is true and whole: every setting, command, address, metric and detector is in it."""

from __future__ import annotations

import ast
import re

from brain.kernel.settings import Settings
from tests.architecture.source_tree import ROOT

GUIDE = ROOT / "docs" / "guide"


def page(name: str) -> str:
    """A page of the guide; a missing page fails the test that asks for it."""
    return (GUIDE / name).read_text(encoding="utf-8")


def in_code(text: str) -> set[str]:
    """What stands in code marks, single or fenced."""
    return set(re.findall(r"`+([^`]+?)`+", text))


def test_every_setting_is_documented() -> None:
    """By its variable's name, with its default and its sentence; and none that does not exist."""
    text = page("settings.md")
    for name, field in Settings.model_fields.items():
        alias = (
            field.validation_alias.choices[0] if field.validation_alias else f"SECOND_FLOOR_{name.upper()}"
        )  # type: ignore[union-attr]
        assert f"`{alias}`" in text, name
        assert f"`{name}`" in text, name
        assert str(field.description) in text, name
    variables = set(re.findall(r"`(SECOND_FLOOR_[A-Z_]+)`", text))
    assert variables <= {f"SECOND_FLOOR_{name.upper()}" for name in Settings.model_fields}


def test_every_command_is_documented() -> None:
    """By the name that is typed."""
    import typer

    from brain.cli import app

    names = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert names >= {
        "demo",
        "import",
        "ask",
        "cards",
        "card",
        "decide",
        "run-due",
        "review",
        "check",
        "doctor",
    }
    text = page("command-line.md")
    assert [
        name for name in sorted(names) if not re.search(rf"(^|[`\s]){re.escape(name)}([`\s]|$)", text)
    ] == []


def test_every_option_is_documented() -> None:
    """An option that nobody can read about is found by accident only."""
    import typer

    from brain.cli import app

    text = page("command-line.md")
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    options = {
        option
        for command in commands.values()
        for p in command.params
        for option in p.opts
        if option.startswith("--")
    }
    assert sorted(option for option in options - {"--help"} if option not in text) == []


def addresses() -> set[str]:
    """First arguments of `Route(...)` in brain/web."""
    found = set()
    for path in sorted((ROOT / "brain" / "web").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "Route",
                "Mount",
                "WebSocketRoute",
            ):
                assert isinstance(node.args[0], ast.Constant), (
                    f"{path.name}:{node.lineno}: an address is a literal"
                )
                found.add(str(node.args[0].value))
    return found


def test_every_address_is_documented() -> None:
    """Whoever runs a proxy in front must know what is answered."""
    found = addresses()
    assert found >= {"/healthz", "/readyz", "/metrics", "/r/{code}", "/webhooks/{source}"}
    text = "\n".join(path.read_text(encoding="utf-8") for path in GUIDE.glob("*.md"))
    assert sorted(address for address in found if address not in text) == []


def test_every_metric_is_documented() -> None:
    """By name, with its sentence in English: what exactly is counted."""
    from brain.facts.semantic.metrics import METRICS

    text = page("metrics.md")
    assert [metric.name for metric in METRICS if f"`{metric.name}`" not in text] == []
    assert len({metric.name for metric in METRICS}) == len(METRICS)


def test_every_dimension_is_documented() -> None:
    """On the same page."""
    from brain.facts.semantic.dimensions import DIMENSIONS

    text = page("metrics.md")
    assert [dimension.name for dimension in DIMENSIONS if f"`{dimension.name}`" not in text] == []


def test_every_detector_is_documented() -> None:
    """A page each, and no page for a detector that is gone."""
    from brain.opportunities.detectors import DETECTORS

    names = {detector.name for detector in DETECTORS}
    assert names >= {"rising_category", "win_back"}
    pages = {path.stem for path in (GUIDE / "detectors").glob("*.md")}
    assert pages - {"README"} == names


def test_every_channel_is_documented() -> None:
    """By its name, on the page that says how to connect one."""
    from brain.actions.channels import CHANNELS

    text = page("connect-a-channel.md")
    assert [name for name in CHANNELS if f"`{name}`" not in text] == []


def test_decisions_are_numbered_once() -> None:
    """Two records with one number could not be cited."""
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert all(number.isdigit() for number in numbers)
    assert len(numbers) == len(set(numbers))
