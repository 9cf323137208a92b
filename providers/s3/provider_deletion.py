"""Operations that delete objects and versions."""

from __future__ import annotations

from typing import Final

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import access, access_points, conditions, content, errors, events
from .access import Subject
from .actions import action_of
from .bucket import Bucket, require_version_id
from .events import Change
from .object import DeleteMarker
from .operations import S3Operations

MAX_DELETED: Final = 1000


class DeletionOperations(S3Operations):
    """Deleting objects and versions, one by one or up to a thousand at once."""

    def delete_object(
        self, context: RequestContext, request: api.DeleteObjectRequest
    ) -> api.DeleteObjectOutput:
        """Delete an object, or one version of it."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        conditions.refuse_express_conditions(
            (
                ("x-amz-if-match-last-modified-time", request.get("IfMatchLastModifiedTime")),
                ("x-amz-if-match-size", request.get("IfMatchSize")),
            )
        )
        key, version_id = request["Key"], request.get("VersionId")
        bypasses = self._bypasses_governance(context, bucket, request, key)
        with context.lock(bucket.arn):
            conditions.require_deletable(request.get("IfMatch"), bucket.versions.live.get(key))
            if version_id is not None:
                require_version_id(version_id)
                bucket.require_removable(key, version_id, context.clock.now(), bypasses)
                removed = bucket.versions.remove(key, version_id)
                changes = [events.removed(removed)] if removed is not None else []
                result: api.DeleteObjectOutput = {"VersionId": version_id}
                if isinstance(removed, DeleteMarker):
                    result["DeleteMarker"] = True
            else:
                marker = bucket.delete_object(key, self._now(context), context.ids)
                changes = [events.deleted(key, marker)]
                result = {"DeleteMarker": True, "VersionId": marker.version_id} if marker else {}
        self._notify(context, bucket, *changes)
        return result

    def delete_objects(
        self, context: RequestContext, request: api.DeleteObjectsRequest
    ) -> api.DeleteObjectsOutput:
        """Delete up to a thousand objects or versions."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        bypasses = self._bypasses_governance(context, bucket, request, "*")
        content.verify_document(context, request)
        objects = request["Delete"].get("Objects") if request.get("Delete") else None
        if not objects or len(objects) > MAX_DELETED or any("Key" not in each for each in objects):
            raise errors.MalformedXML
        deleted: list[api.DeletedObject] = []
        failed: list[api.Error] = []
        changes: list[Change] = []
        refused = self._refused(context, bucket, objects, request["Bucket"])
        with context.lock(bucket.arn):
            for number, identifier in enumerate(objects):
                try:
                    if number in refused:
                        raise refused[number]
                    deleted.append(self._delete_one(context, bucket, identifier, changes, bypasses))
                except (errors.S3Exception, api.InvalidRequest, api.AccessDenied) as error:
                    failed.append(_failure(identifier, error.code, error.message))
        self._notify(context, bucket, *changes)
        result: api.DeleteObjectsOutput = {}
        if deleted and not request["Delete"].get("Quiet"):
            result["Deleted"] = deleted
        if failed:
            result["Errors"] = failed
        return result

    def _refused(
        self, context: RequestContext, bucket: Bucket, objects: list[api.ObjectIdentifier], name: str
    ) -> dict[int, api.AccessDenied]:
        """Find those of the objects that the caller may not delete, by their place in the request.

        :param name: by which the request names the bucket.
        """
        refused: dict[int, api.AccessDenied] = {}
        if context.request is None or context.service_principal:
            return refused
        point = access_points.find(context, name) if name != bucket.name else None
        for number, identifier in enumerate(objects):
            action = action_of("DeleteObject", names_version="VersionId" in identifier)
            try:
                access.require(context, Subject(bucket, identifier["Key"], point=point), action)
            except api.AccessDenied as error:
                refused[number] = error
        return refused

    def _delete_one(
        self,
        context: RequestContext,
        bucket: Bucket,
        identifier: api.ObjectIdentifier,
        changes: list[Change],
        bypasses: bool,
    ) -> api.DeletedObject:
        key, version_id = identifier["Key"], identifier.get("VersionId")
        conditions.refuse_express_conditions(
            (("LastModifiedTime", identifier.get("LastModifiedTime")), ("Size", identifier.get("Size")))
        )
        conditions.require_deletable(identifier.get("ETag"), bucket.versions.live.get(key))
        result: api.DeletedObject = {"Key": key}
        if version_id is not None:
            bucket.require_removable(key, version_id, context.clock.now(), bypasses)
            removed = bucket.versions.remove(key, version_id)
            if removed is None:
                raise errors.NoSuchVersion
            changes.append(events.removed(removed))
            result["VersionId"] = version_id
            if isinstance(removed, DeleteMarker):
                result.update({"DeleteMarker": True, "DeleteMarkerVersionId": version_id})
            return result
        marker = bucket.delete_object(key, self._now(context), context.ids)
        changes.append(events.deleted(key, marker))
        if marker is not None:
            result.update({"DeleteMarker": True, "DeleteMarkerVersionId": marker.version_id})
        return result


def _failure(identifier: api.ObjectIdentifier, code: str, message: str) -> api.Error:
    failure: api.Error = {"Key": identifier["Key"], "Code": code, "Message": message}
    if "VersionId" in identifier:
        failure["VersionId"] = identifier["VersionId"]
    return failure
