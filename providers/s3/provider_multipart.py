"""Operations on multipart uploads."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any, Final

from localstack.aws.api import s3 as api
from localstack.aws.body import Body
from localstack.aws.context import RequestContext
from localstack.state.blobs import Blob

from . import checksums, conditions, content, errors, events, listing, metadata, ranges, validation
from .bucket import Bucket
from .checksums import MEMBERS, Checksum, default_type
from .copy_source import require_source
from .encryption import require_part, require_readable, require_same_key
from .location import url_of
from .object import NOTHING, NULL, ObjectVersion
from .operations import describe_listing
from .owner import canonical_user_id
from .provider_copy import COPY_SOURCE_HEADERS, CopyOperations
from .provider_objects import (
    STANDARD,
    checksum_members,
    read_conditions,
    request_tags,
    system_metadata,
    written_members,
)
from .upload import MAX_PART_NUMBER, ClaimedPart, Part, Upload, checksum_type_for, etag_of, summaries

MAX_PARTS: Final = 1000


class MultipartOperations(CopyOperations):
    """Multipart uploads and their parts."""

    def create_multipart_upload(
        self, context: RequestContext, request: api.CreateMultipartUploadRequest
    ) -> api.CreateMultipartUploadOutput:
        """Begin a multipart upload."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        key, algorithm = request["Key"], request.get("ChecksumAlgorithm")
        validation.require_key(key)
        validation.require_writable_as_asked(request)
        acl = self._acl_for_write(context, bucket, request)
        lock = self._lock_for_write(context, bucket, request)
        encryption = self._encryption_for_write(context, bucket, request)
        if algorithm is not None:
            checksums.require_supported(algorithm)
        checksum_type = checksum_type_for(algorithm, request.get("ChecksumType"))
        tags, headers = request_tags(request), system_metadata(request)
        user_metadata = metadata.normalize(request.get("Metadata") or NOTHING)
        with context.lock(bucket.arn):
            live = bucket.versions.live.get(key)
            upload = Upload(
                key,
                bucket.next_upload_id(context.ids),
                self._now(context),
                context.account_id,
                user_metadata,
                headers,
                request.get("StorageClass", STANDARD),
                tags,
                algorithm or "",
                checksum_type,
                live.content if live is not None else None,
                acl=acl,
                encryption=encryption,
                lock=lock,
            )
            bucket.uploads[key, upload.upload_id] = upload
        result: api.CreateMultipartUploadOutput = {
            "Bucket": bucket.name,
            "Key": key,
            "UploadId": upload.upload_id,
            **encryption.members(),  # type: ignore[typeddict-item]
            **bucket.lifecycle.abort_members(upload),
        }
        if algorithm is not None:
            result.update({"ChecksumAlgorithm": algorithm, "ChecksumType": checksum_type})
        return result

    def upload_part(self, context: RequestContext, request: api.UploadPartRequest) -> api.UploadPartOutput:
        """Take in a part."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        number = _require_part_number(request.get("PartNumber"))
        upload = bucket.require_upload(request["Key"], request["UploadId"])
        validation.require_writable_as_asked(request)
        require_part(upload.encryption, request)
        upload.require_algorithm(content.announced_algorithm(context, request))
        received = content.receive(context, request, upload.checksum_algorithm, is_part=True)
        etag = received.etag(upload.encryption, context.ids)
        self._store_part(context, bucket, upload, number, received.blob, etag, received.checksum)
        result: dict[str, Any] = {"ETag": f'"{etag}"', **upload.encryption.members()}
        if received.checksum is not None:
            result[f"Checksum{received.checksum.algorithm}"] = received.checksum.value
        return result  # type: ignore[return-value]

    def upload_part_copy(
        self, context: RequestContext, request: api.UploadPartCopyRequest
    ) -> api.UploadPartCopyOutput:
        """Make a part from an existing object, or a range of it."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        number = _require_part_number(request.get("PartNumber"))
        upload = bucket.require_upload(request["Key"], request["UploadId"])
        validation.require_writable_as_asked(request)
        source_bucket, source = self._source(
            context, request["CopySource"], request.get("ExpectedSourceBucketOwner")
        )
        require_part(upload.encryption, request)
        version = require_source(source_bucket, source)
        require_readable(version.encryption, request, "CopySource")
        read_conditions(request, "CopySource", COPY_SOURCE_HEADERS).require(version, context.clock.now())
        blob = self._part_of(context, version, request.get("CopySourceRange"))
        etag, checksum = content.etag_of(blob, upload.encryption, context.ids), None
        if upload.checksum_algorithm:
            checksum = checksums.compute(upload.checksum_algorithm, blob)
        part = self._store_part(context, bucket, upload, number, blob, etag, checksum)
        copied: dict[str, Any] = {"ETag": f'"{etag}"', "LastModified": part.last_modified}
        if checksum is not None:
            copied[f"Checksum{checksum.algorithm}"] = checksum.value
        result: api.UploadPartCopyOutput = {
            "CopyPartResult": copied,
            **upload.encryption.members(),  # type: ignore[typeddict-item]
        }
        if source_bucket.versioning and version.version_id != NULL:
            result["CopySourceVersionId"] = version.version_id
        return result

    def complete_multipart_upload(
        self, context: RequestContext, request: api.CompleteMultipartUploadRequest
    ) -> api.CompleteMultipartUploadOutput:
        """Make an object of the parts."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        key, if_match, if_none_match = request["Key"], request.get("IfMatch"), request.get("IfNoneMatch")
        upload = bucket.require_upload(key, request["UploadId"])
        validation.require_writable_as_asked(request)
        conditions.require_known_write_conditions(if_match, if_none_match)
        require_same_key(upload.encryption, request)
        parts = upload.choose(_claimed_parts(request))
        blob = Blob.join(part.content for part in parts)
        checksum = _completed_checksum(upload, parts, request)
        _require_object_size(request, blob.size)
        with context.lock(bucket.arn):
            # Another request may have completed or aborted it meanwhile.
            bucket.require_upload(key, upload.upload_id)
            live = bucket.versions.live.get(key)
            conditions.require_write(if_match, if_none_match, key, live)
            conditions.require_unchanged(if_match, if_none_match, key, upload.replaces, live)
            version = ObjectVersion(
                key,
                bucket.version_id_for_write(context.ids),
                blob,
                etag_of(parts),
                self._now(context),
                upload.metadata,
                upload.headers,
                upload.storage_class,
                checksum,
                upload.tags,
                summaries(parts),
                upload.acl,
                upload.encryption,
                upload.lock,
            )
            bucket.versions.put(version)
            del bucket.uploads[key, upload.upload_id]
        self._notify(context, bucket, events.written(events.CREATED_UPLOAD, version))
        result = {"Location": url_of(context, bucket, key), "Bucket": bucket.name, "Key": key}
        return result | _completed_members(bucket, version)  # type: ignore[return-value]

    def abort_multipart_upload(
        self, context: RequestContext, request: api.AbortMultipartUploadRequest
    ) -> None:
        """Drop an upload and its parts."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        conditions.refuse_express_conditions(
            (("x-amz-if-match-initiated-time", request.get("IfMatchInitiatedTime")),)
        )
        with context.lock(bucket.arn):
            upload = bucket.require_upload(request["Key"], request["UploadId"])
            del bucket.uploads[upload.key, upload.upload_id]

    def list_parts(self, context: RequestContext, request: api.ListPartsRequest) -> api.ListPartsOutput:
        """List the parts that an upload has so far."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        upload = bucket.require_upload(request["Key"], request["UploadId"])
        require_same_key(upload.encryption, request)
        limit = listing.page_size(request.get("MaxParts"), "max-parts")
        marker = request.get("PartNumberMarker", 0)
        with context.lock(bucket.arn):
            numbers = islice(upload.parts.keys_from(marker, inclusive=False), limit + 1)
            after = [upload.parts[number] for number in numbers]
        page = after[:limit]
        result: dict[str, Any] = {
            "Bucket": bucket.name,
            "Key": upload.key,
            "UploadId": upload.upload_id,
            "PartNumberMarker": marker,
            "NextPartNumberMarker": page[-1].number if page else 0,
            "MaxParts": limit,
            "IsTruncated": len(after) > limit,
            "Parts": [_part_entry(part) for part in page],
            "StorageClass": upload.storage_class,
            **_parties(bucket, upload),
            **_algorithm_members(upload),
            **bucket.lifecycle.abort_members(upload),
        }
        return result  # type: ignore[return-value]

    def list_multipart_uploads(
        self, context: RequestContext, request: api.ListMultipartUploadsRequest
    ) -> api.ListMultipartUploadsOutput:
        """List the uploads under way, of each key the oldest first."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        encode = listing.text_encoder(request.get("EncodingType"))
        limit = listing.page_size(request.get("MaxUploads"), "max-uploads")
        prefix, delimiter = request.get("Prefix", ""), request.get("Delimiter", "")
        key_marker = request.get("KeyMarker", "")
        id_marker = request.get("UploadIdMarker", "") if key_marker else ""
        with context.lock(bucket.arn):
            rest = _uploads_after(bucket, key_marker, id_marker) if id_marker else ()
            page = listing.list_entries(
                bucket.upload_keys_from, bucket.uploads_of, prefix, delimiter, key_marker, rest, limit
            )
        result: dict[str, Any] = {
            "Bucket": bucket.name,
            "KeyMarker": encode(key_marker),
            "UploadIdMarker": id_marker,
            "NextKeyMarker": encode(page.last_key),
            "NextUploadIdMarker": page.last_entry.upload_id if page.last_entry is not None else "",
            "MaxUploads": limit,
            "IsTruncated": page.is_truncated,
            "Uploads": [_upload_entry(bucket, upload, encode(key)) for key, upload in page.entries],
        }
        if prefix:
            result["Prefix"] = encode(prefix)
        describe_listing(result, request, delimiter, page.common_prefixes, encode)
        return result  # type: ignore[return-value]

    def _store_part(
        self,
        context: RequestContext,
        bucket: Bucket,
        upload: Upload,
        number: int,
        blob: Blob,
        etag: str,
        checksum: Checksum | None,
    ) -> Part:
        kept = checksum if upload.checksum_algorithm else None
        of_whole = upload.checksum_of_whole(blob, checksum)
        part = Part(number, blob, etag, self._now(context), kept, of_whole)
        with context.lock(bucket.arn):
            # The upload may have been completed or aborted while its part was on the way.
            bucket.require_upload(upload.key, upload.upload_id).parts[number] = part
        return part

    def _part_of(self, context: RequestContext, version: ObjectVersion, header: str | None) -> Blob:
        if header is None:
            return version.content
        start, end = ranges.parse_copy_range(header, version.size)
        return context.blobs.write(Body(version.content.stream(start, end), end - start), "md5")


