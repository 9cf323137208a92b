"""Event streams of the protocols that know bodies only: all else that a message holds is its first event.

::

    request    initial-request, with the other parameters, and the events
    response   initial-response, with the rest of the result, and the events
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from localstack.aws.protocol.base import CompiledOperation, Documents, Parse, Serialize
from localstack.aws.protocol.event_input import EventReader, messages_of
from localstack.aws.protocol.event_output import EVENT, EventWriter
from localstack.aws.protocol.eventstream import CONTENT_TYPE, encode, header
from localstack.aws.wire import HeaderItems, Request, Response

if TYPE_CHECKING:
    from localstack.aws.spec import Operation


def with_events(
    compiled: CompiledOperation,
    operation: Operation,
    documents: Documents,
    headers: HeaderItems | None = None,
) -> CompiledOperation:
    """Put event streams in place of the bodies of an operation that has them.

    :param headers: what a response of the protocol carries besides its type and id.
    """
    return CompiledOperation(
        _compile_parse(operation, documents) if operation.input_events else compiled.parse,
        _compile_serialize(operation, documents, headers or [])
        if operation.output_events
        else compiled.serialize,
    )


def _compile_parse(operation: Operation, documents: Documents) -> Parse:
    shape, name = operation.model.input_shape, operation.input_events
    reader, read = EventReader(shape.members[name], documents), documents.reader(shape)

    def parse(request: Request, _: Mapping[str, str]) -> dict[str, Any]:
        messages = messages_of(request.body)
        first = list(itertools.islice(messages, 1))
        parameters: dict[str, Any] = {}
        if first and first[0].text(":event-type") == "initial-request":
            content = first.pop().payload
            parameters = read(content) if content else {}
        parameters[name] = reader.events(itertools.chain(first, messages))
        return parameters

    return parse


def _compile_serialize(operation: Operation, documents: Documents, headers: HeaderItems) -> Serialize:
    events = EventWriter(operation, documents)
    write = documents.writer(operation.model.output_shape)
    initial = EVENT + header(":event-type", "string", "initial-response")
    initial += header(":content-type", "string", documents.content_type)

    def serialize(result: dict[str, Any], request_id: str) -> Response:
        first = write({name: value for name, value in result.items() if name != events.member})
        items = [("x-amzn-RequestId", request_id), ("Content-Type", CONTENT_TYPE), *headers]
        return Response(200, items, events.body(result, encode(initial, first)))

    return serialize
