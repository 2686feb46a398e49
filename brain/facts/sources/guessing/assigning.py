"""Each field at most one column, each column at most one field, with the greatest sum of scores."""

from __future__ import annotations

from collections.abc import Sequence


def assign(scores: Sequence[Sequence[float]]) -> list[int | None]:
    """For each row (field) the column chosen, None where leaving it out is better (a score of 0 is never chosen).

    The Hungarian method with potentials (Kuhn 1955, in the shortest augmenting path form), O(rows^2 x columns); of
    equal solutions the one with the smaller column numbers, so the same file always reads the same way.
    """
    if not scores:
        return []
    rows, width = len(scores), len(scores[0])
    # Every row may also take a column of its own that is worth nothing.
    cost = [[-one for one in line] + [0.0] * rows for line in scores]
    taken = _shortest_paths(cost, rows, width + rows)
    chosen: list[int | None] = [None] * rows
    for column, row in enumerate(taken[1:]):
        if row and column < width and scores[row - 1][column] > 0:
            chosen[row - 1] = column
    return chosen


def _shortest_paths(cost: Sequence[Sequence[float]], rows: int, width: int) -> list[int]:
    """The row (from 1) that holds each column (from 1), 0 where it is free."""
    over_rows, over_columns, taken = [0.0] * (rows + 1), [0.0] * (width + 1), [0] * (width + 1)
    for row in range(1, rows + 1):
        taken[0], column = row, 0
        slack, before, seen = [float("inf")] * (width + 1), [0] * (width + 1), [False] * (width + 1)
        while taken[column]:
            seen[column] = True
            here, delta, following = taken[column], float("inf"), 0
            for other in range(1, width + 1):
                if seen[other]:
                    continue
                reduced = cost[here - 1][other - 1] - over_rows[here] - over_columns[other]
                if reduced < slack[other]:
                    slack[other], before[other] = reduced, column
                if slack[other] < delta:
                    delta, following = slack[other], other
            for other in range(width + 1):
                if seen[other]:
                    over_rows[taken[other]] += delta
                    over_columns[other] -= delta
                else:
                    slack[other] -= delta
            column = following
        while column:
            taken[column] = taken[before[column]]
            column = before[column]
    return taken