def _completed_members(bucket: Bucket, version: ObjectVersion) -> dict[str, Any]:
    """Give what is answered about an object that is complete.

    The recordings show neither a key of the caller's nor, where S3's own keys are not used, a checksum.
    """
    members = written_members(bucket, version)
    if version.encryption.is_own:
        return members
    hidden = {"SSECustomerAlgorithm", "SSECustomerKeyMD5", *checksum_members(version.checksum)}
    return {name: value for name, value in members.items() if name not in hidden}


def _uploads_after(bucket: Bucket, key: str, upload_id: str) -> list[Upload]:
    """Give the uploads to a key that come after one of them.

    :raises InvalidArgument: when there is no such upload.
    """
    if (key, upload_id) not in bucket.uploads:
        raise errors.InvalidArgument(
            "Invalid uploadId marker", ArgumentName="upload-id-marker", ArgumentValue=upload_id
        )
    return [upload for upload in bucket.uploads_of(key) if upload.upload_id > upload_id]


def _require_part_number(number: int | None) -> int:
    if number is None or not 1 <= number <= MAX_PART_NUMBER:
        raise errors.InvalidArgument(
            f"Part number must be an integer between 1 and {MAX_PART_NUMBER}, inclusive",
            ArgumentName="partNumber",
            ArgumentValue="" if number is None else number,
        )
    return number


