"""Uploads from HTML forms: what S3 makes of `multipart/form-data` sent to a bucket, a PutObject in another form.

The fields before the file become the headers of a PutObject, the file its body; what comes after the file is
ignored. Who sends it, and whether a policy allows it, is the provider's to say: it finds the fields in
`Request.form`, by lower-case name.
https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.protocol.base import RequestParseError
from localstack.aws.protocol.s3 import MALFORMED
from localstack.aws.protocol.xml import local_name, parse_document
from localstack.aws.wire import Request

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_FIELDS: Final = 20 * 1024
"""The size in bytes that all fields before the file may have together."""
CONTENT_TYPE: Final = "multipart/form-data"
_HEADERS: Final = frozenset(
    {"cache-control", "content-disposition", "content-encoding", "content-md5", "content-type", "expires"}
)
_FILE_NAME = "${filename}"


class FormError(ServiceException):
    """A form that cannot be taken for an upload.

    :ivar service: whose protocol the answer is written in.
    """

    service = "s3"

    def __init__(self, code: str, message: str, status: int = 400, **members: str) -> None:
        super().__init__(message, **members)
        self.code = self.shape_name = code
        self.status_code = status


def take_apart(request: Request) -> str:
    """Make a form that was sent to a bucket a PutObject.

    :returns: the key.
    :raises FormError: when it is no form, has no key or no file.
    """
    media_type, options = parse_options_header(request.headers.get("content-type"))
    if media_type.lower() != CONTENT_TYPE or not options.get("boundary"):
        raise FormError(
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold",
            412,
            Condition=f"Bucket POST must be of the enclosure-type {CONTENT_TYPE}",
        )
    form = _Form(options["boundary"], request.body)
    fields = form.read_fields()
    if "key" not in fields:
        raise missing_field("key")
    fields["key"] = fields["key"].replace(_FILE_NAME, form.file_name)
    request.form = fields
    request.body = Body(form.content())
    _set_headers(request, fields)
    return fields["key"]


def missing_field(name: str) -> FormError:
    """Give the error for a form without a field."""
    return FormError(
        "InvalidArgument",
        f"Bucket POST must contain a field named '{name}'.  If it is specified, please check the order of the "
        "fields.",
        ArgumentName=name,
        ArgumentValue="",
    )


def _set_headers(request: Request, fields: dict[str, str]) -> None:
    headers = request.headers
    for name in [name for name in headers.names() if name in _HEADERS or name.startswith("x-amz-")]:
        headers.remove(name)
    headers.remove("content-length")
    for name, value in fields.items():
        if name in _HEADERS or name.startswith("x-amz-"):
            # As the bytes of a header line arrive: one character a byte.
            headers.set(name, value.encode().decode("latin-1"))
    if "acl" in fields:
        headers.set("x-amz-acl", fields["acl"])
    if "tagging" in fields:
        headers.set("x-amz-tagging", urlencode(_tags(fields["tagging"])))


def _tags(document: str) -> list[tuple[str, str]]:
    try:
        root = parse_document(document.encode())
    except RequestParseError:
        raise _malformed_xml() from None
    if local_name(root.tag) != "Tagging":
        raise _malformed_xml()
    return [(_text(tag, "Key"), _text(tag, "Value")) for tag in root.iterfind("{*}TagSet/{*}Tag")]


def _text(tag: Element, name: str) -> str:
    found = tag.findtext(f"{{*}}{name}")
    if found is None:
        raise _malformed_xml()
    return found


def _malformed_xml() -> FormError:
    return FormError("MalformedXML", MALFORMED)


class _Form:
    """A form as it comes in: first all fields, then the file's content.

    :ivar file_name: without its folders.
    """

    def __init__(self, boundary: str, body: Body) -> None:
        self._decoder = MultipartDecoder(boundary.encode("latin-1", "replace"))
        self._chunks = body.stream()
        self.file_name = ""

    def read_fields(self) -> dict[str, str]:
        """Read up to the file."""
        fields: dict[str, str] = {}
        size = 0
        while True:
            event = self._next()
            if isinstance(event, Field) and event.name.lower() != "file":
                content = b"".join(self._content())
                size += len(event.name) + len(content)
                if size > MAX_FIELDS:
                    raise FormError(
                        "MaxPostPreDataLengthExceededError",
                        "Your POST request fields preceding the upload file were too large.",
                        MaxPostPreDataLength=str(MAX_FIELDS),
                    )
                fields.setdefault(event.name.lower(), content.decode("utf-8", "replace"))
            elif isinstance(event, (Field, File)):
                self.file_name = _base_name(event.filename) if isinstance(event, File) else ""
                return fields
            elif isinstance(event, Epilogue):
                raise FormError(
                    "InvalidArgument",
                    "POST requires exactly one file upload per request.",
                    ArgumentName="file",
                    ArgumentValue="0",
                )

    def content(self) -> Iterator[bytes]:
        """Give the content of the file, and read what comes after it, so that the connection can go on."""
        yield from self._content()
        for _ in self._chunks:
            pass

    def _content(self) -> Iterator[bytes]:
        while True:
            event = self._next()
            if not isinstance(event, Data):
                raise _malformed_form()
            yield event.data
            if not event.more_data:
                return

    def _next(self) -> object:
        try:
            event = self._decoder.next_event()
            while isinstance(event, NeedData):
                # An empty chunk would end the form.
                chunk = next((chunk for chunk in self._chunks if chunk), None)
                self._decoder.receive_data(chunk)
                event = self._decoder.next_event()
        except ValueError:
            raise _malformed_form() from None
        return event


def _base_name(file_name: str) -> str:
    return file_name.replace("\\", "/").rpartition("/")[2]


def _malformed_form() -> FormError:
    return FormError(
        "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data."
    )
