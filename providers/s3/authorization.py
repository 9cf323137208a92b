"""Authorization of requests as they come from the wire, before they are parsed."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext
from localstack.aws.errors import ServiceException
from localstack.aws.wire import Request

from . import access, access_points, log_delivery
from .access import Subject
from .access_points import AccessPoint
from .actions import action_of
from .bucket import Bucket
from .copy_source import parse_copy_source
from .log_delivery import Watched
from .object import ObjectVersion
from .store import S3Store

_WITHOUT_BUCKET: Final = frozenset({"ListBuckets", "CreateBucket", "ListDirectoryBuckets"})
# Each key that it names is asked for on its own.
_BY_KEY: Final = "DeleteObjects"


def authorize(context: RequestContext, request: Request, store: S3Store) -> None:
    """Check that the caller of an operation may make it.

    What a service of the emulator sends is let through.

    :raises AccessDenied: when it may not.
    """
    operation = context.operation.name
    if context.service_principal:
        return
    if operation in _WITHOUT_BUCKET:
        if not context.access_key_id and context.emulator.settings.enforce_iam:
            raise api.AccessDenied("Access Denied")
        return
    name, _, key = request.path.removeprefix("/").partition("/")
    bucket, point = named(context, unquote(name), store)
    if bucket is not None and bucket.logging is not None:
        log_delivery.watch(context, request, Watched(bucket, unquote(key), point))
    if bucket is None or operation == _BY_KEY:
        return
    source = request.headers.get("x-amz-copy-source")
    if access.is_unquestioned(context, bucket) and not source and point is None:
        # Nearly every request of a test: nothing has to be looked up for it.
        return
    version_id = request.argument("versionId") if "versionId" in request.query else None
    names_version = version_id is not None
    subject = _subject(bucket, unquote(key), version_id, point)
    access.require(context, subject, action_of(operation, names_version=names_version))
    if source:
        _authorize_source(context, source, store)


def _authorize_source(context: RequestContext, header: str, store: S3Store) -> None:
    try:
        source = parse_copy_source(header)
    except ServiceException:
        # The operation says what is wrong with it.
        return
    bucket, point = named(context, source.bucket, store)
    if bucket is not None:
        subject = _subject(bucket, source.key, source.version_id, point)
        if bucket.logging is not None and context.request is not None:
            watched = Watched(bucket, source.key, point, is_source=True)
            log_delivery.watch(context, context.request, watched)
        access.require(context, subject, action_of("GetObject", names_version=source.version_id is not None))


def named(context: RequestContext, name: str, store: S3Store) -> tuple[Bucket | None, AccessPoint | None]:
    """Find the bucket that is named, and the access point if that is named instead."""
    bucket = store.buckets.get(name)
    if bucket is not None:
        return bucket, None
    point = access_points.find(context, name)
    return (None, None) if point is None else (store.buckets.get(point.bucket), point)


def _subject(bucket: Bucket, key: str, version_id: str | None, point: AccessPoint | None) -> Subject:
    if not key:
        return Subject(bucket, point=point)
    found = bucket.versions.live.get(key) if version_id is None else bucket.versions.find(key, version_id)
    return Subject(bucket, key, found if isinstance(found, ObjectVersion) else None, point)
