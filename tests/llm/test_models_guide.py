"""The guide to models is true: every role, setting and tool is in it, and every failure code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from brain.assistant.agent.composing import WHY
from brain.assistant.tools import TOOLS
from brain.kernel.settings import ModelRole, Settings

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "connect-a-model.md"


def test_roles_settings_tools_and_codes_are_told() -> None:
    """By the names that are typed; and no tool is told that does not exist."""
    text = GUIDE.read_text(encoding="utf-8")
    for role in get_args(ModelRole):
        assert f"| `{role}` |" in text
    for name in Settings.model_fields:
        if name.startswith("model_"):
            assert f"SECOND_FLOOR_{name.upper()}" in text or f"{name} =" in text, name
    told = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) - set(get_args(ModelRole))
    assert told - {"OPENAI_BASE_URL", "OPENAI_API_KEY"} == {tool.name for tool in TOOLS} | {
        name for name in told if name.startswith("SECOND_FLOOR_")
    }
    for code in (*WHY, "resting", "cut", "connection", "answer"):
        assert f"`{code}`" in text, code
