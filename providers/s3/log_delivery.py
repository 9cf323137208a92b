"""Delivery of access logs: from requests to records, and those into objects.

A bucket keeps the records of the requests to it for an hour; then, or when everything is to settle, they are put
into the target as the log delivery service. That needs to be let in, by the target's policy or, where it has ACLs, by
a grant to its group. What it writes into a bucket that is logged itself is not recorded.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final
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
from .log_record import BATCH_DELETE, LogRecord, operation_type
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


def watch(
    context: RequestContext,
    request: Request,
    bucket: Bucket,
    point: AccessPoint | None,
    source: Subject | None = None,
) -> None:
    """Have a request recorded once it is answered.

    :param bucket: one with a logging configuration.
    :param point: the access point by which the request names it.
    :param source: what is copied, when the bucket is that of the source.
    """
    started = context.clock.now()

    def record(response: Response, error_code: str) -> None:
        records = list(_records(context, request, bucket, point, source, started, response, error_code))
        with context.lock(bucket.arn):
            is_first = not bucket.log
            for found in records:
                bucket.log.append(Entry(found.time, found.line()))
        if is_first:
            context.schedule("deliver_log", {"Bucket": bucket.name}, SECONDS)

    context.on_answer = (*context.on_answer, record)


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
    bucket: Bucket,
    point: AccessPoint | None,
    source: Subject | None,
    started: datetime,
    response: Response,
    error_code: str,
) -> Iterator[LogRecord]:
    operation = context.operation.name
    record = _record(context, request, bucket, started, response, error_code)
    if point is not None:
        record = record._replace(access_point_arn=point.arn)
    if source is not None:
        yield record._replace(
            operation=f"{operation_type(operation, request.method)}_GET",
            key=source.key,
            object_size=_size_of(bucket, source.key or "", "") if not error_code else None,
            bytes_sent=None,
        )
        return
    yield record
    if operation == _BATCH and not error_code:
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
    bucket: Bucket,
    started: datetime,
    response: Response,
    error_code: str,
) -> LogRecord:
    operation, caller = context.operation.name, access.caller_of(context)
    key = unquote(request.path.removeprefix("/").partition("/")[2])
    version_id = request.argument("versionId")
    signed = dict(conditions_of_request.signature(request))
    is_sized = operation in _SIZED and not error_code
    return LogRecord(
        canonical_user_id(bucket.owner),
        bucket.name,
        started,
        conditions_of_request.source_ip(request),
        caller.user,
        context.request_id,
        operation_type(operation, request.method),
        key or None,
        f"{request.method} {as_sent(request, request.target)} HTTP/1.1",
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
        "",
        not error_code and _needed_acl(context, bucket, key, version_id),
    )


def _needed_acl(context: RequestContext, bucket: Bucket, key: str, version_id: str) -> bool:
    """Tell whether a request that was granted would not have been but for an ACL."""
    if access.caller_of(context).account_id == bucket.owner:
        return False
    found = bucket.versions.live.get(key) if key else None
    subject = Subject(bucket, key or None, found)
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
