"""There and back: what botocore sends is routed and parsed, what we answer is what it reads."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

from botocore.model import Shape

from localstack.aws.accounts import credential_of
from localstack.aws.api import error_class
from localstack.aws.body import Body
from localstack.aws.errors import CommonServiceException, ServiceException
from localstack.aws.service_router import ServiceRouter
from localstack.aws.spec import Operation
from tests.unit.aws.botocore_client import parse
from tests.unit.aws.routing import is_found, request_for
from tests.unit.aws.shape_values import CONTROLS, TEXTS, RandomValues, without_empty

REQUEST_ID = "00000000-0000-0000-0000-000000000000"

# botocore writes carriage returns into XML as they are, where every parser reads them as line feeds.
REQUEST_TEXTS = {"rest-xml": TEXTS.replace("\r", "")}
# XML has no place for control characters, of which a request in a form or JSON may have any.
RESPONSE_TEXTS = dict.fromkeys(("query", "ec2", "rest-xml"), TEXTS)
# botocore reads infinity in JSON as a text.
FINITE = frozenset({"json", "rest-json"})
# Protocols whose documents tell what is empty from what is missing.
EXACT = frozenset({"json", "smithy-rpc-v2-cbor"})
# S3's deprecated notifications hold one event and a list of events under the same element name; its location
# is read by a handler of the client, not by the parser. Data Exchange's map of all headers of a response holds
# those of the protocol too.
UNREADABLE = {"GetBucketLocation", "GetBucketNotification", "PutBucketNotification", "SendApiAsset"}


class RoundTrips:
    """Checks operations one by one, counting, and keeps what differs.

    :ivar counts: of operations, requests, responses and errors, in all and by protocol.
    :ivar differences: a sentence for each.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.differences: list[str] = []
        self._router = ServiceRouter()

    def check(self, operation: Operation, protocol: str, seeds: int) -> None:
        """Send requests for an operation and answer them, with results and every error it may have."""
        if streams_events(operation.model.input_shape) or streams_events(operation.model.output_shape):
            self.counts["operations with event streams, left to their own tests"] += 1
            return
        readable = operation.name not in UNREADABLE
        for seed in range(seeds) if readable else ():
            self._count(f"requests, {protocol}", self._request(operation, protocol, seed))
            self._count(f"responses, {protocol}", self._response(operation, protocol, seed))
        for error in errors_of(operation, protocol):
            self._count(f"errors, {protocol}", self._error(operation, protocol, error))

    def _count(self, what: str, difference: str) -> None:
        self.counts[what] += 1
        if difference:
            self.differences.append(f"{what}: {difference}")

    def _request(self, operation: Operation, protocol: str, seed: int) -> str:
        name, shape = name_of(operation), operation.model.input_shape
        alphabet = REQUEST_TEXTS.get(protocol, TEXTS + CONTROLS)
        sent = RandomValues(f"{name}.{seed}", alphabet).value(shape) if shape is not None else {}
        request = request_for(operation.model, protocol, parameters=sent)
        route = self._router.route(request, credential_of(request))
        if not is_found(operation.model, protocol, route):
            return f"{name} went to {name_of(route.operation)} ({route.protocol}): {sent}"
        labels = route.labels
        if route.operation is not operation and protocol.startswith("rest"):
            found = operation.service.rest_router.match(request)
            labels = found[1] if found is not None and found[0] == operation.name else labels
        received = operation.compiled(protocol).parse(request, labels)
        if shape is None or as_read(shape, without_named(shape, received), sent, protocol) == as_read(
            shape, sent, sent, protocol
        ):
            return ""
        return f"{name}: {sent} was read as {received}"

    def _response(self, operation: Operation, protocol: str, seed: int) -> str:
        name, shape = name_of(operation), operation.model.output_shape
        values = RandomValues(
            f"{name}.output.{seed}",
            RESPONSE_TEXTS.get(protocol, TEXTS + CONTROLS),
            finite=protocol in FINITE,
            seconds=protocol == "query",
        )
        result = values.value(shape) if shape is not None else {}
        read = parse(operation.compiled(protocol).serialize(result, REQUEST_ID), shape, protocol)
        if shape is None or as_read(shape, read, result, protocol) == as_read(
            shape, result, result, protocol
        ):
            return ""
        return f"{name}: {result} was read as {read}"

    def _error(self, operation: Operation, protocol: str, error: ServiceException) -> str:
        response = operation.codec(protocol).error(error, operation, REQUEST_ID)
        if operation.model.http.get("method") == "HEAD" and not response.body.read():
            return ""
        read = parse(response, None, protocol)
        code, message = read["Error"]["Code"], read["Error"].get("Message") or ""
        members: dict[str, Any] = {}
        if error.members:
            shape = operation.service.model.shape_for_error_code(code)
            if shape is None or shape.name != error.shape_name:
                return f"{name_of(operation)}: {code} was read as the error of {shape}"
            members = {
                name: item for name, item in parse(response, shape, protocol).items() if name in error.members
            }
        expected = (error.code, error.message, error.status_code, plain(without_empty(error.members)))
        found = (code, message, response.status, plain(without_empty(members)))
        return "" if found == expected else f"{name_of(operation)}: {expected} was read as {found}"


