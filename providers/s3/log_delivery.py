"""Delivery of access logs: from requests to records, and those into objects.

A bucket keeps the records of the requests to it for an hour; then, or when everything is to settle, they are put
into the target as the log delivery service. That needs to be let in, by the target's policy or, where it has ACLs, by
a grant to its group. What it writes into a bucket that is logged itself is not recorded.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from localstack.aws.body import Body
from localstack.aws.context import RequestContext
from localstack.aws.errors import ServiceException
from localstack.aws.protocol.s3 import as_sent, host_id
from localstack.aws.protocol.xml import parse_document
from localstack.aws.wire import Request, Response

from . import access, acl, conditions_of_request
from .access import Subject
from .access_log import Entry, Logging
from .actions import action_of
from .bucket import Bucket
from .log_record import BATCH_DELETE, REST, WEBSITE, LogRecord, operation_type
from .object import ObjectVersion
from .owner import canonical_user_id

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from .access_points import AccessPoint

SECONDS: Final = 3600.0
SERVICE: Final = "logging.s3.amazonaws.com"
_BATCH: Final = "DeleteObjects"
_DELETED: Final = 204
# The operations whose object has a size worth telling.
_SIZED: Final = frozenset(
    {"GetObject", "HeadObject", "PutObject", "CopyObject", "CompleteMultipartUpload", "GetObjectAttributes"}
)
_SIGNATURES: Final = {"AWS4-HMAC-SHA256": "SigV4", "AWS": "SigV2"}
_AUTHENTICATIONS: Final = {"REST-HEADER": "AuthHeader", "REST-QUERY-STRING": "QueryString"}
_GRANTS: Final = {
    acl.FULL_CONTROL: "GrantFullControl",
    acl.READ: "GrantRead",
    acl.READ_ACP: "GrantReadACP",
}


class DeliveryFailed(Exception):
    """Records cannot reach their target; the message says why."""


class Watched(NamedTuple):
    """What a request that will be recorded is about.

    :ivar bucket: one with a logging configuration.
    :ivar point: the access point by which the request names it.
    :ivar is_source: whether something is copied from there.
    :ivar is_website: whether it came to the bucket's website.
    """

    bucket: Bucket
    key: str
    point: AccessPoint | None = None
    is_source: bool = False
    is_website: bool = False


def watch(context: RequestContext, request: Request, watched: Watched) -> None:
    """Have a request recorded once it is answered."""
    started, bucket = context.clock.now(), watched.bucket

    def record(response: Response, error_code: str) -> None:
        records = list(_records(context, request, watched, started, response, error_code))
        with context.lock(bucket.arn):
            is_first = not bucket.log
            for found in records:
                bucket.log.append(Entry(found.time, found.line()))
        if is_first:
            context.schedule("deliver_log", {"Bucket": bucket.name}, SECONDS)

    context.on_answer = (*context.on_answer, record)


def watch_website(context: RequestContext, request: Request, bucket: Bucket | None) -> None:
    """Have a request to a website recorded, if its bucket is logged."""
    if bucket is not None and bucket.logging is not None:
        watch(context, request, Watched(bucket, unquote(request.path.removeprefix("/")), is_website=True))


def put_log(
    context: RequestContext, source: Bucket, target: Bucket | None, logging: Logging, key: str, text: str
) -> None:
    """Write a log object.

    :raises DeliveryFailed: when that cannot be.
    """
    if target is None:
        raise DeliveryFailed("the target bucket does not exist")
    if not _may_put(context, source, target, key):
        raise DeliveryFailed(f"{SERVICE} is not allowed to put objects there")
    parameters = {
        "Bucket": target.name,
        "Key": key,
        "Body": Body(text.encode()),
        "ContentType": "text/plain",
        **(_grants(logging, target) if target.has_acls else {}),
    }
    call = context.emulator.gateway.call
    try:
        call("s3", "PutObject", parameters, target.owner, target.region, SERVICE, source.arn)
    except ServiceException as error:
        raise DeliveryFailed(f"{error.code}: {error.message}") from error


def _records(
    context: RequestContext,
    request: Request,
    watched: Watched,
    started: datetime,
    response: Response,
    error_code: str,
) -> Iterator[LogRecord]:
    record = _record(context, request, watched, started, response, error_code)
    if watched.is_source:
        yield record._replace(operation=f"{record.operation}_GET", bytes_sent=None)
        return
    yield record
    if context.operation.name == _BATCH and not error_code:
        for key, version_id, code in _deletions(request.body.read(), response.body.read()):
            yield record._replace(
                operation=BATCH_DELETE,
                key=key,
                version_id=version_id,
                status=_DELETED,
                error_code=code,
                bytes_sent=None,
            )


def _record(
    context: RequestContext,
    request: Request,
    watched: Watched,
    started: datetime,
    response: Response,
    error_code: str,
) -> LogRecord:
    bucket, key, version_id = watched.bucket, watched.key, request.argument("versionId")
    operation, signed = context.operation.name, dict(conditions_of_request.signature(request))
    is_sized = (operation in _SIZED or watched.is_source) and not error_code
    style = WEBSITE if watched.is_website else REST
    target = request.target if watched.is_website else as_sent(request, request.target)
    return LogRecord(
        canonical_user_id(bucket.owner),
        bucket.name,
        started,
        conditions_of_request.source_ip(request),
        access.caller_of(context).user,
        context.request_id,
        f"{style}.{operation_type(operation, request.method)}",
        key or None,
        f"{request.method} {target} HTTP/1.1",
        response.status,
        error_code,
        response.body.size,
        _size_of(bucket, key, version_id) if is_sized else None,
        int((context.clock.now() - started).total_seconds() * 1000),
        request.headers.get("referer"),
        request.headers.get("user-agent"),
        version_id,
        host_id(context.request_id),
        _SIGNATURES.get(signed.get("s3:signatureversion", ""), ""),
        _AUTHENTICATIONS.get(signed.get("s3:authtype", ""), ""),
        request.host,
        watched.point.arn if watched.point is not None else "",
        not error_code and _needed_acl(context, watched, version_id),
    )


def _needed_acl(context: RequestContext, watched: Watched, version_id: str) -> bool:
    """Tell whether a request that was granted would not have been but for an ACL."""
    bucket, key = watched.bucket, watched.key
    if access.caller_of(context).account_id == bucket.owner:
        return False
    found = bucket.versions.live.get(key) if key else None
    subject = Subject(bucket, key or None, found, watched.point)
    action = action_of(context.operation.name, names_version=bool(version_id))
    return not access.is_allowed_by_policy(context, subject, action)


def _size_of(bucket: Bucket, key: str, version_id: str) -> int | None:
    found = bucket.versions.find(key, version_id) if version_id else bucket.versions.live.get(key)
    return found.size if isinstance(found, ObjectVersion) else None


def _deletions(request: bytes, response: bytes) -> Iterator[tuple[str, str, str]]:
    """Give the key and the version id of each object of a batch, and the code of the error it met."""
    errors = parse_document(response).iterfind("{*}Error")
    codes = {(_text(error, "Key"), _text(error, "VersionId")): _text(error, "Code") for error in errors}
    for item in parse_document(request).iterfind("{*}Object"):
        named = _text(item, "Key"), _text(item, "VersionId")
        yield *named, codes.get(named, "")


def _text(element: Element, name: str) -> str:
    return element.findtext(f"{{*}}{name}", "")


def _grants(logging: Logging, target: Bucket) -> dict[str, str]:
    granted: dict[str, list[str]] = {}
    if logging.grants:
        granted["GrantFullControl"] = [f'id="{canonical_user_id(target.owner)}"']
    for grant in logging.grants:
        member = _GRANTS.get(grant.permission)
        if member is not None:
            name = "id" if grant.kind == acl.CANONICAL_USER else "uri"
            granted.setdefault(member, []).append(f'{name}="{grant.grantee}"')
    return {member: ", ".join(grantees) for member, grantees in granted.items()}


def _may_put(context: RequestContext, source: Bucket, target: Bucket, key: str) -> bool:
    if not context.emulator.settings.enforce_iam:
        return True
    by_acl = target.has_acls and any(
        grant.grantee == acl.LOG_DELIVERY and grant.permission in (acl.WRITE, acl.FULL_CONTROL)
        for grant in target.effective_acl.grants
    )
    if not target.policy:
        return by_acl
    from localstack.policies.evaluation import Decision, Question, decide

    from . import bucket_policy

    asked = conditions_of_request.values(context, "", "", target.owner, None) | {
        "aws:sourcearn": (source.arn,),
        "aws:sourceaccount": (source.owner,),
        "aws:principalisawsservice": ("true",),
        "aws:principalservicename": (SERVICE,),
        "aws:securetransport": ("true",),
    }
    question = Question({"Service": frozenset({SERVICE})}, "s3:PutObject", f"{target.arn}/{key}", asked)
    decision = decide(bucket_policy.read(target.policy), question)
    return decision is Decision.ALLOWED or (by_acl and decision is not Decision.DENIED)


def lost(source: Bucket, logging: Logging, entries: Iterable[Entry], reason: object) -> str:
    """Say, for people, which records reached nobody."""
    return f"s3: access log of {source.arn} to {logging.bucket} ({len(list(entries))} records): {reason}"
