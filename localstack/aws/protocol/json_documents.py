"""JSON documents of single shapes, as events hold them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from localstack.aws.errors import ServiceException
from localstack.aws.protocol.base import RequestParseError
from localstack.aws.protocol.json import (
    ReaderCompiler,
    WriterCompiler,
    decode,
    encode,
    error_document,
    is_too_deep,
)

if TYPE_CHECKING:
    from botocore.model import Shape

    from localstack.aws.spec import Operation


class JsonDocuments:
    """Writes and reads JSON; the protocol's version does not show in events."""

    content_type = "application/json"

    def writer(self, shape: Shape) -> Callable[[Any], bytes]:
        """Give the writer of a shape's documents."""
        write = WriterCompiler().writer(shape)
        return encode if write is None else lambda value: encode(write(value))

    def reader(self, shape: Shape) -> Callable[[bytes], Any]:
        """Give the reader of a shape's documents."""
        readers = ReaderCompiler()
        read = readers.reader(shape)

        def read_document(content: bytes) -> Any:
            if readers.recursive and is_too_deep(content):
                raise RequestParseError("The document is nested too deeply")
            return read(decode(content))

        return read_document

    def error(self, error: ServiceException, operation: Operation) -> bytes:
        """Write an error's members."""
        return encode(error_document(error, operation, WriterCompiler()))
