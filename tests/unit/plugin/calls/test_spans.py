"""Which calls belong to a test and which to its set-up."""

from __future__ import annotations

import itertools

import pytest

from localstack.aws.recorder import Recorder
from pytest_localstack.calls.spans import Spans
from tests.unit.plugin.calls.making import call

OPERATIONS = ("CreateQueue", "DeleteQueue", "ListQueues")


class Played:
    """A recorder whose calls are named by their order."""

    def __init__(self) -> None:
        self.recorder = Recorder()
        self.spans = Spans(self.recorder)
        self._numbers = itertools.count(1)

    def call(self, started: float | None = None) -> None:
        number = next(self._numbers)
        made = call("sqs", OPERATIONS[number - 1])
        made.started = number if started is None else started
        self.recorder.add(made)

    def test(self) -> list[str]:
        return [made.operation for made in self.spans.of_test(self.spans.current)]

    def setup(self) -> list[str]:
        return [made.operation for made in self.spans.of_setup(self.spans.current)]


@pytest.fixture
def played() -> Played:
    return Played()


def test_set_up_ends_where_the_test_begins(played: Played) -> None:
    played.call()
    played.spans.begin()
    played.call()
    assert (played.setup(), played.test()) == (["DeleteQueue"], [])

    played.spans.begin_call()
    played.call()

    assert (played.setup(), played.test()) == (["DeleteQueue"], ["ListQueues"])


def test_broader_fixtures_are_left_out(played: Played) -> None:
    played.spans.begin()
    played.call()
    with played.spans.broad():
        played.call()
    played.call()
    played.spans.begin_call()

    assert played.setup() == ["CreateQueue", "ListQueues"]
    assert [made.operation for made in played.spans.all()] == ["CreateQueue", "DeleteQueue", "ListQueues"]


def test_another_attempt_begins_anew(played: Played) -> None:
    for _ in range(2):
        played.spans.begin()
        played.spans.begin_call()
        played.call()

    assert played.test() == ["DeleteQueue"]


def test_calls_are_in_the_order_they_came_in(played: Played) -> None:
    played.spans.begin()
    played.spans.begin_call()
    played.call(started=2)
    played.call(started=1)

    assert played.test() == ["DeleteQueue", "CreateQueue"]
