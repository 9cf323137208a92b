"""Event streams against botocore: of every operation that has one, in every protocol its service speaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.model import Shape

from localstack.aws.api import error_class
from localstack.aws.body import Body
from localstack.aws.spec import Operation
from localstack.aws.wire import Headers, Request
from tests.unit.aws.event_streams import (
    REQUEST_ID,
    conversing,
    document,
    events_of,
    message,
    read_as_client,
    sent,
    signed,
    streaming_operations,
    variants,
)
from tests.unit.aws.shape_values import TEXTS, RandomValues, without_empty

pytestmark = pytest.mark.usefixtures("forget_models")

SEEDS = 20
RPC = "smithy-rpc-v2-cbor"
# botocore writes carriage returns into XML as they are, where every parser reads them as line feeds.
CLIENT_TEXTS = {"rest-xml": TEXTS.replace("\r", "")}
STATUS = ("StatusCode", "statusCode")


def answers() -> list[tuple[Operation, str]]:
    """Give the operations that answer with events; those of json in rpc-v2-cbor too, which none speaks so far."""
    pairs = [pair for pair in streaming_operations() if pair[0].output_events]
    return pairs + [(operation, RPC) for operation, protocol in pairs if protocol == "json"]


def made_up() -> list[tuple[Operation, str]]:
    """Give an operation with every trait of events in each protocol that could have it."""
    return [(conversing(protocol), protocol) for protocol in ("json", "rest-json", "rest-xml", RPC)]


def result_of(operation: Operation, seed: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Make a result without its events, and one event of each kind."""
    values = RandomValues(f"{operation.service.name}.{operation.name}.{seed}", finite=True)
    shape = operation.model.output_shape
    stream = shape.members[operation.output_events]
    result = {
        name: values.value(member)
        for name, member in shape.members.items()
        if name != operation.output_events and member.serialization.get("location") != "statusCode"
    }
    return result, [
        {name: values.value(member)} for name, member in variants(stream, exceptions=False).items()
    ]


def normal(stream: Shape, event: dict[str, Any]) -> Any:
    """Take out what cannot be told from nothing: empty lists, maps, structures, and a payload of no bytes."""
    ((name, members),) = event.items()
    raw = {
        key
        for key, member in stream.members[name].members.items()
        if member.serialization.get("eventpayload") and member.type_name in ("blob", "string")
    }
    kept = {key: value for key, value in members.items() if not (key in raw and not value)}
    return {name: without_empty(kept)}


def check_answer(operation: Operation, protocol: str, seed: int) -> str:
    """Give what is wrong with events as botocore reads them, or `""`."""
    result, events = result_of(operation, seed)
    name = operation.output_events

    response = operation.compiled(protocol).serialize(result | {name: iter(events)}, REQUEST_ID)

    read = read_as_client(response, operation, protocol)
    received = events_of(read.pop(name))
    stream = operation.model.output_shape.members[name]
    if [normal(stream, event) for event in received] != [normal(stream, event) for event in events]:
        return f"{operation.service.name}.{operation.name} ({protocol}): {events} were read as {received}"
    if without_empty({key: read[key] for key in read if key not in STATUS}) != without_empty(result):
        return f"{operation.service.name}.{operation.name} ({protocol}): {result} was read as {read}"
    return ""


def check_exceptions(operation: Operation, protocol: str) -> Iterator[str]:
    """Give what is wrong with each exception of a stream as botocore reads it, or `""`."""
    stream = operation.model.output_shape.members[operation.output_events]
    for name, shape in variants(stream, exceptions=True).items():
        error = error_class(operation.service.name, shape)('it\'s "gone" — €')

        def fail(error: Exception = error) -> Iterator[Any]:
            yield from ()
            raise error

        response = operation.compiled(protocol).serialize({operation.output_events: fail()}, REQUEST_ID)
        read = events_of(read_as_client(response, operation, protocol)[operation.output_events])
        yield (
            "" if read == [(name, error.message)] else f"{operation.name} ({protocol}): {name} read as {read}"
        )


def test_events_are_read_as_they_were_yielded(record_testsuite_property: Any) -> None:
    pairs = answers() + made_up()

    found = [check_answer(*pair, seed) for pair in pairs for seed in range(SEEDS)]

    record_testsuite_property("event_streams out", len(found))
    assert len(pairs) >= 30
    assert list(filter(None, found)) == []


def test_exceptions_of_the_stream_are_read_by_their_name(record_testsuite_property: Any) -> None:
    found = [difference for pair in answers() + made_up() for difference in check_exceptions(*pair)]

    record_testsuite_property("event_streams exceptions", len(found))
    assert len(found) > 100
    assert list(filter(None, found)) == []


def check_request(operation: Operation, protocol: str, seed: int, sign: bool) -> str:
    """Give what is wrong with the events of a parsed request, or `""`."""
    shape, name = operation.model.input_shape, operation.input_events
    stream, service = shape.members[name], operation.service.name
    values = RandomValues(
        f"{service}.{operation.name}.{seed}", CLIENT_TEXTS.get(protocol, TEXTS), finite=True
    )
    events = [{key: values.value(member)} for key, member in variants(stream, exceptions=False).items()]
    others = {
        key: values.value(member)
        for key, member in shape.members.items()
        if key != name and not member.serialization.get("location")
    }
    messages = [
        sent(key, stream.members[key], members, protocol)
        for event in events
        for key, members in event.items()
    ]
    if not protocol.startswith("rest"):
        initial = {":message-type": "event", ":event-type": "initial-request"}
        messages.insert(0, message(initial, document(shape, others, protocol)))
    if sign:
        messages = [signed(one) for one in (*messages, b"")]
    content = b"".join(messages)
    pieces = (content[at : at + 7] for at in range(0, len(content), 7))

    request = Request("POST", "/", Headers(), Body(pieces))
    parameters = operation.compiled(protocol).parse(request, {})
    received = list(parameters.pop(name))

    if [normal(stream, event) for event in received] != [normal(stream, event) for event in events]:
        return f"{service}.{operation.name} ({protocol}): {events} were read as {received}"
    if without_empty(parameters) != without_empty(others):
        return f"{service}.{operation.name} ({protocol}): {others} was read as {parameters}"
    return ""


@pytest.mark.parametrize("sign", [False, True], ids=["unsigned", "signed"])
def test_events_of_requests_are_read_as_they_were_sent(sign: bool, record_testsuite_property: Any) -> None:
    pairs = [pair for pair in streaming_operations() if pair[0].input_events] + made_up()

    found = [check_request(*pair, seed, sign) for pair in pairs for seed in range(SEEDS)]

    record_testsuite_property(f"event_streams in {sign}", len(found))
    assert len(pairs) >= 9
    assert list(filter(None, found)) == []
