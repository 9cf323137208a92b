"""Operations on single objects: writing, reading and describing them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import (
    checksums,
    conditions,
    content,
    errors,
    events,
    metadata,
    overrides,
    post_form,
    ranges,
    tagging,
    validation,
)
from .bucket import Bucket
from .checksums import COMPOSITE, DEFAULT_ALGORITHM, Checksum
from .conditions import ReadConditions
from .encryption import require_readable
from .object import NOTHING, NULL, ObjectVersion, only_type
from .object_lock import UNLOCKED
from .operations import S3Operations

DEFAULT_CONTENT_TYPE: Final = "binary/octet-stream"
STANDARD: Final = "STANDARD"
SYSTEM_METADATA: Final = (
    "CacheControl",
    "ContentDisposition",
    "ContentEncoding",
    "ContentLanguage",
    "ContentType",
    "Expires",
    "WebsiteRedirectLocation",
)
MAX_PARTS: Final = 1000


def checksum_members(checksum: Checksum) -> dict[str, str]:
    """Give a checksum as answers do, with its type."""
    if not checksum.algorithm:
        return {}
    return {f"Checksum{checksum.algorithm}": checksum.value, "ChecksumType": checksum.type}


def written_members(bucket: Bucket, version: ObjectVersion) -> dict[str, Any]:
    """Give what answers to writes say about what they wrote."""
    result: dict[str, Any] = {
        "ETag": f'"{version.etag}"',
        **version.encryption.members(),
        **checksum_members(version.checksum),
    }
    if version.version_id != NULL:
        result["VersionId"] = version.version_id
    if bucket.lifecycle.rules:
        result |= bucket.lifecycle.expiration_members(version)
    return result


def system_metadata(request: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read the metadata that S3 gives a meaning, with the content type that every object has."""
    headers = {member: request[member] for member in SYSTEM_METADATA if member in request}
    if not headers.get("ContentType"):
        headers["ContentType"] = DEFAULT_CONTENT_TYPE
    if "ContentEncoding" in headers:
        encodings = [name.strip() for name in headers["ContentEncoding"].split(",")]
        # The encoding of the transfer is no property of the object.
        headers["ContentEncoding"] = ",".join(name for name in encodings if name != "aws-chunked")
        if not headers["ContentEncoding"]:
            del headers["ContentEncoding"]
    return headers if len(headers) > 1 else only_type(headers["ContentType"])


def request_tags(request: Mapping[str, Any]) -> Mapping[str, str]:
    """Read the tags in the header of a write."""
    return tagging.header_tags(request["Tagging"]) if "Tagging" in request else NOTHING


def read_conditions(request: Mapping[str, Any], prefix: str = "", header_prefix: str = "") -> ReadConditions:
    """Read the conditions of a read or copy.

    :param prefix: what comes before the names of their members.
    """
    return ReadConditions(
        request.get(f"{prefix}IfMatch"),
        request.get(f"{prefix}IfNoneMatch"),
        request.get(f"{prefix}IfModifiedSince"),
        request.get(f"{prefix}IfUnmodifiedSince"),
        header_prefix,
    )


