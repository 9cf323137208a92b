"""Inventory reports: the lines of the list, and the files that are written to the destination.

::

    <prefix>/<bucket>/<id>/data/<uuid>.csv.gz
    <prefix>/<bucket>/<id>/<YYYY-MM-DDTHH-MMZ>/manifest.json, manifest.checksum
    <prefix>/<bucket>/<id>/hive/dt=<YYYY-MM-DD-HH-MM>/symlink.txt

That objects encrypted with S3's own keys have no bucket key is unverified, as is a list of nothing.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/objectacl.html
"""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from .acl import CANONICAL_USER, Acl
from .encryption import AES256, KMS, KMS_DSSE
from .inventory import Inventory
from .listing import encode_url
from .object import NULL, ObjectVersion, Version
from .owner import canonical_user_id

if TYPE_CHECKING:
    from .bucket import Bucket

VERSION: Final = "2016-11-30"
ACL_VERSION: Final = "2022-11-10"
TIERED: Final = "INTELLIGENT_TIERING"
_ENCRYPTIONS: Final = {AES256: "SSE-S3", KMS: "SSE-KMS", KMS_DSSE: "DSSE-KMS"}


class File(NamedTuple):
    """A file of a report."""

    key: str
    content: bytes


class Report(NamedTuple):
    """A report: what it is of, and when the bucket was looked at.

    :ivar name: of the file with the list, without its ending.
    """

    bucket: Bucket
    inventory: Inventory
    time: datetime
    name: str

    def files(self) -> Iterator[File]:
        """Give the files in the order in which they are written; the manifest says that the list is there."""
        destination = self.inventory.destination
        parts = (destination.get("Prefix", ""), self.bucket.name, self.inventory.identifier)
        folder = "/".join(part for part in parts if part)
        data = File(f"{folder}/data/{self.name}.csv.gz", self._list())
        yield data
        bucket = str(destination["Bucket"]).rpartition(":")[2]
        yield File(
            f"{folder}/hive/dt={self.time:%Y-%m-%d-%H-%M}/symlink.txt", f"s3://{bucket}/{data.key}\n".encode()
        )
        manifest = self._manifest(data)
        yield File(f"{folder}/{self.time:%Y-%m-%dT%H-%MZ}/manifest.json", manifest)
        checksum = hashlib.md5(manifest, usedforsecurity=False).hexdigest()
        yield File(f"{folder}/{self.time:%Y-%m-%dT%H-%MZ}/manifest.checksum", checksum.encode())

    @property
    def schema(self) -> tuple[str, ...]:
        """The names of the fields."""
        of_versions = ("VersionId", "IsLatest", "IsDeleteMarker") if self.inventory.has_all_versions else ()
        return ("Bucket", "Key", *of_versions, *self.inventory.fields)

    def rows(self) -> Iterator[list[str]]:
        """Give the lines of the list."""
        schema, prefix = self.schema, self.inventory.prefix
        versions = self.bucket.versions
        for key in versions.keys_from(prefix, inclusive=True):
            if not key.startswith(prefix):
                return
            of_key = versions.of_key(key)
            for version in of_key if self.inventory.has_all_versions else of_key[:1]:
                if self.inventory.has_all_versions or isinstance(version, ObjectVersion):
                    yield [self._field(name, version, is_latest=version is of_key[0]) for name in schema]

    def _field(self, name: str, version: Version, *, is_latest: bool) -> str:
        if name == "IsLatest":
            return _flag(is_latest)
        if name in _OF_ANY:
            return _OF_ANY[name](self.bucket, version)
        read = _OF_OBJECTS.get(name)
        return read(self.bucket, version) if read is not None and isinstance(version, ObjectVersion) else ""

    def _list(self) -> bytes:
        text = io.StringIO()
        csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(self.rows())
        return gzip.compress(text.getvalue().encode(), mtime=self.time.timestamp())

    def _manifest(self, data: File) -> bytes:
        file = {
            "key": data.key,
            "size": len(data.content),
            "MD5checksum": hashlib.md5(data.content, usedforsecurity=False).hexdigest(),
        }
        manifest = {
            "sourceBucket": self.bucket.name,
            "destinationBucket": self.inventory.destination["Bucket"],
            "version": VERSION,
            "creationTimestamp": str(int(self.time.timestamp() * 1000)),
            "fileFormat": self.inventory.destination["Format"],
            "fileSchema": ", ".join(self.schema),
            "files": [file],
        }
        return json.dumps(manifest, indent=2).encode()


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _time(value: datetime) -> str:
    return f"{value:%Y-%m-%dT%H:%M:%S.000Z}"


def _acl(acl: Acl) -> str:
    grants = [
        {
            "canonicalId" if grant.kind == CANONICAL_USER else "uri": grant.grantee,
            "permission": grant.permission,
            "type": grant.kind,
        }
        for grant in acl.grants
    ]
    document = {"version": ACL_VERSION, "status": "AVAILABLE", "grants": grants}
    return base64.b64encode(json.dumps(document, separators=(",", ":")).encode()).decode()


_OF_ANY: Final[Mapping[str, Callable[[Bucket, Version], str]]] = {
    "Bucket": lambda bucket, version: bucket.name,
    "Key": lambda bucket, version: encode_url(version.key),
    "VersionId": lambda bucket, version: "" if version.version_id == NULL else version.version_id,
    "IsDeleteMarker": lambda bucket, version: _flag(not isinstance(version, ObjectVersion)),
    "LastModifiedDate": lambda bucket, version: _time(version.last_modified),
}
# What is missing here is empty: nothing of it is emulated.
_OF_OBJECTS: Final[Mapping[str, Callable[[Bucket, ObjectVersion], str]]] = {
    "Size": lambda bucket, version: str(version.size),
    "ETag": lambda bucket, version: version.etag,
    "StorageClass": lambda bucket, version: version.storage_class,
    "IsMultipartUploaded": lambda bucket, version: _flag(bool(version.parts)),
    "EncryptionStatus": lambda bucket, version: (
        "SSE-C" if version.encryption.customer_key_md5 else _ENCRYPTIONS[version.encryption.algorithm]
    ),
    "ObjectLockRetainUntilDate": lambda bucket, version: (
        _time(version.lock.retention.until) if version.lock.retention is not None else ""
    ),
    "ObjectLockMode": lambda bucket, version: (
        version.lock.retention.mode if version.lock.retention is not None else ""
    ),
    "ObjectLockLegalHoldStatus": lambda bucket, version: version.lock.legal_hold,
    "IntelligentTieringAccessTier": lambda bucket, version: (
        "FREQUENT" if version.storage_class == TIERED else ""
    ),
    "BucketKeyStatus": lambda bucket, version: (
        "ENABLED" if version.encryption.bucket_key_enabled else "DISABLED"
    ),
    "ChecksumAlgorithm": lambda bucket, version: version.checksum.algorithm,
    "ObjectAccessControlList": lambda bucket, version: _acl(bucket.acl_of(version)),
    "ObjectOwner": lambda bucket, version: canonical_user_id(bucket.owner),
}
