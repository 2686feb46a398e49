"""A file is a room with one purpose, a function fits a screen."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.source_tree import name_of, product_files, tree_of

MOST_LINES_OF_A_FILE = 500
MOST_LINES_OF_A_FUNCTION = 60


@pytest.mark.parametrize("path", product_files(), ids=lambda path: name_of(path))
def test_a_file_is_a_room(path: Path) -> None:
    """Beyond 500 lines it is two rooms."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_A_FILE


@pytest.mark.parametrize("path", product_files(), ids=lambda path: name_of(path))
def test_a_function_fits_a_screen(path: Path) -> None:
    """Beyond 60 lines, signature and docstring included, it does more than one thing."""
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


@pytest.mark.parametrize("path", product_files(), ids=lambda path: name_of(path))
def test_no_room_is_called_after_nothing(path: Path) -> None:
    """`utils` and its like are where things go that nobody named."""
    assert not {"utils", "util", "helpers", "helper", "manager", "misc", "common_utils"} & set(
        name_of(path).split(".")
    )
