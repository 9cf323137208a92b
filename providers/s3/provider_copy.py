"""Copying objects."""

from __future__ import annotations

from typing import Any

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import checksums, conditions, content, events, metadata, validation
from .bucket import Bucket
from .checksums import DEFAULT_ALGORITHM, FULL_OBJECT, Checksum
from .copy_source import COPY, REPLACE, CopySource, parse_copy_source, require_directive, require_source
from .encryption import Encryption, require_readable
from .object import NOTHING, NULL, ObjectVersion
from .operations import S3Operations
from .provider_objects import STANDARD, checksum_members, read_conditions, request_tags, system_metadata

COPY_SOURCE_HEADERS = "x-amz-copy-source-"


class CopyOperations(S3Operations):
    """Copying objects."""

    def copy_object(self, context: RequestContext, request: api.CopyObjectRequest) -> api.CopyObjectOutput:
        """Copy an object, or change one in place."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        key, if_match, if_none_match = request["Key"], request.get("IfMatch"), request.get("IfNoneMatch")
        validation.require_key(key)
        validation.require_writable_as_asked(request)
        acl = self._acl_for_write(context, bucket, request)
        lock = self._lock_for_write(context, bucket, request)
        encryption = self._encryption_for_write(context, bucket, request)
        conditions.require_known_write_conditions(if_match, if_none_match)
        metadata_directive = require_directive("metadata", request.get("MetadataDirective"))
        tagging_directive = require_directive("tagging", request.get("TaggingDirective"))
        source_bucket, source = self._source(
            context, request["CopySource"], request.get("ExpectedSourceBucketOwner")
        )
        version = require_source(source_bucket, source)
        require_readable(version.encryption, request, "CopySource")
        if version.encryption.key_id:
            self._require_kms_key(context, source_bucket, version)
        read_conditions(request, "CopySource", COPY_SOURCE_HEADERS).require(version, context.clock.now())
        # An earlier version may be copied over the live one: that is how AWS has it restored
        # (userguide, RestoringPreviousVersions).
        if source_bucket is bucket and bucket.versions.live.get(key) is version:
            _require_change(request, metadata_directive, version.encryption)
        changes = _changes(request, version, metadata_directive, tagging_directive)
        if version.parts or not version.encryption.is_own or not encryption.is_own:
            changes |= {"etag": content.etag_of(version.content, encryption, context.ids), "parts": ()}
        checksum = _copied_checksum(version, request.get("ChecksumAlgorithm"))
        with context.lock(bucket.arn):
            conditions.require_write(if_match, if_none_match, key, bucket.versions.live.get(key))
            copy = version._replace(
                key=key,
                version_id=bucket.version_id_for_write(context.ids),
                last_modified=self._now(context),
                storage_class=request.get("StorageClass", STANDARD),
                checksum=checksum,
                acl=acl,
                encryption=encryption,
                lock=lock,
                restore=None,
                replication="",
                **changes,
            )
            bucket.versions.put(copy)
        self._notify(context, bucket, events.written(events.CREATED_COPY, copy))
        return _copied(source_bucket, version, bucket, copy)

    def _source(
        self, context: RequestContext, header: str, expected_owner: str | None
    ) -> tuple[Bucket, CopySource]:
        source = parse_copy_source(header)
        return self._bucket(context, source.bucket, expected_owner), source


def _require_change(request: api.CopyObjectRequest, metadata_directive: str, encryption: Encryption) -> None:
    """Check that a copy onto its own source changes something.

    :raises InvalidRequest: when it does not.
    """
    changing = ("StorageClass", "WebsiteRedirectLocation", "ServerSideEncryption", "SSECustomerAlgorithm")
    is_changed = any(member in request for member in changing) or not encryption.is_own
    if metadata_directive == COPY and not is_changed:
        raise api.InvalidRequest(
            "This copy request is illegal because it is trying to copy an object to itself without changing the "
            "object's metadata, storage class, website redirect location or encryption attributes."
        )


def _changes(
    request: api.CopyObjectRequest, version: ObjectVersion, metadata_directive: str, tagging_directive: str
) -> dict[str, Any]:
    """Give what the directives make of the source's metadata and tags; a copy is in one part."""
    changes: dict[str, Any] = {"headers": _copied_headers(version, request)}
    if metadata_directive == REPLACE:
        changes["metadata"] = metadata.normalize(request.get("Metadata") or NOTHING)
        changes["headers"] = system_metadata(request)
    if tagging_directive == REPLACE:
        changes["tags"] = request_tags(request)
    return changes


def _copied_headers(version: ObjectVersion, request: api.CopyObjectRequest) -> dict[str, Any]:
    headers = {name: value for name, value in version.headers.items() if name != "WebsiteRedirectLocation"}
    if "WebsiteRedirectLocation" in request:
        headers["WebsiteRedirectLocation"] = request["WebsiteRedirectLocation"]
    return headers


def _copied_checksum(version: ObjectVersion, algorithm: str | None) -> Checksum:
    if algorithm is not None:
        checksums.require_supported(algorithm)
    chosen = algorithm or version.checksum.algorithm or DEFAULT_ALGORITHM
    if version.checksum.algorithm == chosen and version.checksum.type == FULL_OBJECT:
        return version.checksum
    return checksums.compute(chosen, version.content)


def _copied(
    source_bucket: Bucket, version: ObjectVersion, bucket: Bucket, copy: ObjectVersion
) -> api.CopyObjectOutput:
    result: dict[str, Any] = {
        "CopyObjectResult": {
            "LastModified": copy.last_modified,
            "ETag": f'"{copy.etag}"',
            **checksum_members(copy.checksum),
        },
        **copy.encryption.members(),
    }
    if source_bucket.versioning and version.version_id != NULL:
        result["CopySourceVersionId"] = version.version_id
    if bucket.versioning:
        result["VersionId"] = copy.version_id
    if bucket.lifecycle.rules:
        result |= bucket.lifecycle.expiration_members(copy)
    return result  # type: ignore[return-value]
