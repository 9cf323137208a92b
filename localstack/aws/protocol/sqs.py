"""SQS's exceptions to the query protocol.

Its model describes the json protocol and keeps only the word "flattened" from the time SQS spoke query; the
field and element names are those of the API reference
(https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonParameters.html and the example
of each action).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from localstack.aws.errors import ServiceException
from localstack.aws.protocol import xml
from localstack.aws.protocol.query import QueryCodec, ReaderCompiler
from localstack.aws.wire import Response

if TYPE_CHECKING:
    from botocore.model import Shape

    from localstack.aws.spec import Operation

NAMES = {
    "Actions": "ActionName",
    "AWSAccountIds": "AWSAccountId",
    "AttributeNames": "AttributeName",
    "Attributes": "Attribute",
    "Failed": "BatchResultErrorEntry",
    "MessageAttributeNames": "MessageAttributeName",
    "MessageAttributes": "MessageAttribute",
    "MessageSystemAttributeNames": "MessageSystemAttributeName",
    "MessageSystemAttributes": "MessageSystemAttribute",
    "Messages": "Message",
    "QueueUrls": "QueueUrl",
    "TagKeys": "TagKey",
    "Tags": "Tag",
    "queueUrls": "QueueUrl",
    "tags": "Tag",
}

# test_sqs, test_delete_message_batch_… and test_change_message_visibility_batch_with_too_large_batch[sqs_query]:
# recorded on AWS without the element, where SendMessageBatch has it.
WITHOUT_DETAIL = frozenset({"ChangeMessageVisibilityBatch", "DeleteMessageBatch"})


class SqsQueryCodec(QueryCodec):
    """The query protocol with SQS's names."""

    namespace = "http://queue.amazonaws.com/doc/2012-11-05/"

    def error(self, error: ServiceException, operation: Operation | None, request_id: str) -> Response:
        """Make the response for an error; to a request without an action SQS answers with a bare element."""
        if error.code == "UnknownOperationException":
            payload = b"<UnknownOperationException/>\n"
            headers = [("x-amzn-RequestId", request_id), ("Content-Length", str(len(payload)))]
            return Response(404, headers, payload)
        return super().error(error, operation, request_id)

    def error_detail(self, operation: Operation | None) -> str:
        """Give the empty element that errors of SQS have, but for those of two operations."""
        return "" if operation is not None and operation.name in WITHOUT_DETAIL else "<Detail/>"

    def reader_compiler(self) -> ReaderCompiler:
        """Make the compiler of parameters."""
        return _SqsReaderCompiler(NAMES)

    def writer_compiler(self) -> xml.WriterCompiler:
        """Make the compiler of results."""
        return _SqsWriterCompiler("iso8601-seconds")


def _map_fields(shape: Shape) -> tuple[str, str]:
    return ("Key", "Value") if shape.name == "TagMap" else ("Name", "Value")


class _SqsReaderCompiler(ReaderCompiler):
    def _field(self, name: str, shape: Shape) -> str:
        return _batch_entry(name, shape) or super()._field(name, shape)

    def map_fields(self, shape: Shape) -> tuple[str, str]:
        return _map_fields(shape)


class _SqsWriterCompiler(xml.WriterCompiler):
    def member_tag(self, name: str, shape: Shape) -> str:
        return _batch_entry(name, shape) or NAMES.get(name) or super().member_tag(name, shape)

    def map_tags(self, shape: Shape) -> tuple[str, str]:
        return _map_fields(shape)


# The members whose field is the name of the structure they list.
_LISTS_OF_ENTRIES = frozenset({"Entries", "Results", "Successful"})


def _batch_entry(name: str, shape: Shape) -> str:
    return str(shape.member.name) if name in _LISTS_OF_ENTRIES and shape.type_name == "list" else ""
