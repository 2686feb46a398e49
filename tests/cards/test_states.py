"""The life of a card: only allowed moves, and ends that are ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.kernel.errors import Refused
from cards.states import MOVES, STATE_WORDS, State, check_move

TERMINAL = {State.REVIEWED, State.DISMISSED, State.EXPIRED, State.CANCELLED, State.UNDONE}


def reachable(start: State) -> set[State]:
    """Every state that some sequence of moves leads to."""
    found, waiting = {start}, [start]
    while waiting:
        new = MOVES[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    return found


def test_the_table_knows_every_state() -> None:
    """No state without a line, no line without a word for the owner."""
    assert set(MOVES) == set(State) == set(STATE_WORDS)


def test_every_state_can_be_reached() -> None:
    """A state that nothing leads to would be dead code."""
    assert reachable(State.PROPOSED) == set(State)


def test_every_card_can_come_to_an_end() -> None:
    """From wherever a card stands, some way leads to an end: none hangs for ever."""
    for state in State:
        assert reachable(state) & TERMINAL, state


def test_ends_are_ends() -> None:
    """What was dismissed, cancelled, undone, expired or reviewed never comes back."""
    assert {state for state in State if not MOVES[state]} == TERMINAL


def test_nothing_goes_out_without_a_yes() -> None:
    """Running is only reached through accepted: cut that state out and no way is left."""
    found, waiting = {State.PROPOSED}, [State.PROPOSED]
    while waiting:
        new = MOVES[waiting.pop()] - found - {State.ACCEPTED}
        found |= new
        waiting.extend(new)
    assert not found & {State.SCHEDULED, State.RUNNING, State.DONE, State.REVIEWED}


def test_what_is_out_cannot_be_cancelled() -> None:
    """A sent post can be undone or reviewed, never cancelled as if it had not been sent."""
    assert not MOVES[State.DONE] & {State.CANCELLED, State.DISMISSED, State.SCHEDULED, State.RUNNING}


@given(st.lists(st.sampled_from(State), max_size=40))
def test_random_walks_never_leave_the_table(wishes: list[State]) -> None:
    """Whatever is asked for in whatever order, a card moves exactly along the table or stays where it is."""
    state = State.PROPOSED
    for wish in wishes:
        before = state
        if wish in MOVES[state]:
            check_move(state, wish)
            state = wish
        else:
            with pytest.raises(Refused, match="cannot become"):
                check_move(state, wish)
        assert before not in TERMINAL or state is before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_refused_move_names_both_states(lang: str) -> None:
    """The owner reads where the card stands and what it cannot become, in their language."""
    with pytest.raises(Refused) as refused:
        check_move(State.REVIEWED, State.RUNNING)
    said = refused.value.render(lang)
    assert "{" not in said
    if lang == "en":
        assert "reviewed" in said
        assert "running" in said
