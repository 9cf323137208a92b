"""What every codec offers."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from localstack.aws.errors import ServiceException
from localstack.aws.wire import Request, Response

if TYPE_CHECKING:
    from botocore.model import Shape

    from localstack.aws.spec import Operation

Parse = Callable[[Request, Mapping[str, str]], dict[str, Any]]
Serialize = Callable[[dict[str, Any], str], Response]


class CompiledOperation:
    """An operation's parser and serialiser for one protocol.

    :ivar parse: takes the request and the labels found in its path, gives the parameters.
    :ivar serialize: takes the result and the request id, gives the response.
    """

    __slots__ = ("parse", "serialize")

    def __init__(self, parse: Parse, serialize: Serialize) -> None:
        self.parse = parse
        self.serialize = serialize


class Codec(Protocol):
    """A protocol of the AWS family."""

    def compile(self, operation: Operation) -> CompiledOperation:
        """Make the parser and serialiser of an operation."""

    def error(self, error: ServiceException, operation: Operation | None, request_id: str) -> Response:
        """Make the response for an error; `operation` is unknown when routing failed."""


class Documents(Protocol):
    """How a protocol writes and reads documents of single shapes, which the events of a stream hold.

    :ivar content_type: the type of the documents.
    """

    content_type: str

    def writer(self, shape: Shape) -> Callable[[Any], bytes]:
        """Give the writer of a shape's documents."""

    def reader(self, shape: Shape) -> Callable[[bytes], Any]:
        """Give the reader of a shape's documents; it raises :class:`RequestParseError`."""

    def error(self, error: ServiceException, operation: Operation) -> bytes:
        """Write an error's members."""


class RequestParseError(ServiceException):
    """A request that does not follow its protocol or its shapes."""

    code = "SerializationException"
    shape_name = "SerializationException"


class WrongType(RequestParseError):
    """A JSON value of another type than its member's.

    :ivar wanted: the type of the member: String, Integer, Float, Boolean, structure, list or map.
    """

    def __init__(self, message: str, value: object, wanted: str) -> None:
        super().__init__(message)
        self.value = value
        self.wanted = wanted


MAX_INFLATED = 64 * 1024 * 1024


def content_of(request: Request) -> bytes:
    """Give the body of a request, inflated when its client compressed it, as PutMetricData's do.

    :raises RequestParseError: when it is no gzip, or would grow beyond :data:`MAX_INFLATED`.
    """
    body = request.body.read()
    # Clients put it behind the encodings that the caller gave: `custom, gzip`.
    if not request.headers.get("content-encoding").endswith("gzip"):
        return body
    inflater = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        content = inflater.decompress(body, MAX_INFLATED)
    except zlib.error as error:
        raise RequestParseError("The body is not compressed with gzip") from error
    if not inflater.eof:
        raise RequestParseError("The compressed body is truncated or too large")
    return content