def errors_of(operation: Operation, protocol: str) -> Iterator[ServiceException]:
    """Make every error of an operation with its members, and one that its model does not name."""
    message = "No <such> \"thing\" & 'more': é€𐍈"
    yield CommonServiceException("Some.Code", message, 418)
    values = RandomValues(
        f"{name_of(operation)}.error",
        RESPONSE_TEXTS.get(protocol, TEXTS + CONTROLS),
        finite=protocol in FINITE,
        seconds=protocol == "query",
    )
    for shape in operation.model.error_shapes:
        members = values.value(shape)
        members = {name: item for name, item in members.items() if not names_the_error(name, shape)}
        make = error_class(operation.service.name, shape, operation.service.is_fault(shape.name))
        yield make(message, **members)


def names_the_error(name: str, shape: Shape) -> bool:
    """Tell whether a member of an error is what every error has: its message, its code, its type's header."""
    header = str(shape.members[name].serialization.get("name", "")).lower()
    return name.lower() in ("message", "code") or header == "x-amzn-errortype"


def name_of(operation: Operation) -> str:
    return f"{operation.service.name}.{operation.name}"


def streams_events(shape: Shape | None) -> bool:
    """Tell whether a message is a stream of events."""
    return shape is not None and any(
        member.serialization.get("eventstream") for member in shape.members.values()
    )


def as_read(shape: Shape, value: dict[str, Any], original: dict[str, Any], protocol: str) -> Any:
    """Take out what every message has, unless it was given, and what its protocol has no way to write."""
    payload = shape.serialization.get("payload")
    implied = {
        name
        for name, member in shape.members.items()
        if (name == payload and plain(value.get(name)) in (b"", ""))
        or (
            name not in original
            and (
                member.serialization.get("name") in ("Content-Length", "Content-Type")
                or member.serialization.get("location") == "statusCode"
            )
        )
    }
    kept = plain({name: item for name, item in value.items() if name not in implied})
    return kept if protocol in EXACT else without_empty(kept)


def plain(value: Any) -> Any:
    """Make NaN equal to itself, and a body its content."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, Body):
        return value.read()
    return "NaN" if isinstance(value, float) and math.isnan(value) else value


def without_named(shape: Shape, received: dict[str, Any]) -> dict[str, Any]:
    """Take out of a map of all query parameters those with a member of their own."""
    query = {
        name: member
        for name, member in shape.members.items()
        if member.serialization.get("location") == "querystring"
    }
    named = {member.serialization.get("name", name) for name, member in query.items()}
    maps = [name for name, member in query.items() if member.type_name == "map" and name in received]
    return received | {
        name: {key: value for key, value in received[name].items() if key not in named} for name in maps
    }
