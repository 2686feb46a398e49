"""How far an import is: a share that only grows, to the end, with the stage in words."""

from __future__ import annotations

from brain.facts.sources.intake import importer
from brain.facts.sources.intake.progress import Progress, Stage, silent
from brain.kernel.i18n import Text
from tests.facts.counter import Counter
from tests.facts.sources.books import HEADER, xlsx

LINES = "order_id,line_no,ordered_at,paid_amount,product_name\n" + "".join(
    f"{place},1,2026-11-01 10:00,{place % 97},商品{place}\n" for place in range(60_000)
)


def followed(counter: Counter, content: str | bytes) -> list[tuple[float, str]]:
    """What a listener hears while a file is loaded."""
    heard: list[tuple[float, str]] = []

    def listen(share: float, stage: Text) -> None:
        heard.append((share, stage.render("en")))

    path = counter.write(content)
    importer.load(
        counter.warehouse,
        counter.shop,
        path,
        "f",
        contacts=counter.contacts,
        clock=counter.clock,
        progress=Progress(listen),
    )
    return heard


def test_it_grows_to_the_end(counter: Counter) -> None:
    """Never back, never beyond, through all stages in their order, whichever kind of file."""
    book = xlsx({"S": [HEADER, *([str(place), 1, "2026-11-02", 1, "x"] for place in range(3000))]})
    for content in (LINES.encode("gb18030"), book):
        heard = followed(counter, content)
        shares = [share for share, _ in heard]
        assert shares == sorted(shares)
        assert 0 <= shares[0] < 1
        assert shares[-1] == 1
        stages = list(dict.fromkeys(stage for _, stage in heard))
        known = [stage.words.render("en") for stage in Stage]
        assert stages == [stage for stage in known if stage in stages]
        assert stages[-1] == "Writing them down"


def test_it_moves_while_a_large_file_is_decoded(counter: Counter) -> None:
    """Several steps within the first stage, not one jump at its end."""
    first = {
        share
        for share, stage in followed(counter, LINES.encode("gb18030"))
        if stage == "Reading the characters"
    }
    assert len(first) >= 3


def test_a_stage_never_goes_back() -> None:
    """A statement that counts from nought again does not pull the bar back."""
    heard: list[float] = []
    progress = Progress(lambda share, stage: heard.append(share))
    read = progress.part(Stage.READ)
    for share in (0.5, 0.1, 0.7):
        read(share)
    progress.part(Stage.DECODE)(1.0)
    assert heard == sorted(heard)


def test_nobody_needs_to_listen(counter: Counter) -> None:
    """Without a listener nothing is asked and nothing is told."""
    silent.part(Stage.STORE)(0.5)
    silent.done()
    with counter.warehouse.cursor() as cursor, silent.during(cursor, Stage.READ):
        assert cursor.execute("SELECT 1").fetchone() == (1,)
