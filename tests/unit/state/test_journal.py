"""The undo log: checkpoints that nest, restored or released."""

from __future__ import annotations

import pytest

from localstack.state import Journal, Map


@pytest.fixture
def journal() -> Journal:
    return Journal()


@pytest.fixture
def state(journal: Journal) -> Map[str, int]:
    state: Map[str, int] = Map()
    state.attach(journal)
    return state


def test_opening_a_checkpoint_writes_nothing(journal: Journal, state: Map[str, int]) -> None:
    state.update({str(number): number for number in range(1_000)})

    journal.checkpoint()

    assert journal.log == []


def test_an_inner_checkpoint_is_restored_alone(journal: Journal, state: Map[str, int]) -> None:
    journal.checkpoint()
    state["outer"] = 1
    inner = journal.checkpoint()
    state["inner"] = 2

    undone = journal.restore(inner)

    assert undone == 1
    assert dict(state) == {"outer": 1}
    assert journal.depth == 1


def test_an_outer_checkpoint_takes_the_inner_ones_along(journal: Journal, state: Map[str, int]) -> None:
    outer = journal.checkpoint()
    state["outer"] = 1
    journal.checkpoint()
    state["inner"] = 2

    undone = journal.restore(outer)

    assert undone == 2
    assert dict(state) == {}
    assert journal.depth == 0


def test_what_a_released_checkpoint_kept_goes_with_the_one_around_it(
    journal: Journal, state: Map[str, int]
) -> None:
    outer = journal.checkpoint()
    inner = journal.checkpoint()
    state["kept"] = 1

    journal.release(inner)

    assert dict(state) == {"kept": 1}
    assert journal.restore(outer) == 1
    assert dict(state) == {}


def test_nothing_is_recorded_after_the_last_release(journal: Journal, state: Map[str, int]) -> None:
    depth = journal.checkpoint()
    state["kept"] = 1

    journal.release(depth)
    state["more"] = 2

    assert journal.log is None
    assert dict(state) == {"kept": 1, "more": 2}


@pytest.mark.parametrize("depth", [-1, 1, 2])
@pytest.mark.parametrize("close", [Journal.restore, Journal.release], ids=["restore", "release"])
def test_a_checkpoint_that_is_not_open_cannot_be_closed(
    journal: Journal, state: Map[str, int], close: object, depth: int
) -> None:
    journal.checkpoint()
    state["kept"] = 1

    with pytest.raises(ValueError, match=f"checkpoint {depth} is not open: 1 checkpoints are"):
        close(journal, depth)  # type: ignore[operator]

    assert dict(state) == {"kept": 1}
    assert journal.depth == 1
