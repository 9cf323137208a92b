"""What a recorded call was sent and answered with, read from the wire when somebody asks."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.protocol import is_supported

if TYPE_CHECKING:
    from localstack.aws.recorder import Call
    from localstack.aws.wire import Request, Response

LOG = logging.getLogger(__name__)

KEPT_CONTENT_BYTES = 4096


@dataclass(frozen=True)
class Content:
    """Stands for a body or a stream of events among a call's parameters; equal to its bytes when they are kept.

    :ivar size: the number of bytes, or `None` when a stream did not tell.
    :ivar content: the bytes of a short body; else `None`.
    """

    size: int | None
    content: bytes | None = None

    @classmethod
    def of(cls, value: object) -> Content:
        """Make it of a body, which its next reader finds whole, or of anything else that is read once.

        :raises IncompleteBody: when a short body is not as long as announced.
        """
        if not isinstance(value, Body):
            return cls(None)
        is_short = value.size is not None and value.size <= KEPT_CONTENT_BYTES
        return cls(value.size, value.read() if is_short else None)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, bytes):
            return self.content == other
        return isinstance(other, Content) and (self.size, self.content) == (other.size, other.content)

    def __hash__(self) -> int:
        return hash((self.size, self.content))

    def __repr__(self) -> str:
        if self.content is not None:
            return repr(self.content)
        return "<a stream>" if self.size is None else f"<{self.size} bytes>"


def parameters_of(call: Call, request: Request, labels: Mapping[str, str]) -> dict[str, Any]:
    """Read the parameters of a request that was forwarded, or that its operation refused unread.

    :returns: nothing when the request does not follow its protocol, or its body has gone.
    """
    if not is_supported(call.protocol):
        return {}
    operation = spec.load(call.service).operation(call.operation)
    if request.body.is_stream:
        request.body = Body(b"")
    try:
        parameters = operation.compiled(call.protocol).parse(request, labels)
    except ServiceException as error:
        LOG.debug("the parameters of %s.%s cannot be read: %r", call.service, call.operation, error)
        return {}
    name = operation.content
    return {**parameters, name: Content.of(parameters[name])} if name in parameters else parameters


def error_of(call: Call, response: Response) -> tuple[str, str]:
    """Read code and message of an error that the long tail answered with."""
    # A client's side of the protocols, which nothing else of a run without errors needs.
    from botocore.awsrequest import HeadersDict
    from botocore.parsers import ResponseParserError, create_parser

    protocol = call.protocol if is_supported(call.protocol) else "json"
    parts = {
        "status_code": response.status,
        "headers": HeadersDict(response.headers),
        "body": b"" if response.body.is_stream else response.body.read(),
    }
    shape = spec.load(call.service).operation(call.operation).model.output_shape
    try:
        error = create_parser(protocol).parse(parts, shape).get("Error", {})
    except ResponseParserError:
        return str(response.status), ""
    return str(error.get("Code", "")), str(error.get("Message", ""))