class ObjectOperations(S3Operations):
    """Writing, reading and describing objects."""

    def put_object(self, context: RequestContext, request: api.PutObjectRequest) -> api.PutObjectOutput:
        """Create an object, or the next version of one."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        key, if_match, if_none_match = request["Key"], request.get("IfMatch"), request.get("IfNoneMatch")
        validation.require_key(key)
        validation.require_writable_as_asked(request)
        acl = self._acl_for_write(context, bucket, request)
        lock = self._lock_for_write(context, bucket, request)
        encryption = self._encryption_for_write(context, bucket, request)
        conditions.require_known_write_conditions(if_match, if_none_match)
        tags, headers = request_tags(request), system_metadata(request)
        user_metadata = metadata.normalize(request.get("Metadata") or NOTHING)
        received = content.receive(context, request, DEFAULT_ALGORITHM)
        with context.lock(bucket.arn):
            conditions.require_write(if_match, if_none_match, key, bucket.versions.live.get(key))
            version = ObjectVersion(
                key,
                bucket.version_id_for_write(context.ids),
                received.blob,
                received.etag(encryption, context.ids),
                self._now(context),
                user_metadata,
                headers,
                request.get("StorageClass", STANDARD),
                received.checksum or checksums.compute(DEFAULT_ALGORITHM, received.blob),
                tags,
                acl=acl,
                encryption=encryption,
                lock=lock,
            )
            bucket.versions.put(version)
        form = context.request.form if context.request is not None else None
        event = events.CREATED_PUT if form is None else events.CREATED_POST
        self._notify(context, bucket, events.written(event, version))
        members = written_members(bucket, version)
        if form is not None:
            members = post_form.answer(context, bucket, version, form, members)
        return members  # type: ignore[return-value]

    def get_object(self, context: RequestContext, request: api.GetObjectRequest) -> api.GetObjectOutput:
        """Read an object, or a part of it."""
        return self._read(context, request, "GET")  # type: ignore[return-value]

    def head_object(self, context: RequestContext, request: api.HeadObjectRequest) -> api.HeadObjectOutput:
        """Describe an object."""
        return self._read(context, request, "HEAD")  # type: ignore[return-value]

    def get_object_attributes(
        self, context: RequestContext, request: api.GetObjectAttributesRequest
    ) -> api.GetObjectAttributesOutput:
        """Give the attributes of an object that the request names."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        version = bucket.require_object(request["Key"], request.get("VersionId"))
        require_readable(version.encryption, request)
        wanted = request.get("ObjectAttributes") or []
        result: api.GetObjectAttributesOutput = {"LastModified": version.last_modified}
        if bucket.versioning:
            result["VersionId"] = version.version_id
        if "ETag" in wanted:
            result["ETag"] = version.etag
        if "Checksum" in wanted and version.checksum.algorithm:
            value = version.checksum.value.partition("-")[0]
            result["Checksum"] = checksum_members(version.checksum._replace(value=value))  # type: ignore[typeddict-item]
        if "ObjectParts" in wanted and version.parts:
            marker, limit = request.get("PartNumberMarker", 0), request.get("MaxParts", MAX_PARTS)
            result["ObjectParts"] = _object_parts(version, marker, limit)  # type: ignore[typeddict-item]
        if "StorageClass" in wanted:
            result["StorageClass"] = version.storage_class
        if "ObjectSize" in wanted:
            result["ObjectSize"] = version.size
        return result

    def _read(
        self, context: RequestContext, request: api.GetObjectRequest | api.HeadObjectRequest, method: str
    ) -> dict[str, Any]:
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        version = bucket.require_object(request["Key"], request.get("VersionId"), method)
        if version.is_archived and method == "GET":
            raise api.InvalidObjectState(
                "The operation is not valid for the object's storage class",
                StorageClass=version.storage_class,
            )
        require_readable(version.encryption, request)
        if version.encryption.key_id and method == "GET":
            self._require_kms_key(context, bucket, version)
        result = _description(bucket, version)
        if bucket.lifecycle.rules and "VersionId" not in request:
            # A version that is asked for by its id is told nothing (recorded), be it the current one.
            result |= bucket.lifecycle.expiration_members(version)
        if not read_conditions(request).is_modified(version, context.clock.now()):
            shown = {"ETag", "LastModified", "VersionId"}
            return {"StatusCode": 304, "Body": b"", **{name: result[name] for name in shown & result.keys()}}
        start, end = self._select_range(request, version, result)
        result["ContentLength"] = end - start
        if not overrides.MEMBERS.isdisjoint(request):
            result.update(overrides.replaced(request))
        if method == "GET":
            result["Body"] = version.content.body(start, end)
        return result

    def _select_range(
        self,
        request: api.GetObjectRequest | api.HeadObjectRequest,
        version: ObjectVersion,
        result: dict[str, Any],
    ) -> tuple[int, int]:
        """Find the bytes that are asked for, and describe them in the result."""
        header, number = request.get("Range"), request.get("PartNumber")
        checksum: Checksum | None = version.checksum
        chosen = None
        if number is not None:
            if header is not None:
                raise api.InvalidRequest("Cannot specify both Range header and partNumber query parameter")
            chosen, checksum = _part_range(version, number)
            if version.parts:
                result["PartsCount"] = len(version.parts)
        elif header is not None:
            chosen = ranges.parse_range(header, version.size)
            if chosen is not None and chosen != (0, version.size):
                checksum = None
        if checksum is not None and request.get("ChecksumMode", "").upper() == "ENABLED":
            result.update(checksum_members(checksum))
        if chosen is None:
            return 0, version.size
        result["ContentRange"] = ranges.content_range(*chosen, version.size)
        result["StatusCode"] = 206
        return chosen


def _description(bucket: Bucket, version: ObjectVersion) -> dict[str, Any]:
    result = {
        "AcceptRanges": "bytes",
        "LastModified": version.last_modified,
        "ETag": f'"{version.etag}"',
        "Metadata": version.metadata,
        **version.encryption.members(),
        **version.headers,
    }
    if bucket.versioning:
        result["VersionId"] = version.version_id
    if version.storage_class != STANDARD:
        result["StorageClass"] = version.storage_class
    if version.lock is not UNLOCKED:
        result.update(version.lock.members())
    if version.restore is not None:
        result["Restore"] = version.restore.shown()
    if version.replication:
        result["ReplicationStatus"] = version.replication
    if version.tags:
        result["TagCount"] = len(version.tags)
    return result


def _part_range(version: ObjectVersion, number: int) -> tuple[tuple[int, int] | None, Checksum | None]:
    """Find the bytes of a part and the checksum that a read of it gets.

    :returns: no bytes for the only part of an empty object: there is no range to name.
    :raises InvalidPartNumber: when there is no such part.
    """
    try:
        chosen = version.part_range(number)
    except LookupError:
        raise errors.InvalidPartNumber(
            ActualPartCount=len(version.parts) or 1, PartNumberRequested=number
        ) from None
    if version.checksum.type == COMPOSITE:
        part = version.parts[number - 1].checksum
        return chosen, None if part is None else part._replace(type=COMPOSITE)
    return chosen if version.size else None, version.checksum if chosen == (0, version.size) else None


def _object_parts(version: ObjectVersion, marker: int, limit: int) -> dict[str, Any]:
    result: dict[str, Any] = {"TotalPartsCount": len(version.parts)}
    if version.checksum.type != COMPOSITE:
        return result
    after = [part for part in version.parts if part.number > marker]
    page = after[:limit]
    result["PartNumberMarker"] = marker
    result["NextPartNumberMarker"] = page[-1].number if page else 0
    result["MaxParts"] = limit
    result["IsTruncated"] = len(after) > limit
    result["Parts"] = [
        {
            "PartNumber": part.number,
            "Size": part.size,
            f"Checksum{part.checksum.algorithm}": part.checksum.value,
        }
        for part in page
        if part.checksum is not None
    ]
    return result
