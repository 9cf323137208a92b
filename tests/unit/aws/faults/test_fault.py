"""Whose turn it is, and which calls came near."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.context import RequestContext
from localstack.aws.faults.effects import Delay
from localstack.aws.faults.fault import Fault, Predicate, Target, Turn
from localstack.aws.faults.names import check_operation
from localstack.aws.wire import Headers, Request
from localstack.config import Settings
from localstack.runtime import Emulator

ACCOUNT = "111122223333"


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings()) as emulator:
        yield emulator


class Calls:
    """Makes calls to a fault."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def __call__(
        self,
        fault: Fault,
        operation: str = "ListQueues",
        parameters: Mapping[str, Any] | None = None,
        region: str = "eu-west-1",
        is_internal: bool = False,
    ) -> bool:
        service = spec.load("sqs")
        request = None if is_internal else Request("POST", "/", Headers(), Body())
        context = RequestContext(
            self._emulator, service, service.operation(operation), "json", ACCOUNT, region, request
        )
        return fault.takes(context, lambda: parameters or {})


@pytest.fixture
def call(emulator: Emulator) -> Calls:
    return Calls(emulator)


def fault(turn: Turn | None = None, optional: bool = False, **target: Any) -> Fault:
    return Fault(Target("sqs", **target), turn or Turn(), Delay(1, real=False), optional)


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        pytest.param(Turn(), "111111", id="always"),
        pytest.param(Turn(nth=3), "001000", id="the third"),
        pytest.param(Turn(times=2), "110000", id="the first two"),
        pytest.param(Turn(every=2), "010101", id="each second"),
    ],
)
def test_a_fault_happens_when_its_turn_comes(call: Calls, turn: Turn, expected: str) -> None:
    subject = fault(turn)

    happened = [call(subject) for _ in expected]

    assert happened == [mark == "1" for mark in expected]
    assert subject.fired == expected.count("1")


def test_only_calls_that_fit_are_counted(call: Calls) -> None:
    subject = fault(
        Turn(nth=2), operation="ListQueues", when=lambda parameters: "QueueNamePrefix" in parameters
    )
    fitting = {"QueueNamePrefix": "a"}

    happened = [
        call(subject, parameters=fitting),
        call(subject),
        call(subject, "CreateQueue", fitting),
        call(subject, parameters=fitting),
    ]

    assert happened == [False, False, False, True]


@pytest.mark.parametrize(
    ("target", "near", "reason"),
    [
        pytest.param({"operation": "CreateQueue"}, {}, "another operation", id="operation"),
        pytest.param({"account_id": "999999999999"}, {}, f"in account {ACCOUNT}", id="account"),
        pytest.param({"region": "us-east-1"}, {}, "in eu-west-1", id="region"),
        pytest.param({"when": lambda _: False}, {}, "its parameters do not fit", id="parameters"),
        pytest.param({}, {"is_internal": True}, "a call from inside the emulator", id="internal call"),
    ],
)
def test_a_fault_that_never_happened_names_the_calls_that_came_near(
    call: Calls, target: dict[str, Any], near: dict[str, Any], reason: str
) -> None:
    subject = fault(**target)

    assert not call(subject, **near)

    assert subject.unmet().endswith(f"never happened; nearest: sqs.ListQueues: {reason}")


def test_the_calls_that_came_nearest_are_named_and_no_others(call: Calls) -> None:
    subject = fault(operation="ListQueues", region="us-east-1")

    call(subject, "CreateQueue")
    call(subject)

    assert "sqs.ListQueues: in eu-west-1" in subject.unmet()
    assert "CreateQueue" not in subject.unmet()


def test_a_turn_that_did_not_come_is_told_with_the_count(call: Calls) -> None:
    subject = fault(Turn(nth=3))

    call(subject)
    call(subject)

    assert "call 2 of those it is for" in subject.unmet()


def test_without_any_call_nothing_came_near() -> None:
    assert fault().unmet() == "latency of 1 s for sqs.* never happened; no call came near"


def test_one_that_happened_or_is_optional_has_nothing_to_tell(call: Calls) -> None:
    happened = fault()
    call(happened)

    assert happened.unmet() == ""
    assert fault(optional=True).unmet() == ""


def test_internal_calls_count_when_asked_for(call: Calls) -> None:
    assert call(fault(internal=True), is_internal=True)


def test_what_a_predicate_raises_is_told(call: Calls) -> None:
    when: Predicate = lambda parameters: parameters["QueueUrl"]  # noqa: E731
    subject = fault(when=when)

    assert not call(subject)

    assert subject.unmet().endswith("its predicate raised KeyError('QueueUrl')")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"nth": 0}, "nth=0: calls are counted from 1", id="not positive"),
        pytest.param({"nth": 1, "times": 2}, "nth and times exclude each other", id="two at once"),
    ],
)
def test_a_turn_that_makes_no_sense_is_refused(arguments: dict[str, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Turn(**arguments)


@pytest.mark.parametrize(
    ("service", "operation", "message"),
    [
        pytest.param("sq", "", "no service named 'sq'; did you mean sqs", id="service"),
        pytest.param("sqs", "SendMesage", "'SendMesage'; did you mean SendMessage", id="misspelt"),
        pytest.param("sqs", "send_message", "'send_message'; did you mean SendMessage", id="as in Python"),
    ],
)
def test_names_that_do_not_exist_are_refused_with_the_nearest(
    service: str, operation: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        check_operation(service, operation)
