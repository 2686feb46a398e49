"""Logs go to stderr as JSON; stdout belongs to answers."""

from __future__ import annotations

import json

import pytest
import structlog

from brain.kernel.log import configure_logging


def test_an_event_is_one_json_line_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    """Chinese stays readable, nothing reaches stdout, and lower levels are left out."""
    configure_logging("info")
    try:
        log = structlog.get_logger()
        log.debug("unseen")
        log.info("card.sent", shop="小鹿母婴")
    finally:
        structlog.reset_defaults()
    captured = capsys.readouterr()
    assert captured.out == ""
    [line] = captured.err.strip().splitlines()
    event = json.loads(line)
    assert (event["event"], event["shop"], event["level"]) == ("card.sent", "小鹿母婴", "info")
    assert "小鹿母婴" in line
