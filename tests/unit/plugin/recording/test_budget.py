"""The number of requests that may leave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_localstack.recording.budget import CallBudget, CallBudgetExceeded, new_count


@pytest.fixture
def count() -> Iterator[Path]:
    path = new_count()
    yield path
    path.unlink()


def test_one_too_many_is_refused_and_named(count: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_CURRENT_TEST", "test_x.py::test_it (call)")
    budget = CallBudget(2, count)
    budget.spend()
    budget.spend()
    before = budget.stopped

    with pytest.raises(CallBudgetExceeded, match=r"test_x\.py::test_it \(call\)"):
        budget.spend()

    stopped = "--aws-max-calls=2: one more was about to leave in test_x.py::test_it (call)"
    assert (before, budget.stopped) == ("", stopped)
    budget.close()


def test_processes_count_together(count: Path) -> None:
    first, second = CallBudget(2, count), CallBudget(2, count)
    first.spend()
    second.spend()

    with pytest.raises(CallBudgetExceeded):
        first.spend()
    with pytest.raises(CallBudgetExceeded):
        second.spend()
    first.close()
    second.close()