def _claimed_parts(request: api.CompleteMultipartUploadRequest) -> list[ClaimedPart]:
    claimed = (request.get("MultipartUpload") or {}).get("Parts") or []
    parts = []
    for part in claimed:
        if "PartNumber" not in part or "ETag" not in part:
            raise errors.MalformedXML
        found: Mapping[str, Any] = part
        values = {algorithm: found[member] for algorithm, member in MEMBERS if member in found}
        parts.append(ClaimedPart(part["PartNumber"], part["ETag"], values))
    return parts


def _completed_checksum(
    upload: Upload, parts: list[Part], request: api.CompleteMultipartUploadRequest
) -> Checksum:
    """Compute the checksum of the object, and compare it with the one the request sends.

    :raises InvalidRequest: when the request speaks of another type of checksum than the upload.
    :raises BadDigest: when the request's checksum is another.
    """
    requested_type, expected_type = request.get("ChecksumType"), upload.checksum_type
    if requested_type is not None and expected_type and requested_type != expected_type:
        raise api.InvalidRequest(
            f"The upload was created using the {expected_type} checksum mode. "
            "The complete request must use the same checksum mode."
        )
    checksum = upload.checksum_of(parts)
    sent = checksums.sent(request, {})
    if sent is not None and Checksum(*sent, requested_type or default_type(sent[0])) != checksum:
        raise errors.BadDigest(
            f"The {checksum.algorithm.lower()} you specified did not match the calculated checksum."
        )
    return checksum


def _require_object_size(request: api.CompleteMultipartUploadRequest, size: int) -> None:
    expected = request.get("MpuObjectSize")
    if expected is not None and expected != size:
        raise api.InvalidRequest(
            f"The provided 'x-amz-mp-object-size' header value {expected} does not match what was computed: {size}"
        )


def _parties(bucket: Bucket, upload: Upload) -> dict[str, Any]:
    initiator = {"ID": canonical_user_id(upload.initiator), "DisplayName": upload.initiator}
    return {"Initiator": initiator, "Owner": {"ID": canonical_user_id(bucket.owner)}}


def _algorithm_members(upload: Upload) -> dict[str, str]:
    if not upload.checksum_algorithm:
        return {}
    return {"ChecksumAlgorithm": upload.checksum_algorithm, "ChecksumType": upload.checksum_type}


def _part_entry(part: Part) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "PartNumber": part.number,
        "LastModified": part.last_modified,
        "ETag": f'"{part.etag}"',
        "Size": part.content.size,
    }
    if part.checksum is not None:
        entry[f"Checksum{part.checksum.algorithm}"] = part.checksum.value
    return entry


def _upload_entry(bucket: Bucket, upload: Upload, key: str) -> dict[str, Any]:
    return {
        "UploadId": upload.upload_id,
        "Key": key,
        "Initiated": upload.initiated,
        "StorageClass": upload.storage_class,
        **_parties(bucket, upload),
        **_algorithm_members(upload),
    }
