"""What every codec offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from localstack.aws.errors import ServiceException
from localstack.aws.wire import Request, Response

if TYPE_CHECKING:
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


class RequestParseError(ServiceException):
    """A request that does not follow its protocol or its shapes."""

    code = "SerializationException"
    shape_name = "SerializationException"
