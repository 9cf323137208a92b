"""What every native service must stand: going back to a checkpoint, and being loaded elsewhere, after anything.

It reads as before, and it also behaves as before: later calls have the outcomes they have without the excursion.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localstack.services.plugins import ServiceManager
from tests.unit.providers.random_calls import House, Subject
from tests.unit.providers.subjects import SUBJECTS

numbers = st.lists(st.integers(0, 2**32), min_size=5, max_size=30)
each_subject = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.service)
few = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@contextmanager
def house(subject: Subject) -> Iterator[House]:
    made = House(subject)
    try:
        yield made
    finally:
        made.stop()


def test_every_native_service_is_a_subject() -> None:
    assert sorted(subject.service for subject in SUBJECTS) == ServiceManager().native()


@each_subject
def test_random_calls_do_something(subject: Subject) -> None:
    with house(subject) as one:
        outcomes = one.make(range(max(300, 7 * len(one.operations))))
        succeeded = {name for name, outcome in filter(None, outcomes) if not isinstance(outcome, tuple)}

        assert len(succeeded) >= len(one.operations) * 0.6
        assert len(one.look()) > 3


@each_subject
@given(before=numbers, excursion=numbers, later=numbers)
@few
def test_a_checkpoint_brings_everything_back(
    subject: Subject, before: list[int], excursion: list[int], later: list[int]
) -> None:
    with house(subject) as one, house(subject) as undisturbed:
        one.make(before)
        undisturbed.make(before)
        seen, seen_before = dict(one.seen), one.look()
        checkpoint = one.emulator.checkpoint()
        one.make(excursion)

        one.emulator.restore(checkpoint)

        one.seen = seen
        assert one.look() == seen_before == undisturbed.look()
        assert one.make(later) == undisturbed.make(later)
        assert one.look() == undisturbed.look()


@each_subject
@given(before=numbers, later=numbers)
@few
def test_an_emulator_that_loads_the_state_goes_on_like_the_one_that_saved_it(
    subject: Subject, before: list[int], later: list[int]
) -> None:
    with house(subject) as one, house(subject) as other, TemporaryDirectory() as folder:
        one.make(before)
        other.make(later)

        one.emulator.save(Path(folder))
        other.emulator.load(Path(folder))

        other.seen = dict(one.seen)
        other.emulator.ids.load(one.emulator.ids.save())
        assert other.look() == one.look()
        assert other.make(later) == one.make(later)
        assert other.look() == one.look()
