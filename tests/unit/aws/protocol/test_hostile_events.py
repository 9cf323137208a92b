"""Event streams nobody should send: they are read or refused with an error of the service, and soon."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.spec import Operation
from localstack.aws.wire import Headers, Request
from tests.unit.aws.event_streams import conversing, message, signed

SECONDS = 2.0
FUZZ = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
PROTOCOLS = ("json", "json-cbor", "rest-json", "rest-xml", "smithy-rpc-v2-cbor")
OPERATIONS = [
    *((conversing(protocol), protocol) for protocol in PROTOCOLS),
    (spec.load("lexv2-runtime").operation("StartConversation"), "rest-json"),
    (spec.load("bedrock-runtime").operation("InvokeModelWithBidirectionalStream"), "rest-json"),
]
PAYLOADS = st.binary(max_size=40) | st.sampled_from(
    [
        b"{}",
        b"[]",
        b"null",
        b'{"x": "1"}',
        b'{"string": 1, "x": 1}',
        b"{" * 5000,
        b"\xa1axax",
        b"\xa1ax\xf6",
        b"\x9f" * 5000,
        b"\xc1\x1b" + b"\xff" * 8,
        b"<a><x>1</x></a>",
        b"<a>" * 5000,
        b"<a><x>one</x></a>",
        b"<!DOCTYPE a><a/>",
    ]
)
VALUES = st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=8) | st.binary(max_size=8)


def outcome_of(operation: Operation, protocol: str, content: bytes) -> list[Any]:
    """Give the events of a request, and the error that ends them; fails on anything else."""
    events: list[Any] = []
    started = time.thread_time()
    try:
        request = Request("POST", "/", Headers(), Body(iter([content])))
        parameters = operation.compiled(protocol).parse(request, {})
        events.extend(parameters[operation.input_events])
    except ServiceException as error:
        events.append(error)
    assert time.thread_time() - started < SECONDS
    return events


@pytest.mark.parametrize(
    ("operation", "protocol"), OPERATIONS, ids=lambda value: getattr(value, "name", value)
)
@FUZZ
@given(data=st.data())
def test_any_event_is_read_or_refused(operation: Operation, protocol: str, data: st.DataObject) -> None:
    stream = operation.model.input_shape.members[operation.input_events]
    names = st.sampled_from([*stream.members, "initial-request", "other"])
    headers = data.draw(
        st.fixed_dictionaries(
            {":event-type": names | VALUES, ":message-type": st.just("event") | VALUES},
            optional=dict.fromkeys(("string", "long", "timestamp", "x", ":content-type"), VALUES),
        )
    )
    one = message(headers, data.draw(PAYLOADS))

    outcome = outcome_of(operation, protocol, one) + outcome_of(operation, protocol, signed(one))

    assert all(isinstance(item, (dict, ServiceException)) for item in outcome)


@pytest.mark.parametrize("protocol", ["rest-json", "json", "smithy-rpc-v2-cbor", "rest-xml"])
@pytest.mark.parametrize("kind", ["string", "long", "boolean", "blob", "timestamp"])
def test_a_header_of_the_wrong_type_is_refused(protocol: str, kind: str) -> None:
    value: Any = 1 if kind == "string" else "1"
    one = message({":message-type": "event", ":event-type": "Headers", kind: value})

    (error,) = outcome_of(conversing(protocol), protocol, one)

    assert (error.code, error.message) == (
        "SerializationException",
        f"The header '{kind}' of an event has the wrong type",
    )


def test_a_text_that_is_not_in_utf_8_is_refused() -> None:
    one = message({":message-type": "event", ":event-type": "Text"}, b"\xff")

    (error,) = outcome_of(conversing("rest-json"), "rest-json", one)

    assert error.message == "The payload of an event is not in UTF-8"


def test_events_come_without_an_initial_request_too() -> None:
    one = message({":message-type": "event", ":event-type": "Whole"}, b'{"x":1}')

    assert outcome_of(conversing("json"), "json", one) == [{"Whole": {"x": 1}}]
    assert outcome_of(conversing("json"), "json", b"") == []
