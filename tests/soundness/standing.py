"""What a shop ought to hold after files were loaded and taken back: a list of files, each at its place."""

from __future__ import annotations


class Standing:
    """Files that count, by their content, in the order in which each began to count.

    A file loaded again while an earlier load of it counts changes nothing and stands at the same place: it stays there
    until its last load is taken back.
    """

    def __init__(self) -> None:
        self._loads: dict[str, int] = {}

    def load(self, content: str) -> None:
        self._loads[content] = self._loads.get(content, 0) + 1

    def undo(self, content: str) -> None:
        self._loads[content] -= 1
        if not self._loads[content]:
            del self._loads[content]

    def files(self) -> list[str]:
        return list(self._loads)
