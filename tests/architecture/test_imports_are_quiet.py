"""Importing a module does nothing: no file, no connection, no thread, no word. Work begins when somebody asks for it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.architecture.source_tree import ROOT, name_of, product_files

# Third-party libraries may read their own files when they are first imported, so everything is imported twice: once
# unwatched, then, with the product's modules forgotten, under Python's audit hook. DuckDB opens files in C++, unseen
# by the hook, and Python 3.11 does not tell it of threads: both are replaced.
WATCH = """
import importlib, json, sys
names = json.loads(sys.argv[1])
ours = ("brain", "cards", "sample_data")
for name in names:
    importlib.import_module(name)
for name in [m for m in sys.modules if m.split(".")[0] in ours]:
    del sys.modules[name]
import duckdb, threading
seen, watching = [], True
def look(event, args):
    if not watching:
        return
    if event == "open":
        path = str(args[0])
        source = path.endswith((".py", ".pyc")) or "__pycache__" in path
        if not source:
            seen.append([event, path])
    elif event.split(".")[0] in ("socket", "subprocess", "sqlite3", "_thread", "urllib", "http", "shutil") or event in (
        "os.system", "os.mkdir", "os.remove", "os.rename", "os.putenv", "os.fork", "os.posix_spawn", "signal.signal"):
        seen.append([event, repr(args)[:200]])
threading.Thread.start = lambda thread: seen.append(["thread", repr(thread)])
duckdb.connect = lambda *a, **k: seen.append(["duckdb.connect", repr(a)])
sys.addaudithook(look)
guilty = {}
for name in names:
    before = len(seen)
    importlib.import_module(name)
    if len(seen) > before:
        guilty[name] = seen[before:]
watching = False
sys.stderr.write("RESULT" + json.dumps(guilty))
"""


def watched() -> list[str]:
    """Every module that is imported rather than run."""
    return [
        name
        for path in product_files()
        if (name := name_of(path)).split(".")[0] in ("brain", "cards", "sample_data")
        and name != "brain.__main__"
    ]


@pytest.mark.timeout(120)
def test_importing_does_nothing() -> None:
    """Not a single file opened, thread started, socket made or line printed by any module of the brain."""
    run = subprocess.run(
        [sys.executable, "-c", WATCH, json.dumps(watched())],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    assert run.stdout == ""
    assert json.loads(run.stderr.rpartition("RESULT")[2]) == {}


def test_the_watchman_is_awake() -> None:
    """A module that reads a file and starts a thread when it is imported is caught."""
    guilty = "import threading\nopen('/etc/hostname').close()\nthreading.Thread(target=int).start()\n"
    script = WATCH.replace(
        "    importlib.import_module(name)\n    if len(seen)", f"    exec({guilty!r})\n    if len(seen)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, json.dumps(["brain.kernel.money"])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    caught = json.loads(run.stderr.rpartition("RESULT")[2])["brain.kernel.money"]
    assert {event for event, _ in caught} >= {"open", "thread"}
