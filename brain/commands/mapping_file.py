"""The file given with `--map`: what the columns of an export are, and what its words of status mean."""

from __future__ import annotations

import json
from difflib import get_close_matches
from pathlib import Path

from brain.facts.sources import refusals
from brain.facts.sources.canonical_orders import STATUSES
from brain.facts.sources.guessing.scoring import STATUS_WORDS
from brain.facts.sources.intake.telling import Told
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

STATUS = "status"
EXAMPLE = '{"Order No": "order_id", "State": {"sent out": "paid"}}'


def read_told(path: Path) -> Told:
    """A JSON object of the file's column -> our field ("" for not read), or of our field -> the file's column.

    An object in a field's place makes the column the status, and says what its words mean: word -> paid, unpaid,
    cancelled, refunded or another word that is known, "" for rows that stay out. Raises OwnerError for anything else.
    """
    try:
        read = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        read = None
    if not isinstance(read, dict) or not all(_is_meant(value) for value in read.values()):
        raise OwnerError(
            "mapping_file",
            Text(msg="The mapping file {file} cannot be used.", args={"file": path.name}),
            Text(msg="It must be a JSON object such as {example}.", args={"example": EXAMPLE}),
        )
    columns: dict[str, str] = {}
    words: dict[str, str] = {}
    for name, meaning in read.items():
        if isinstance(meaning, str):
            columns[name] = meaning
            continue
        words |= {word.strip().lower(): _state(word, state) for word, state in meaning.items()}
        if name != STATUS:
            columns[name] = STATUS
    return Told(columns, words)


def _is_meant(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, dict) and all(isinstance(meaning, str) for meaning in value.values())
    )


def _state(word: str, state: str) -> str:
    """What a word means, as the readers of files know it. Raises OwnerError for what is no status either."""
    said = state.strip().casefold()
    if said and said not in STATUS_WORDS:
        near = get_close_matches(said, STATUSES, n=1)
        raise refusals.wrong_mapping(
            Text(
                msg='“{word}” cannot mean “{state}”: allowed are {states}, or "" for rows that stay out.',
                args={"word": word, "state": state, "states": ", ".join(near or STATUSES)},
            )
        )
    return said
