"""S3's exceptions to rest-xml: addressing by host name, error documents, root elements, request headers.

The names of the root elements are those of the response syntax in the API reference
(https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from localstack.aws.errors import ServiceException
from localstack.aws.hosts import AWS_DOMAINS, OWN_DOMAINS, region_of
from localstack.aws.protocol.base import RequestParseError
from localstack.aws.protocol.rest import UnreadableParameter
from localstack.aws.protocol.rest_codec import WriteBody
from localstack.aws.protocol.rest_xml import RestXmlCodec, XmlDocuments
from localstack.aws.protocol.xml import DECLARATION, encode, error_members, escape, escape_quoted
from localstack.aws.wire import HeaderItems, Request, Response

if TYPE_CHECKING:
    from botocore.model import OperationModel, Shape

    from localstack.aws.spec import Operation

XMLNS = "http://s3.amazonaws.com/doc/2006-03-01/"
ROOTS = {
    "CompleteMultipartUpload": "CompleteMultipartUploadResult",
    "CreateMultipartUpload": "InitiateMultipartUploadResult",
    "CreateSession": "CreateSessionResult",
    "DeleteObjects": "DeleteResult",
    "GetBucketAccelerateConfiguration": "AccelerateConfiguration",
    "GetBucketAcl": "AccessControlPolicy",
    "GetBucketCors": "CORSConfiguration",
    "GetBucketLifecycle": "LifecycleConfiguration",
    "GetBucketLifecycleConfiguration": "LifecycleConfiguration",
    "GetBucketLogging": "BucketLoggingStatus",
    "GetBucketNotificationConfiguration": "NotificationConfiguration",
    "GetBucketRequestPayment": "RequestPaymentConfiguration",
    "GetBucketTagging": "Tagging",
    "GetBucketVersioning": "VersioningConfiguration",
    "GetBucketWebsite": "WebsiteConfiguration",
    "GetObjectAcl": "AccessControlPolicy",
    "GetObjectAttributes": "GetObjectAttributesResponse",
    "GetObjectTagging": "Tagging",
    "ListBucketAnalyticsConfigurations": "ListBucketAnalyticsConfigurationResult",
    "ListBucketIntelligentTieringConfigurations": "ListBucketIntelligentTieringConfigurationsOutput",
    "ListBucketInventoryConfigurations": "ListInventoryConfigurationsResult",
    "ListBucketMetricsConfigurations": "ListMetricsConfigurationsResult",
    "ListBuckets": "ListAllMyBucketsResult",
    "ListDirectoryBuckets": "ListAllMyDirectoryBucketsResult",
    "ListMultipartUploads": "ListMultipartUploadsResult",
    "ListObjectVersions": "ListVersionsResult",
    "ListObjects": "ListBucketResult",
    "ListObjectsV2": "ListBucketResult",
    "ListParts": "ListPartsResult",
}
# s3.amazonaws.com, s3.eu-west-1.amazonaws.com, s3-eu-west-1.amazonaws.com, s3.dualstack.…, directory buckets'
# s3express-use1-az4.…, and the same below localhost.localstack.cloud or localhost, each with the bucket in front.
_VIRTUAL_HOST = re.compile(
    r"(?P<bucket>.+)\.s3(?:express)?(?P<kind>-[a-z0-9-]+)?(?:\.[a-z0-9-]+){0,3}?"
    rf"(?:{'|'.join(map(re.escape, (*AWS_DOMAINS, *OWN_DOMAINS)))})"
)
_OTHER_ENDPOINTS = ("-control", "-outposts", "-object-lambda")
# SDKs put an access point's name in front of any endpoint that they are given: name-111111111111.127.0.0.1:4566
_POINT_HOST = re.compile(
    r"(?P<point>[a-z0-9][a-z0-9-]+-\d{12})\.(?:localhost|localhost\.localstack\.cloud|\d+\.\d+\.\d+\.\d+)"
)
_POINT_ENDPOINT = ".s3-accesspoint"
MAX_HOST = 255
_BUCKET_PATH = re.compile(r"/([^/]+)/?")

# https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
MALFORMED = "The XML you provided was not well-formed or did not validate against our published schema"
NOT_ALLOWED = "The specified method is not allowed against this resource."


def bucket_of_host(host: str) -> str:
    """Give the bucket that a virtual-hosted request names in its host, or `""`."""
    if len(host) > MAX_HOST:
        return ""
    name = host.partition(":")[0]
    match = _VIRTUAL_HOST.fullmatch(name)
    if match is None and "-" in name:
        point = _POINT_HOST.fullmatch(name)
        return point["point"] if point is not None else ""
    if match is None or (match["kind"] or "").startswith(_OTHER_ENDPOINTS):
        return ""
    return match["bucket"]


def operation_of(name: str, signing_name: str) -> str:
    """Tell two operations apart whose requests differ in their endpoint only."""
    return "ListDirectoryBuckets" if name == "ListBuckets" and signing_name == "s3express" else name


def to_path_style(request: Request) -> None:
    """Move the bucket of a virtual-hosted request into its path; an access point by its ARN, which no bucket has."""
    bucket = bucket_of_host(request.host)
    if bucket:
        endpoint = request.host[len(bucket) :]
        if endpoint.startswith(_POINT_ENDPOINT) or not endpoint.startswith(".s3"):
            bucket = _point_arn(bucket, endpoint)
        request.retarget(
            f"/{bucket}{request.target if request.target.startswith('/') else '/' + request.target}"
        )


def bucket_of_form(request: Request) -> str:
    """Give the bucket that a form is sent to, or `""` when a request is none."""
    found = None if request.query_string or request.method != "POST" else _BUCKET_PATH.fullmatch(request.path)
    return unquote(found[1]) if found else ""


def as_sent(request: Request, path: str) -> str:
    """Give the path or target of a request as it was before :func:`to_path_style`."""
    return path[path.index("/", 1) :] if bucket_of_host(request.host) else path


def _point_arn(label: str, endpoint: str) -> str:
    """Give the ARN of the access point in front of an endpoint; without a slash, which would end the segment."""
    name, _, account_id = label.rpartition("-")
    return f"arn:aws:s3:{region_of(endpoint)}:{account_id}:accesspoint:{name}"


class MalformedXML(RequestParseError):
    """A document that cannot be read, or does not fit its schema."""

    code = "MalformedXML"
    shape_name = "MalformedXML"


class InvalidArgument(RequestParseError):
    """A query parameter or header whose value cannot be read."""

    code = "InvalidArgument"
    shape_name = "InvalidArgument"


class S3Codec(RestXmlCodec):
    """rest-xml as S3 speaks it."""

    timestamp_format = "iso8601-millis"
    event_documents = XmlDocuments("text/xml", timestamp_format)
    request_id_header = "x-amz-request-id"
    root_namespace = f' xmlns="{XMLNS}"'

    def error(self, error: ServiceException, operation: Operation | None, request_id: str) -> Response:
        """Make the response for an error; S3's error document has no wrapper and no namespace.

        A member `ExtraHeaders` holds headers, not an element.
        """
        headers: HeaderItems = list(error.members.pop("ExtraHeaders", {}).items())
        if error.status_code == 304 or (operation is not None and operation.model.http["method"] == "HEAD"):
            return self.respond(error.status_code, headers, b"", request_id)
        payload = encode(
            f"{DECLARATION}<Error><Code>{escape(error.code)}</Code><Message>{escape_quoted(error.message)}</Message>"
            f"{error_members(error, operation)}<RequestId>{request_id}</RequestId>"
            f"<HostId>{host_id(request_id)}</HostId></Error>"
        )
        return self.respond(error.status_code, headers, payload, request_id)

    def respond(self, status: int, headers: HeaderItems, payload: Any, request_id: str) -> Response:
        """Make a response with S3's two request ids."""
        headers.append(("x-amz-id-2", host_id(request_id)))
        headers.append(("Server", "AmazonS3"))
        return super().respond(status, headers, payload, request_id)

    def malformed(self, error: Exception) -> ServiceException:
        """Give the error for a document that cannot be read."""
        return MalformedXML(MALFORMED)

    def unreadable(self, error: UnreadableParameter) -> ServiceException:
        """Give the error for a query parameter or header that cannot be read."""
        message = error.message
        if message.endswith("an Integer"):
            message = f"Provided {error.parameter} not an integer or within integer range"
        return InvalidArgument(message, ArgumentName=error.parameter, ArgumentValue=error.value)

    def root_tag(self, operation: OperationModel, shape: Shape) -> str:
        """Give the name of the root element of an operation's result."""
        return ROOTS.get(operation.name) or super().root_tag(operation, shape)

    def compile_body_writer(self, operation: OperationModel) -> WriteBody | None:
        """Compile the part of an operation's result that travels in the body, if there is one."""
        if operation.name == "GetBucketLocation":
            return _write_location
        if operation.name == "PutObject":
            return _write_post_response
        return super().compile_body_writer(operation)


def _write_location(result: dict[str, Any]) -> bytes:
    """Write GetBucketLocation's result, whose only member is the document itself."""
    location = result.get("LocationConstraint")
    content = f">{escape(location)}</LocationConstraint>" if location else "/>"
    return f'{DECLARATION}<LocationConstraint xmlns="{XMLNS}"{content}'.encode()


def _write_post_response(result: dict[str, Any]) -> bytes:
    """Write what a form asks for; PutObject itself has no document."""
    document = result.get("PostResponse")
    return f"{DECLARATION}{document}".encode() if document else b""


def host_id(request_id: str) -> str:
    """Make S3's second request id from the first."""
    return f"{request_id.replace('-', '')}EXAMPLE"
