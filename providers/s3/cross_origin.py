"""What browser pages of other origins are told about a bucket, by its CORS configuration.

::

    OPTIONS without an Origin                      -> 400
    no such bucket, or one without a configuration -> the emulator's own rules, if they allow the origin
                                                   -> else OPTIONS: 403, all else: an answer without CORS headers
    OPTIONS                                        -> by the first rule that fits: 200 with its headers, or 403
    all else                                       -> an answer with the headers of the first rule that fits

https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from localstack.aws.accounts import DEFAULT_ACCOUNT_ID, DEFAULT_REGION, credential_of
from localstack.aws.errors import ServiceException
from localstack.aws.handlers.cors import Cors, CrossOrigin
from localstack.aws.protocol import codec_for
from localstack.aws.protocol.s3 import S3Codec, bucket_of_host
from localstack.aws.unsigned import named_by_url
from localstack.aws.wire import Request, Response

from . import cors, errors
from .cors import CorsRule
from .store import S3Store

if TYPE_CHECKING:
    from localstack.runtime import Emulator

    from .bucket import Bucket


class Resource(NamedTuple):
    """What a request is about.

    :ivar is_certain: whether it is S3's even if there is no such bucket.
    """

    bucket: str
    key: str
    is_certain: bool


def take(emulator: Emulator, request: Request) -> CrossOrigin | None:
    """Take a page's request under the rules of the bucket that it is about.

    :returns: `None` when it is about none, or the emulator's rules hold.
    """
    resource = resource_of(request)
    if resource is None:
        return None
    store = emulator.realm.store("s3", S3Store, DEFAULT_ACCOUNT_ID, DEFAULT_REGION)
    bucket = store.buckets.get(resource.bucket)
    if bucket is None and not resource.is_certain:
        return None
    if request.method == "OPTIONS":
        return _preflight(emulator, request, resource, bucket)
    if bucket is None or not bucket.cors:
        return None if Cors(emulator).is_allowed(request) else CrossOrigin()
    origin = request.headers.get("origin")
    rule = cors.find(bucket.cors, origin, request.method)
    return CrossOrigin(headers=rule.headers_for(origin) if origin and rule else [])


def resource_of(request: Request) -> Resource | None:
    """Give what a request of S3's is about; `None` for one of another service, or about no bucket."""
    if bucket := bucket_of_host(request.host):
        return Resource(bucket, request.path.lstrip("/"), is_certain=True)
    bucket, _, key = request.path.lstrip("/").partition("/")
    signing_name = credential_of(request).service
    if not bucket or bucket.startswith("_") or signing_name not in ("", "s3"):
        return None
    named = named_by_url(request, complete=False)
    if named and all(row.name != "s3" for row in named):
        return None
    return Resource(bucket, key, is_certain=bool(named or signing_name))


def _preflight(
    emulator: Emulator, request: Request, resource: Resource, bucket: Bucket | None
) -> CrossOrigin | None:
    headers = request.headers
    origin = headers.get("origin")
    if not origin:
        return _refuse(emulator, errors.BadRequest("Insufficient information. Origin request header needed."))
    rules = () if bucket is None else bucket.cors
    method = headers.get("access-control-request-method")
    if not rules:
        if Cors(emulator).is_allowed(request):
            return None
        reason = "Bucket not found" if bucket is None else "CORS is not enabled for this bucket."
        return _refuse(emulator, _forbidden(reason, method))
    if method not in cors.METHODS:
        return _refuse(
            emulator, errors.BadRequest(f"Invalid Access-Control-Request-Method: {method or 'null'}")
        )
    asked = [name.strip().lower() for name in headers.get("access-control-request-headers").split(",")]
    wanted = [name for name in asked if name]
    rule = cors.find(rules, origin, method, wanted)
    if rule is None:
        return _refuse(emulator, _forbidden(errors.AccessForbidden.text, method, resource.key))
    return CrossOrigin(_answer(emulator, rule, origin, wanted))


def _answer(emulator: Emulator, rule: CorsRule, origin: str, wanted: list[str]) -> Response:
    return _codec().respond(200, rule.headers_for(origin, wanted), b"", emulator.ids.request_id())


def _forbidden(reason: str, method: str, key: str = "") -> ServiceException:
    """Make the error for a preflight; it is about the bucket when there are no rules, whatever the key."""
    return errors.AccessForbidden(
        f"CORSResponse: {reason}",
        Method=method or "OPTIONS",
        ResourceType="OBJECT" if key else "BUCKET",
    )


def _refuse(emulator: Emulator, error: ServiceException) -> CrossOrigin:
    return CrossOrigin(_codec().error(error, None, emulator.ids.request_id()))


def _codec() -> S3Codec:
    codec = codec_for("rest-xml", "s3")
    assert isinstance(codec, S3Codec)
    return codec
