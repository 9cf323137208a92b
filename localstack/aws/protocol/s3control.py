"""S3 Control's exceptions to rest-xml: the error document, which has S3's second request id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localstack.aws.protocol.rest import UnreadableParameter
from localstack.aws.protocol.rest_xml import RestXmlCodec
from localstack.aws.protocol.s3 import MALFORMED, MalformedXML, S3Codec, host_id
from localstack.aws.protocol.xml import DECLARATION, encode, error_members, escape, escape_quoted

if TYPE_CHECKING:
    from localstack.aws.errors import ServiceException
    from localstack.aws.spec import Operation
    from localstack.aws.wire import HeaderItems, Response


class S3ControlCodec(RestXmlCodec):
    """rest-xml as S3 Control speaks it."""

    request_id_header = "x-amz-request-id"

    def error(self, error: ServiceException, operation: Operation | None, request_id: str) -> Response:
        """Make the response for an error."""
        payload = encode(
            f"{DECLARATION}<ErrorResponse><Error><Code>{escape(error.code)}</Code>"
            f"<Message>{escape_quoted(error.message)}</Message>{error_members(error, operation)}</Error>"
            f"<RequestId>{request_id}</RequestId><HostId>{host_id(request_id)}</HostId></ErrorResponse>"
        )
        return self.respond(error.status_code, [], payload, request_id)

    def respond(self, status: int, headers: HeaderItems, payload: Any, request_id: str) -> Response:
        """Make a response with S3's two request ids."""
        headers.append(("x-amz-id-2", host_id(request_id)))
        return super().respond(status, headers, payload, request_id)

    def malformed(self, error: Exception) -> ServiceException:
        """Give the error for a document that cannot be read."""
        return MalformedXML(MALFORMED)

    def unreadable(self, error: UnreadableParameter) -> ServiceException:
        """Give the error for a query parameter or header that cannot be read."""
        return S3Codec().unreadable(error)
