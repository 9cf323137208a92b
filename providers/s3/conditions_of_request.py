"""What a request has under the condition keys of policies.

The emulator stands for AWS's TLS endpoints, so `aws:SecureTransport` is true whichever door a request takes: a
bucket that refuses plain HTTP is not closed to tests.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from localstack.aws.context import RequestContext
from localstack.aws.wire import Request

if TYPE_CHECKING:
    from .object import ObjectVersion

LOCAL: Final = "127.0.0.1"
_FROM_QUERY = {
    "s3:prefix": "prefix",
    "s3:delimiter": "delimiter",
    "s3:max-keys": "max-keys",
    "s3:versionid": "versionId",
}
# Headers whose key is their name.
_FROM_HEADERS = (
    "x-amz-acl",
    "x-amz-content-sha256",
    "x-amz-copy-source",
    "x-amz-grant-full-control",
    "x-amz-grant-read",
    "x-amz-grant-read-acp",
    "x-amz-grant-write",
    "x-amz-grant-write-acp",
    "x-amz-metadata-directive",
    "x-amz-object-ownership",
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-customer-algorithm",
    "x-amz-storage-class",
    "x-amz-website-redirect-location",
    "if-match",
    "if-none-match",
)
_CLIENT = {"aws:useragent": "user-agent", "aws:referer": "referer"}
_LOCK = {
    "s3:object-lock-mode": "x-amz-object-lock-mode",
    "s3:object-lock-retain-until-date": "x-amz-object-lock-retain-until-date",
    "s3:object-lock-legal-hold": "x-amz-object-lock-legal-hold",
}


def source_ip(request: Request | None) -> str:
    """Give the address that a request comes from, as far as proxies tell."""
    forwarded = request.headers.get("x-forwarded-for") if request is not None else ""
    return forwarded.partition(",")[0].strip() or LOCAL


def values(
    context: RequestContext, account_id: str, arn: str, bucket_owner: str, version: ObjectVersion | None
) -> dict[str, tuple[str, ...]]:
    """Give the values of a request by condition key, in lower case.

    :param account_id: the caller's, `""` for somebody without one.
    :param arn: the caller's.
    :param version: the object that the request is about, if there is one.
    """
    now = context.clock.now()
    found = {
        "aws:currenttime": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "aws:epochtime": str(int(now.timestamp())),
        "aws:requestedregion": context.region,
        "aws:resourceaccount": bucket_owner,
        "s3:resourceaccount": bucket_owner,
        "aws:principaltype": "Account" if account_id else "Anonymous",
        "aws:principalisawsservice": "false",
    }
    if account_id:
        found |= {
            "aws:principalaccount": account_id,
            "aws:principalarn": arn,
            "aws:userid": account_id,
        }
    else:
        found["aws:userid"] = "anonymous"
    for key, value in (version.tags if version is not None else {}).items():
        found[f"s3:existingobjecttag/{key.lower()}"] = value
    single = {key: (value,) for key, value in found.items()}
    return single | (_of_request(context.request) if context.request is not None else {})


def _of_request(request: Request) -> dict[str, tuple[str, ...]]:
    headers = request.headers
    found = {"aws:sourceip": source_ip(request), "aws:securetransport": "true"}
    found |= {key: request.argument(name) for key, name in _FROM_QUERY.items() if name in request.query}
    found |= {f"s3:{name}": headers.get(name) for name in _FROM_HEADERS if name in headers}
    found |= {key: headers.get(name) for key, name in _LOCK.items() if name in headers}
    found |= {key: headers.get(name) for key, name in _CLIENT.items() if name in headers}
    found |= dict(signature(request))
    tags = parse_qsl(headers.get("x-amz-tagging"), keep_blank_values=True)
    found |= {f"s3:requestobjecttag/{key.lower()}": value for key, value in tags}
    result: dict[str, tuple[str, ...]] = {key: (value,) for key, value in found.items()}
    if tags:
        result["s3:requestobjecttagkeys"] = tuple(key for key, _ in tags)
    return result


def signature(request: Request) -> Iterator[tuple[str, str]]:
    """Give how a request was signed, by condition key; nothing when it was not."""
    authorization = request.headers.get("authorization")
    if authorization:
        yield "s3:authtype", "REST-HEADER"
        yield "s3:signatureversion", "AWS4-HMAC-SHA256" if authorization.startswith("AWS4") else "AWS"
    elif "X-Amz-Algorithm" in request.query:
        yield "s3:authtype", "REST-QUERY-STRING"
        yield "s3:signatureversion", request.argument("X-Amz-Algorithm")
    elif "AWSAccessKeyId" in request.query:
        yield "s3:authtype", "REST-QUERY-STRING"
        yield "s3:signatureversion", "AWS"
