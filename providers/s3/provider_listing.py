"""Operations that list objects and their versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import errors, listing
from .bucket import Bucket
from .listing import EntryPage, Page
from .object import DeleteMarker, ObjectVersion, Version
from .operations import S3Operations, describe_listing, with_headers
from .owner import canonical_user_id
from .versions import is_after, is_version_id


class ListOperations(S3Operations):
    """Listing objects, in both forms, and versions."""

    def list_objects(self, context: RequestContext, request: api.ListObjectsRequest) -> api.ListObjectsOutput:
        """List objects after a marker."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        encode = listing.text_encoder(request.get("EncodingType"))
        limit = listing.page_size(request.get("MaxKeys"), "maxKeys")
        prefix, delimiter = request.get("Prefix", ""), request.get("Delimiter", "")
        marker = request.get("Marker", "")
        page, contents = self._list_live(context, bucket, prefix, delimiter, marker, limit)
        owner = canonical_user_id(bucket.owner)
        result: dict[str, Any] = {
            "Name": bucket.name,
            "Prefix": encode(prefix),
            "Marker": encode(marker),
            "MaxKeys": limit,
            "IsTruncated": page.is_truncated,
            "Contents": [_entry(version, encode, owner, request) for version in contents],
        }
        describe_listing(result, request, delimiter, page.common_prefixes, encode)
        if page.is_truncated and delimiter:
            result["NextMarker"] = encode(page.last)
        return with_headers(result, {"x-amz-bucket-region": bucket.region})  # type: ignore[return-value]

    def list_objects_v2(
        self, context: RequestContext, request: api.ListObjectsV2Request
    ) -> api.ListObjectsV2Output:
        """List objects after a key or from a continuation token on."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        encode = listing.text_encoder(request.get("EncodingType"))
        limit = listing.page_size(request.get("MaxKeys"), "max-keys")
        prefix, delimiter = request.get("Prefix", ""), request.get("Delimiter", "")
        token, start_after = request.get("ContinuationToken"), request.get("StartAfter", "")
        marker = start_after if token is None else listing.read_token(token)
        page, contents = self._list_live(context, bucket, prefix, delimiter, marker, limit)
        owner = canonical_user_id(bucket.owner) if request.get("FetchOwner") else ""
        result: dict[str, Any] = {
            "Name": bucket.name,
            "Prefix": encode(prefix),
            "MaxKeys": limit,
            "KeyCount": len(page),
            "IsTruncated": page.is_truncated,
            "Contents": [_entry(version, encode, owner, request) for version in contents],
        }
        describe_listing(result, request, delimiter, page.common_prefixes, encode)
        if token is not None:
            result["ContinuationToken"] = token
        elif start_after:
            result["StartAfter"] = encode(start_after)
        if page.is_truncated:
            result["NextContinuationToken"] = listing.make_token(page.last)
        return with_headers(result, {"x-amz-bucket-region": bucket.region})  # type: ignore[return-value]

    def list_object_versions(
        self, context: RequestContext, request: api.ListObjectVersionsRequest
    ) -> api.ListObjectVersionsOutput:
        """List versions and delete markers, of each key the newest first."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        encode = listing.text_encoder(request.get("EncodingType"))
        limit = listing.page_size(request.get("MaxKeys"), "maxKeys")
        prefix, delimiter = request.get("Prefix", ""), request.get("Delimiter", "")
        key_marker, id_marker = request.get("KeyMarker", ""), request.get("VersionIdMarker")
        _require_version_marker(key_marker, id_marker)
        versions = bucket.versions
        with context.lock(bucket.arn):
            page = listing.list_entries(
                versions.keys_from,
                versions.of_key,
                prefix,
                delimiter,
                key_marker,
                _versions_after(versions.of_key(key_marker), id_marker) if id_marker else (),
                limit,
            )
            latest = {key: versions.latest(key) for key, _ in page.entries}
        result: dict[str, Any] = {
            "Name": bucket.name,
            "Prefix": encode(prefix),
            "KeyMarker": encode(key_marker),
            "VersionIdMarker": id_marker or "",
            "MaxKeys": limit,
            "IsTruncated": page.is_truncated,
            **_version_entries(page, latest, encode, canonical_user_id(bucket.owner), request),
        }
        describe_listing(result, request, delimiter, page.common_prefixes, encode)
        _add_next_version(result, page, encode)
        return result  # type: ignore[return-value]

    def _list_live(
        self, context: RequestContext, bucket: Bucket, prefix: str, delimiter: str, marker: str, limit: int
    ) -> tuple[Page, list[ObjectVersion]]:
        live = bucket.versions.live
        with context.lock(bucket.arn):
            page = listing.list_page(
                lambda start, inclusive: live.keys_from(start, inclusive=inclusive),
                prefix,
                delimiter,
                marker,
                limit,
            )
            return page, [live[key] for key in page.keys]


def _entry(version: ObjectVersion, encode: Callable[[str], str], owner: str, request: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "Key": encode(version.key),
        "LastModified": version.last_modified,
        "ETag": f'"{version.etag}"',
        "Size": version.size,
        "StorageClass": version.storage_class,
    }
    if version.checksum.algorithm:
        entry["ChecksumAlgorithm"] = [version.checksum.algorithm]
        entry["ChecksumType"] = version.checksum.type
    if owner:
        entry["Owner"] = {"ID": owner}
    if version.restore is not None and "RestoreStatus" in request.get("OptionalObjectAttributes", ()):
        entry["RestoreStatus"] = version.restore.status()
    return entry


def _version_entries(
    page: EntryPage[Version],
    latest: Mapping[str, Version | None],
    encode: Callable[[str], str],
    owner: str,
    request: Any,
) -> dict[str, list[dict[str, Any]]]:
    versions, markers = [], []
    for key, version in page.entries:
        common = {
            "VersionId": version.version_id,
            "IsLatest": version is latest[key],
            "Owner": {"ID": owner},
        }
        if isinstance(version, ObjectVersion):
            versions.append(_entry(version, encode, "", request) | common)
        else:
            markers.append(_marker_entry(version, encode) | common)
    return {"Versions": versions, "DeleteMarkers": markers}


def _marker_entry(marker: DeleteMarker, encode: Callable[[str], str]) -> dict[str, Any]:
    return {"Key": encode(marker.key), "LastModified": marker.last_modified}


def _add_next_version(result: dict[str, Any], page: EntryPage[Version], encode: Callable[[str], str]) -> None:
    if page.is_truncated:
        result["NextKeyMarker"] = encode(page.last_key)
        if page.last_entry is not None:
            result["NextVersionIdMarker"] = page.last_entry.version_id


def _require_version_marker(key_marker: str, id_marker: str | None) -> None:
    """Check where a listing of versions is to go on.

    :raises InvalidArgument: when the marker is no version id, or comes without a key.
    """
    if id_marker is None:
        return
    if not key_marker:
        message = "A version-id marker cannot be specified without a key marker."
    elif not id_marker:
        message = "A version-id marker cannot be empty."
    elif not is_version_id(id_marker):
        message = "Invalid version id specified"
    else:
        return
    raise errors.InvalidArgument(message, ArgumentName="version-id-marker", ArgumentValue=id_marker)


def _versions_after(versions: tuple[Version, ...], id_marker: str) -> tuple[Version, ...]:
    """Give the versions of a key that come after one of them, which may be gone."""
    for position, version in enumerate(versions, 1):
        if version.version_id == id_marker:
            return versions[position:]
    return tuple(version for version in versions if is_after(version.version_id, id_marker))
