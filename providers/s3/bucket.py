"""A bucket: its configuration, its keys' versions and its uploads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from localstack.aws.api import s3 as api
from localstack.ids import Ids
from localstack.state import Queue, Record, SortedMap

from . import errors
from .access_log import Entry, Logging
from .acl import PRIVATE, Acl, canned
from .configurations import Configuration
from .cors import CorsRule
from .encryption import UNSET, DefaultEncryption
from .inventory import Inventory
from .lifecycle import UNMANAGED, Lifecycle
from .notification import SILENT, Notifications
from .object import NULL, DeleteMarker, ObjectVersion, Version
from .object_lock import DefaultRetention
from .owner import canonical_user_id
from .replication import Replication
from .request_payment import OWNER
from .upload import Upload, make_upload_id
from .validation import OWNER_ENFORCED
from .versions import Versions, is_version_id
from .website import Website

ENABLED: Final = "Enabled"
SUSPENDED: Final = "Suspended"
DISABLED: Final = "Disabled"
PUBLIC_ACCESS_BLOCKED: Final = {
    "BlockPublicAcls": True,
    "IgnorePublicAcls": True,
    "BlockPublicPolicy": True,
    "RestrictPublicBuckets": True,
}


@dataclass(eq=False)
class Bucket(Record):
    """A general-purpose bucket.

    :ivar owner: an account id.
    :ivar location: the location constraint it was made with.
    :ivar versioning: its status, `""` until it is set for the first time.
    :ivar ownership: the object ownership, `""` when there are no ownership controls.
    :ivar public_access_block: `None` when there is none.
    :ivar encryption: what objects get when a request does not say it.
    :ivar acl: `None` when nothing is granted to anybody but the owner.
    :ivar policy: as it was put, `""` for none.
    :ivar events: counts what was told to anybody.
    :ivar default_retention: of its object lock, `None` when new versions are not retained.
    :ivar website: `None` when the bucket is none.
    :ivar cors: the rules for browser pages, in order; empty for none.
    :ivar acceleration: its status, `""` until it is set for the first time.
    :ivar payer: of requests.
    :ivar metrics: configurations by id, as are analytics, intelligent tiering and inventories.
    :ivar lifecycle: has no rules when it was not put.
    :ivar abac: whether its tags decide on access, a status.
    :ivar logging: where records of the requests go, `None` for nowhere.
    :ivar replication: `None` when nothing is copied.
    :ivar log: records of requests that were not delivered yet.
    """

    name: str
    arn: str
    owner: str
    region: str
    created: datetime
    location: str = ""
    versioning: str = ""
    ownership: str = OWNER_ENFORCED
    tags: Mapping[str, str] = field(default_factory=dict)
    public_access_block: Mapping[str, bool] | None = field(default_factory=lambda: PUBLIC_ACCESS_BLOCKED)
    encryption: DefaultEncryption = UNSET
    acl: Acl | None = None
    policy: str = ""
    notifications: Notifications = SILENT
    events: int = 0
    has_object_lock: bool = False
    default_retention: DefaultRetention | None = None
    website: Website | None = None
    cors: tuple[CorsRule, ...] = ()
    acceleration: str = ""
    payer: str = OWNER
    lifecycle: Lifecycle = UNMANAGED
    logging: Logging | None = None
    replication: Replication | None = None
    abac: str = DISABLED
    log: Queue[Entry] = field(default_factory=Queue)
    versions: Versions = field(default_factory=Versions)
    uploads: SortedMap[tuple[str, str], Upload] = field(default_factory=SortedMap)
    metrics: SortedMap[str, Configuration] = field(default_factory=SortedMap)
    analytics: SortedMap[str, Configuration] = field(default_factory=SortedMap)
    intelligent_tiering: SortedMap[str, Configuration] = field(default_factory=SortedMap)
    inventories: SortedMap[str, Inventory] = field(default_factory=SortedMap)

    @property
    def has_acls(self) -> bool:
        """Whether ACLs have a meaning here: not when the bucket's owner owns all there is."""
        return self.ownership != OWNER_ENFORCED

    @property
    def effective_acl(self) -> Acl:
        """The ACL that counts."""
        return self.acl if self.acl is not None and self.has_acls else self._owner_acl()

    def acl_of(self, version: ObjectVersion) -> Acl:
        """Give the ACL of an object that counts."""
        return version.acl if version.acl is not None and self.has_acls else self._owner_acl()

    def blocks(self, setting: str) -> bool:
        """Tell whether a setting of the bucket's own public access block is on."""
        return bool(self.public_access_block and self.public_access_block.get(setting))

    def require_acl(self, acl: Acl, blocks: Callable[[str], bool]) -> None:
        """Check that the bucket or an object in it may get an ACL.

        :param blocks: tells whether a setting of the public access block is on, be it of the bucket or its owner.
        :raises AccessControlListNotSupported: when the bucket's owner owns all there is.
        :raises AccessDenied: when it is public, and those are blocked.
        """
        if not self.has_acls:
            raise errors.AccessControlListNotSupported
        if acl.is_public and blocks("BlockPublicAcls"):
            raise api.AccessDenied("Access Denied")

    def _owner_acl(self) -> Acl:
        owner = canonical_user_id(self.owner)
        return canned(PRIVATE, owner, owner)

    def require_empty(self) -> None:
        """Check that the bucket can be deleted.

        :raises BucketNotEmpty: when it holds anything.
        """
        if self.versions:
            if self.versioning:
                raise errors.BucketNotEmpty(
                    f"{errors.BucketNotEmpty.text}. You must delete all versions in the bucket.",
                    BucketName=self.name,
                )
            raise errors.BucketNotEmpty(BucketName=self.name)

    def version_id_for_write(self, ids: Ids) -> str:
        """Give the version id that what is written now gets."""
        return self.versions.next_version_id(ids) if self.versioning == ENABLED else NULL

    def require_object(self, key: str, version_id: str | None = None, method: str = "GET") -> ObjectVersion:
        """Find the version of an object that a request is about.

        :param version_id: the latest when not given.
        :param method: the request's, for the error.
        :raises NoSuchKey: when the object does not exist or is deleted.
        :raises NoSuchVersion: when the object has no such version.
        :raises MethodNotAllowed: when the version is a delete marker.
        """
        if version_id is None:
            live = self.versions.live.get(key)
            if live is None:
                marker = self.versions.latest(key)
                headers = marker_headers(marker) if marker is not None else {}
                raise api.NoSuchKey("The specified key does not exist.", Key=key, ExtraHeaders=headers)
            return live
        version = self.require_version(key, version_id)
        if isinstance(version, DeleteMarker):
            raise not_allowed(version, method)
        return version

    def require_version(self, key: str, version_id: str) -> Version:
        """Find a version of an object, be it a delete marker.

        :raises InvalidArgument: when it is no version id.
        :raises NoSuchVersion: when the object has no such version.
        """
        require_version_id(version_id)
        version = self.versions.find(key, version_id)
        if version is None:
            raise errors.NoSuchVersion(Key=key, VersionId=version_id)
        return version

    def require_removable(self, key: str, version_id: str, now: datetime, bypasses_governance: bool) -> None:
        """Check that no lock protects a version, if it exists.

        :raises AccessDenied: when one does.
        """
        version = self.versions.find(key, version_id) if self.has_object_lock else None
        if isinstance(version, ObjectVersion):
            version.lock.require_removable(now, bypasses_governance=bypasses_governance)

    def delete_object(self, key: str, now: datetime, ids: Ids) -> DeleteMarker | None:
        """Delete an object: for good when the bucket was never versioned, else under a delete marker.

        :returns: the delete marker.
        """
        if not self.versioning:
            self.versions.remove(key)
            return None
        marker = DeleteMarker(key, self.version_id_for_write(ids), now)
        self.versions.mark_deleted(marker)
        return marker

    def next_upload_id(self, ids: Ids) -> str:
        """Give out an upload id."""
        self.versions.sequence += 1
        return make_upload_id(self.versions.sequence, ids)

    def require_upload(self, key: str, upload_id: str) -> Upload:
        """Find a multipart upload.

        :raises NoSuchUpload: when it does not exist, or is to another key.
        """
        upload = self.uploads.get((key, upload_id))
        if upload is None:
            raise api.NoSuchUpload(
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been "
                "aborted or completed.",
                UploadId=upload_id,
            )
        return upload

    def upload_keys_from(self, start: str | None, inclusive: bool) -> Iterator[str]:
        """Walk the keys that have uploads, in order."""
        last = None if inclusive else start
        for key, _ in self.uploads.keys_from((start or "", "")):
            if key != last:
                yield key
            last = key

    def uploads_of(self, key: str) -> Iterable[Upload]:
        """Give the uploads to a key, oldest first."""
        for upload_key, upload_id in self.uploads.keys_from((key, "")):
            if upload_key != key:
                return
            yield self.uploads[upload_key, upload_id]


def marker_headers(marker: Version) -> dict[str, str]:
    """Give the headers that say that an object is hidden by a delete marker."""
    return {"x-amz-delete-marker": "true", "x-amz-version-id": marker.version_id}


def not_allowed(marker: DeleteMarker, method: str) -> errors.MethodNotAllowed:
    """Make the error for what cannot be done with a delete marker."""
    headers = marker_headers(marker) | {"Allow": "DELETE"}
    return errors.MethodNotAllowed(Method=method, ResourceType="DeleteMarker", ExtraHeaders=headers)


def require_version_id(version_id: str) -> None:
    """Check the form of a version id.

    :raises InvalidArgument: when no bucket gave it out.
    """
    if not version_id:
        raise errors.InvalidArgument(
            "Version id cannot be the empty string", ArgumentName="versionId", ArgumentValue=""
        )
    if not is_version_id(version_id):
        raise errors.InvalidArgument(
            "Invalid version id specified", ArgumentName="versionId", ArgumentValue=version_id
        )
